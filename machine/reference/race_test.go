package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// await spins until x is not 0.
func await(f *build.Func, x uint64, order program.Order) { f.Spin(f.Addr(x), f.Const(0), order) }

func plainStore(f *build.Func, x uint64) { f.Store(x, f.Const(1), program.Plain) }

func TestRaces(t *testing.T) {
	const plain, ordinary, relaxed, seqcst = program.Plain, program.Ordinary, program.Relaxed, program.SeqCst
	type body = func(f *build.Func, x, y uint64)
	nothing := func(*build.Func, uint64, uint64) {}
	for _, c := range []struct {
		name    string
		p, q, r body // three threads
		race    bool
	}{
		{"unsynchronised counter",
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Op(program.Add, f.Load(x, plain), f.Const(1)), plain) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Op(program.Add, f.Load(x, plain), f.Const(1)), plain) }, nothing, true},
		{"two plain reads",
			func(f *build.Func, x, _ uint64) { f.Load(x, plain) },
			func(f *build.Func, x, _ uint64) { f.Load(x, plain) }, nothing, false},
		{"plain write and atomic read",
			func(f *build.Func, x, _ uint64) { plainStore(f, x) },
			func(f *build.Func, x, _ uint64) { f.Load(x, seqcst) }, nothing, true},
		{"plain read and atomic write",
			func(f *build.Func, x, _ uint64) { f.Load(x, plain) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(1), seqcst) }, nothing, true},
		{"plain read and failed compare-and-swap",
			func(f *build.Func, x, _ uint64) { f.Load(x, plain) },
			func(f *build.Func, x, _ uint64) { f.CAS(f.Addr(x), f.Const(7), f.Const(1), seqcst) }, nothing, false},
		{"plain read and add",
			func(f *build.Func, x, _ uint64) { f.Load(x, plain) },
			func(f *build.Func, x, _ uint64) { f.RMW(program.AtomicAdd, f.Addr(x), f.Const(1), seqcst) }, nothing, true},
		{"ordinary words",
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(1), ordinary) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(2), ordinary); f.Load(x, relaxed) }, nothing, false},
		{"publication by a flag",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), seqcst) },
			func(f *build.Func, x, y uint64) { await(f, y, seqcst); f.Load(x, plain) }, nothing, false},
		{"publication by an ordinary word",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), ordinary) },
			func(f *build.Func, x, y uint64) { await(f, y, ordinary); f.Load(x, plain) }, nothing, false},
		{"flag set too early",
			func(f *build.Func, x, y uint64) { f.Store(y, f.Const(1), seqcst); plainStore(f, x) },
			func(f *build.Func, x, y uint64) { await(f, y, seqcst); f.Load(x, plain) }, nothing, true},
		{"flag not waited for",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), seqcst) },
			func(f *build.Func, x, y uint64) { f.Load(y, seqcst); f.Load(x, plain) }, nothing, true},
		{"a read does not release",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Load(y, seqcst) },
			func(f *build.Func, x, y uint64) { f.Store(y, f.Const(1), seqcst); plainStore(f, x) }, nothing, true},
		{"a failed compare-and-swap does not release",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.CAS(f.Addr(y), f.Const(7), f.Const(8), seqcst) },
			func(f *build.Func, x, y uint64) {
				f.RMW(program.AtomicAdd, f.Addr(y), f.Const(1), seqcst)
				plainStore(f, x)
			}, nothing, true},
		{"release through a chain of read-modify-writes",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), seqcst) },
			func(f *build.Func, x, y uint64) { f.CAS(f.Addr(y), f.Const(1), f.Const(2), seqcst) },
			func(f *build.Func, x, y uint64) {
				f.If(f.Op(program.Eq, f.Load(y, seqcst), f.Const(2)), func() { f.Load(x, plain) })
			}, false},
		{"release cut by a store",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), seqcst) },
			func(f *build.Func, x, y uint64) { f.Store(y, f.Const(2), seqcst) },
			func(f *build.Func, x, y uint64) {
				f.If(f.Op(program.Eq, f.Load(y, seqcst), f.Const(2)), func() { f.Load(x, plain) })
			}, true},
		{"sections as a lock",
			func(f *build.Func, x, y uint64) { critical(f, y, func() { plainStore(f, x) }) },
			func(f *build.Func, x, y uint64) { critical(f, y, func() { plainStore(f, x) }) },
			func(f *build.Func, x, y uint64) { critical(f, y, func() { f.Load(x, plain) }) }, false},
		{"one thread without the lock",
			func(f *build.Func, x, y uint64) { critical(f, y, func() { plainStore(f, x) }) },
			func(f *build.Func, x, y uint64) { critical(f, y, func() { plainStore(f, x) }) },
			func(f *build.Func, x, y uint64) { f.Load(x, plain) }, true},
		{"a section that only reads does not release",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Section(func() { f.Load(y, plain) }) },
			func(f *build.Func, x, y uint64) {
				f.Section(func() { f.Store(y, f.Const(1), plain) })
				plainStore(f, x)
			}, nothing, true},
		{"a section acquires before it touches anything",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Store(y, f.Const(1), seqcst) },
			func(f *build.Func, x, y uint64) {
				f.Section(func() { f.Load(x, plain); f.Await(f.Load(y, plain)) })
			}, nothing, false},
		{"a compare-and-swap that writes only if it comes first",
			func(f *build.Func, x, _ uint64) { f.CAS(f.Addr(x), f.Const(0), f.Const(1), seqcst) },
			func(f *build.Func, x, _ uint64) { f.Store(x, f.Const(2), seqcst); f.Load(x, plain) }, nothing, true},
		{"a plain write that lets a section go on",
			func(f *build.Func, x, _ uint64) { f.Section(func() { f.Await(f.Load(x, plain)) }) },
			func(f *build.Func, x, _ uint64) { plainStore(f, x) }, nothing, true},
		{"a relaxed section does not acquire",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.Section(func() { plainStore(f, y) }) },
			func(f *build.Func, x, y uint64) {
				var set build.Reg
				f.RelaxedSection(func() { set = f.Load(y, plain) })
				f.If(set, func() { f.Load(x, plain) })
			}, nothing, true},
		{"a relaxed section does not release",
			func(f *build.Func, x, y uint64) { plainStore(f, x); f.RelaxedSection(func() { plainStore(f, y) }) },
			func(f *build.Func, x, y uint64) {
				var set build.Reg
				f.Section(func() { set = f.Load(y, plain) })
				f.If(set, func() { f.Load(x, plain) })
			}, nothing, true},
		{"relaxed sections do not race with each other",
			func(f *build.Func, x, _ uint64) { f.RelaxedSection(func() { plainStore(f, x) }) },
			func(f *build.Func, x, _ uint64) { f.RelaxedSection(func() { plainStore(f, x) }) },
			func(f *build.Func, x, _ uint64) { f.Load(x, seqcst) }, false},
		{"plain access against a relaxed section",
			func(f *build.Func, x, _ uint64) { plainStore(f, x) },
			func(f *build.Func, x, _ uint64) { f.RelaxedSection(func() { f.Load(x, plain) }) }, nothing, true},
		{"plain access against a section",
			func(f *build.Func, x, _ uint64) { plainStore(f, x) },
			func(f *build.Func, x, _ uint64) { f.Section(func() { f.Load(x, plain) }) }, nothing, true},
	} {
		b := build.New()
		x, y := b.Global("x", 1), b.Global("y", 1)
		main := b.Func("main")
		for _, body := range []body{c.p, c.q, c.r} {
			f := b.Func("f")
			body(f, x, y)
			f.Return()
			main.Go(f)
		}
		main.Return()
		o := explore(t, b.Program(main), races)
		_, race := o.Violations["race"]
		assert.Equal(t, c.race, race, "%s: %v", c.name, o.Violations)
	}
}

