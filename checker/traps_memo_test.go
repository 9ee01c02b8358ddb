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

// TestTrapRememberedMeeting: one send meets a receiver that has read 0 or 1 before. What
// the receiver does then must not be taken from the other meeting.
func TestTrapRememberedMeeting(t *testing.T) {
	b := build.New()
	y, before, after := b.Global("y", 1), b.Global("before", 1), b.Global("after", 1)
	sender := b.Func("sender", true)
	sender.Send(0, sender.Const(5))
	sender.Return()
	receiver := b.Func("receiver", true)
	r := receiver.Load(y, seqcst)
	receiver.Store(before, r, seqcst)
	receiver.Receive(0)
	receiver.Store(after, r, seqcst)
	receiver.Return()
	writer := b.Func("writer")
	writer.Store(y, writer.Const(1), seqcst)
	writer.Return()
	main := b.Func("main")
	ch := main.Chan("ch", build.Word, main.Const(0))
	main.Go(sender, ch)
	main.Go(receiver, ch)
	main.Go(writer)
	main.Join()
	main.Assert(main.Op(program.Eq, main.Load(before, plain), main.Load(after, plain)), "another's value")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapGoexitWithStores: who joins a thread sees its stores, also if it ends by Goexit.
func TestTrapGoexitWithStores(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	f := b.Func("f")
	f.Store(x, f.Const(1), plain)
	f.Goexit()
	main := b.Func("main")
	main.Go(f)
	main.Join()
	main.Assert(main.Load(x, plain), "the store is lost")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapMapBehindAFlag: a map is written before a flag is set, and read by who has
// seen the flag in a section that does not synchronize. The two are never next in one state.
func TestTrapMapBehindAFlag(t *testing.T) {
	b := build.New()
	flag := b.Global("flag", 1)
	typ := b.MapType("map[int]int", []program.Kind{program.KindInt64}, []program.Kind{program.KindInt64})
	p := b.Func("p", true)
	p.MapSet(typ, 0, p.Const(1), p.Const(2))
	p.Section(func() { p.Store(flag, p.Const(1), plain) })
	p.Return()
	q := b.Func("q", true)
	set := q.Reg()
	q.RelaxedSection(func() { q.MoveTo(set, q.Load(flag, plain)) })
	q.If(set, func() { q.MapGet(typ, 0, q.Const(1)) })
	q.Return()
	main := b.Func("main")
	m := main.MapMake("m", typ)
	main.Go(p, m)
	main.Go(q, m)
	main.Join()
	main.Return()
	agree(t, b.Program(main), checker.PropertyRace, "go")
	agree(t, b.Program(main), "", "sc", "tso")
}

// TestTrapDaemonNobodySees: only a held daemon goes on when nobody can reach its object.
func TestTrapDaemonNobodySees(t *testing.T) {
	for how, want := range map[uint8]string{
		program.Daemon: "", program.DaemonHeld: "", program.DaemonWeak: checker.PropertyDeadlock,
	} {
		b := build.New()
		x := b.Global("x", 1)
		daemon := b.Func("daemon", true)
		daemon.RMW(add, daemon.Addr(x), daemon.Const(1), seqcst)
		daemon.Return()
		main := b.Func("main")
		main.GoDaemon(how, daemon, main.Alloc("object", build.Word))
		main.Section(func() { main.Await(main.Load(x, plain)) })
		main.Return()
		agree(t, b.Program(main), want, "go", "sc", "tso")
	}
}
