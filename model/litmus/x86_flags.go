package litmus

import "heddle/model/program"

// The flags are variables ZF, SF, CF and OF, 0 or 1. They are computed only in
// threads that have an instruction that reads one.

// condition is what a conditional instruction asks of the flags.
type condition struct {
	suffixes []string // of J, CMOV and SET, synonyms; LT and GT are herd's
	doc      string
	flag     string // the flag that is asked for,
	or       bool   // … or the zero flag too
	differ   bool   // instead: SF ≠ OF
	negated  bool
}

var conditions = []condition{
	{suffixes: []string{"E", "Z"}, doc: "equal", flag: "ZF"},
	{suffixes: []string{"NE", "NZ"}, doc: "not equal", flag: "ZF", negated: true},
	{suffixes: []string{"S"}, doc: "negative", flag: "SF"},
	{suffixes: []string{"NS"}, doc: "not negative", flag: "SF", negated: true},
	{suffixes: []string{"O"}, doc: "overflow", flag: "OF"},
	{suffixes: []string{"NO"}, doc: "no overflow", flag: "OF", negated: true},
	{suffixes: []string{"L", "LT", "NGE"}, doc: "less", differ: true},
	{suffixes: []string{"GE", "NL"}, doc: "not less", differ: true, negated: true},
	{suffixes: []string{"LE", "NG"}, doc: "less or equal", differ: true, or: true},
	{suffixes: []string{"G", "GT", "NLE"}, doc: "greater", differ: true, or: true, negated: true},
	{suffixes: []string{"B", "C", "NAE"}, doc: "below", flag: "CF"},
	{suffixes: []string{"AE", "NB", "NC"}, doc: "not below", flag: "CF", negated: true},
	{suffixes: []string{"BE", "NA"}, doc: "below or equal", flag: "CF", or: true},
	{suffixes: []string{"A", "NBE"}, doc: "above", flag: "CF", or: true, negated: true},
}

// conditional gives the instructions that read flags.
func conditional() []Mnemonic {
	var list []Mnemonic
	for _, c := range conditions {
		for _, suffix := range c.suffixes {
			list = append(list,
				Mnemonic{Name: "J" + suffix, Shape: []Operands{OperandLabel}, Doc: "jumps if " + c.doc, flags: true, emit: c.jump},
				Mnemonic{Name: "CMOV" + suffix, Shape: []Operands{OperandRegister, rm}, Doc: "reads the second; copies it if " + c.doc, flags: true, either: true, emit: c.move},
				Mnemonic{Name: "SET" + suffix, Shape: []Operands{rm}, Doc: "1 if " + c.doc + ", else 0", Width: 1, flags: true, emit: c.set})
		}
	}
	return list
}

// holds gives 1 if the condition holds, else 0.
func (c condition) holds(e *emitter) program.Reg {
	var r program.Reg
	if c.differ {
		r = e.op(program.Xor, program.KindUint64, e.get("SF"), e.get("OF"))
	} else {
		r = e.get(c.flag)
	}
	if c.or {
		r = e.op(program.Or, program.KindUint64, r, e.get("ZF"))
	}
	if c.negated {
		r = e.op(program.Xor, program.KindUint64, r, e.constant(1))
	}
	return r
}

func (c condition) jump(e *emitter, in *Instr) {
	next := e.newLabel()
	e.branch(c.holds(e), e.target(in.Args[0]), next)
	e.mark(next)
}

func (c condition) move(e *emitter, in *Instr) {
	v := e.copy(e.value(in, in.Args[1]))
	old := e.copy(e.part(in.Args[0].Reg))
	yes, end := e.newLabel(), e.newLabel()
	e.branch(c.holds(e), yes, end)
	e.mark(yes)
	e.put(program.Instr{Op: program.Move, A: old, B: v})
	e.mark(end)
	e.setPart(in.Args[0].Reg, old)
}

func (c condition) set(e *emitter, in *Instr) { e.set(in, in.Args[0], c.holds(e)) }

