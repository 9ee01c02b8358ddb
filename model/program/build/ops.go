package build

import "heddle/model/program"

// Const gives a register with v.
func (f *Func) Const(v int64) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.Const, A: r, Imm: v})
	return r
}

// Addr gives a register with a static address.
func (f *Func) Addr(a uint64) Reg {
	r := f.PointerReg()
	f.Emit(program.Instr{Op: program.Const, A: r, Imm: int64(a)})
	return r
}

// String gives a register with the string s.
func (f *Func) String(s string) Reg { return f.Const(f.b.String(s)) }

// MoveTo copies from to to.
func (f *Func) MoveTo(to, from Reg) { f.Emit(program.Instr{Op: program.Move, A: to, B: from}) }

// Op gives the result of a two-operand operation on 64-bit signed integers.
func (f *Func) Op(op program.Op, x, y Reg) Reg { return f.OpKind(op, program.KindInt64, x, y) }

// OpKind gives the result of a two-operand operation on words of a kind.
func (f *Func) OpKind(op program.Op, kind program.Kind, x, y Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: op, Kind: kind, A: r, B: x, C: y})
	return r
}

// Load reads the word at a static address.
func (f *Func) Load(a uint64, order program.Order) Reg { return f.LoadAt(f.Addr(a), 0, order) }

// Store writes v to a static address.
func (f *Func) Store(a uint64, v Reg, order program.Order) { f.StoreAt(f.Addr(a), 0, v, order) }

// LoadAt reads the word at p plus off words.
func (f *Func) LoadAt(p Reg, off int64, order program.Order) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.Load, A: r, B: p, Imm: off, Aux: uint8(order)})
	return r
}

// LoadPointerAt is LoadAt of a word that holds an address.
func (f *Func) LoadPointerAt(p Reg, off int64, order program.Order) Reg {
	r := f.LoadAt(p, off, order)
	f.f.Pointer[r] = true
	return r
}

// StoreAt writes v at p plus off words.
func (f *Func) StoreAt(p Reg, off int64, v Reg, order program.Order) {
	f.Emit(program.Instr{Op: program.Store, A: p, B: v, Imm: off, Aux: uint8(order)})
}

// RMW gives the old word of AtomicAdd, AtomicSwap, AtomicAnd, AtomicOr or AtomicXor with v at p.
func (f *Func) RMW(op program.Op, p, v Reg, order program.Order) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: op, Kind: program.KindInt64, A: r, B: p, C: v, Aux: uint8(order)})
	return r
}

// AddNew adds v to the word at p and gives the new one.
func (f *Func) AddNew(p, v Reg, order program.Order) Reg {
	r := f.RMW(program.AtomicAdd, p, v, order)
	f.f.Code[len(f.f.Code)-1].Imm = 1
	return r
}

// CAS gives the success of a compare-and-swap at p.
func (f *Func) CAS(p, old, new Reg, order program.Order) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.AtomicCAS, Kind: program.KindInt64, A: r, B: p, C: old, D: new, Aux: uint8(order)})
	return r
}

// CASOld gives the word before a compare-and-swap at p.
func (f *Func) CASOld(p, old, new Reg, order program.Order) Reg {
	r := f.CAS(p, old, new, order)
	f.f.Code[len(f.f.Code)-1].Imm = 1
	return r
}

// Fails gives the compare-and-swap emitted last an order of its own for when it fails.
func (f *Func) Fails(order program.Order) {
	in := &f.f.Code[len(f.f.Code)-1]
	success, _ := program.CASOrders(in.Aux)
	in.Aux = program.CASAux(success, order)
}

// Fence is a fence of that order.
func (f *Func) Fence(order program.Order) {
	f.Emit(program.Instr{Op: program.Fence, Aux: uint8(order)})
}

// Section runs body as one atomic section.
func (f *Func) Section(body func()) { f.section(body, program.SeqCst) }

// RelaxedSection runs body as one atomic section that does not synchronize.
func (f *Func) RelaxedSection(body func()) { f.section(body, program.Relaxed) }

func (f *Func) section(body func(), order program.Order) {
	f.Emit(program.Instr{Op: program.Begin})
	body()
	f.Emit(program.Instr{Op: program.End, Aux: uint8(order)})
}

// Await takes the section back unless cond.
func (f *Func) Await(cond Reg) { f.Emit(program.Instr{Op: program.Await, B: cond}) }

// Alloc gives the address of a new object.
func (f *Func) Alloc(name string, layout int32) Reg {
	r := f.PointerReg()
	f.f.Names = append(f.f.Names, name)
	f.Emit(program.Instr{Op: program.Alloc, A: r, Imm: int64(layout), C: int32(len(f.f.Names) - 1)})
	return r
}

// AllocArray gives the address of a new array of n elements.
func (f *Func) AllocArray(name string, layout int32, n Reg) Reg {
	r := f.Alloc(name, layout)
	in := &f.f.Code[len(f.f.Code)-1]
	in.Op, in.B = program.AllocArray, n
	return r
}

// Call gives the result of g, which has one or none; without one the register is not written.
func (f *Func) Call(g *Func, results int, args ...Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.Call, A: r, B: f.List(args...), C: g.Index, D: int32(results)})
	return r
}

// Go starts a thread that runs g.
func (f *Func) Go(g *Func, args ...Reg) {
	f.Emit(program.Instr{Op: program.Go, B: f.List(args...), C: g.Index})
}

// Join waits for all threads that this one started.
func (f *Func) Join() { f.Emit(program.Instr{Op: program.Join}) }

// Choose gives any of 0 … n-1.
func (f *Func) Choose(n Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.Choose, A: r, B: n, C: -1})
	return r
}

// Assert fails with the message unless cond.
func (f *Func) Assert(cond Reg, message string) {
	f.Emit(program.Instr{Op: program.Assert, B: cond, C: f.String(message)})
}

// Ghost is an event of the claim at address claim.
func (f *Func) Ghost(e program.Event, claim Reg, words ...Reg) {
	f.Emit(program.Instr{Op: program.Ghost, Aux: uint8(e), B: claim, C: f.List(words...)})
}

// Spin loads from p until the word is not v.
func (f *Func) Spin(p Reg, v Reg, order program.Order) {
	again, out := f.Here(), f.Label()
	f.Branch(f.Op(program.Eq, f.LoadAt(p, 0, order), v), again, out)
	f.Place(out)
}

// GhostCode appends ghost code.
func (f *Func) GhostCode(body func()) {
	f.Emit(program.Instr{Op: program.GhostBegin})
	body()
	f.Emit(program.Instr{Op: program.GhostEnd})
}

// Violate ends the program: a property is violated.
func (f *Func) Violate(property, message string) {
	f.Emit(program.Instr{Op: program.Violate, B: f.String(property), C: f.String(message)})
}
