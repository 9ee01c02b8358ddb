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
	f.live.in = make([]uint64, len(f.Code)*w)
	set := make([]uint64, w)
	for changed := true; changed; {
		changed = false
		for pc := len(f.Code) - 1; pc >= 0; pc-- {
			clear(set)
			for _, next := range f.next(pc) {
				if next < len(f.Code) {
					for i, b := range f.live.in[next*w : next*w+w] {
						set[i] |= b
					}
				}
			}
			for _, r := range f.Defs(pc) {
				set[r/64] &^= 1 << (r % 64)
			}
			if f.Defers && mayPanic(f.Code[pc].Op) {
				for i, b := range f.live.in[f.Unwind*w : f.Unwind*w+w] {
					set[i] |= b
				}
			}
			for _, r := range f.Uses(pc) {
				set[r/64] |= 1 << (r % 64)
			}
			for i, b := range f.live.in[pc*w : pc*w+w] {
				if b != set[i] {
					changed = true
				}
			}
			copy(f.live.in[pc*w:], set)
		}
	}
	f.live.lists = make([][]Reg, len(f.Code))
	for pc := range f.Code {
		list := []Reg{}
		for i, b := range f.live.in[pc*w : pc*w+w] {
			for ; b != 0; b &= b - 1 {
				list = append(list, Reg(i*64+bits.TrailingZeros64(b)))
			}
		}
		f.live.lists[pc] = list
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
		MapGet, MapSet, MapDelete, MakeChan, Close, Select, Goexit:
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
