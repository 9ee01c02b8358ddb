package build

import "heddle/model/program"

// Label is a place in the code of a function.
type Label int32

// Func is a function under construction. Its methods append one instruction
// each, and return the register that it writes, if any: always a new one, except
// for those whose name ends in To.
type Func struct {
	Index  int32 // in Program.Funcs
	b      *Builder
	f      program.Func
	labels []int32 // Label → instruction
	jumps  []jump
}

// jump is an operand of Code[at] that holds a label until the code is complete.
type jump struct {
	at    int
	field byte // 'A', 'C' or 'I'
	to    Label
}

// Func starts a function whose parameters are one word each; pointer says which of them hold addresses.
func (b *Builder) Func(name string, pointer ...bool) *Func {
	f := &Func{Index: int32(len(b.funcs)), b: b}
	f.f.Name, f.f.Params = name, len(pointer)
	for _, p := range pointer {
		f.reg(p)
	}
	b.funcs = append(b.funcs, f)
	return f
}

// Free declares that many captured words, addresses or not, and returns the
// first one's register. It must come before any instruction.
func (f *Func) Free(pointer ...bool) Reg {
	first := Reg(f.f.Regs)
	f.f.Free = len(pointer)
	for _, p := range pointer {
		f.reg(p)
	}
	return first
}

func (f *Func) reg(pointer bool) Reg {
	f.f.Pointer = append(f.f.Pointer, pointer)
	f.f.Regs++
	return Reg(f.f.Regs - 1)
}

// Reg gives a new register for words that are not addresses.
func (f *Func) Reg() Reg { return f.reg(false) }

// PointerReg gives a new register for addresses.
func (f *Func) PointerReg() Reg { return f.reg(true) }

// Points says that r is for addresses.
func (f *Func) Points(r Reg) { f.f.Pointer[r] = true }

// Emit appends any instruction.
func (f *Func) Emit(in program.Instr) {
	f.b.lines++
	f.f.Code = append(f.f.Code, in)
	f.f.Pos = append(f.f.Pos, program.Pos{Line: f.b.lines})
}

// Line is the source line of the instruction emitted last.
func (f *Func) Line() int { return int(f.b.lines) }

// List adds an operand list and returns its index.
func (f *Func) List(regs ...Reg) int32 {
	f.f.Lists = append(f.f.Lists, regs)
	return int32(len(f.f.Lists) - 1)
}

// Label gives a new label, to be placed once.
func (f *Func) Label() Label {
	f.labels = append(f.labels, -1)
	return Label(len(f.labels) - 1)
}

// Place puts l before the next instruction.
func (f *Func) Place(l Label) { f.labels[l] = int32(len(f.f.Code)) }

// Here gives a label before the next instruction.
func (f *Func) Here() Label {
	l := f.Label()
	f.Place(l)
	return l
}

// Jump goes to l.
func (f *Func) Jump(l Label) {
	f.jumps = append(f.jumps, jump{len(f.f.Code), 'I', l})
	f.Emit(program.Instr{Op: program.Jump})
}

// Branch goes to yes if cond is not 0, else to no.
func (f *Func) Branch(cond Reg, yes, no Label) {
	at := len(f.f.Code)
	f.jumps = append(f.jumps, jump{at, 'A', yes}, jump{at, 'C', no})
	f.Emit(program.Instr{Op: program.Branch, B: cond})
}

// If runs then if cond is not 0.
func (f *Func) If(cond Reg, then func()) {
	yes, end := f.Label(), f.Label()
	f.Branch(cond, yes, end)
	f.Place(yes)
	then()
	f.Place(end)
}

// Return ends the function.
func (f *Func) Return(results ...Reg) {
	f.f.Results = len(results)
	f.Emit(program.Instr{Op: program.Return, B: f.List(results...)})
}

func (f *Func) finish() program.Func {
	for _, j := range f.jumps {
		in, to := &f.f.Code[j.at], f.labels[j.to]
		switch j.field {
		case 'A':
			in.A = to
		case 'C':
			in.C = to
		default:
			in.Imm = int64(to)
		}
	}
	return f.f
}
