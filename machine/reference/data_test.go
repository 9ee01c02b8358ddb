package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// results runs main alone and gives what it stored in the global "result".
func results(t *testing.T, words int, main func(b *build.Builder, f *build.Func, keep func(build.Reg))) []uint64 {
	t.Helper()
	b := build.New()
	result := b.Global("result", words)
	f := b.Func("main")
	next := result
	main(b, f, func(r build.Reg) {
		f.Store(next, r, program.Plain)
		next++
	})
	f.Return()
	m, err := reference.Run(b.Program(f), 10_000)
	require.NoError(t, err)
	return m.Global("result")
}

// TestRecursion computes 1 + … + 5.
func TestRecursion(t *testing.T) {
	got := results(t, 1, func(b *build.Builder, f *build.Func, keep func(build.Reg)) {
		g := b.Func("sum", false)
		stop, more := g.Label(), g.Label()
		g.Branch(g.Op(program.Eq, 0, g.Const(0)), stop, more)
		g.Place(more)
		below := g.Call(g, 1, g.Op(program.Sub, 0, g.Const(1)))
		g.Return(g.Op(program.Add, 0, below))
		g.Place(stop)
		g.Return(g.Const(0))
		keep(f.Call(g, 1, f.Const(5)))
	})
	assert.Equal(t, []uint64{15}, got)
}

func TestRunawayRecursionIsAnError(t *testing.T) {
	b := build.New()
	f := b.Func("main")
	f.Call(f, 0)
	f.Return()
	_, err := reference.Run(b.Program(f), 1<<20)
	require.ErrorContains(t, err, "built.go:1: recursion without bound")
}

// TestClosuresAndMethods calls the function subtract (x - captured) in three ways.
func TestClosuresAndMethods(t *testing.T) {
	got := results(t, 3, func(b *build.Builder, f *build.Func, keep func(build.Reg)) {
		closure := b.Func("closure", false)
		captured := closure.Free(false)
		closure.Return(closure.Op(program.Sub, 0, captured))
		method := b.Func("method", true, false)
		method.Return(method.Op(program.Sub, 1, method.LoadAt(0, 0, program.Plain)))

		object := f.Alloc("", b.Layout("closure", false, false))
		f.StoreAt(object, 0, f.Const(int64(closure.Index)), program.Plain)
		f.StoreAt(object, 1, f.Const(3), program.Plain)
		r := f.Reg()
		f.Emit(program.Instr{Op: program.CallClosure, A: r, C: object, B: f.List(f.Const(10)), D: 1})
		keep(r)

		receiver := f.Alloc("", build.Word)
		f.StoreAt(receiver, 0, f.Const(4), program.Plain)
		typ := b.Type(program.Type{Name: "*T"}, -1, method.Index)
		iface, data := f.Reg(), f.PointerReg()
		f.MoveTo(iface, f.Const(typ))
		f.MoveTo(data, receiver)
		r = f.Reg()
		f.Emit(program.Instr{Op: program.CallMethod, A: r, C: iface, B: f.List(f.Const(10)), D: 1, Imm: 1})
		keep(r)

		result := b.Global("from thread", 1)
		worker := b.Func("worker", true, false)
		worker.Store(result, worker.Op(program.Sub, 1, worker.LoadAt(0, 0, program.Plain)), program.Plain)
		worker.Return()
		typ = b.Type(program.Type{Name: "*U"}, worker.Index)
		iface, data = f.Reg(), f.PointerReg()
		f.MoveTo(iface, f.Const(typ))
		f.MoveTo(data, receiver)
		f.Emit(program.Instr{Op: program.GoMethod, C: iface, B: f.List(f.Const(20))})
		f.Join()
		keep(f.Load(result, program.Plain))
	})
	assert.Equal(t, []uint64{7, 6, 16}, got)
}

func TestNilCalls(t *testing.T) {
	for _, op := range []program.Op{program.CallClosure, program.GoClosure, program.CallMethod, program.GoMethod} {
		b := build.New()
		f := b.Func("main")
		iface := f.Const(0)
		f.Addr(0) // the data word after the type word
		f.Emit(program.Instr{Op: op, A: f.Reg(), C: iface, B: f.List(), D: 0})
		f.Return()
		_, err := reference.Run(b.Program(f), 10)
		requireFailure(t, err, "panic", "runtime error: invalid memory address or nil pointer dereference")
	}
}

