package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// Guarded draws a program whose ordinary accesses mostly depend on what a
// synchronization operation before them has seen. Many such programs have a race
// in few executions only, or none, and whether they do hangs on each detail of
// happens-before.
func Guarded(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.synchronize = (*thread).synchronization
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) { th.guarded(4 - s.threads) }))
	}
	return s.b.Program(s.main(bodies))
}

// newGuarded gives the variables of such a program.
func newGuarded(t *rapid.T) *shared {
	s := &shared{t: t, b: build.New()}
	s.globals = []uint64{s.b.Global("data", 1), s.b.Global("flag", 1), s.b.Global("other", 1)}
	s.place()
	s.threads = rapid.IntRange(2, 3).Draw(t, "threads")
	return s
}

// guarded appends n rounds of: perhaps an ordinary access; an operation that
// synchronizes; perhaps an ordinary access if that has seen some value.
func (th *thread) guarded(n int) {
	if th.id == 0 && rapid.IntRange(0, 2).Draw(th.t, "node") == 0 {
		th.f.StoreAt(th.head, 0, th.f.Alloc("n", th.node), program.SeqCst)
	}
	for range n {
		if rapid.IntRange(0, 5).Draw(th.t, "before") < 4-4*min(th.id, 1) {
			th.data()
		}
		seen := th.synchronize(th)
		if rapid.IntRange(0, 2).Draw(th.t, "after") > 1-min(th.id, 1) {
			th.f.If(th.f.Op(program.Ne, seen, th.consts[rapid.IntRange(0, 3).Draw(th.t, "not")/3]), th.data)
		}
	}
	if rapid.IntRange(0, 7).Draw(th.t, "child") == 0 && !th.crashes() {
		th.offspring()
	}
}

// data accesses an ordinary variable, or the node at head if there is one.
func (th *thread) data() {
	write := rapid.Bool().Draw(th.t, "write")
	touch := func(p build.Reg) {
		switch {
		case rapid.IntRange(0, 5).Draw(th.t, "atomic") == 0:
			th.f.CAS(p, th.consts[0], th.consts[1], program.SeqCst)
		case rapid.IntRange(0, 5).Draw(th.t, "atomic") == 0:
			th.f.StoreAt(p, 0, th.consts[2], program.SeqCst)
		case write:
			th.f.StoreAt(p, 0, th.consts[1], program.Plain)
		default:
			th.f.LoadAt(p, 0, program.Plain)
		}
	}
	if rapid.IntRange(0, 2).Draw(th.t, "where") > 0 {
		touch(th.cells[0])
		return
	}
	q := th.f.LoadPointerAt(th.head, 0, program.SeqCst)
	th.f.If(q, func() { touch(q) })
}

// synchronization is one operation on a flag, and gives what it has seen.
func (th *thread) synchronization() build.Reg {
	p := th.cells[1+rapid.IntRange(0, 3).Draw(th.t, "flag")/3]
	v := th.consts[rapid.IntRange(1, constants-1).Draw(th.t, "value")]
	switch rapid.IntRange(0, 7).Draw(th.t, "operation") {
	case 0:
		th.f.StoreAt(p, 0, v, program.SeqCst)
		return th.consts[0]
	case 1:
		return th.f.LoadAt(p, 0, program.SeqCst)
	case 2:
		return th.f.RMW(program.AtomicSwap, p, v, program.SeqCst)
	case 3:
		return th.f.CAS(p, th.consts[rapid.IntRange(0, 1).Draw(th.t, "old")], v, program.SeqCst)
	}
	x := th.f.Reg()
	wait := rapid.IntRange(0, 3).Draw(th.t, "wait") == 0
	write := rapid.Bool().Draw(th.t, "write")
	section := th.f.Section
	if rapid.Bool().Draw(th.t, "relaxed") {
		section = th.f.RelaxedSection
	}
	section(func() {
		th.f.MoveTo(x, th.f.LoadAt(p, 0, program.Plain))
		if wait {
			th.f.Await(x)
		}
		if write {
			th.f.StoreAt(p, 0, v, program.Plain)
		}
	})
	return x
}

// offspring starts a thread that accesses the data, and may wait for it and do so too.
func (th *thread) offspring() {
	g := th.b.Func("child", true)
	if rapid.Bool().Draw(th.t, "write") {
		g.StoreAt(0, 0, g.Const(2), program.Plain)
	} else {
		g.CAS(0, g.Const(0), g.Const(2), program.SeqCst)
	}
	g.Return()
	th.f.Go(g, th.cells[0])
	if rapid.Bool().Draw(th.t, "wait") {
		th.f.Join()
		th.data()
	}
}
