package reference_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// event is a ghost event with its words.
type event struct {
	e     program.Event
	words []int64
}

// after runs events in one thread and gives the failure, if any.
func after(events []event) error {
	b := build.New()
	claim := b.Global("claim", 2)
	f := b.Func("main")
	for _, e := range events {
		var words []build.Reg
		for _, w := range e.words {
			words = append(words, f.Const(w))
		}
		f.Ghost(e.e, f.Addr(claim), words...)
	}
	f.Return()
	_, err := reference.Run(b.Program(f), 1000)
	return err
}

func TestClaims(t *testing.T) {
	enter, leave := event{program.EventEnter, nil}, event{program.EventLeave, nil}
	share, unshare := event{program.EventEnter, []int64{1}}, event{program.EventLeave, []int64{1}}
	arrive := func(p, n int64) event { return event{program.EventArrive, []int64{p, n}} }
	depart := func(p, n int64) event { return event{program.EventDepart, []int64{p, n}} }
	call := func(c int64) event { return event{program.EventCall, []int64{c, 0, 7}} }
	ret := func(c int64) event { return event{program.EventReturn, []int64{c, 7}} }
	for _, c := range []struct {
		events            []event
		property, message string
	}{
		{[]event{enter, leave, enter, leave}, "", ""},
		{[]event{enter, leave, enter, enter}, "mutual-exclusion", "mutual exclusion is violated: main enters a critical section that has not been left"},
		{[]event{enter, leave, leave}, "mutual-exclusion", "mutual exclusion is violated: main leaves the critical section while no thread is inside"},
		{[]event{share, share, unshare, share, unshare, unshare, enter, leave, share}, "", ""},
		{[]event{enter, share}, "mutual-exclusion", "mutual exclusion is violated: main is in the critical section where a writer and readers meet"},
		{[]event{share, share, unshare, enter}, "mutual-exclusion", "mutual exclusion is violated: main is in the critical section where a writer and readers meet"},
		{[]event{enter, unshare}, "mutual-exclusion", "mutual exclusion is violated: main leaves the critical section while no thread is inside"},
		{[]event{share, leave}, "mutual-exclusion", "mutual exclusion is violated: main leaves the critical section while no thread is inside"},
		{[]event{arrive(0, 1), depart(0, 1), arrive(0, 1), depart(0, 1)}, "", ""},
		{[]event{arrive(0, 2), arrive(1, 2), depart(1, 2), arrive(1, 2), depart(0, 2), arrive(0, 2), depart(0, 2), depart(1, 2)}, "", ""},
		{[]event{arrive(0, 2), depart(0, 2)}, "barrier", "the barrier is broken: main leaves an episode before all 2 participants have arrived"},
		{[]event{arrive(0, 2), arrive(1, 2), depart(0, 2), arrive(0, 2), depart(0, 2)}, "barrier", "the barrier is broken: main leaves an episode before all 2 participants have arrived"},
		{[]event{arrive(62, 63)}, "", ""},
		{[]event{arrive(2, 2)}, "panic", "model: Episode: participant 2 of 2: want 0 … n-1 of 1 … 63"},
		{[]event{arrive(0, 0)}, "panic", "model: Episode: participant 0 of 0: want 0 … n-1 of 1 … 63"},
		{[]event{call(1), call(62), ret(1), call(1), ret(62), ret(1)}, "", ""},
		{[]event{call(1), call(1)}, "history", "main calls for client 1 while a call of that client is open"},
		{[]event{call(1), ret(2)}, "history", "main returns for client 2, which has no call open"},
		{[]event{call(63)}, "panic", "model: History: client 63: want 0 … 62"},
	} {
		requireFailure(t, after(c.events), c.property, c.message)
	}
}

// TestBrokenLocks finds two threads in a critical section exactly if the lock is
// broken under the memory model.
func TestBrokenLocks(t *testing.T) {
	const ordinary, seqcst = program.Ordinary, program.SeqCst
	// peterson is Peterson's lock for two threads, its stores of one order.
	peterson := func(store program.Order) func(f *build.Func, lock uint64, id int64) {
		return func(f *build.Func, lock uint64, id int64) {
			flag, turn := lock, lock+2
			f.Store(flag+uint64(id), f.Const(1), store)
			f.Store(turn, f.Const(1-id), store)
			again, check, out := f.Label(), f.Label(), f.Label()
			f.Place(again)
			f.Branch(f.Load(flag+uint64(1-id), ordinary), check, out)
			f.Place(check)
			f.Branch(f.Op(program.Eq, f.Load(turn, ordinary), f.Const(1-id)), again, out)
			f.Place(out)
		}
	}
	for _, c := range []struct {
		name    string
		acquire func(f *build.Func, lock uint64, id int64)
		sc, tso bool // broken
	}{
		{"test and set", func(f *build.Func, lock uint64, _ int64) {
			again, out := f.Here(), f.Label()
			f.Branch(f.RMW(program.AtomicSwap, f.Addr(lock), f.Const(1), seqcst), again, out)
			f.Place(out)
		}, false, false},
		{"naive", func(f *build.Func, lock uint64, _ int64) {
			again, out := f.Here(), f.Label()
			f.Branch(f.Load(lock, ordinary), again, out)
			f.Place(out)
			f.Store(lock, f.Const(1), ordinary)
		}, true, true},
		{"Peterson", peterson(seqcst), false, false},
		{"Peterson, no fences", peterson(ordinary), false, true},
	} {
		for config, broken := range map[reference.Config]bool{sc: c.sc, tso: c.tso, races: c.sc} {
			b := build.New()
			lock, claim := b.Global("lock", 3), b.Global("claim", 1)
			main := b.Func("main")
			for id := range int64(2) {
				f := b.Func("f")
				c.acquire(f, lock, id)
				f.Ghost(program.EventEnter, f.Addr(claim))
				f.Ghost(program.EventLeave, f.Addr(claim))
				f.Store(lock+uint64(id)*boolean(c.name[0] == 'P'), f.Const(0), program.Release)
				f.Return()
				main.Go(f)
			}
			main.Join()
			main.Return()
			o := explore(t, b.Program(main), config)
			_, found := o.Violations["mutual-exclusion"]
			assert.Equal(t, broken, found, "%s %+v", c.name, config)
			assert.Equal(t, !broken, o.Verified(), "%s %+v", c.name, config)
		}
	}
}

