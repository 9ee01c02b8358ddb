package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestBuffer watches one thread's store buffer: first in, first out, own stores
// seen, drained before what waits for it.
func TestBuffer(t *testing.T) {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	f := b.Func("main")
	px, py, one, two := f.Addr(x), f.Addr(y), f.Const(1), f.Const(2)
	f.StoreAt(px, 0, one, program.Plain)
	f.StoreAt(py, 0, one, program.Release)
	f.StoreAt(px, 0, two, program.Ordinary)
	f.Fence(program.AcqRel)
	f.LoadAt(px, 0, program.Acquire)
	f.RMW(program.AtomicAdd, py, one, program.Relaxed)
	f.Return()
	m := reference.New(b.Program(f), tso)
	for range 8 {
		_, err := m.Step(0, 0)
		require.NoError(t, err)
	}
	a, err := m.Step(0, 0)
	require.NoError(t, err)
	assert.Equal(t, uint64(2), a.Value)
	assert.Equal(t, uint64(0), m.Word(x))

	var left []string
	for range 3 {
		_, err = m.Step(0, 0)
		require.ErrorIs(t, err, reference.ErrBlocked)
		oldest := m.Buffer(0)[0]
		a, err = m.Flush(0, 0)
		require.NoError(t, err)
		assert.Equal(t, reference.KindFlush, a.Kind)
		assert.Equal(t, oldest.Addr, a.Addr)
		assert.Equal(t, a.Value, m.Word(a.Addr))
		left = append(left, a.Loc)
	}
	assert.Equal(t, []string{"x", "y", "x"}, left)
	assert.Empty(t, m.Buffer(0))
	_, err = m.Flush(0, 0)
	require.ErrorIs(t, err, reference.ErrBlocked)
	a, err = m.Step(0, 0)
	require.NoError(t, err)
	assert.Equal(t, reference.KindRMW, a.Kind)
	assert.Equal(t, [2]uint64{1, 2}, [2]uint64{a.Old, m.Word(y)})
}

// TestJoinWaitsForBuffers: what a thread stored is in memory when it has been joined.
func TestJoinWaitsForBuffers(t *testing.T) {
	b := build.New()
	x, result := b.Global("x", 1), b.Global("result", 1)
	child := b.Func("child")
	child.Store(x, child.Const(1), program.Plain)
	child.Return()
	main := b.Func("main")
	main.Go(child)
	main.Join()
	main.Store(result, main.Load(x, program.Plain), program.Plain)
	main.Return()
	assert.Equal(t, map[string]bool{"result=1": true}, explore(t, b.Program(main), tso).Finals)
}

func TestChoose(t *testing.T) {
	l := newTest()
	p := l.program(func(f *build.Func) { l.observe(f, f.Choose(f.Const(3))) })
	assert.Equal(t, []string{"0", "1", "2"}, finals(explore(t, p, sc)))
	m := reference.New(p, sc)
	for range 2 {
		require.Equal(t, 1, m.Alternatives(0))
		_, err := m.Step(0, 0)
		require.NoError(t, err)
	}
	require.Equal(t, 3, m.Alternatives(0))
	_, err := m.Clone().Step(0, 3)
	require.ErrorContains(t, err, "alternative 3 of a choice of 3")
}

// TestBlockedSectionLeavesNoTrace: neither its stores, nor what it allocated, nor
// the calls it made stay when a section is taken back.
func TestBlockedSectionLeavesNoTrace(t *testing.T) {
	for _, config := range []reference.Config{sc, tso, races} {
		b := build.New()
		x := b.Global("x", 1)
		touch := b.Func("touch")
		touch.Store(x, touch.Const(1), program.Plain)
		touch.Alloc("", build.Word)
		touch.Return()
		f := b.Func("main")
		f.Section(func() {
			f.Call(touch, 0)
			f.Await(f.Const(0))
		})
		f.Return()
		m := reference.New(b.Program(f), config)
		before := m.Key()
		_, err := m.Step(0, 0)
		require.ErrorIs(t, err, reference.ErrBlocked)
		assert.Equal(t, before, m.Key())
		assert.Equal(t, int32(6), m.Position(0).Line)
	}
}

