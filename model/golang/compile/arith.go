package compile

import (
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// arithmetic is the operation of each binary operator on one word.
var arithmetic = map[token.Token]program.Op{
	token.ADD: program.Add, token.SUB: program.Sub, token.MUL: program.Mul, token.QUO: program.Div,
	token.REM: program.Rem, token.AND: program.And, token.OR: program.Or, token.XOR: program.Xor,
	token.AND_NOT: program.AndNot, token.SHL: program.Shl, token.SHR: program.Shr,
	token.LSS: program.Lt, token.LEQ: program.Le, token.GTR: program.Gt, token.GEQ: program.Ge,
}

// binOp emits X op Y.
func (d *body) binOp(in *ssa.BinOp) {
	x, y := d.words(in.X), d.words(in.Y)
	switch in.Op {
	case token.EQL:
		d.set(in, d.equal(in.X, in.Y, x, y, false))
		return
	case token.NEQ:
		d.set(in, d.equal(in.X, in.Y, x, y, true))
		return
	}
	if isComplex(in.X.Type()) {
		d.complexOp(in, x, y)
		return
	}
	kind := d.c.types.kind(in.X.Type())
	op, ok := arithmetic[in.Op]
	if !ok {
		panic(bugf("operator %s on %s", in.Op, in.X.Type()))
	}
	if kind == program.KindString && op == program.Add {
		d.set(in, d.b.binary(program.StrConcat, program.KindNone, x[0], y[0]))
		return
	}
	if op != program.Shl && op != program.Shr {
		d.set(in, d.b.binary(op, kind, x[0], y[0]))
		return
	}
	rx, ry := d.b.reg(x[0]), d.b.reg(y[0])
	dst := d.b.fresh(false)
	count := d.c.types.kind(in.Y.Type())
	d.b.emit(program.Instr{Op: op, Kind: kind, Aux: uint8(count), A: dst.reg, B: rx, C: ry})
	d.set(in, dst)
}

// equal emits x == y, or x != y, for values of any comparable type.
func (d *body) equal(vx, vy ssa.Value, x, y []loc, not bool) loc {
	op := program.Eq
	if not {
		op = program.Ne
	}
	t := vx.Type()
	if isNil(vx) {
		t = vy.Type()
	}
	f := d.c.types.of(t)
	switch t.Underlying().(type) {
	case *types.Interface:
		if isNil(vx) || isNil(vy) {
			return d.b.binary(op, program.KindUint64, x[0], y[0])
		}
		eq := d.ifaceEq(x, y)
		if not {
			return d.b.unary(program.Not, program.KindBool, eq)
		}
		return eq
	}
	if len(f.words) != 1 {
		eq := d.equalWords(f, x, y)
		if not {
			return d.b.unary(program.Not, program.KindBool, eq)
		}
		return eq
	}
	return d.b.binary(op, f.words[0].Kind, x[0], y[0])
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// equalWords compares structs or arrays in order, up to the first difference.
func (d *body) equalWords(f *flat, x, y []loc) loc {
	b := d.b
	end := b.newLabel()
	res := b.fresh(false)
	b.move(res, known(0))
	for i := 0; i < len(f.words); i++ {
		k := f.words[i]
		if k.Blank {
			continue
		}
		var eq loc
		if k.Kind == program.KindIface {
			eq = d.ifaceEq(x[i:i+2], y[i:i+2])
			i++
		} else {
			eq = b.binary(program.Eq, k.Kind, x[i], y[i])
		}
		next := b.newLabel()
		b.branch(eq, next, end)
		b.label(next)
	}
	b.move(res, known(1))
	b.jump(end)
	b.label(end)
	return res
}

// ifaceEq compares two interface values.
func (d *body) ifaceEq(x, y []loc) loc {
	rx, ry := d.b.pair(x), d.b.pair(y)
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.IfaceEq, A: dst.reg, B: rx, C: ry})
	return dst
}

// unOp emits op X.
func (d *body) unOp(in *ssa.UnOp) {
	switch in.Op {
	case token.MUL:
		d.deref(in)
		return
	case token.ARROW:
		d.receive(in)
		return
	}
	x := d.words(in.X)[0]
	kind := d.c.types.kind(in.X.Type())
	switch in.Op {
	case token.SUB:
		var list []loc
		for _, w := range d.words(in.X) {
			list = append(list, d.b.unary(program.Neg, kind, w))
		}
		d.vals[in] = value{words: list}
	case token.NOT:
		d.set(in, d.b.unary(program.Not, kind, x))
	case token.XOR:
		d.set(in, d.b.unary(program.Com, kind, x))
	default:
		panic(bugf("operator %s", in.Op))
	}
}

