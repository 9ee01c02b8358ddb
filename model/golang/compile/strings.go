package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// strIndex emits s[i].
func (d *body) strIndex(in *ssa.Index) {
	s, i := d.words(in.X)[0], d.words(in.Index)[0]
	d.checkIndex(i, d.c.types.kind(in.Index.Type()), d.strLen(s))
	d.set(in, d.b.binary(program.StrIndex, program.KindNone, s, i))
}

func (d *body) strLen(s loc) loc {
	if s.known {
		return known(uint64(len(d.c.prog.Strings[s.word])))
	}
	return d.b.unary(program.StrLen, program.KindString, s)
}

// strSlice emits s[low:high].
func (d *body) strSlice(in *ssa.Slice) {
	s := d.words(in.X)[0]
	length := d.strLen(s)
	low, high := known(0), length
	if in.Low != nil {
		low = d.words(in.Low)[0]
	}
	if in.High != nil {
		high = d.words(in.High)[0]
	}
	d.checkSlice(low, high, length, sliceOfLength)
	rs, rl, rh := d.b.reg(s), d.b.reg(low), d.b.reg(high)
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.StrSlice, A: dst.reg, B: rs, C: rl, D: rh})
	d.set(in, dst)
}

// A range over a string has two words: the string and the index of its next rune.

// strRange starts a range over a string.
func (d *body) strRange(in *ssa.Range) {
	next := d.b.fresh(false)
	d.b.move(next, known(0))
	d.vals[in] = value{words: []loc{d.words(in.X)[0], next}}
}

// strNext produces whether there is a rune, its index and it.
func (d *body) strNext(in *ssa.Next) {
	b := d.b
	it := d.words(in.Iter)
	s, next := it[0], it[1]
	more, end := b.newLabel(), b.newLabel()
	at, char := b.fresh(false), b.fresh(false)
	b.move(at, next)
	b.move(char, known(0))
	ok := b.binary(program.Lt, program.KindInt64, at, d.strLen(s))
	b.branch(ok, more, end)
	b.label(more)
	b.move(char, d.decode(s, next))
	b.jump(end)
	b.label(end)
	d.vals[in] = value{words: []loc{ok, at, char}}
}

// decode gives the rune of s at index next, and moves next past it.
func (d *body) decode(s, next loc) loc {
	b := d.b
	rs, rn := b.reg(s), b.reg(next)
	res := b.run(false, false)
	b.emit(program.Instr{Op: program.StrRune, A: res[0].reg, B: rs, C: rn})
	b.move(next, b.binary(program.Add, program.KindInt64, next, res[1]))
	return res[0]
}

// convertString emits a conversion from or to a string that is not one of names only.
func (d *body) convertString(in *ssa.Convert) {
	from, to := in.X.Type().Underlying(), in.Type().Underlying()
	if s, ok := to.(*types.Slice); ok {
		if d.c.types.kind(s.Elem()) == program.KindUint8 {
			d.vals[in] = value{words: d.toBytes(in, s.Elem())}
		} else {
			d.vals[in] = value{words: d.toRunes(in, s.Elem())}
		}
		return
	}
	x := d.words(in.X)
	switch from := from.(type) {
	case *types.Slice:
		op := program.StrEncode
		if d.c.types.kind(from.Elem()) == program.KindUint8 {
			op = program.StrByte
		}
		d.set(in, d.fromElems(op, from.Elem(), x))
	default: // an integer
		d.set(in, d.b.binary(program.StrEncode, program.KindNone, known(0), x[0]))
	}
}

// fromElems gives the string of the bytes (StrByte) or runes (StrEncode) of slice x.
func (d *body) fromElems(op program.Op, e types.Type, x []loc) loc {
	b := d.b
	f := d.c.types.of(e)
	s := b.fresh(false)
	b.move(s, known(0))
	d.count(x[1], func(i loc) {
		p := &place{base: b.indexed(x[0], i, 1), nonnil: true}
		b.move(s, b.binary(op, program.KindNone, s, d.load(p, f, program.Plain, nil)[0]))
	})
	return s
}

// toBytes emits []byte(s).
func (d *body) toBytes(in *ssa.Convert, e types.Type) []loc {
	s := d.words(in.X)[0]
	n := d.strLen(s)
	ptr := d.newArray(e, n, d.objectName(in, e))
	d.copyString(e, ptr, s, n)
	return []loc{ptr, n, n}
}

// copyString stores the first n bytes of s at ptr.
func (d *body) copyString(e types.Type, ptr, s, n loc) {
	b := d.b
	f := d.c.types.of(e)
	d.count(n, func(i loc) {
		char := b.binary(program.StrIndex, program.KindNone, s, i)
		d.write(&place{base: b.indexed(ptr, i, 1), nonnil: true}, f, program.Plain, []loc{char})
	})
}

// toRunes emits []rune(s): the runes are counted first.
func (d *body) toRunes(in *ssa.Convert, e types.Type) []loc {
	b := d.b
	f := d.c.types.of(e)
	s := d.words(in.X)[0]
	length := d.strLen(s)
	n, next := b.fresh(false), b.fresh(false)
	b.move(n, known(0))
	b.move(next, known(0))
	d.runes(s, next, length, func(loc) { b.move(n, b.binary(program.Add, program.KindInt64, n, known(1))) })
	ptr := d.newArray(e, n, d.objectName(in, e))
	i := b.fresh(false)
	b.move(i, known(0))
	b.move(next, known(0))
	d.runes(s, next, length, func(char loc) {
		d.write(&place{base: b.indexed(ptr, i, 1), nonnil: true}, f, program.Plain, []loc{char})
		b.move(i, b.binary(program.Add, program.KindInt64, i, known(1)))
	})
	return []loc{ptr, n, n}
}

// runes emits a loop over the runes of s from index next, which moves.
func (d *body) runes(s, next, length loc, do func(char loc)) {
	b := d.b
	loop, more, end := b.newLabel(), b.newLabel(), b.newLabel()
	b.jump(loop)
	b.label(loop)
	b.branch(b.binary(program.Lt, program.KindInt64, next, length), more, end)
	b.label(more)
	do(d.decode(s, next))
	b.jump(loop)
	b.label(end)
}
