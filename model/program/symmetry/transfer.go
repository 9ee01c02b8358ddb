package symmetry

import (
	"heddle/model/program"
)

// transfer follows one instruction; regs are the registers before it, its own copy.
func (a *analysis) transfer(f *program.Func, in *program.Instr, regs []value) {
	switch in.Op {
	case program.Nop, program.Fence, program.Begin, program.End, program.Join, program.Unwound, program.Goexit, program.Fail:
	case program.Jump:
		a.flow(int(in.Imm), regs)
		return
	case program.Branch:
		a.branch(in, regs)
		return
	case program.Call, program.CallClosure, program.CallMethod:
		a.call(f, in, regs)
		return
	case program.Return:
		a.ret(f, in, regs)
	case program.Ghost:
		a.ghost(f, in, regs)
	case program.Await:
		a.told(regs[in.B])
	case program.Bounds:
		a.bounds(regs[in.B], regs[in.C])
	default:
		a.assign(in, regs)
	}
	if !in.Op.Leaves() {
		a.flow(a.pc+1, regs)
	}
}

// assign follows an instruction that only sets a register or memory.
func (a *analysis) assign(in *program.Instr, regs []value) {
	switch in.Op {
	case program.Const:
		regs[in.A] = word(uint64(in.Imm))
	case program.Move:
		regs[in.A] = regs[in.B]
	case program.Eq, program.Ne:
		regs[in.A] = a.equals(in, regs[in.B], regs[in.C])
	case program.AddrAdd:
		regs[in.A] = a.offset(regs[in.B], in.Imm)
	case program.Index:
		regs[in.A] = a.index(in, regs)
	case program.Convert:
		regs[in.A] = a.convert(in, regs[in.B])
	case program.Alloc:
		regs[in.A] = a.allocate(int32(in.Imm))
	case program.AllocArray:
		a.opaque(regs[in.B])
		regs[in.A] = a.allocate(int32(in.Imm))
	case program.Load:
		regs[in.A] = a.load(regs[in.B], in.Imm)
	case program.Store:
		a.store(regs[in.A], in.Imm, regs[in.B])
	case program.AtomicSwap:
		old := a.load(regs[in.B], 0)
		a.store(regs[in.B], 0, regs[in.C])
		regs[in.A] = old
	case program.AtomicCAS:
		a.compareAndSwap(in, regs)
	case program.AtomicAdd, program.AtomicAnd, program.AtomicOr, program.AtomicXor:
		a.opaque(a.load(regs[in.B], 0))
		a.opaque(regs[in.C])
		a.store(regs[in.B], 0, value{kind: data})
		regs[in.A] = value{kind: data}
	case program.IfaceEq:
		a.same(regs[in.B], regs[in.C])
		a.opaque(regs[in.B+1])
		a.opaque(regs[in.C+1])
		regs[in.A] = value{kind: data}
	default:
		a.compute(in, regs)
	}
}

// computed are the operations on words that are nothing but numbers and strings.
var computed = map[program.Op]bool{
	program.Add: true, program.Sub: true, program.Mul: true, program.Div: true, program.Rem: true, program.And: true, program.Or: true,
	program.Xor: true, program.AndNot: true, program.Shl: true, program.Shr: true,
	program.Lt: true, program.Le: true, program.Gt: true, program.Ge: true,
	program.Neg: true, program.Not: true, program.Com: true, program.StrLen: true,
	program.Slice: true, program.Len: true, program.TypeIn: true, program.Choose: true, program.Assert: true,
	program.StrIndex: true, program.StrSlice: true, program.StrConcat: true, program.StrByte: true, program.StrEncode: true, program.StrRune: true,
	program.TypeName: true, program.Print: true, program.Exit: true, program.Panic: true, program.Mark: true,
}

// compute follows an operation that takes words for what they are.
func (a *analysis) compute(in *program.Instr, regs []value) {
	f := &a.Prog.Funcs[a.fn]
	if !computed[in.Op] {
		a.refuse(refusals[in.Op])
		return
	}
	uses, defs := f.Uses(a.pc), f.Defs(a.pc)
	result := value{kind: data}
	if len(uses) == 2 && len(defs) == 1 {
		if w, ok := a.fold(in, regs[uses[0]], regs[uses[1]]); ok {
			regs[defs[0]] = w
			return
		}
	}
	for _, r := range uses {
		a.opaque(regs[r])
	}
	for _, r := range defs {
		regs[r] = result
	}
}

// refusals say what is not followed.
var refusals = map[program.Op]string{
	program.Go: startsThread, program.GoClosure: startsThread, program.GoMethod: startsThread,
	program.MakeChan: onChannel, program.ChanLen: onChannel, program.ChanCap: onChannel, program.Close: onChannel, program.Select: onChannel,
	program.MapMake: onMap, program.MapGet: onMap, program.MapSet: onMap, program.MapDelete: onMap, program.MapLen: onMap,
	program.MapClear: onMap, program.MapRange: onMap, program.MapCount: onMap, program.MapNext: onMap,
	program.NetMake: onNetwork, program.NetAttach: onNetwork, program.NetDisk: onNetwork, program.NetSend: onNetwork, program.NetReceive: onNetwork,
	program.GhostBegin: inGhost, program.GhostEnd: inGhost, program.Violate: inGhost,
	program.Recover: "a panic is recovered",
}

const (
	startsThread = "a thread is started"
	onChannel    = "a channel is used"
	onMap        = "a map is used"
	onNetwork    = "a network is used"
	inGhost      = "ghost code runs"
)

