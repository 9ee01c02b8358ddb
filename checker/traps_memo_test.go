package checker_test

import (
	"testing"

	"heddle/checker"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestTrapRememberedForwarding: P0 loads x with a non-empty store buffer, either
// with its own x still in it or with only its later y. The same words in memory
// then mean different loads, and a remembered step must not take one for the
// other: if P0 loads P1's 2, its own store is in memory before P1's, so x ends as 2.
func TestTrapRememberedForwarding(t *testing.T) {
	b := build.New()
	x, y, r := b.Global("x", 1), b.Global("y", 1), b.Global("r", 1)
	p0 := b.Func("p0")
	p0.Store(x, p0.Const(1), ordinary)
	p0.Store(y, p0.Const(1), ordinary)
	p0.Store(r, p0.Load(x, ordinary), ordinary)
	p0.Return()
	p1 := b.Func("p1")
	p1.Load(y, ordinary)
	p1.Store(x, p1.Const(2), ordinary)
	p1.Return()
	main := b.Func("main")
	main.Go(p0)
	main.Go(p1)
	main.Join()
	lost := main.Op(program.And,
		main.Op(program.Eq, main.Load(r, plain), main.Const(2)),
		main.Op(program.Eq, main.Load(x, plain), main.Const(1)))
	main.Assert(main.Op(program.Eq, lost, main.Const(0)), "x went back to 1")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapClaimsWithoutSteps: nothing that another thread could notice lies
// between the events of a claim, so that it is judged rightly only if entering
// is taken as early and leaving as late as the schedule allows, and arriving as
// late and departing as early.
func TestTrapClaimsWithoutSteps(t *testing.T) {
	for name, c := range map[string]struct {
		first, second program.Event
		words         int // of the claim
		want          string
	}{
		"no lock at all":    {program.EventEnter, program.EventLeave, 1, checker.PropertyExclusion},
		"no barrier at all": {program.EventArrive, program.EventDepart, 2, checker.PropertyBarrier},
	} {
		t.Run(name, func(t *testing.T) {
			b := build.New()
			claim, x := b.Global("claim", c.words), b.Global("x", 1)
			main := b.Func("main")
			for id := range 2 {
				p := b.Func("p")
				var words []build.Reg
				if c.words == 2 {
					words = []build.Reg{p.Const(int64(id)), p.Const(2)}
				}
				p.RMW(add, p.Addr(x), p.Const(1), seqcst)
				p.Ghost(c.first, p.Addr(claim), words...)
				p.Ghost(c.second, p.Addr(claim), words...)
				p.RMW(add, p.Addr(x), p.Const(1), seqcst)
				p.Return()
				main.Go(p)
			}
			main.Join()
			main.Return()
			agree(t, b.Program(main), c.want, "go", "sc", "tso")
		})
	}
}
