package litmus

import (
	"slices"
	"strings"
)

// Mnemonic is an instruction of an architecture: the one place that says how it is
// written and what it means.
type Mnemonic struct {
	Name  string
	Shape []Operands // what each operand may be
	Doc   string
	// Lockable says that a LOCK prefix may stand before it, if its destination is in memory.
	Lockable bool
	Implicit []string // registers that it uses without naming them
	Width    uint8    // bytes that it works on, whatever else is said; 0: not fixed

	emit  func(e *emitter, in *Instr)
	flags bool // it reads flags
	idle  bool // it accesses nothing
	// either says that in AT&T's syntax the operands may come in Intel's order, too, as
	// herd has them, if one of them is in memory.
	either  bool
	refused string // why it is not modelled; "" if it is
}

// Operands is a set of kinds of operands.
type Operands uint8

// The kinds of operands.
const (
	OperandRegister  Operands = 1 << iota
	OperandImmediate          // an integer, or a location's address
	OperandMemory             // a location, or what a register points to
	OperandLabel              // a label
)

// String lists the kinds.
func (o Operands) String() string {
	var list []string
	for i, name := range [...]string{"a register", "an integer", "a location in memory", "a label"} {
		if o&(1<<i) != 0 {
			list = append(list, name)
		}
	}
	return strings.Join(list, " or ")
}

// Operand is one operand of an instruction.
type Operand struct {
	Kind  Operands // one kind
	Reg   register // a register; of OperandMemory: what points there
	Value int64    // an integer; of OperandMemory: bytes to add to Reg
	Index register // of OperandMemory: Index times Scale is added, too, if it has a name
	Scale int64
	Name  string // of a label or a location; of an OperandImmediate: it is that address; of OperandMemory "": Reg counts
	place
}

// Instr is an instruction of a thread, or a label alone.
type Instr struct {
	Label string // "": none
	Op    *Mnemonic
	Lock  bool
	Width uint8 // bytes
	Args  []Operand
	place
}

// columns reads the header P0 | P1 ; and the rows of instructions.
func (p *parser) columns() {
	p.switchTo(dialectAssembly)
	p.accept(";")
	for more := true; more && p.err == nil; more = p.accept("|") {
		t := p.tok
		if n, ok := procOf(t.text); !ok || n != len(p.test.Threads) || n > maxProc {
			p.want("P%d", len(p.test.Threads))
			return
		}
		p.advance()
		if p.accept(":") { // an annotation
			for p.tok.kind != tokenEnd && !p.tok.is("|") && !p.tok.is(";") {
				p.advance()
			}
		}
		p.test.Threads = append(p.test.Threads, Thread{place: t.place})
	}
	if p.err == nil && !p.tok.is(";") {
		p.want(`"|" or ";" after P%d`, len(p.test.Threads)-1)
	}
	p.advance()
	for p.err == nil && !p.endOfCode() {
		p.row()
	}
}

// endOfCode reports whether the rows are over.
func (p *parser) endOfCode() bool {
	return p.tok.kind == tokenEnd || p.tok.is("~") || p.tok.is("(") || p.tok.kind == tokenName && stops(p.tok.text) ||
		p.tok.is("not") && p.peek().is("exists")
}

// row reads the cells of one row, one for each thread.
func (p *parser) row() {
	first := p.tok
	threads := p.test.Threads
	for i := range threads {
		p.cell(&threads[i])
		switch {
		case i+1 < len(threads) && p.tok.is(";"):
			p.errorf(p.tok.place, "found a row of %d columns, want %d, as many as threads", i+1, len(threads))
		case i+1 < len(threads) && !p.accept("|"):
			p.want(`"|" after an instruction of P%d in the row of line %d`, i, first.line)
		case i+1 == len(threads) && p.tok.is("|"):
			p.errorf(p.tok.place, "found a row of more than %d columns, want %d, as many as threads", len(threads), len(threads))
		case i+1 == len(threads) && !p.accept(";"):
			p.want(`";" at the end of the row of line %d`, first.line)
		}
	}
}

