package checker_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/program"
	"heddle/model/program/build"
)

// The traps here are ones that the machine once fell into.

// TestTrapRememberedJoin: the step that P1's add to x begins ends before its join
// or goes through it, as its child has ended or not, and that is no word that it
// reads. If it were remembered by what it reads, then the state in which the
// child has added to x, and ended, would be taken for the one in which P2 has,
// and P1 overtake its child.
func TestTrapRememberedJoin(t *testing.T) {
	b := build.New()
	x, y, z := b.Global("x", 1), b.Global("y", 1), b.Global("z", 1)
	adds := func(f *build.Func, cell uint64) { f.RMW(add, f.Addr(cell), f.Const(1), seqcst) }
	child := b.Func("child")
	adds(child, y)
	adds(child, x)
	child.Return()
	p := b.Func("p")
	p.Go(child)
	adds(p, x)
	p.Join()
	p.Assert(p.Load(y, seqcst), "the child has ended")
	p.Return()
	q := b.Func("q")
	for range 4 {
		adds(q, z)
	}
	adds(q, x)
	q.Return()
	main := b.Func("main")
	main.Go(p)
	main.Go(q)
	main.Join()
	main.Assert(main.Load(z, seqcst), "z is shared")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapRememberedRest: P0's loop rests at its node as long as others can reach
// it, and goes on when P1 has taken it off head, though nothing that it reads
// differs. A state must have the same successors whenever it is expanded.
func TestTrapRememberedRest(t *testing.T) {
	b := build.New()
	x, head := b.Global("x", 1), b.Pointer("head")
	p := b.Func("p")
	o := p.Alloc("o", build.Word)
	p.Store(head, o, seqcst)
	zero := p.Const(0)
	again, out := p.Here(), p.Label()
	read := p.Load(x, seqcst)
	p.LoadAt(o, 0, seqcst)
	p.Branch(p.Op(program.Eq, read, zero), again, out)
	p.Place(out)
	p.Return()
	q := b.Func("q")
	q.RMW(swap, q.Addr(head), q.Const(0), seqcst)
	q.Store(x, q.Const(1), seqcst)
	q.Return()
	main := b.Func("main")
	main.Go(p)
	main.Go(q)
	main.Join()
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapNumbersOfThreads: the sixteenth thread and the seventeenth get the number
// of one that has ended. What both touch is not private to one thread: the first
// may still have to write x when the second reads it.
func TestTrapNumbersOfThreads(t *testing.T) {
	b := build.New()
	done, x := b.Global("done", 1), b.Global("x", 1)
	idle := b.Func("idle")
	idle.Return()
	writes := b.Func("writes")
	writes.Store(done, writes.Const(1), seqcst)
	writes.Store(x, writes.Const(1), plain)
	writes.Return()
	reads := b.Func("reads")
	reads.Assert(reads.Load(x, plain), "x is written")
	reads.Return()
	main := b.Func("main")
	for range 15 {
		main.Go(idle)
	}
	main.Join()
	main.Go(writes)
	main.Spin(main.Addr(done), main.Const(0), seqcst)
	main.Go(reads)
	main.Return()
	p := b.Program(main)
	agree(t, p, checker.PropertyRace, "go")
	agree(t, p, checker.PropertyAssert, "sc", "tso")
}

// TestTrapConflictAfterTheViolation: the search for the best schedule looks at
// states that the search for a violation did not come to. In one of them P1
// touches the cell that P0's node hangs from. The schedule is still one of the
// pass in which that cell was P0's own, as was the node.
func TestTrapConflictAfterTheViolation(t *testing.T) {
	b := build.New()
	cell, x := b.Pointer("cell"), b.Global("x", 1)
	p := b.Func("p")
	p.Store(cell, p.Alloc("o", build.Word), ordinary)
	for range 3 {
		p.Section(func() { p.Load(x, plain) })
		o := p.LoadPointerAt(p.Addr(cell), 0, ordinary)
		p.StoreAt(o, 0, p.Op(program.Add, p.LoadAt(o, 0, ordinary), p.Const(1)), ordinary)
	}
	p.Assert(p.Const(0), "P0 comes here")
	p.Return()
	q := b.Func("q")
	for range 3 {
		q.Section(func() { q.Load(x, plain) })
	}
	q.LoadPointerAt(q.Addr(cell), 0, ordinary)
	q.Return()
	main := b.Func("main")
	main.Go(p)
	main.Go(q)
	main.Return()
	agree(t, b.Program(main), checker.PropertyAssert, "go", "sc", "tso")
}

// TestTrapLoopOfAnotherThread: threads that one step starts come to the same place
// with the same registers. That is no loop that never ends.
func TestTrapLoopOfAnotherThread(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	f := b.Func("f")
	i, one, n := f.Reg(), f.Const(1), f.Const(100)
	f.MoveTo(i, one)
	again, out := f.Here(), f.Label()
	f.MoveTo(i, f.Op(program.Add, i, one))
	f.Branch(f.Op(program.Lt, i, n), again, out)
	f.Place(out)
	f.RMW(add, f.Addr(x), i, seqcst)
	f.Return()
	main := b.Func("main")
	for range 4 {
		main.Go(f)
	}
	main.Join()
	main.Assert(main.Op(program.Eq, main.Load(x, seqcst), main.Const(400)), "all have added")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapReadModifyWriteInSection: what needs an empty store buffer is no place to rest at
// inside an atomic section, whose begin has waited for it.
func TestTrapReadModifyWriteInSection(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	f := b.Func("f")
	f.Section(func() {
		first := f.RMW(add, f.Addr(x), f.Const(1), seqcst)
		second := f.RMW(add, f.Addr(x), f.Const(1), seqcst)
		f.Assert(f.Op(program.Lt, first, second), "x grows")
		f.Assert(f.Op(program.Eq, f.Op(program.Sub, second, first), f.Const(1)), "nobody comes between")
	})
	f.Return()
	main := b.Func("main")
	main.Go(f)
	main.Go(f)
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapLargeChoice: a choice of more alternatives than a step can have is a
// limit, not a thread that has nothing to do.
func TestTrapLargeChoice(t *testing.T) {
	for _, n := range []int64{1<<15 + 1, 1 << 16, 1<<16 + 1, 1 << 40} {
		b := build.New()
		f := b.Func("f")
		f.Choose(f.Const(n))
		f.Return()
		main := b.Func("main")
		main.Go(f)
		main.Return()
		r, err := checker.Check(context.Background(), b.Program(main), checker.Options{})
		require.NoError(t, err)
		assert.Equal(t, checker.Incomplete, r.Verdict)
		assert.Contains(t, r.Message, fmt.Sprintf("a choice of %d", n))
	}
}

// TestTrapClaimBeforeGo: a thread that is started after the critical section has
// been left finds it empty, though leaving counts from the parent's next step.
func TestTrapClaimBeforeGo(t *testing.T) {
	b := build.New()
	x, claim := b.Global("x", 1), b.Global("claim", 1)
	inside := func(f *build.Func) {
		f.Ghost(program.EventEnter, f.Addr(claim))
		f.Ghost(program.EventLeave, f.Addr(claim))
	}
	child := b.Func("child")
	inside(child)
	child.RMW(add, child.Addr(x), child.Const(1), seqcst)
	child.Return()
	p := b.Func("p")
	p.RMW(add, p.Addr(x), p.Const(1), seqcst)
	inside(p)
	p.Go(child)
	p.RMW(add, p.Addr(x), p.Const(1), seqcst)
	p.Return()
	main := b.Func("main")
	main.Go(p)
	main.Join()
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}
