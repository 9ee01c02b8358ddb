package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// statements are all the sorts that there are.
func statements() []statement {
	return []statement{
		(*thread).load, (*thread).store, (*thread).readModifyWrite, (*thread).compareAndSwap,
		(*thread).fence, (*thread).atomicSection, (*thread).branch, (*thread).spin, (*thread).loop,
		(*thread).publish, (*thread).consume, (*thread).push, (*thread).pop, (*thread).dereference,
		(*thread).choose, (*thread).locked, (*thread).barrier, (*thread).call, (*thread).arithmetic,
		(*thread).child, (*thread).private,
	}
}

func (th *thread) statement() {
	if th.depth > 1 {
		th.load()
		return
	}
	th.depth++
	pick(th, th.style.kinds, "statement")(th)
	th.depth--
}

// block draws a statement in a scope of its own: what it computes is not known after it.
func (th *thread) block() {
	locals, nodes := len(th.locals), len(th.nodes)
	th.statement()
	th.locals, th.nodes = th.locals[:locals:locals], th.nodes[:nodes:nodes]
}

// cell is any of the cells.
func (th *thread) cell() build.Reg {
	if th.style.orders != nil {
		return th.nextCell()
	}
	return rapid.SampledFrom(th.cells).Draw(th.t, "cell")
}

// atomicCell is one that a compare-and-swap or a section may touch.
func (th *thread) atomicCell() build.Reg {
	if th.separate {
		return th.cells[0]
	}
	return th.cell()
}

func (th *thread) constant() build.Reg { return pick(th, th.consts, "constant") }

// value is a constant or something read.
func (th *thread) value() build.Reg {
	if len(th.locals) > 0 && rapid.IntRange(0, 2).Draw(th.t, "read") == 0 {
		return rapid.SampledFrom(th.locals).Draw(th.t, "local")
	}
	return th.constant()
}

// order is one for an access to the cell at p.
func (th *thread) order(p build.Reg, of []program.Order) program.Order {
	atomic := th.separate && (p == th.cells[0] || p == th.head || p == th.lock)
	if !atomic && rapid.IntRange(0, 7).Draw(th.t, "plain") < th.style.plain {
		return program.Plain
	}
	return pick(th, of, "order")
}

func (th *thread) loadOrder(p build.Reg) program.Order  { return th.order(p, th.style.loads) }
func (th *thread) storeOrder(p build.Reg) program.Order { return th.order(p, th.style.stores) }

func (th *thread) condition() build.Reg {
	return th.f.Op(comparison(th.t), th.value(), th.constant())
}

func (th *thread) keep(r build.Reg) { th.locals = append(th.locals, r) }

func (th *thread) load() {
	p := th.cell()
	th.keep(th.f.LoadAt(p, 0, th.loadOrder(p)))
}

func (th *thread) store() {
	p := th.cell()
	v := th.value()
	if th.style.orders != nil {
		v = th.visible()
	}
	th.f.StoreAt(p, 0, v, th.storeOrder(p))
}

func (th *thread) readModifyWrite() {
	op := rapid.SampledFrom([]program.Op{
		program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor,
	}).Draw(th.t, "operation")
	if op == program.AtomicAdd && rapid.Bool().Draw(th.t, "new") {
		th.keep(th.f.AddNew(th.cell(), th.constant(), th.modifyOrder()))
		return
	}
	th.keep(th.f.RMW(op, th.cell(), th.constant(), th.modifyOrder()))
}

func (th *thread) compareAndSwap() {
	swap := rapid.SampledFrom([]func(p, old, new build.Reg, order program.Order) build.Reg{th.f.CAS, th.f.CASOld}).Draw(th.t, "result")
	th.keep(swap(th.atomicCell(), th.value(), th.value(), th.modifyOrder()))
	th.fails()
}

func (th *thread) fence() {
	fences := []program.Order{program.SeqCst, program.AcqRel, program.Acquire, program.Release}
	if th.style.orders != nil {
		fences = th.style.fences
	}
	th.f.Fence(rapid.SampledFrom(fences).Draw(th.t, "fence"))
}

// section runs body in an atomic section, which may not synchronize.
func (th *thread) section(body func()) {
	if !th.separate && rapid.IntRange(0, 2).Draw(th.t, "relaxed") == 0 {
		th.f.RelaxedSection(body)
		return
	}
	th.f.Section(body)
}

// atomicSection reads, perhaps waits for what it read, and writes.
func (th *thread) atomicSection() {
	th.section(func() {
		x := th.f.LoadAt(th.atomicCell(), 0, program.Plain)
		if rapid.Bool().Draw(th.t, "await") {
			th.f.Await(th.f.Op(comparison(th.t), x, th.constant()))
		}
		if rapid.Bool().Draw(th.t, "write") {
			th.f.StoreAt(th.atomicCell(), 0, th.f.Op(program.Add, x, th.consts[1]), program.Plain)
		}
		th.keep(x)
	})
}

