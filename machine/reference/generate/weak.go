package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// orders are those of operations that have but one in programs that are not about orders.
type orders struct {
	modify []program.Order // read-modify-writes
	failed []program.Order // compare-and-swaps that fail
	fences []program.Order
}

// Weak draws a program without loops whose accesses have all orders: for memory models
// that keep messages.
func Weak(t *rapid.T) *program.Program {
	return drawWeak(t, []statement{
		(*thread).load, (*thread).load, (*thread).store, (*thread).store,
		(*thread).readModifyWrite, (*thread).readModifyWrite, (*thread).compareAndSwap, (*thread).compareAndSwap,
		(*thread).fence, (*thread).fence, (*thread).atomicSection, (*thread).branch, (*thread).branch,
		(*thread).publish, (*thread).consume, (*thread).consume, (*thread).pop, (*thread).private, (*thread).child,
	})
}

// WeakLoops draws one that may have loops, in which a thread waits or tries again.
func WeakLoops(t *rapid.T) *program.Program {
	return drawWeak(t, []statement{
		(*thread).spin, (*thread).spin, (*thread).locked, (*thread).locked, (*thread).push, (*thread).barrier,
		(*thread).loop, (*thread).readModifyWrite, (*thread).fence, (*thread).publish, (*thread).consume,
	})
}

func drawWeak(t *rapid.T, kinds []statement) *program.Program {
	s := &shared{t: t, b: build.New()}
	s.style = drawOrders(t)
	for range uniform(t, []int{0, 1, 1, 2, 3}, "kinds") {
		s.style.kinds = append(s.style.kinds, uniform(t, kinds, "kind"))
	}
	s.style.kinds = append(s.style.kinds, (*thread).load, (*thread).store, (*thread).load, (*thread).store)
	for i := range uniform(t, []int{2, 2, 2, 1, 3}, "cells") {
		s.globals = append(s.globals, s.b.Global("result"+string(rune('x'+i)), 1))
	}
	s.place()
	s.threads = uniform(t, []int{2, 2, 2, 3}, "threads")
	lengths := [][]int{{2, 3, 3, 4}, {1, 1, 2, 2}}[s.threads-2]
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) {
			for range uniform(t, lengths, "statements") {
				th.statement()
			}
		}))
	}
	return s.b.Program(s.main(bodies))
}

// drawOrders draws two orders of each sort of access, which may be one.
func drawOrders(t *rapid.T) style {
	two := func(of ...program.Order) []program.Order {
		return []program.Order{uniform(t, of, "order"), uniform(t, of, "order")}
	}
	const rlx, acq, rel, both, sc = program.Relaxed, program.Acquire, program.Release, program.AcqRel, program.SeqCst
	s := style{
		loads:  two(rlx, rlx, acq, acq, sc, program.Ordinary),
		stores: two(rlx, rlx, rel, rel, sc, program.Ordinary),
		plain:  uniform(t, []int{0, 0, 0, 0, 1, 3}, "plain of 8"),
	}
	s.orders = &orders{
		modify: two(rlx, acq, rel, both, sc), failed: two(rlx, acq, sc), fences: two(acq, rel, both, sc, sc),
	}
	return s
}

// uniform draws any of a list with the same chance, unlike rapid.SampledFrom.
func uniform[T any](t *rapid.T, of []T, label string) T {
	return rapid.Permutation(of).Draw(t, label)[0]
}

// pick draws one of a list; the first ones more often in programs that are not about orders.
func pick[T any](th *thread, of []T, label string) T {
	if th.style.orders == nil {
		return rapid.SampledFrom(of).Draw(th.t, label)
	}
	return uniform(th.t, of, label)
}

func (th *thread) modifyOrder() program.Order {
	if th.style.orders == nil {
		return program.SeqCst
	}
	return uniform(th.t, th.style.modify, "order")
}

// fails may give the compare-and-swap before it an order of its own for when it fails.
func (th *thread) fails() {
	if th.style.orders != nil && rapid.Bool().Draw(th.t, "failure order") {
		th.f.Fails(uniform(th.t, th.style.failed, "order"))
	}
}

// nextCell is mostly another cell than the one before: such programs show more of a memory model.
func (th *thread) nextCell() build.Reg {
	if th.turn == 0 {
		th.turn = 1 + uniform(th.t, []int{0, 1, 2}, "first cell")
	}
	th.turn += uniform(th.t, []int{1, 1, 1, 0}, "next")
	return th.cells[th.turn%len(th.cells)]
}

// visible is a value that is not that of a cell at first.
func (th *thread) visible() build.Reg {
	if len(th.locals) > 0 && uniform(th.t, []bool{false, false, false, true}, "read") {
		return uniform(th.t, th.locals, "local")
	}
	return th.consts[uniform(th.t, []int{1, 2, 3}, "value")]
}

// swap compares and swaps.
func (th *thread) swap(p, old, new build.Reg) build.Reg {
	r := th.f.CAS(p, old, new, th.modifyOrder())
	th.fails()
	return r
}

// strongLoad is the order of a load that is usually sequentially consistent.
func (th *thread) strongLoad(p build.Reg) program.Order {
	if th.style.orders == nil {
		return program.SeqCst
	}
	return th.loadOrder(p)
}

// nodeOrder is the order of a load from a node that others may know.
func (th *thread) nodeOrder(q build.Reg) program.Order {
	if th.style.orders == nil {
		return th.order(q, []program.Order{program.Plain, program.SeqCst})
	}
	return th.loadOrder(q)
}

// fillOrder is the order in which a node is filled.
func (th *thread) fillOrder(p build.Reg) program.Order {
	if th.style.orders == nil {
		return program.Plain
	}
	return th.storeOrder(p)
}
