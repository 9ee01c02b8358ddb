package litmus

import (
	"slices"

	"heddle/model/program"
)

// x86 is the architecture of 32 bits, in Intel's operand order.
var x86 = Arch{
	Name: "X86", Doc: "x86 of 32 bits, the destination first as Intel writes", Word: 4, suffixes: "l",
	registers: x86Registers(),
	table:     named(x86Table, func(m *Mnemonic) string { return m.Name }),
	operand:   (*parser).x86Operand,
}

// x86_64 is the architecture of 64 bits, in AT&T's operand order.
var x86_64 = Arch{
	Name: "X86_64", Doc: "x86 of 64 bits, the source first as AT&T writes", Word: 8, suffixes: "bwlq", att: true,
	registers: x86_64Registers(),
	table:     x86.table,
	operand:   (*parser).x86Operand,
}

const (
	rm  = OperandRegister | OperandMemory
	rmi = rm | OperandImmediate
)

// x86Table has the instructions of both. Operands are in Intel's order here: the
// destination is the first.
//
// Source of the meanings: Intel, 64 and IA-32 Architectures Software Developer's
// Manual 2, and for memory Owens, Sarkar, Sewell, A Better x86 Memory Model: x86-TSO, TPHOLs 2009.
var x86Table = slices.Concat([]Mnemonic{
	{Name: "MOV", Shape: []Operands{rm, rmi}, Doc: "copies a word: a load, a store, or neither",
		emit: func(e *emitter, in *Instr) { e.set(in, in.Args[0], e.value(in, in.Args[1])) }},
	{Name: "XCHG", Shape: []Operands{rm, rm}, Lockable: true, Doc: "exchanges two words, atomically if one is in memory", emit: exchange},

	{Name: "ADD", Shape: []Operands{rm, rmi}, Lockable: true, Doc: "adds the second to the first", emit: arithmetic(program.Add, program.AtomicAdd, (*emitter).addFlags)},
	{Name: "SUB", Shape: []Operands{rm, rmi}, Lockable: true, Doc: "subtracts the second from the first", emit: arithmetic(program.Sub, program.AtomicAdd, (*emitter).subFlags)},
	{Name: "AND", Shape: []Operands{rm, rmi}, Lockable: true, Doc: "the bits that both have", emit: arithmetic(program.And, program.AtomicAnd, (*emitter).bitFlags)},
	{Name: "OR", Shape: []Operands{rm, rmi}, Lockable: true, Doc: "the bits that either has", emit: arithmetic(program.Or, program.AtomicOr, (*emitter).bitFlags)},
	{Name: "XOR", Shape: []Operands{rm, rmi}, Lockable: true, Doc: "the bits that one of the two has", emit: arithmetic(program.Xor, program.AtomicXor, (*emitter).bitFlags)},
	{Name: "INC", Shape: []Operands{rm}, Lockable: true, Doc: "adds 1; leaves the carry flag", emit: step(program.Add, (*emitter).addFlags)},
	{Name: "DEC", Shape: []Operands{rm}, Lockable: true, Doc: "subtracts 1; leaves the carry flag", emit: step(program.Sub, (*emitter).subFlags)},
	{Name: "XADD", Shape: []Operands{rm, OperandRegister}, Lockable: true, Doc: "adds the second to the first; the second is what the first was", emit: exchangeAdd},
	{Name: "CMPXCHG", Shape: []Operands{rm, OperandRegister}, Lockable: true, Implicit: []string{"EAX", "rax"}, either: true,
		Doc: "if the first is the accumulator, it becomes the second; else the accumulator becomes the first. Without LOCK one that fails does not write, as in herd", emit: compareExchange},

	{Name: "SHL", Shape: []Operands{rm, OperandImmediate}, Doc: "moves the bits to the left", emit: shift(program.Shl)},
	{Name: "SHR", Shape: []Operands{rm, OperandImmediate}, Doc: "moves the bits to the right; zeros come in", emit: shift(program.Shr)},
	{Name: "CMP", Shape: []Operands{rm, rmi}, Doc: "sets the flags for the first minus the second", emit: func(e *emitter, in *Instr) {
		a, b := e.value(in, in.Args[0]), e.value(in, in.Args[1])
		e.subFlags(in, a, b, e.op(program.Sub, e.kindOf(in), a, b))
	}},
	{Name: "TEST", Shape: []Operands{rm, rmi}, Doc: "sets the flags for the bits that both have", emit: func(e *emitter, in *Instr) {
		a, b := e.value(in, in.Args[0]), e.value(in, in.Args[1])
		e.bitFlags(in, a, b, e.op(program.And, e.kindOf(in), a, b))
	}},
	{Name: "JMP", Shape: []Operands{OperandLabel}, Doc: "jumps", emit: func(e *emitter, in *Instr) { e.jump(e.target(in.Args[0])) }},

	{Name: "MFENCE", Doc: "a full fence", emit: fence(program.SeqCst)},
	{Name: "SFENCE", Doc: "stores before it come before stores after it", emit: fence(program.Release)},
	{Name: "LFENCE", Doc: "loads before it come before loads after it", emit: fence(program.Acquire)},

	{Name: "NOP", Doc: "nothing", emit: func(*emitter, *Instr) {}},
	{Name: "PAUSE", Doc: "nothing: a hint that the thread spins", emit: func(*emitter, *Instr) {}},
	{Name: "CLFLUSH", Shape: []Operands{OperandMemory}, Doc: "nothing: caches are coherent, and nothing here observes what persists", idle: true, emit: func(*emitter, *Instr) {}},
	{Name: "MOVNTI", Shape: []Operands{OperandMemory, OperandRegister}, refused: "a store that other stores may pass, unlike in any of the memory models"},
}, conditional())