func TestAllocation(t *testing.T) {
	b := build.New()
	layout := b.Layout("pair", false, false)
	empty := b.Layout("struct {}")
	result := b.Global("result", 2)
	f := b.Func("main")
	array := f.AllocArray("buf", layout, f.Const(3))
	third := f.PointerReg()
	two := f.Const(2)
	f.Emit(program.Instr{Op: program.Index, A: third, B: array, C: two, Imm: 2})
	f.StoreAt(third, 1, f.Const(9), program.Plain)
	f.Store(result, f.AllocArray("", layout, f.Const(0)), program.Plain)
	f.Store(result+1, f.AllocArray("", empty, f.Const(5)), program.Plain)
	x, y := f.Alloc("x", empty), f.Alloc("y", empty)
	f.Assert(f.Op(program.Ne, x, y), "one address")
	f.Assert(f.Op(program.Ne, x, f.Const(0)), "nil")
	f.Return()
	m := reference.New(b.Program(f), sc)
	var stored reference.Access
	for !m.Finished(0) {
		a, err := m.Step(0, 0)
		require.NoError(t, err)
		if a.Kind == reference.KindStore && a.Value == 9 {
			stored = a
		}
	}
	assert.Equal(t, "buf[2][1]", stored.Loc)
	assert.Equal(t, uint64(9), m.Word(stored.Addr))
	assert.Equal(t, []uint64{0, 0}, m.Global("result"))
}

func TestInvalidAddressIsAnError(t *testing.T) {
	b := build.New()
	f := b.Func("main")
	f.LoadAt(f.Addr(99), 0, program.Plain)
	f.Return()
	_, err := reference.Run(b.Program(f), 10)
	require.ErrorContains(t, err, "built.go:2: address 99 is in no object")
}

// TestInterfaces compares values of a struct type {int; _ int; any; float64}.
func TestInterfaces(t *testing.T) {
	b := build.New()
	number := b.Type(program.Type{Name: "int", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindInt64}}})
	slice := b.Type(program.Type{Name: "[]int", Boxed: true, Words: make([]program.WordKind, 3)})
	pointer := b.Type(program.Type{Name: "*int", Comparable: true})
	record := b.Type(program.Type{Name: "main.R", Boxed: true, Comparable: true, Words: []program.WordKind{
		{Kind: program.KindInt64}, {Kind: program.KindInt64, Blank: true}, {Kind: program.KindIface}, {Kind: program.KindData}, {Kind: program.KindString}}})
	value := func(words ...uint64) uint64 {
		g := b.Global("v", len(words))
		for i, w := range words {
			b.Set(g+uint64(i), w)
		}
		return g
	}
	one, another, two := value(1), value(1), value(2)
	text, same := uint64(b.String("s")), uint64(b.String("s"))
	records := []uint64{
		value(7, 1, uint64(number), one, text), value(7, 2, uint64(number), another, same), value(7, 1, uint64(number), two, text),
		value(7, 1, 0, 0, text), value(7, 1, uint64(slice), one, text), value(7, 1, uint64(number), one, 0),
	}
	type iface struct{ typ, data uint64 }
	of := func(t int64, data uint64) iface { return iface{uint64(t), data} }
	equal, different := int64(1), int64(0)
	cases := []struct {
		x, y iface
		want int64
		fail string
	}{
		{of(0, 0), of(0, 0), equal, ""},
		{of(0, 0), of(number, one), different, ""},
		{of(number, one), of(number, another), equal, ""},
		{of(number, one), of(number, two), different, ""},
		{of(number, one), of(pointer, one), different, ""},
		{of(pointer, one), of(pointer, one), equal, ""},
		{of(pointer, one), of(pointer, another), different, ""},
		{of(slice, one), of(number, one), different, ""},
		{of(slice, one), of(slice, one), 0, "runtime error: comparing uncomparable type []int"},
		{of(record, records[0]), of(record, records[1]), equal, ""},
		{of(record, records[0]), of(record, records[2]), different, ""},
		{of(record, records[0]), of(record, records[3]), different, ""},
		{of(record, records[3]), of(record, records[3]), equal, ""},
		{of(record, records[0]), of(record, records[5]), different, ""},
		{of(record, records[4]), of(record, records[4]), 0, "runtime error: comparing uncomparable type []int"},
	}
	var mains []*build.Func
	for _, c := range cases {
		f := b.Func("main")
		regs := []build.Reg{f.Reg(), f.PointerReg(), f.Reg(), f.PointerReg()}
		for j, w := range []uint64{c.x.typ, c.x.data, c.y.typ, c.y.data} {
			f.Emit(program.Instr{Op: program.Const, A: regs[j], Imm: int64(w)})
		}
		same := f.Reg()
		f.Emit(program.Instr{Op: program.IfaceEq, A: same, B: regs[0], C: regs[2]})
		f.Assert(f.Op(program.Eq, same, f.Const(c.want)), "wrong")
		f.Return()
		mains = append(mains, f)
	}
	p := b.Program(mains[0])
	for i, c := range cases {
		p.Entry = int(mains[i].Index)
		_, err := reference.Run(p, 100)
		requireFailure(t, err, "panic", c.fail)
	}
}
