package program

// Uses gives the registers that instruction pc reads.
func (f *Func) Uses(pc int) []Reg {
	in := &f.Code[pc]
	switch in.Op {
	case Move, Neg, Not, Com, Convert, StrLen, AddrAdd, AllocArray, Load, TypeIn, Choose, Await, Branch, Len:
		return []Reg{in.B}
	case Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot, Shl, Shr, Eq, Ne, Lt, Le, Gt, Ge,
		Index, Bounds, AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, Assert:
		return []Reg{in.B, in.C}
	case Slice, AtomicCAS:
		return []Reg{in.B, in.C, in.D}
	case Store:
		return []Reg{in.A, in.B}
	case Panic:
		return []Reg{in.B, in.B + 1}
	case IfaceEq:
		return []Reg{in.B, in.B + 1, in.C, in.C + 1}
	case Call, Go, Return:
		return f.Lists[in.B]
	case CallClosure, GoClosure:
		return append([]Reg{in.C}, f.Lists[in.B]...)
	case CallMethod, GoMethod:
		return append([]Reg{in.C, in.C + 1}, f.Lists[in.B]...)
	case Ghost:
		return append([]Reg{in.B}, f.Lists[in.C]...)
	}
	return nil
}

// Defs gives the registers that instruction pc writes: a run of consecutive ones.
// For a call it is the callee's results; D holds their number.
func (f *Func) Defs(pc int) []Reg {
	in := &f.Code[pc]
	switch in.Op {
	case Const, Move, Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot, Shl, Shr, Eq, Ne, Lt, Le, Gt, Ge,
		Neg, Not, Com, Convert, StrLen, AddrAdd, Index, Alloc, AllocArray, Load,
		AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicCAS, TypeIn, IfaceEq, Choose:
		return []Reg{in.A}
	case Call, CallClosure, CallMethod:
		defs := make([]Reg, in.D)
		for i := range defs {
			defs[i] = in.A + Reg(i)
		}
		return defs
	}
	return nil
}
