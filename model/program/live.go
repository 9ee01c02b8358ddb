package program

import (
	"math/bits"
	"slices"
)

// liveness holds, for each instruction, the registers that may be read before
// they are written from there on. It is computed once, by Prepare.
type liveness struct {
	words int      // 64-bit words per set
	in    []uint64 // len(Code) sets
	lists [][]Reg  // in, as ascending lists
}

// Prepare computes liveness. It must be called once before Live.
func (f *Func) Prepare() {
	f.live.words = (f.Regs + 63) / 64
	w := f.live.words
	sets := make([]uint64, (3*len(f.Code)+1)*w)
	part := func(i int) []uint64 { return sets[i*len(f.Code)*w : (i+1)*len(f.Code)*w] }
	in, uses, defs, set := part(0), part(1), part(2), sets[3*len(f.Code)*w:]
	f.live.in = in
	for pc := range f.Code {
		for _, r := range f.Uses(pc) {
			uses[pc*w+int(r/64)] |= 1 << (r % 64)
		}
		for _, r := range f.Defs(pc) {
			defs[pc*w+int(r/64)] |= 1 << (r % 64)
		}
	}
	for changed := true; changed; {
		changed = false
		for pc := len(f.Code) - 1; pc >= 0; pc-- {
			clear(set)
			switch op := f.Code[pc].Op; {
			case op == Jump:
				join(set, in, int(f.Code[pc].Imm))
			case op == Branch:
				join(set, in, int(f.Code[pc].A))
				join(set, in, int(f.Code[pc].C))
			case !op.Leaves():
				join(set, in, pc+1)
			}
			for i, d := range defs[pc*w : pc*w+w] {
				set[i] &^= d
			}
			if f.Defers && mayPanic(f.Code[pc].Op) {
				join(set, in, f.Unwind)
			}
			for i, u := range uses[pc*w : pc*w+w] {
				if set[i] |= u; in[pc*w+i] != set[i] {
					in[pc*w+i], changed = set[i], true
				}
			}
		}
	}
	total := 0
	for _, b := range in {
		total += bits.OnesCount64(b)
	}
	f.live.lists = make([][]Reg, len(f.Code))
	all := make([]Reg, 0, total)
	for pc := range f.Code {
		first := len(all)
		for i, b := range in[pc*w : pc*w+w] {
			for ; b != 0; b &= b - 1 {
				all = append(all, Reg(i*64+bits.TrailingZeros64(b)))
			}
		}
		f.live.lists[pc] = all[first:len(all):len(all)]
	}
}

// join adds to set the set of in that belongs to instruction pc, if there is one.
func join(set, in []uint64, pc int) {
	if w := len(set); pc*w < len(in) {
		for i, b := range in[pc*w : pc*w+w] {
			set[i] |= b
		}
	}
}

// Live gives the registers live before instruction pc, ascending. The caller must not change it.
func (f *Func) Live(pc int) []Reg { return f.live.lists[pc] }

// LiveAcross gives the registers that are live after the call at pc returns and
// that the call does not write, and those that are live if it panics, ascending.
func (f *Func) LiveAcross(pc int) []Reg {
	defs := f.Defs(pc)
	list := []Reg{}
	for _, r := range f.live.lists[pc+1] {
		if len(defs) == 0 || r < defs[0] || r > defs[len(defs)-1] {
			list = append(list, r)
		}
	}
	if f.Defers {
		list = append(list, f.live.lists[f.Unwind]...)
		slices.Sort(list)
		list = slices.Compact(list)
	}
	return list
}

// mayPanic reports whether op may raise a panic, or call what does.
func mayPanic(op Op) bool {
	switch op {
	case Div, Rem, Shl, Shr, Call, CallClosure, CallMethod, Go, GoClosure, GoMethod, Panic, Fail,
		AddrAdd, Bounds, Slice, Len, Load, Store, Ghost,
		AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicXor, AtomicCAS, IfaceEq, Choose,
		MapGet, MapSet, MapDelete, MakeChan, Close, Select, Goexit, NetMake, NetAttach, NetDisk, NetSend, NetReceive:
		return true
	}
	return false
}

func (f *Func) next(pc int) []int {
	switch in := f.Code[pc]; in.Op {
	case Jump:
		return []int{int(in.Imm)}
	case Branch:
		return []int{int(in.A), int(in.C)}
	default:
		if in.Op.Leaves() {
			return nil
		}
	}
	return []int{pc + 1}
}
