package program

// Uses gives the registers that instruction pc reads.
func (f *Func) Uses(pc int) []Reg {
	in := &f.Code[pc]
	switch in.Op {
	case Move, Neg, Not, Com, Convert, StrLen, AddrAdd, AllocArray, Load, TypeIn, Choose, Await, Branch, Len,
		TypeName, MapLen, MapClear, MapRange, MapCount, MakeChan, ChanLen, ChanCap, Close, Print, Exit, Mark:
		return []Reg{in.B}
	case Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot, Shl, Shr, Eq, Ne, Lt, Le, Gt, Ge,
		Index, Bounds, AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicXor, Assert,
		StrIndex, StrConcat, StrByte, StrEncode, StrRune, MapNext, NetAttach, Violate:
		return []Reg{in.B, in.C}
	case Slice, AtomicCAS, StrSlice:
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
	case Ghost, MapGet, MapSet, MapDelete, NetMake, NetDisk, NetSend, NetReceive:
		return append([]Reg{in.B}, f.Lists[in.C]...)
	case Select:
		var regs []Reg
		for _, c := range f.Selects[in.Imm] {
			regs = append(append(regs, c.Chan), c.Words...)
		}
		return regs
	}
	return nil
}

// Defs gives the registers that instruction pc writes: a run of consecutive ones.
// For a call, a MapGet, a MapNext, a Select and a NetReceive D holds their number.
func (f *Func) Defs(pc int) []Reg {
	in := &f.Code[pc]
	switch in.Op {
	case Const, Move, Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot, Shl, Shr, Eq, Ne, Lt, Le, Gt, Ge,
		Neg, Not, Com, Convert, StrLen, AddrAdd, Index, Alloc, AllocArray, Load,
		AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicXor, AtomicCAS, TypeIn, IfaceEq, Choose,
		StrIndex, StrSlice, StrConcat, StrByte, StrEncode, TypeName, MapMake, MapLen, MapRange, MakeChan, ChanLen, ChanCap, NetMake:
		return []Reg{in.A}
	case StrRune, MapCount, Recover:
		return []Reg{in.A, in.A + 1}
	case Call, CallClosure, CallMethod, MapGet, MapNext, Select, NetReceive:
		defs := make([]Reg, in.D)
		for i := range defs {
			defs[i] = in.A + Reg(i)
		}
		return defs
	}
	return nil
}

// Rename renames the registers of f's code. Runs of consecutive ones must stay runs.
func (f *Func) Rename(to func(Reg) Reg) {
	for pc := range f.Code {
		in := &f.Code[pc]
		if len(f.Defs(pc)) > 0 || in.Op == Store {
			in.A = to(in.A)
		}
		b, c, d := in.reads()
		if b {
			in.B = to(in.B)
		}
		if c {
			in.C = to(in.C)
		}
		if d {
			in.D = to(in.D)
		}
	}
	for _, list := range f.Lists {
		rename(list, to)
	}
	for _, cases := range f.Selects {
		for i := range cases {
			cases[i].Chan = to(cases[i].Chan)
			rename(cases[i].Words, to)
		}
	}
}

func rename(list []Reg, to func(Reg) Reg) {
	for i := range list {
		list[i] = to(list[i])
	}
}

// reads says which of the fields B, C and D are registers that in reads.
func (in *Instr) reads() (b, c, d bool) {
	switch in.Op {
	case Move, Neg, Not, Com, Convert, StrLen, AddrAdd, AllocArray, Load, Store, TypeIn, Choose, Await, Branch, Len, Panic, Ghost,
		TypeName, MapGet, MapSet, MapDelete, MapLen, MapClear, MapRange, MapCount, MakeChan, ChanLen, ChanCap, Close, Print, Exit,
		NetMake, NetDisk, NetSend, NetReceive, Mark:
		return true, false, false
	case Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot, Shl, Shr, Eq, Ne, Lt, Le, Gt, Ge,
		Index, Bounds, AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr, AtomicXor, Assert, IfaceEq,
		StrIndex, StrConcat, StrByte, StrEncode, StrRune, MapNext, NetAttach, Violate:
		return true, true, false
	case Slice, AtomicCAS, StrSlice:
		return true, true, true
	case CallClosure, CallMethod, GoClosure, GoMethod:
		return false, true, false
	}
	return false, false, false
}

// ObjectName is the name of the object that in makes, an Alloc, AllocArray, MapMake or MakeChan, or of
// what it chooses for, a Choose; "" if it has none.
func (f *Func) ObjectName(in *Instr) string {
	if in.C < 0 {
		return ""
	}
	return f.Names[in.C]
}

// Modifies reports whether op is a read-modify-write, be it one that may fail.
func (op Op) Modifies() bool { return AtomicAdd <= op && op <= AtomicCAS }

// Accesses reports whether op is an access to one cell: a load, a store or a read-modify-write.
func (op Op) Accesses() bool { return op == Load || op == Store || op.Modifies() }

// OnMap reports whether op is an access to a map.
func (op Op) OnMap() bool { return MapGet <= op && op <= MapNext }

// Leaves reports whether op leaves its function for good: no instruction comes after it.
func (op Op) Leaves() bool {
	switch op {
	case Return, Panic, Fail, Goexit, Exit, Violate:
		return true
	}
	return false
}

// WritesMap reports whether in, an operation on a map, writes it.
func (in *Instr) WritesMap() bool {
	return in.Op == MapSet || in.Op == MapDelete || in.Op == MapClear || in.Op == MapGet && in.Aux != 0
}