func TestMalformedPrograms(t *testing.T) {
	for want, emit := range map[string]func(f *build.Func){
		"built.go:2: a section, choice or join inside an atomic section": func(f *build.Func) { f.Section(f.Join) },
		"an Await outside an atomic section":                             func(f *build.Func) { f.Await(f.Const(1)) },
		"an End outside an atomic section":                               func(f *build.Func) { f.Emit(program.Instr{Op: program.End}) },
		"the thread ends inside an atomic section":                       func(f *build.Func) { f.Emit(program.Instr{Op: program.Begin}) },
		"an atomic section that does not end": func(f *build.Func) {
			f.Section(func() { f.Jump(f.Here()) })
		},
		"operation 255 is unknown":           func(f *build.Func) { f.Emit(program.Instr{Op: 255}) },
		"memory of more than 67108864 words": func(f *build.Func) { f.AllocArray("", build.Word, f.Const(1<<40)) },
	} {
		b := build.New()
		f := b.Func("main")
		emit(f)
		f.Return()
		_, err := reference.Run(b.Program(f), 10)
		require.ErrorContains(t, err, want)
	}
}

func TestRunReportsDeadlock(t *testing.T) {
	b := build.New()
	f := b.Func("main")
	f.Section(func() { f.Await(f.Const(0)) })
	f.Return()
	_, err := reference.Run(b.Program(f), 10)
	require.EqualError(t, err, "reference: deadlock: main waits at built.go:1")
}

func TestLimits(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	f := b.Func("main")
	again := f.Here()
	f.RMW(program.AtomicAdd, f.Addr(x), f.Const(1), program.SeqCst)
	f.Jump(again)
	p := b.Program(f)
	_, err := reference.Run(p, 100)
	require.ErrorIs(t, err, reference.ErrLimit)
	_, err = reference.Explore(p, sc, 100)
	require.ErrorIs(t, err, reference.ErrLimit)
}

// TestGarbage has a loop that allocates: states differ by what can be reached only.
func TestGarbage(t *testing.T) {
	b := build.New()
	head := b.Pointer("head")
	node := b.Layout("node", true)
	f := b.Func("main")
	again := f.Here()
	n := f.Alloc("n", node)
	f.StoreAt(f.Alloc("m", node), 0, n, program.Plain)
	f.Store(head, n, program.Plain)
	f.Jump(again)
	o, err := reference.Explore(b.Program(f), sc, 100)
	require.NoError(t, err)
	assert.True(t, o.Stuck)
	assert.Less(t, o.States, 15)
}

func TestStringsAndTruth(t *testing.T) {
	got := results(t, 7, func(b *build.Builder, f *build.Func, keep func(build.Reg)) {
		unary := func(op program.Op, x build.Reg) build.Reg {
			r := f.Reg()
			f.Emit(program.Instr{Op: op, Kind: program.KindBool, A: r, B: x})
			return r
		}
		short, long := f.String("ab"), f.String("abc")
		keep(unary(program.StrLen, long))
		keep(f.OpKind(program.Lt, program.KindString, short, long))
		keep(f.OpKind(program.Eq, program.KindString, short, f.String("ab")))
		keep(unary(program.Not, f.Const(1)))
		in := func(set int64, typ int64) build.Reg {
			r := f.Reg()
			word := f.Const(typ)
			f.Emit(program.Instr{Op: program.TypeIn, A: r, B: word, Imm: set})
			return r
		}
		x, y := b.Type(program.Type{Name: "x"}), b.Type(program.Type{Name: "y"})
		set := b.SetOf(y)
		keep(in(set, x))
		keep(in(set, y))
		keep(in(set, 0))
	})
	assert.Equal(t, []uint64{3, 1, 1, 0, 0, 1, 0}, got)
}
