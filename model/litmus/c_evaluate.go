package litmus

import "heddle/model/program"

var (
	cInt   = cType{kind: program.KindInt32}
	binary = map[string]program.Op{
		"|": program.Or, "^": program.Xor, "&": program.And, "+": program.Add, "-": program.Sub,
		"*": program.Mul, "/": program.Div, "%": program.Rem, "<<": program.Shl, ">>": program.Shr,
		"==": program.Eq, "!=": program.Ne, "<": program.Lt, "<=": program.Le, ">": program.Gt, ">=": program.Ge,
	}
)

// evalAs gives the value of x as a word of kind.
func (e *emitter) evalAs(x *cExpr, kind program.Kind) program.Reg {
	r, t := e.eval(x)
	return e.convert(r, t.word(), kind)
}

// truth gives a register that is not 0 if x is true.
func (e *emitter) truth(x *cExpr) program.Reg {
	r, _ := e.eval(x)
	return r
}

// eval gives the value of x and its type. Operands are evaluated from left to right.
func (e *emitter) eval(x *cExpr) (program.Reg, cType) {
	switch x.kind {
	case cNumber:
		return e.constant(x.value), x.typ
	case cVariable:
		r := e.get(x.name)
		e.variable(x.name).read = x.place
		return r, e.typeOf(x.name)
	case cUnary:
		return e.unary(x)
	case cBinary:
		if x.op == "&&" || x.op == "||" {
			return e.shortcut(x), cInt
		}
		return e.binary(x)
	case cChoice:
		return e.choice(x)
	case cDeref, cElement:
		at := e.at
		e.at = x.place
		addr, t := e.place(x)
		r := e.load(addr, program.Plain)
		e.at = at
		return r, t
	case cCast:
		r, t := e.eval(x.args[0])
		return e.convert(r, t.word(), x.typ.word()), x.typ
	case cCall:
		at := e.at
		e.at = x.place
		r, t := x.call.emit(e, x)
		e.at = at
		return r, t
	}
	e.c.errorf(x.place, "found the address of a variable, want it as what a compare-and-swap expects only")
	return e.constant(0), cInt
}

func (e *emitter) unary(x *cExpr) (program.Reg, cType) {
	r, t := e.eval(x.args[0])
	kind := promoted(t)
	switch x.op {
	case "!":
		return e.op(program.Eq, kind, r, e.constant(0)), cInt
	case "-":
		return e.op(program.Sub, kind, e.constant(0), r), cType{kind: kind}
	case "~":
		return e.op(program.Xor, kind, r, e.constant(int64(convert(^uint64(0), kind)))), cType{kind: kind}
	}
	return r, cType{kind: kind}
}

func (e *emitter) binary(x *cExpr) (program.Reg, cType) {
	a, ta := e.eval(x.args[0])
	if right := x.args[1].kind; right != cNumber && right != cVariable {
		a = e.copy(a)
	}
	b, tb := e.eval(x.args[1])
	op := binary[x.op]
	if op == program.Shl || op == program.Shr {
		kind, count := promoted(ta), promoted(tb)
		r := e.temp()
		e.put(program.Instr{Op: op, Kind: kind, Aux: uint8(count), A: r, B: e.convert(a, ta.word(), kind), C: e.convert(b, tb.word(), count)})
		return r, cType{kind: kind}
	}
	kind := common(promoted(ta), promoted(tb))
	r := e.op(op, kind, e.convert(a, ta.word(), kind), e.convert(b, tb.word(), kind))
	switch {
	case op >= program.Eq && op <= program.Ge:
		return r, cInt
	case ta.stars > 0 && tb.stars == 0: // p + i: the cells of an array have consecutive addresses
		return r, ta
	case tb.stars > 0 && ta.stars == 0:
		return r, tb
	}
	return r, cType{kind: kind}
}

// promoted gives the kind in which a word of type t is computed with (C11, 6.3.1.1).
func promoted(t cType) program.Kind {
	if k := t.word(); bytesOf(k) >= 4 {
		return k
	}
	return program.KindInt32
}

// common gives the kind of an operation on words of two promoted kinds (C11, 6.3.1.8).
func common(a, b program.Kind) program.Kind {
	switch {
	case a == b:
		return a
	case bytesOf(a) > bytesOf(b):
		return a
	case bytesOf(a) < bytesOf(b):
		return b
	}
	return unsignedKind(bytesOf(a))
}

// shortcut is && or ||.
func (e *emitter) shortcut(x *cExpr) program.Reg {
	result := e.temp()
	second := func() {
		e.put(program.Instr{Op: program.Ne, Kind: program.KindInt64, A: result, B: e.truth(x.args[1]), C: e.constant(0)})
	}
	known := func(v int64) func() {
		return func() { e.put(program.Instr{Op: program.Const, A: result, Imm: v}) }
	}
	if x.op == "&&" {
		e.ifElse(e.truth(x.args[0]), second, known(0))
	} else {
		e.ifElse(e.truth(x.args[0]), known(1), second)
	}
	return result
}

// choice is a ? b : c.
func (e *emitter) choice(x *cExpr) (program.Reg, cType) {
	result := e.temp()
	var types [2]cType
	arm := func(i int) func() {
		return func() {
			var r program.Reg
			r, types[i] = e.eval(x.args[1+i])
			e.put(program.Instr{Op: program.Move, A: result, B: r})
		}
	}
	e.ifElse(e.truth(x.args[0]), arm(0), arm(1))
	if types[0].stars > 0 {
		return result, types[0]
	}
	kind := common(promoted(types[0]), promoted(types[1]))
	return e.convert(result, program.KindUint64, kind), cType{kind: kind}
}
