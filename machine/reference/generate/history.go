package generate

import (
	"fmt"

	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// counted is a program under construction whose threads make operations of a counter, not all of them right.
type counted struct {
	t          *rapid.T
	b          *build.Builder
	history    uint64
	n, other   uint64 // the counter, and a cell that threads signal by
	load, tell program.Order
	store      program.Order
	names      map[string]int64 // strings
	waits      bool             // some operations wait for others
}

// Histories draws a program with a history of operations on a counter: Add, Get, Take, which waits for more than 0, and TryTake. Each thread is
// a client, and so is main at the end, perhaps. Nothing spins.
func Histories(t *rapid.T) *program.Program {
	b := build.New()
	c := &counted{t: t, b: b, history: b.Global("history", 2), n: b.Global("n", 1), other: b.Global("other", 1)}
	c.load = rapid.SampledFrom([]program.Order{program.SeqCst, program.Acquire, program.Relaxed}).Draw(t, "load")
	c.store = rapid.SampledFrom([]program.Order{program.SeqCst, program.Release, program.Relaxed, program.Ordinary}).Draw(t, "store")
	c.tell = rapid.SampledFrom([]program.Order{program.SeqCst, program.AcqRel, program.Relaxed}).Draw(t, "tell")
	c.waits = rapid.IntRange(0, 2).Draw(t, "waits") == 0
	main := b.Func("main")
	threads := 2 + rapid.IntRange(0, 3).Draw(t, "threads")/3
	if rapid.IntRange(0, 3).Draw(t, "initial") == 0 {
		c.operation(main, threads)
	}
	for id := range threads {
		f := b.Func(fmt.Sprintf("thread%d", id))
		for range rapid.IntRange(1, 4-threads).Draw(t, "operations") {
			c.signal(f)
			c.operation(f, id)
		}
		c.signal(f)
		f.Return()
		main.Go(f)
	}
	main.Join()
	if rapid.IntRange(0, 2).Draw(t, "final") == 0 {
		c.operation(main, threads)
	}
	main.Return()
	return b.Program(main)
}

// signal appends a step that is part of no operation, perhaps, and what depends on it.
func (c *counted) signal(f *build.Func) {
	if rapid.IntRange(0, 3).Draw(c.t, "signal") == 0 {
		f.RMW(program.AtomicAdd, f.Addr(c.other), f.Const(1), c.tell)
	}
}

// operation appends an operation: a call, some steps and the return. Its steps may be before the call, or after the return.
func (c *counted) operation(f *build.Func, client int) {
	kinds := []func(f *build.Func, client int){c.add, c.add, c.get, c.get, c.tryTake}
	if c.waits {
		kinds = append(kinds[1:3:3], c.take, c.take)
	}
	rapid.SampledFrom(kinds).Draw(c.t, "operation")(f, client)
}

func (c *counted) call(f *build.Func, client int, name string, arguments ...int64) {
	words := []build.Reg{f.Const(int64(client)), f.String(name)}
	for _, a := range arguments {
		words = append(words, f.Const(a))
	}
	f.Ghost(program.EventCall, f.Addr(c.history), words...)
}

func (c *counted) back(f *build.Func, client int, results ...build.Reg) {
	f.Ghost(program.EventReturn, f.Addr(c.history), append([]build.Reg{f.Const(int64(client))}, results...)...)
}

func (c *counted) add(f *build.Func, client int) {
	by := int64(rapid.IntRange(1, 2).Draw(c.t, "by"))
	c.call(f, client, "Add", by)
	old := f.Const(0)
	switch rapid.IntRange(0, 4).Draw(c.t, "how") {
	case 0:
		f.MoveTo(old, f.Load(c.n, c.load))
		f.Store(c.n, f.Op(program.Add, old, f.Const(by)), c.store)
	case 1:
		f.Section(func() {
			f.MoveTo(old, f.Load(c.n, program.Relaxed))
			f.Store(c.n, f.Op(program.Add, old, f.Const(by)), program.Relaxed)
		})
	case 2: // some come after the return
		f.MoveTo(old, f.Load(c.n, c.load))
		c.back(f, client, old)
		f.RMW(program.AtomicAdd, f.Addr(c.n), f.Const(by), c.tell)
		return
	default:
		f.MoveTo(old, f.RMW(program.AtomicAdd, f.Addr(c.n), f.Const(by), c.tell))
	}
	c.back(f, client, old)
}

func (c *counted) get(f *build.Func, client int) {
	seen := f.Const(int64(rapid.IntRange(0, 1).Draw(c.t, "constant")))
	how := rapid.IntRange(0, 4).Draw(c.t, "how")
	if how == 0 {
		f.MoveTo(seen, f.Load(c.n, c.load))
	}
	c.call(f, client, "Get")
	if how > 1 {
		f.MoveTo(seen, f.Load(c.n, c.load))
	}
	c.back(f, client, seen)
}

func (c *counted) tryTake(f *build.Func, client int) {
	c.call(f, client, "TryTake")
	taken := f.Const(0)
	f.Section(func() {
		n := f.Load(c.n, program.Relaxed)
		f.If(n, func() {
			f.Store(c.n, f.Op(program.Sub, n, f.Const(1)), program.Relaxed)
			f.MoveTo(taken, f.Const(1))
		})
	})
	c.back(f, client, taken)
}

func (c *counted) take(f *build.Func, client int) {
	c.call(f, client, "Take")
	less := int64(1 + rapid.IntRange(0, 1).Draw(c.t, "less"))
	f.Section(func() {
		n := f.Load(c.n, program.Relaxed)
		f.Await(n)
		f.Store(c.n, f.Op(program.Sub, n, f.Const(less)), program.Relaxed)
	})
	c.back(f, client)
}
