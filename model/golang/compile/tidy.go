package compile

import (
	"heddle/model/program"
)

// finish turns the code in virtual registers into a function.
func (b *builder) finish(name string) program.Func {
	b.fn.Name = name
	b.resolve()
	f := &b.fn
	f.Code, f.Pos, f.Lists = b.out.code, b.out.pos, b.lists
	f.Regs = len(b.regs)
	if f.Defers {
		b.initialize()
	}
	b.removeRepeatedConstants()
	b.removeDead()
	b.merge()
	b.removeDead()
	for b.thread() {
	}
	b.pack()
	b.compactLists()
	f.Pointer = make([]bool, f.Regs)
	for i := range f.Pointer {
		f.Pointer[i] = b.regs[i].ptr
	}
	return b.fn
}

// initialize sets what may be read at Func.Unwind before it is written, to 0.
func (b *builder) initialize() {
	f := &b.fn
	f.Prepare()
	var first chunk
	for _, r := range f.Live(0) {
		if int(r) >= f.Params+f.Free {
			first.code = append(first.code, program.Instr{Op: program.Const, A: r})
			first.pos = append(first.pos, f.Pos[0])
		}
	}
	n := len(first.code)
	for i := range f.Code {
		switch in := &f.Code[i]; in.Op {
		case program.Jump:
			in.Imm += int64(n)
		case program.Branch:
			in.A, in.C = in.A+int32(n), in.C+int32(n)
		}
	}
	f.Code, f.Pos = append(first.code, f.Code...), append(first.pos, f.Pos...)
	f.Unwind += n
}

// removeRepeatedConstants drops a Const that sets a register to what it holds.
// A constant is not kept over an access to memory or a call, where it would be part of the state.
func (b *builder) removeRepeatedConstants() {
	target := map[int]bool{b.fn.Unwind: true}
	for _, in := range b.fn.Code {
		switch in.Op {
		case program.Jump:
			target[int(in.Imm)] = true
		case program.Branch:
			target[int(in.A)], target[int(in.C)] = true, true
		}
	}
	held := map[program.Reg]int64{}
	for i := range b.fn.Code {
		in := &b.fn.Code[i]
		if target[i] {
			clear(held)
		}
		if in.Op == program.Const {
			if w, ok := held[in.A]; ok && w == in.Imm {
				*in = program.Instr{Op: program.Nop}
			} else {
				held[in.A] = in.Imm
			}
			continue
		}
		for _, r := range b.fn.Defs(i) {
			delete(held, r)
		}
		if !local(in.Op) {
			clear(held)
		}
	}
	b.compact()
}

// local reports whether op touches registers only.
func local(op program.Op) bool {
	return op <= program.StrLen && op != program.Nop || op >= program.AddrAdd && op <= program.Len ||
		op == program.TypeIn || op == program.IfaceEq || op >= program.StrIndex && op <= program.TypeName
}

// compact drops the Nops.
func (b *builder) compact() {
	f := &b.fn
	at := make([]int64, len(f.Code)+1)
	n := int64(0)
	for i, in := range f.Code {
		at[i] = n
		if in.Op != program.Nop {
			n++
		}
	}
	code, pos := f.Code[:0:0], f.Pos[:0:0]
	for i, in := range f.Code {
		switch in.Op {
		case program.Nop:
			continue
		case program.Jump:
			in.Imm = at[in.Imm]
		case program.Branch:
			in.A, in.C = int32(at[in.A]), int32(at[in.C])
		}
		code = append(code, in)
		pos = append(pos, f.Pos[i])
	}
	f.Code, f.Pos = code, pos
	f.Unwind = int(at[f.Unwind])
}

// removeDead drops instructions without effect whose result is never read.
func (b *builder) removeDead() {
	f := &b.fn
	for {
		f.Prepare()
		some := false
		for i := range f.Code {
			in := &f.Code[i]
			if in.Op == program.Move && in.A == in.B || pure(in) && !contains(f.Live(i+1), in.A) {
				*in = program.Instr{Op: program.Nop}
				some = true
			}
		}
		if !some {
			return
		}
		b.compact()
	}
}

// pure reports whether in does nothing but set register A.
func pure(in *program.Instr) bool {
	switch in.Op {
	case program.Shl, program.Shr:
		k := program.Kind(in.Aux)
		return k >= program.KindUint8 && k <= program.KindUint64
	case program.Div, program.Rem:
		return in.Kind == program.KindFloat32 || in.Kind == program.KindFloat64
	case program.Alloc, program.Index, program.TypeIn, program.MapMake,
		program.StrIndex, program.StrSlice, program.StrConcat, program.StrByte, program.StrEncode, program.TypeName, program.ChanCap:
		return true
	}
	return in.Op >= program.Const && in.Op <= program.StrLen
}

func contains(sorted []program.Reg, r program.Reg) bool {
	for _, x := range sorted {
		if x >= r {
			return x == r
		}
	}
	return false
}

// compactLists drops operand lists and lists of cases that no instruction names.
func (b *builder) compactLists() {
	f := &b.fn
	var lists [][]program.Reg
	move := func(i *int32) {
		lists = append(lists, f.Lists[*i])
		*i = int32(len(lists) - 1)
	}
	for i := range f.Code {
		in := &f.Code[i]
		switch in.Op {
		case program.Call, program.CallClosure, program.CallMethod, program.Go, program.GoClosure, program.GoMethod,
			program.Return:
			move(&in.B)
		case program.Ghost, program.MapGet, program.MapSet, program.MapDelete,
			program.NetMake, program.NetDisk, program.NetSend, program.NetReceive:
			move(&in.C)
		}
	}
	f.Lists = lists
	var selects [][]program.Case
	for i := range f.Code {
		if in := &f.Code[i]; in.Op == program.Select {
			selects = append(selects, f.Selects[in.Imm])
			in.Imm = int64(len(selects) - 1)
		}
	}
	f.Selects = selects
}