func (th *thread) branch() {
	no, end := th.f.Label(), th.f.Label()
	yes := th.f.Label()
	th.f.Branch(th.condition(), yes, no)
	th.f.Place(yes)
	th.block()
	th.f.Jump(end)
	th.f.Place(no)
	if rapid.Bool().Draw(th.t, "else") {
		th.block()
	}
	th.f.Place(end)
}

func (th *thread) spin() {
	p := th.cell()
	th.f.Spin(p, th.consts[0], th.loadOrder(p))
}

// loop runs a statement twice.
func (th *thread) loop() {
	i := th.f.Reg()
	th.f.MoveTo(i, th.consts[0])
	again, body, out := th.f.Here(), th.f.Label(), th.f.Label()
	th.f.Branch(th.f.Op(program.Lt, i, th.consts[2]), body, out)
	th.f.Place(body)
	th.block()
	th.f.MoveTo(i, th.f.Op(program.Add, i, th.consts[1]))
	th.f.Jump(again)
	th.f.Place(out)
}

func (th *thread) choose() { th.keep(th.f.Choose(th.consts[2])) }

func (th *thread) arithmetic() {
	op := rapid.SampledFrom([]program.Op{program.Add, program.Sub, program.Mul, program.Xor, program.Rem}).Draw(th.t, "operation")
	th.keep(th.f.Op(op, th.value(), th.constant()))
}

// call calls a function that reads a cell, and keeps its result.
func (th *thread) call() {
	g := th.b.Func("read", true, false)
	p := th.cell()
	x := g.LoadAt(0, 0, th.loadOrder(p))
	g.Return(g.Op(program.Add, x, 1))
	th.keep(th.f.Call(g, 1, p, th.value()))
}

// child starts a thread that writes a cell, and may wait for it.
func (th *thread) child() {
	if th.depth > 1 {
		th.store()
		return
	}
	g := th.b.Func("child", true, false)
	p := th.cell()
	g.StoreAt(0, 0, 1, th.storeOrder(p))
	g.Return()
	th.f.Go(g, p, th.value())
	if rapid.Bool().Draw(th.t, "wait") {
		th.f.Join()
	}
}

// locked runs a statement in a critical section, with a lock that may be no good.
func (th *thread) locked() {
	zero, one := th.consts[0], th.consts[1]
	how := rapid.IntRange(0, 3).Draw(th.t, "lock")
	switch how {
	case 0: // test and set
		again, out := th.f.Here(), th.f.Label()
		th.f.Branch(th.f.RMW(program.AtomicSwap, th.lock, one, th.modifyOrder()), again, out)
		th.f.Place(out)
	case 1: // a section
		th.f.Section(func() {
			th.f.Await(th.f.Op(program.Eq, th.f.LoadAt(th.lock, 0, program.Plain), zero))
			th.f.StoreAt(th.lock, 0, one, program.Plain)
		})
	case 2: // test, then set: broken
		again, out := th.f.Here(), th.f.Label()
		th.f.Branch(th.f.LoadAt(th.lock, 0, th.strongLoad(th.lock)), again, out)
		th.f.Place(out)
		th.f.StoreAt(th.lock, 0, one, th.storeOrder(th.lock))
	}
	var shared []build.Reg
	if rapid.IntRange(0, 3).Draw(th.t, "shared") == 0 {
		shared = append(shared, one)
	}
	th.f.Ghost(program.EventEnter, th.ghosts[0], shared...)
	th.block()
	th.f.Ghost(program.EventLeave, th.ghosts[0], shared...)
	if how < 3 {
		releases := []program.Order{program.Release, program.SeqCst}
		if th.style.orders != nil {
			releases = append(releases, th.style.stores...)
		}
		th.f.StoreAt(th.lock, 0, zero, rapid.SampledFrom(releases).Draw(th.t, "release"))
	}
}

// barrier arrives by adding to a cell, and may wait until it is not 0, or for all.
func (th *thread) barrier() {
	id, n := th.consts[th.id], th.consts[th.threads]
	cell := th.cell()
	th.f.Ghost(program.EventArrive, th.ghosts[1], id, n)
	th.f.RMW(program.AtomicAdd, cell, th.consts[1], th.modifyOrder())
	switch rapid.IntRange(0, 2).Draw(th.t, "wait") {
	case 0:
		again, out := th.f.Here(), th.f.Label()
		x := th.f.LoadAt(cell, 0, th.loadOrder(cell))
		th.f.Branch(th.f.Op(program.Lt, x, n), again, out)
		th.f.Place(out)
	case 1:
		th.f.Spin(cell, th.consts[0], th.loadOrder(cell))
	}
	th.f.Ghost(program.EventDepart, th.ghosts[1], id, n)
}
