package program

import (
	"fmt"
	"io"
	"strings"
)

// opNames are the names of the operations in listings.
var opNames = [...]string{
	"nop", "const", "move",
	"add", "sub", "mul", "div", "rem", "and", "or", "xor", "andnot", "shl", "shr",
	"eq", "ne", "lt", "le", "gt", "ge", "neg", "not", "com", "convert", "strlen",
	"jump", "branch", "call", "callclosure", "callmethod", "go", "goclosure", "gomethod", "return", "panic", "fail",
	"addradd", "index", "bounds", "slice", "len",
	"alloc", "allocarray", "load", "store",
	"atomicadd", "atomicswap", "atomicand", "atomicor", "atomicxor", "atomiccas", "fence",
	"begin", "end", "await", "typein", "ifaceeq",
	"choose", "assert", "ghost", "join",
	"strindex", "strslice", "strconcat", "strbyte", "strencode", "strrune", "typename",
	"mapmake", "mapget", "mapset", "mapdelete", "maplen", "mapclear", "maprange", "mapcount", "mapnext",
	"makechan", "chanlen", "chancap", "close", "select",
	"recover", "unwound", "goexit", "print", "exit",
	"netmake", "netattach", "netdisk", "netsend", "netreceive", "mark", "ghostbegin", "ghostend", "violate",
}

// String gives the operation's name, in lower case.
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return fmt.Sprintf("op%d", o)
}

var kindNames = [...]string{
	"", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
	"float32", "float64", "string", "pointer", "iface", "data",
}

// String gives the kind's name as in Go, "" for KindNone.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind%d", k)
}

var orderNames = [...]string{"plain", "ordinary", "relaxed", "acquire", "release", "acqrel", "seqcst"}

// String gives the order's name, in lower case.
func (o Order) String() string {
	if int(o) < len(orderNames) {
		return orderNames[o]
	}
	return fmt.Sprintf("order%d", o)
}

// Write prints the code of all functions, one instruction a line, for people.
func (p *Program) Write(w io.Writer) error {
	var b strings.Builder
	for i := range p.Funcs {
		f := &p.Funcs[i]
		fmt.Fprintf(&b, "func %d %s: %d parameters, %d free, %d results, %d registers\n", i, f.Name, f.Params, f.Free, f.Results, f.Regs)
		for pc := range f.Code {
			line := fmt.Sprintf("%5d  %-48s %s", pc, p.instr(f, pc), p.Position(f.Pos[pc]))
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String gives what Write prints.
func (p *Program) String() string {
	var b strings.Builder
	_ = p.Write(&b) // a strings.Builder does not fail
	return b.String()
}

// Position prints a position as file:line, "" if it is unknown.
func (p *Program) Position(pos Pos) string {
	if pos.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", p.Files[pos.File], pos.Line)
}

// instr prints instruction pc of f: "r3 ← add.int32 r1 r2".
func (p *Program) instr(f *Func, pc int) string {
	in := &f.Code[pc]
	name := in.Op.String()
	if in.Kind != KindNone {
		name += "." + in.Kind.String()
	}
	var s strings.Builder
	if defs := f.Defs(pc); len(defs) > 0 {
		s.WriteString(regs(defs) + " ← ")
	}
	if in.Op == MapGet && in.WritesMap() {
		name += ".update"
	}
	s.WriteString(name)
	switch in.Op {
	case Store:
		fmt.Fprintf(&s, ".%s [r%d%+d] r%d", Order(in.Aux), in.A, in.Imm, in.B)
	case Load:
		fmt.Fprintf(&s, ".%s [r%d%+d]", Order(in.Aux), in.B, in.Imm)
	case AtomicCAS:
		success, failure := CASOrders(in.Aux)
		fmt.Fprintf(&s, ".%s.%s %s", success, failure, regs(f.Uses(pc)))
		if in.Imm != 0 {
			s.WriteString(" old")
		}
	case AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicXor, Fence:
		fmt.Fprintf(&s, ".%s %s", Order(in.Aux), regs(f.Uses(pc)))
		if in.Imm != 0 {
			s.WriteString(" new")
		}
	case Const, Jump:
		fmt.Fprintf(&s, " %d", in.Imm)
	case Select:
		s.WriteString(f.cases(in))
	case MapMake, MapGet, MapSet, MapDelete, MapLen, MapClear, MapRange, MapCount, MapNext:
		fmt.Fprintf(&s, " %s %s", p.Maps[in.Imm].Name, regs(f.Uses(pc)))
	case MakeChan:
		fmt.Fprintf(&s, " %s r%d", p.Layouts[in.Imm].Name, in.B)
	case TypeIn, AddrAdd, Index, Slice, Len, Print:
		fmt.Fprintf(&s, " %s %d", regs(f.Uses(pc)), in.Imm)
	case Branch:
		fmt.Fprintf(&s, " r%d %d %d", in.B, in.A, in.C)
	case Call, Go:
		fmt.Fprintf(&s, " %s(%s)", p.Funcs[in.C].Name, regs(f.Uses(pc)))
	case CallMethod, GoMethod:
		fmt.Fprintf(&s, " %d %s", in.Imm, regs(f.Uses(pc)))
	case End:
		if Order(in.Aux) == Relaxed {
			s.WriteString(".relaxed")
		}
	case Fail:
		fmt.Fprintf(&s, " %q", p.Strings[in.Imm])
	case Alloc, AllocArray:
		fmt.Fprintf(&s, " %s %s", p.Layouts[in.Imm].Name, regs(f.Uses(pc)))
	case Convert:
		fmt.Fprintf(&s, ".%s %s", Kind(in.Aux), regs(f.Uses(pc)))
	case NetMake:
		fmt.Fprintf(&s, " %s %s", p.Layouts[in.Imm].Name, regs(f.Uses(pc)))
	case Ghost, NetReceive:
		fmt.Fprintf(&s, " %d %s", in.Aux, regs(f.Uses(pc)))
	default:
		s.WriteString(" " + regs(f.Uses(pc)))
	}
	return strings.TrimRight(s.String(), " ")
}

// cases prints the cases of a Select: "send r1 (r2 r3), receive r4, default".
func (f *Func) cases(in *Instr) string {
	var list []string
	for _, c := range f.Selects[in.Imm] {
		if c.Send {
			list = append(list, fmt.Sprintf("send r%d (%s)", c.Chan, regs(c.Words)))
		} else {
			list = append(list, fmt.Sprintf("receive r%d", c.Chan))
		}
	}
	if in.C != 0 {
		list = append(list, "default")
	}
	return " " + strings.Join(list, ", ")
}

func regs(list []Reg) string {
	var s []string
	for _, r := range list {
		s = append(s, fmt.Sprintf("r%d", r))
	}
	return strings.Join(s, " ")
}
