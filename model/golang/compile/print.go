package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// Outputs of a Print.
const standardError = 1

// print emits print(args…), or println(args…).
func (d *body) print(args []ssa.Value, line bool) {
	b := d.b
	text := newText(b)
	for i, a := range args {
		if line && i > 0 {
			text.add(" ")
		}
		if c, ok := a.(*ssa.Const); ok && c.Value != nil && isString(c.Type()) {
			text.add(stringConst(c))
			continue
		}
		text.append(d.printed(a))
	}
	if line {
		text.add("\n")
	}
	r := b.reg(text.whole())
	b.emit(program.Instr{Op: program.Print, B: r, Imm: standardError})
}

// printed gives the text of v, a string.
func (d *body) printed(v ssa.Value) loc {
	b := d.b
	x := d.words(v)
	isNil := func(w loc) loc { return b.binary(program.Eq, program.KindPointer, w, knownPtr(0)) }
	switch t := v.Type().Underlying().(type) {
	case *types.Interface:
		return d.text("Interface", b.binary(program.Eq, program.KindUint64, x[0], known(0)), isNil(x[1]))
	case *types.Slice:
		return d.text("Slice", x[1], x[2], isNil(x[0]))
	case *types.Basic:
		switch info, kind := t.Info(), d.c.types.kind(t); {
		case info&types.IsString != 0:
			return x[0]
		case info&types.IsBoolean != 0:
			return d.text("Bool", x[0])
		case info&types.IsComplex != 0 && kind == program.KindFloat32:
			return d.text("Complex64", x...)
		case info&types.IsComplex != 0:
			return d.text("Complex128", x...)
		case kind == program.KindFloat32:
			return d.text("Float32", x[0])
		case kind == program.KindFloat64:
			return d.text("Float64", x[0])
		case info&types.IsUnsigned != 0:
			return d.text("Uint", x[0])
		case info&types.IsInteger != 0:
			return d.text("Int", x[0])
		}
	}
	return d.text("Pointer", isNil(x[0]))
}

// text emits a call of a function of package support that gives a string.
func (d *body) text(function string, args ...loc) loc {
	b := d.b
	list := b.list(args)
	dst := b.fresh(false)
	fn := d.c.funcIndex(d.c.supportFunc(function))
	b.emit(program.Instr{Op: program.Call, A: dst.reg, B: list, C: fn, D: 1})
	return dst
}

// text is a string that is put together: what is before, and then a constant.
type text struct {
	b      *builder
	before loc
	tail   string
}

func newText(b *builder) *text { return &text{b: b, before: known(0)} }

func (t *text) add(s string) { t.tail += s }

func (t *text) append(s loc) { t.before, t.tail = t.concat(t.whole(), s), "" }

// whole gives the string.
func (t *text) whole() loc { return t.concat(t.before, known(t.b.c.text(t.tail))) }

func (t *text) concat(x, y loc) loc {
	switch {
	case x.known && x.word == 0:
		return y
	case y.known && y.word == 0:
		return x
	}
	return t.b.binary(program.StrConcat, program.KindNone, x, y)
}