// opaque is told of a word that is taken for what it is.
func (a *analysis) opaque(v value) {
	if v.kind == number {
		a.refuse("a thread's number is computed with")
	} else if a.acted(v) {
		a.refuse("an address in a thread's own memory is computed with")
	}
}

// told is told of a word that is compared with 0.
func (a *analysis) told(v value) {
	if v.kind == number {
		a.mention(0)
	}
}

// same is told of two words that are compared with each other.
func (a *analysis) same(v, w value) {
	if a.acted(v) || a.acted(w) {
		a.join(v, w, v.kind == address || w.kind == address)
	}
}

func (a *analysis) equals(in *program.Instr, v, w value) value {
	a.same(v, w)
	if v.kind == constant && w.kind == constant && in.Kind != program.KindFloat32 && in.Kind != program.KindFloat64 {
		return truth((v.word == w.word) == (in.Op == program.Eq))
	}
	return value{kind: data}
}

func (a *analysis) branch(in *program.Instr, regs []value) {
	v := regs[in.B]
	a.told(v)
	if v.kind != constant || v.word != 0 {
		a.flow(int(in.A), regs)
	}
	if v.kind != constant || v.word == 0 {
		a.flow(int(in.C), regs)
	}
}

func (a *analysis) compareAndSwap(in *program.Instr, regs []value) {
	old := a.load(regs[in.B], 0)
	a.same(old, regs[in.C])
	a.store(regs[in.B], 0, regs[in.D])
	if regs[in.A] = (value{kind: data}); in.Imm == 1 {
		regs[in.A] = old
	}
}

// bounds follows a check of an index against a length. Numbers that are out of range are not alike.
func (a *analysis) bounds(v, length value) {
	a.opaque(length)
	if v.kind != number {
		a.opaque(v)
		return
	}
	if length.kind != constant {
		a.refuse("a thread's number is compared with another number")
		return
	}
	for i := range a.group {
		if n := a.first + uint64(i); n >= length.word {
			a.single(i)
		}
	}
}

// offset is an address some words on.
func (a *analysis) offset(v value, n int64) value {
	switch v.kind {
	case constant:
		if v.word == 0 {
			return value{} // a panic
		}
		return word(v.word + uint64(n))
	case address:
		w := value{kind: address}
		for _, t := range v.to {
			if t.off >= 0 {
				t.off += int(n)
				if _, size, _ := a.region(t.region); a.isFamily(t.region) && (t.off < 0 || t.off >= size) {
					a.refuse("an address is beyond a thread's own memory")
				}
			}
			w.to = append(w.to, t)
		}
		return w
	}
	a.opaque(v)
	return v
}

// convert follows a conversion: numbers of threads fit into every integer.
func (a *analysis) convert(in *program.Instr, v value) value {
	integer := func(k program.Kind) bool { return program.KindInt8 <= k && k <= program.KindUint64 }
	if v.kind == number && integer(in.Kind) && integer(program.Kind(in.Aux)) && len(a.outside) == 0 && a.first < 64 {
		return v
	}
	a.opaque(v)
	if v.kind == constant && v.word < 64 && integer(in.Kind) && integer(program.Kind(in.Aux)) {
		return v
	}
	return value{kind: data}
}

// fold computes with words that are known; with the number of a thread and one such word, the result tells
// those threads apart for which it differs.
func (a *analysis) fold(in *program.Instr, v, w value) (value, bool) {
	if in.Kind != program.KindInt64 && in.Kind != program.KindUint64 && in.Kind != program.KindNone {
		return value{}, false
	}
	calculate := calculations[in.Op]
	switch {
	case calculate == nil:
	case v.kind == constant && w.kind == constant:
		return word(calculate(v.word, w.word, in.Kind == program.KindUint64)), true
	case v.kind == number && w.kind == constant:
		a.computed(func(n uint64) uint64 { return calculate(n, w.word, in.Kind == program.KindUint64) })
		return value{kind: data}, true
	case v.kind == constant && w.kind == number:
		a.computed(func(n uint64) uint64 { return calculate(v.word, n, in.Kind == program.KindUint64) })
		return value{kind: data}, true
	}
	return value{}, false
}

// computed is told of a function of the number of a thread.
func (a *analysis) computed(f func(n uint64) uint64) {
	a.part("thread numbers are computed with", func(i int) uint64 { return f(a.first + uint64(i)) })
}

// calculations are the operations on integers of 64 bits that are folded.
var calculations = map[program.Op]func(x, y uint64, unsigned bool) uint64{
	program.Add: func(x, y uint64, _ bool) uint64 { return x + y },
	program.Sub: func(x, y uint64, _ bool) uint64 { return x - y },
	program.Mul: func(x, y uint64, _ bool) uint64 { return x * y },
	program.And: func(x, y uint64, _ bool) uint64 { return x & y },
	program.Rem: remainder,
	program.Lt:  func(x, y uint64, unsigned bool) uint64 { return truth(less(x, y, unsigned)).word },
	program.Le:  func(x, y uint64, unsigned bool) uint64 { return truth(!less(y, x, unsigned)).word },
	program.Gt:  func(x, y uint64, unsigned bool) uint64 { return truth(less(y, x, unsigned)).word },
	program.Ge:  func(x, y uint64, unsigned bool) uint64 { return truth(!less(x, y, unsigned)).word },
}

// remainder is x modulo y; of a y of 0, which is a panic, anything.
func remainder(x, y uint64, unsigned bool) uint64 {
	switch {
	case y == 0:
		return 0
	case unsigned:
		return x % y
	}
	return uint64(int64(x) % int64(y))
}

func less(x, y uint64, unsigned bool) bool {
	if unsigned {
		return x < y
	}
	return int64(x) < int64(y)
}