// convert emits a conversion between numeric types, or from or to a string.
func (d *body) convert(in *ssa.Convert) {
	if isString(in.X.Type()) || isString(in.Type()) {
		d.convertString(in)
		return
	}
	x := d.words(in.X)
	from, to := d.c.types.kind(in.X.Type()), d.c.types.kind(in.Type())
	if from == to || widens(from, to) {
		d.vals[in] = value{words: x}
		return
	}
	d.vals[in] = value{words: d.convertWords(x, from, to)}
}

// convertWords converts every word of x, a number.
func (d *body) convertWords(x []loc, from, to program.Kind) []loc {
	var list []loc
	for _, w := range x {
		rx := d.b.reg(w)
		dst := d.b.fresh(false)
		d.b.emit(program.Instr{Op: program.Convert, Kind: from, Aux: uint8(to), A: dst.reg, B: rx})
		list = append(list, dst)
	}
	return list
}

// widens reports whether an integer's word stays as it is when it is converted.
func widens(from, to program.Kind) bool {
	bits := map[program.Kind]int{
		program.KindInt8: 8, program.KindInt16: 16, program.KindInt32: 32, program.KindInt64: 64,
		program.KindUint8: 8, program.KindUint16: 16, program.KindUint32: 32, program.KindUint64: 64,
	}
	signed := func(k program.Kind) bool { return k <= program.KindInt64 }
	f, t := bits[from], bits[to]
	switch {
	case f == 0 || t == 0:
		return false
	case t == 64:
		return true
	case signed(from) == signed(to):
		return f <= t
	case signed(from):
		return false
	}
	return f < t
}

// minMax emits the built-in functions min and max.
func (d *body) minMax(in *ssa.Call, least bool) {
	b := d.b
	kind := d.c.types.kind(in.Type())
	args := in.Call.Args
	res := b.fresh(false)
	b.move(res, d.words(args[0])[0])
	for _, a := range args[1:] {
		y := d.words(a)[0]
		if kind == program.KindFloat32 || kind == program.KindFloat64 {
			d.floatMinMax(res, y, kind, least)
			continue
		}
		op := program.Gt
		if least {
			op = program.Lt
		}
		take, end := b.newLabel(), b.newLabel()
		b.branch(b.binary(op, kind, y, res), take, end)
		b.label(take)
		b.move(res, y)
		b.jump(end)
		b.label(end)
	}
	d.set(in, res)
}

// floatMinMax sets res to the lesser or greater of res and y. A NaN wins, and -0 is less than 0:
// equal floats differ at most in their sign bits, so or gives the lesser and and the greater.
func (d *body) floatMinMax(res, y loc, kind program.Kind, least bool) {
	b := d.b
	op, bits := program.Gt, program.And
	if least {
		op, bits = program.Lt, program.Or
	}
	word := program.KindUint64
	if kind == program.KindFloat32 {
		word = program.KindUint32
	}
	nan, ordered, better, same, merge, end := b.newLabel(), b.newLabel(), b.newLabel(), b.newLabel(), b.newLabel(), b.newLabel()
	number := b.newLabel()
	b.branch(b.binary(program.Ne, kind, res, res), end, number)
	b.label(number)
	b.branch(b.binary(program.Ne, kind, y, y), nan, ordered)
	b.label(ordered)
	b.branch(b.binary(op, kind, y, res), better, same)
	b.label(same)
	b.branch(b.binary(program.Eq, kind, y, res), merge, end)
	b.label(merge)
	b.move(res, b.binary(bits, word, res, y))
	b.jump(end)
	b.label(nan)
	b.move(res, known(nanWord(kind)))
	b.jump(end)
	b.label(better)
	b.move(res, y)
	b.jump(end)
	b.label(end)
}

func nanWord(kind program.Kind) uint64 {
	if kind == program.KindFloat32 {
		return uint64(math.Float32bits(float32(math.NaN())))
	}
	return math.Float64bits(math.NaN())
}
