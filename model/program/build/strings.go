package build

import "heddle/model/program"

// Unary gives the result of a one-operand operation on words of a kind.
func (f *Func) Unary(op program.Op, kind program.Kind, x Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: op, Kind: kind, A: r, B: x})
	return r
}

// StrSlice gives s[low:high].
func (f *Func) StrSlice(s, low, high Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.StrSlice, A: r, B: s, C: low, D: high})
	return r
}

// StrRune gives the rune of s at byte i, and its width.
func (f *Func) StrRune(s, i Reg) (r, width Reg) {
	r, width = f.Reg(), f.Reg()
	f.Emit(program.Instr{Op: program.StrRune, A: r, B: s, C: i})
	return r, width
}