// critical runs body with a lock at y taken and left in sections.
func critical(f *build.Func, y uint64, body func()) {
	f.Section(func() {
		f.Await(f.Op(program.Eq, f.Load(y, program.Plain), f.Const(0)))
		f.Store(y, f.Const(1), program.Plain)
	})
	body()
	f.Section(func() { f.Store(y, f.Const(0), program.Plain) })
}

func TestRacesWithStartAndEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		main func(main, child *build.Func, x uint64)
		race bool
	}{
		{"before the go statement", func(m, child *build.Func, x uint64) { plainStore(m, x); m.Go(child) }, false},
		{"after the go statement", func(m, child *build.Func, x uint64) { m.Go(child); plainStore(m, x) }, true},
		{"after the join", func(m, child *build.Func, x uint64) { m.Go(child); m.Join(); plainStore(m, x) }, false},
		{"two children", func(m, child *build.Func, x uint64) { m.Go(child); m.Go(child); m.Join() }, true},
		{"one child after the other", func(m, child *build.Func, x uint64) { m.Go(child); m.Join(); m.Go(child); m.Join() }, false},
	} {
		b := build.New()
		x := b.Global("x", 1)
		child := b.Func("child")
		plainStore(child, x)
		child.Return()
		main := b.Func("main")
		c.main(main, child, x)
		main.Return()
		_, race := explore(t, b.Program(main), races).Violations["race"]
		assert.Equal(t, c.race, race, c.name)
	}
}

func TestImmutableNeverRaces(t *testing.T) {
	for _, immutable := range []bool{true, false} {
		b := build.New()
		box := b.Variable("box", b.Layout("boxed", false))
		if immutable {
			b.Immutable(build.Word + 1)
		}
		reader := b.Func("reader")
		reader.Load(box, program.Plain)
		reader.Return()
		main := b.Func("main")
		main.Go(reader)
		plainStore(main, box)
		main.Return()
		_, race := explore(t, b.Program(main), races).Violations["race"]
		assert.Equal(t, !immutable, race)
	}
}

func TestRaceReport(t *testing.T) {
	b := build.New()
	x := b.Global("pkg.x", 2)
	child := b.Func("child")
	child.LoadAt(child.Addr(x), 1, program.SeqCst)
	load := child.Line()
	child.Return()
	main := b.Func("main")
	main.Go(child)
	main.StoreAt(main.Addr(x), 1, main.Const(1), program.Plain)
	store := main.Line()
	main.Return()
	m := reference.New(b.Program(main), races)
	for _, thread := range []int{0, 1, 1, 0, 0} {
		_, err := m.Step(thread, 0)
		require.NoError(t, err)
	}
	a, err := m.Step(0, 0)
	var failure *reference.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "race", failure.Property)
	assert.Equal(t, "pkg.x[1]", a.Loc)
	assert.Equal(t, int32(store), failure.Pos.Line)
	assert.Equal(t, 0, failure.Thread)
	assert.Equal(t, int32(load), failure.Other.Pos.Line)
	assert.Equal(t, 1, failure.Other.Thread)
	assert.Equal(t, reference.KindLoad, failure.Other.Kind)
}