// cell reads labels and an instruction, all of which may be missing.
func (p *parser) cell(th *Thread) {
	for p.tok.kind == tokenName {
		in := Instr{place: p.tok.place}
		if p.peek().is(":") {
			in.Label = p.advance().text
			p.advance()
			th.Code = append(th.Code, in)
			continue
		}
		p.instruction(&in)
		th.Code = append(th.Code, in)
		return
	}
}

// instruction reads a mnemonic and its operands.
func (p *parser) instruction(in *Instr) {
	arch := p.test.Arch
	if p.tok.text == "LOCK" || p.tok.text == "lock" {
		in.Lock = true
		p.advance()
		p.accept(";") // in old tests
	}
	in.place = p.tok.place
	in.Op, in.Width = arch.mnemonic(p.tok.text)
	if in.Op == nil || p.tok.kind != tokenName {
		p.want("an instruction of %s", arch.Name)
		return
	}
	if in.Lock && !in.Op.Lockable {
		p.want("an instruction that can be locked")
		return
	}
	if in.Op.refused != "" {
		p.want("an instruction that is modelled: this is %s", in.Op.refused)
		return
	}
	mnemonic := p.advance()
	first, n := len(p.operands), len(in.Op.Shape)
	for i := range n {
		if i > 0 {
			p.expect(",")
		}
		if arch.att {
			i = n - 1 - i
		}
		p.operands = append(p.operands, p.operand(in.Op, i))
	}
	in.Args = p.operands[first:len(p.operands):len(p.operands)]
	if arch.att {
		slices.Reverse(in.Args)
	}
	if arch.att && in.Op.either && (in.Args[0].Kind&in.Op.Shape[0] == 0 || in.Args[1].Kind&in.Op.Shape[1] == 0) {
		slices.Reverse(in.Args)
	}
	p.width(in, mnemonic)
}

// operand reads operand i of an instruction.
func (p *parser) operand(op *Mnemonic, i int) Operand {
	t, shape := p.tok, op.Shape[i]
	if op.either {
		shape = op.Shape[0] | op.Shape[1]
	}
	var o Operand
	if shape&OperandLabel != 0 {
		o = Operand{Kind: OperandLabel, place: t.place, Name: p.name("a label")}
	} else {
		o = p.test.Arch.operand(p)
	}
	if o.Kind&shape == 0 {
		p.wantAt(t, "%s as an operand of %s", shape, op.Name)
	}
	return o
}

// width settles how many bytes in works on: what its suffix says, or its registers,
// or the architecture's word.
func (p *parser) width(in *Instr, mnemonic token) {
	if int(in.Width) > p.test.Arch.Word {
		p.wantAt(mnemonic, "an instruction of %s", p.test.Arch.Name)
	}
	if in.Op.Width != 0 {
		in.Width = in.Op.Width
	}
	memory := 0
	for i := range in.Args {
		o := &in.Args[i]
		if o.Kind == OperandMemory {
			if memory++; memory == 2 {
				p.errorf(o.place, "found a second operand in memory, want a register")
			}
			continue
		}
		if o.Kind != OperandRegister {
			continue
		}
		if in.Width == 0 {
			in.Width = o.Reg.width
		}
		if in.Width != o.Reg.width {
			p.errorf(o.place, "found %s, a register of %d bytes, want one of %d", o.Reg.name, o.Reg.width, in.Width)
		}
	}
	if in.Width == 0 {
		in.Width = uint8(p.test.Arch.Word)
	}
	for i := range in.Args {
		o := &in.Args[i]
		if o.Kind == OperandImmediate && !fits(o.Value, int(in.Width)) {
			p.errorf(o.place, "found %d, want an integer of %d bits", o.Value, 8*in.Width)
		}
		if o.Kind == OperandMemory {
			if o.Value%int64(in.Width) != 0 {
				p.errorf(o.place, "found displacement %d, want a multiple of %d, the bytes of the access", o.Value, in.Width)
			}
			if o.Index.name != "" && o.Scale != int64(in.Width) {
				p.errorf(o.place, "found scale %d, want %d, the bytes of the access", o.Scale, in.Width)
			}
		}
	}
	if in.Lock && memory == 0 {
		p.errorf(in.place, "found a locked instruction without an operand in memory, want one with")
	}
}
