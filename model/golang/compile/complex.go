package compile

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// A complex number has two words, its real and its imaginary part.

// floatKind gives the kind of the parts of a complex type.
func floatKind(b *types.Basic) program.Kind {
	if b.Kind() == types.Complex64 {
		return program.KindFloat32
	}
	return program.KindFloat64
}

// complexOp emits X op Y on complex numbers. Products and quotients of complex64 are
// computed in float64, as Go does.
func (d *body) complexOp(in *ssa.BinOp, x, y []loc) {
	kind := d.c.types.kind(in.X.Type())
	do := func(op program.Op, x, y loc) loc { return d.b.binary(op, program.KindFloat64, x, y) }
	wide := func(x []loc) []loc {
		if kind == program.KindFloat32 {
			return d.convertWords(x, kind, program.KindFloat64)
		}
		return x
	}
	var res []loc
	switch in.Op {
	case token.ADD, token.SUB:
		op := arithmetic[in.Op]
		d.vals[in] = value{words: []loc{d.b.binary(op, kind, x[0], y[0]), d.b.binary(op, kind, x[1], y[1])}}
		return
	case token.MUL:
		x, y = wide(x), wide(y)
		res = []loc{
			do(program.Sub, do(program.Mul, x[0], y[0]), do(program.Mul, x[1], y[1])),
			do(program.Add, do(program.Mul, x[0], y[1]), do(program.Mul, x[1], y[0])),
		}
	case token.QUO:
		x, y = wide(x), wide(y)
		args := d.b.list([]loc{x[0], x[1], y[0], y[1]})
		res = d.b.run(false, false)
		fn := d.c.funcIndex(d.c.supportFunc("Quotient"))
		d.b.emit(program.Instr{Op: program.Call, A: res[0].reg, B: args, C: fn, D: 2})
	default:
		panic(bugf("operator %s on %s", in.Op, in.X.Type()))
	}
	if kind == program.KindFloat32 {
		res = d.convertWords(res, program.KindFloat64, kind)
	}
	d.vals[in] = value{words: res}
}