func boolean(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// TestPanicText has what Go prints for the value of a panic.
func TestPanicText(t *testing.T) {
	boxed := func(name string, kinds ...program.Kind) program.Type {
		typ := program.Type{Name: name, Boxed: true, Comparable: true}
		for _, k := range kinds {
			typ.Words = append(typ.Words, program.WordKind{Kind: k})
		}
		return typ
	}
	minus := int64(-5)
	for _, c := range []struct {
		typ  program.Type
		word uint64
		text string // "" stands for a string's word
		want string
	}{
		{boxed("string", program.KindString), 0, "lost update", "panic: lost update"},
		{boxed("main.S", program.KindString), 0, "x", `panic: main.S("x")`},
		{boxed("int", program.KindInt64), uint64(minus), "", "panic: -5"},
		{boxed("uint8", program.KindUint8), 200, "", "panic: 200"},
		{boxed("uintptr", program.KindUint64), 17, "", "panic: 17"},
		{boxed("main.E", program.KindInt64), 3, "", "panic: main.E(3)"},
		{boxed("bool", program.KindBool), 1, "", "panic: true"},
		{boxed("float64", program.KindFloat64), math.Float64bits(1.5), "", "panic: 1.5"},
		{boxed("float32", program.KindFloat32), uint64(math.Float32bits(0.1)), "", "panic: 0.1"},
		{boxed("main.F", program.KindFloat64), math.Float64bits(1e100), "", "panic: main.F(1e+100)"},
		{boxed("main.T", program.KindInt64, program.KindInt64), 3, "", "panic: (main.T)"},
		{program.Type{Name: "*main.T"}, 3, "", "panic: (*main.T)"},
	} {
		b := build.New()
		box := b.Global("box", 2)
		if c.text != "" {
			c.word = uint64(b.String(c.text))
		}
		b.Set(box, c.word)
		f := b.Func("main")
		typ := f.Const(b.Type(c.typ))
		f.Addr(box) // the register after typ
		f.Emit(program.Instr{Op: program.Panic, B: typ})
		_, err := reference.Run(b.Program(f), 10)
		requireFailure(t, err, "panic", c.want)
	}
}

func TestExplicitFailures(t *testing.T) {
	for _, c := range []struct {
		emit              func(b *build.Builder, f *build.Func)
		property, message string
	}{
		{func(b *build.Builder, f *build.Func) {
			f.Emit(program.Instr{Op: program.Fail, Aux: uint8(program.FailPanic), Imm: b.String("interface conversion: x")})
		}, "panic", "interface conversion: x"},
		{func(b *build.Builder, f *build.Func) {
			f.Emit(program.Instr{Op: program.Fail, Aux: uint8(program.FailFatal), Imm: b.String("sync: unlock of unlocked mutex")})
		}, "panic", "fatal error: sync: unlock of unlocked mutex"},
		{func(b *build.Builder, f *build.Func) { f.Assert(f.Const(0), "n is 0"); f.Return() }, "assert", "n is 0"},
		{func(b *build.Builder, f *build.Func) { f.Assert(f.Const(1), "n is 0"); f.Return() }, "", ""},
		{func(b *build.Builder, f *build.Func) { f.Ghost(program.EventEnter, f.Addr(0)); f.Return() }, "panic",
			"runtime error: invalid memory address or nil pointer dereference"},
	} {
		b := build.New()
		f := b.Func("main")
		c.emit(b, f)
		_, err := reference.Run(b.Program(f), 10)
		requireFailure(t, err, c.property, c.message)
	}
}

// TestPositions follows one thread through calls and sections.
func TestPositions(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	g := b.Func("g")
	g.Store(x, g.Const(1), program.Plain) // lines 1 … 3
	g.Return()
	f := b.Func("main")
	f.Call(g, 0)                                            // line 5
	f.Section(func() { f.Await(f.Load(x, program.Plain)) }) // 6 … 10
	f.Return()
	m := reference.New(b.Program(f), sc)
	for _, c := range []struct {
		line  int32
		kind  string
		count int
	}{{5, "local", 1}, {1, "local", 1}, {2, "local", 1}, {3, "store", 1}, {4, "local", 1}, {6, "section", 5}, {11, "end", 1}} {
		require.Equal(t, c.line, m.Position(0).Line)
		require.False(t, m.Finished(0))
		a, err := m.Step(0, 0)
		require.NoError(t, err)
		require.Equal(t, c.line, a.Pos.Line)
		require.Equal(t, c.kind, a.Kind)
		require.Equal(t, c.count, a.Count)
	}
	require.True(t, m.Finished(0))
	_, err := m.Step(0, 0)
	require.ErrorIs(t, err, reference.ErrBlocked)
}