// addFlags, subFlags and bitFlags set the flags for a + b, a - b, and for a result of bits.
func (e *emitter) addFlags(in *Instr, a, b, result program.Reg) {
	if e.flagged {
		e.signFlags(in, result)
		e.assign("CF", e.unsignedLess(in, result, a))
		same := e.op(program.Xor, program.KindUint64, e.op(program.Xor, program.KindUint64, a, b), e.constant(-1))
		e.overflow(in, same, a, result)
	}
}

func (e *emitter) subFlags(in *Instr, a, b, result program.Reg) {
	if e.flagged {
		e.signFlags(in, result)
		e.assign("CF", e.unsignedLess(in, a, b))
		e.overflow(in, e.op(program.Xor, program.KindUint64, a, b), a, result)
	}
}

func (e *emitter) bitFlags(in *Instr, _, _, result program.Reg) {
	if e.flagged {
		e.signFlags(in, result)
		e.assign("CF", e.constant(0))
		e.assign("OF", e.constant(0))
	}
}

func (e *emitter) signFlags(in *Instr, result program.Reg) {
	e.assign("ZF", e.op(program.Eq, e.kindOf(in), result, e.constant(0)))
	e.assign("SF", e.negative(in, result))
}

// negative gives 1 if r is negative as a signed word of in's width.
func (e *emitter) negative(in *Instr, r program.Reg) program.Reg {
	kind := signedKind(int(in.Width))
	return e.op(program.Lt, kind, e.convert(r, program.KindUint64, kind), e.constant(0))
}

func (e *emitter) unsignedLess(in *Instr, a, b program.Reg) program.Reg {
	kind := unsignedKind(int(in.Width))
	return e.op(program.Lt, kind, e.convert(a, program.KindUint64, kind), e.convert(b, program.KindUint64, kind))
}

// overflow sets OF: the signs of the operands are as they must be, and that of the
// result is not the first operand's.
func (e *emitter) overflow(in *Instr, signs, a, result program.Reg) {
	changed := e.op(program.Xor, program.KindUint64, a, result)
	e.assign("OF", e.negative(in, e.op(program.And, program.KindUint64, signs, changed)))
}

// shift is SHL and SHR. The carry is the last bit that falls off; the overflow flag, which
// is defined for shifts by 1 only, tells for these whether the sign has changed, else it is 0.
func shift(op program.Op) func(*emitter, *Instr) {
	return func(e *emitter, in *Instr) {
		kind, bits := unsignedKind(int(in.Width)), 8*int64(in.Width)
		n := in.Args[1].Value & max(31, bits-1)
		move := func(op program.Op, r program.Reg, by int64) program.Reg {
			s := e.temp()
			e.put(program.Instr{Op: op, Kind: kind, Aux: uint8(program.KindUint64), A: s, B: r, C: e.constant(by)})
			return s
		}
		var old program.Reg
		if in.Args[0].Kind == OperandMemory {
			addr := e.address(in, in.Args[0])
			old = e.convert(e.load(addr, program.Ordinary), program.KindUint64, kind)
			e.store(addr, e.convert(move(op, old, n), kind, e.kindOf(in)), program.Ordinary)
		} else {
			old = e.copy(e.convert(e.part(in.Args[0].Reg), program.KindUint64, kind))
			e.setPart(in.Args[0].Reg, e.convert(move(op, old, n), kind, e.kindOf(in)))
		}
		if !e.flagged || n == 0 {
			return
		}
		now := move(op, old, n)
		e.signFlags(in, e.convert(now, kind, e.kindOf(in)))
		last := bits - n
		if op == program.Shr {
			last = n - 1
		}
		carry := e.constant(0)
		if last >= 0 {
			carry = e.op(program.And, kind, move(program.Shr, old, last), e.constant(1))
		}
		e.assign("CF", carry)
		e.assign("OF", e.constant(0))
		if n == 1 {
			e.assign("OF", e.negative(in, e.op(program.Xor, kind, old, now)))
		}
	}
}