// fence gives the meaning of a fence of order o.
func fence(o program.Order) func(*emitter, *Instr) {
	return func(e *emitter, in *Instr) { e.put(program.Instr{Op: program.Fence, Aux: uint8(o)}) }
}

func exchange(e *emitter, in *Instr) {
	a, b := in.Args[0], in.Args[1]
	if b.Kind == OperandMemory {
		a, b = b, a
	}
	v := e.copy(e.value(in, b))
	if a.Kind == OperandMemory {
		e.setPart(b.Reg, e.rmw(program.AtomicSwap, e.kindOf(in), e.address(in, a), v, program.SeqCst))
		return
	}
	e.setPart(b.Reg, e.value(in, a))
	e.setPart(a.Reg, v)
}

// modify replaces the word of the destination: what it was, and v, make the new one
// by op. If in is locked it is one access, atomic with its operand; else a load and a store.
func (e *emitter) modify(in *Instr, op, atomic program.Op, v program.Reg) (old, now program.Reg) {
	dst, kind := in.Args[0], e.kindOf(in)
	if dst.Kind == OperandRegister {
		old = e.copy(e.part(dst.Reg))
		now = e.op(op, kind, old, v)
		e.setPart(dst.Reg, now)
		return old, now
	}
	addr := e.address(in, dst)
	if !in.Lock {
		old = e.load(addr, program.Ordinary)
		now = e.op(op, kind, old, v)
		e.store(addr, now, program.Ordinary)
		return old, now
	}
	operand := v
	if op == program.Sub {
		operand = e.op(program.Sub, kind, e.constant(0), v)
	}
	old = e.rmw(atomic, kind, addr, operand, program.SeqCst)
	return old, e.op(op, kind, old, v)
}

func arithmetic(op, atomic program.Op, flags func(e *emitter, in *Instr, a, b, result program.Reg)) func(*emitter, *Instr) {
	return func(e *emitter, in *Instr) {
		v := e.copy(e.value(in, in.Args[1]))
		old, now := e.modify(in, op, atomic, v)
		flags(e, in, old, v, now)
	}
}

// step is INC and DEC: op with 1, the carry flag stays.
func step(op program.Op, flags func(e *emitter, in *Instr, a, b, result program.Reg)) func(*emitter, *Instr) {
	return func(e *emitter, in *Instr) {
		one := e.constant(1)
		old, now := e.modify(in, op, program.AtomicAdd, one)
		if !e.flagged {
			return
		}
		carry := e.copy(e.get("CF"))
		flags(e, in, old, one, now)
		e.assign("CF", carry)
	}
}

func exchangeAdd(e *emitter, in *Instr) {
	v := e.copy(e.value(in, in.Args[1]))
	old, now := e.modify(in, program.Add, program.AtomicAdd, v)
	e.setPart(in.Args[1].Reg, old)
	if in.Args[0].Kind == OperandRegister { // of XADD r,r the sum is what stays
		e.setPart(in.Args[0].Reg, now)
	}
	e.addFlags(in, old, v, now)
}

func compareExchange(e *emitter, in *Instr) {
	dst, kind := in.Args[0], e.kindOf(in)
	accumulator := e.accumulator(in.Width)
	want, v := e.copy(e.part(accumulator)), e.copy(e.value(in, in.Args[1]))
	var old, addr program.Reg
	if dst.Kind == OperandMemory {
		addr = e.address(in, dst)
	}
	if in.Lock {
		old = e.cas(kind, addr, want, v, program.SeqCst, program.SeqCst)
	} else if dst.Kind == OperandMemory {
		old = e.load(addr, program.Ordinary)
	} else {
		old = e.copy(e.part(dst.Reg))
	}
	same, differ, end := e.newLabel(), e.newLabel(), e.newLabel()
	e.branch(e.op(program.Eq, kind, old, want), same, differ)
	e.mark(same)
	if dst.Kind == OperandRegister {
		e.setPart(dst.Reg, v)
	} else if !in.Lock {
		e.store(addr, v, program.Ordinary)
	}
	e.jump(end)
	e.mark(differ)
	e.setPart(accumulator, old)
	e.mark(end)
	e.subFlags(in, want, old, e.op(program.Sub, kind, want, old))
}
