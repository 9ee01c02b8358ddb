package litmus

import (
	"strconv"
	"strings"
)

// String prints the test in herd's format: what Parse makes an equal test of. Of a test
// that is not supported it gives the first line only.
func (t *Test) String() string {
	var b strings.Builder
	b.WriteString(t.Arch.Name + " " + t.Name + "\n")
	if !t.Supported() {
		return b.String()
	}
	if t.Doc != "" {
		b.WriteString(`"` + t.Doc + "\"\n")
	}
	for _, m := range t.Meta {
		b.WriteString(m.Key + "=" + m.Value + "\n")
	}
	b.WriteString("{")
	for i := range t.Init {
		b.WriteString(" " + t.Init[i].String() + ";")
	}
	b.WriteString(" }\n")
	if t.Arch.c {
		for i := range t.Threads {
			b.WriteString("P" + strconv.Itoa(i) + " " + t.Threads[i].c.source + "\n")
		}
	} else {
		t.columns(&b)
	}
	if len(t.Shown) > 0 {
		b.WriteString("locations [")
		for i := range t.Shown {
			b.WriteString(t.Shown[i].text() + ";")
		}
		b.WriteString("]\n")
	}
	if t.Filter != nil {
		b.WriteString("filter (" + t.Filter.String() + ")\n")
	}
	b.WriteString(t.Condition() + "\n")
	for i, w := range t.With {
		b.WriteString([]string{"with ", ""}[min(i, 1)] + w.Platform + ": " + w.Final.String() + ";\n")
	}
	return b.String()
}

// columns prints the rows of instructions.
func (t *Test) columns(b *strings.Builder) {
	rows := [][]string{{}}
	for i := range t.Threads {
		rows[0] = append(rows[0], "P"+strconv.Itoa(i))
		for k := range t.Threads[i].Code {
			for len(rows) <= k+1 {
				rows = append(rows, make([]string, len(t.Threads)))
			}
			rows[k+1][i] = t.Arch.text(&t.Threads[i].Code[k])
		}
	}
	widths := make([]int, len(t.Threads))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			b.WriteString([]string{" ", " | "}[min(i, 1)] + cell + strings.Repeat(" ", widths[i]-len(cell)))
		}
		b.WriteString(" ;\n")
	}
}

// text prints an instruction.
func (a *Arch) text(in *Instr) string {
	if in.Op == nil {
		return in.Label + ":"
	}
	name := in.Op.Name
	if a.att {
		name = strings.ToLower(name)
	}
	if len(in.Args) > 0 && in.Args[0].Kind != OperandLabel && in.Op.Width == 0 && !in.Op.idle && len(a.suffixes) > 1 {
		name += string(suffix(in.Width))
	}
	if in.Lock {
		name = "lock " + name
	}
	for i := range in.Args {
		k := i
		if a.att {
			k = len(in.Args) - 1 - i
		}
		name += []string{" ", ","}[min(i, 1)] + a.operandText(&in.Args[k])
	}
	return name
}

// suffix gives the suffix of a mnemonic for operands of that many bytes.
func suffix(width uint8) byte {
	for s, w := range widths {
		if w == width {
			return s
		}
	}
	return 0
}

func (a *Arch) operandText(o *Operand) string {
	inner := o.Name
	if inner == "" && o.Kind != OperandImmediate {
		inner = o.Reg.name
		if a.att && inner[0] != '%' {
			inner = "%" + inner
		}
	}
	switch {
	case o.Kind == OperandMemory && a.att:
		if o.Index.name != "" {
			inner += ",%" + strings.TrimPrefix(o.Index.name, "%") + "," + strconv.FormatInt(o.Scale, 10)
		}
		if o.Value != 0 {
			return strconv.FormatInt(o.Value, 10) + "(" + inner + ")"
		}
		return "(" + inner + ")"
	case o.Kind == OperandMemory:
		if o.Value != 0 {
			return strconv.FormatInt(o.Value, 10) + "[" + inner + "]"
		}
		return "[" + inner + "]"
	case o.Kind == OperandImmediate && inner == "":
		return "$" + strconv.FormatInt(o.Value, 10)
	case o.Kind == OperandImmediate:
		return "$" + inner
	}
	return inner
}

// String prints an entry of the initial state.
func (b *Binding) String() string {
	text := b.Place.text()
	if b.Type != "" {
		text = b.Type + " " + strings.Repeat("*", b.Stars) + text
	} else {
		text = strings.Repeat("*", b.Stars) + text
	}
	values := make([]string, len(b.Values))
	for i, v := range b.Values {
		values[i] = v.String()
	}
	list := strings.Join(values, ",")
	if b.Length >= 0 {
		text += "[" + strconv.Itoa(b.Length) + "]"
		list = "{" + list + "}"
	}
	if len(values) > 0 {
		text += "=" + list
	}
	return text
}

// text prints a place: 0:EAX, x or x[2].
func (p *Place) text() string {
	switch {
	case p.Proc >= 0:
		return strconv.Itoa(p.Proc) + ":" + p.Name
	case p.Proc == everyProc:
		return "%" + strings.TrimPrefix(p.Name, "%")
	case p.Index >= 0:
		return p.Name + "[" + strconv.Itoa(p.Index) + "]"
	}
	return p.Name
}
