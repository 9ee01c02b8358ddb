package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// mapping is the type of a program's maps.
type mapping struct {
	typ int64
	key []program.Kind
}

// Maps draws a program whose threads share a map, mostly in sections, have maps of their
// own, and make strings and share them. Keys are numbers, strings, pairs, addresses, or all the same.
func Maps(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.threads = 2
	s.globals = append(s.globals, s.b.Global("text", 1))
	s.synchronize = (*thread).mapOrText
	s.key = rapid.SampledFrom([][]program.Kind{
		{program.KindInt64}, {program.KindString}, {program.KindUint8, program.KindString}, {program.KindPointer}, {},
	}).Draw(t, "key")
	s.typ = s.b.MapType("map", s.key, []program.Kind{program.KindInt64})
	s.makers = append(s.makers, func(f *build.Func) build.Reg { return f.MapMake("m", s.typ) })
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) { th.guarded(rapid.IntRange(1, 2).Draw(t, "rounds")) }))
	}
	return s.b.Program(s.main(bodies))
}

// mapOrText is an operation on a map or on strings, and gives what it has seen.
func (th *thread) mapOrText() build.Reg {
	switch rapid.IntRange(0, 8).Draw(th.t, "operation") {
	case 0:
		return th.synchronization()
	case 1, 2:
		return th.text()
	case 3:
		m := th.f.MapMake("own", th.typ)
		th.f.MapSet(th.typ, m, append(th.mapKey(), th.consts[1])...)
		th.f.MapSet(th.typ, m, append(th.mapKey(), th.consts[2])...)
		return th.walk(m, func(op func()) { op() })
	}
	section := func(op func()) { op() }
	if rapid.IntRange(0, 7).Draw(th.t, "section") > 0 {
		section = th.f.Section
	}
	if rapid.IntRange(0, 4).Draw(th.t, "walk") == 0 {
		return th.walk(th.objects[0], section)
	}
	return th.mapOp(section)
}

// mapOp is one operation on the shared map; before it stands what its key needs.
func (th *thread) mapOp(section func(func())) build.Reg {
	m, key, seen := th.objects[0], th.mapKey(), th.f.Reg()
	v := th.consts[rapid.IntRange(1, constants-1).Draw(th.t, "element")]
	op := rapid.IntRange(0, 7).Draw(th.t, "map operation")
	found := build.Reg(rapid.IntRange(0, 1).Draw(th.t, "found"))
	th.f.MoveTo(seen, th.consts[0])
	section(func() {
		switch op {
		case 0, 1, 2:
			th.f.MapSet(th.typ, m, append(key, v)...)
		case 3, 4:
			th.f.MoveTo(seen, th.f.MapGet(th.typ, m, key...)+found)
		case 5:
			th.f.MapDelete(th.typ, m, key...)
		case 6:
			th.f.MoveTo(seen, th.f.MapLen(th.typ, m))
		default:
			th.f.MapClear(th.typ, m)
		}
	})
	return seen
}

// walk takes up to two elements of a map in any order, and gives one of what it has seen.
func (th *thread) walk(m build.Reg, section func(func())) build.Reg {
	it := th.f.PointerReg()
	n, seen := th.f.Reg(), th.f.Reg()
	section(func() { th.f.MoveTo(it, th.f.MapRange(th.typ, m)) })
	th.f.MoveTo(seen, th.consts[0])
	for range rapid.IntRange(1, 2).Draw(th.t, "elements") {
		section(func() {
			must, all := th.f.MapCount(th.typ, it)
			th.f.MoveTo(n, th.f.Op(program.Add, all, th.f.Op(program.Eq, must, th.consts[0])))
		})
		c := th.f.Choose(n)
		section(func() {
			next := th.f.MapNext(th.typ, it, c)
			th.f.MoveTo(seen, th.f.Op(program.Add, th.f.Op(program.Mul, seen, th.consts[3]), next+1+build.Reg(len(th.key))))
		})
	}
	th.keep(seen)
	return seen
}

// mapKey gives the words of one of two or three keys.
func (th *thread) mapKey() []build.Reg {
	var words []build.Reg
	for _, k := range th.key {
		switch k {
		case program.KindString:
			words = append(words, th.made())
		case program.KindPointer:
			words = append(words, rapid.SampledFrom(th.cells[:2]).Draw(th.t, "address"))
		default:
			words = append(words, th.consts[rapid.IntRange(0, 2).Draw(th.t, "number")])
		}
	}
	return words
}

// made gives a string of a letter: one of the program's, or made of it.
func (th *thread) made() build.Reg {
	letter := rapid.SampledFrom([]string{"", "a", "b", "ab"}).Draw(th.t, "letter")
	if rapid.Bool().Draw(th.t, "ready") {
		return th.f.String(letter)
	}
	return th.f.OpKind(program.StrByte, program.KindNone, th.f.String(letter), th.f.Const('b'))
}

// text makes a string, shares one or looks at one, and gives a number that depends on it.
func (th *thread) text() build.Reg {
	cell := th.cells[len(th.cells)-1]
	s := th.made()
	if rapid.Bool().Draw(th.t, "share") {
		th.f.StoreAt(cell, 0, s, program.SeqCst)
		return th.consts[0]
	}
	other := th.f.LoadAt(cell, 0, program.SeqCst)
	switch rapid.IntRange(0, 3).Draw(th.t, "look") {
	case 0:
		return th.f.OpKind(comparison(th.t), program.KindString, other, s)
	case 1:
		both := th.f.OpKind(program.StrConcat, program.KindNone, other, s)
		return th.f.OpKind(program.Lt, program.KindString, both, th.f.String("ab"))
	case 2:
		seen, n := th.f.Reg(), th.f.Unary(program.StrLen, program.KindNone, other)
		th.f.MoveTo(seen, n)
		th.f.If(n, func() { th.f.MoveTo(seen, th.f.OpKind(program.StrIndex, program.KindNone, other, th.consts[0])) })
		return seen
	}
	return th.f.Unary(program.StrLen, program.KindNone, other)
}
