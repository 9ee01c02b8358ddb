// Package nonblocking finds out how far threads keep each other from completing operations, in the state graph of
// a finite program: which of the classes of progress it has that are asked of all schedules, fair or not.
//
//   - Obstruction-free: a thread that steps alone, from any state on, completes its operation.
//   - Lock-free: as long as threads step in operations, some of them are completed.
//   - Wait-free: a thread that goes on stepping completes its operation.
//
// Each class is within the one before. A thread that can do nothing by itself in some state, since it waits for another one, is in none.
// The store buffer of a thread works for it, and keeps nobody from anything.
//
// Sources: M. Herlihy, Wait-free synchronization, ACM TOPLAS 13(1), 1991; M. Herlihy, V. Luchangco, M. Moir,
// Obstruction-free synchronization: double-ended queues as an example, ICDCS 2003; M. Herlihy, N. Shavit, On the
// nature of progress, OPODIS 2011.
package nonblocking

import (
	"heddle/checker/graph"
	"heddle/checker/live"
)

// Class is a class of progress.
type Class uint8

// The classes, each within the one before.
const (
	Blocking Class = iota
	ObstructionFree
	LockFree
	WaitFree
)

func (c Class) String() string {
	return [...]string{"blocking", "obstruction-free", "lock-free", "wait-free"}[c]
}

// Operations says what the steps of a graph have to do with operations.
type Operations struct {
	*graph.Graph
	Threads   int                             // the most threads that there are in a state
	Open      func(i uint32) uint64           // the threads that have an operation in state i: bit t for thread t
	Completes func(e *graph.Edge, t int) bool // an edge completes an operation of thread t
	Stop      func() error                    // called now and then; the search gives up with its error
}

// Lack is a schedule that shows that a class is not reached: thread Thread keeps stepping in an operation that is never
// completed. If the cycle is empty the thread can take no step where the stem ends.
type Lack struct {
	live.Lasso
	Thread int
}

// Class gives the class of the operations, and a schedule that shows that they are not of the next one, nil if there is none.
func (o Operations) Class() (Class, *Lack, error) {
	for c, lacks := range []func() (*Lack, error){o.obstructs, o.locks, o.waits} {
		if lack, err := lacks(); lack != nil || err != nil {
			return Class(c), lack, err
		}
	}
	return WaitFree, nil, nil
}

// obstructs looks for a thread that cannot step, or steps alone for ever, in an operation.
func (o Operations) obstructs() (*Lack, error) {
	for i := range uint32(o.N()) {
		if t := o.held(i); t >= 0 {
			return &Lack{Lasso: live.Lasso{Stem: o.stem(i)}, Thread: t}, nil
		}
	}
	for t := range o.Threads {
		alone := func(_ uint32, e *graph.Edge) bool { return By(e, t) && !o.Completes(e, t) }
		if lack, err := o.forever(alone, func(uint32) uint64 { return 1 << t }); lack != nil || err != nil {
			return lack, err
		}
	}
	return nil, nil
}

// locks looks for a cycle in which threads step in operations, none of which is completed.
func (o Operations) locks() (*Lack, error) {
	vain := func(_ uint32, e *graph.Edge) bool {
		for t := range o.Threads {
			if o.Completes(e, t) {
				return false
			}
		}
		return true
	}
	return o.forever(vain, func(uint32) uint64 { return ^uint64(0) })
}

// waits looks for a cycle in which a thread steps in an operation that is not completed.
func (o Operations) waits() (*Lack, error) {
	for t := range o.Threads {
		without := func(_ uint32, e *graph.Edge) bool { return !o.Completes(e, t) }
		if lack, err := o.forever(without, func(uint32) uint64 { return 1 << t }); lack != nil || err != nil {
			return lack, err
		}
	}
	return nil, nil
}

// By reports whether an edge is a step of thread t, or its store buffer, that takes nobody else.
func By(e *graph.Edge, t int) bool {
	return !e.Action.Fault() && !e.Action.Deliver() && e.Partner == 0 && e.Action.Thread() == t
}

// works reports whether an edge is a step of thread t in an operation.
func (o Operations) works(from uint32, e *graph.Edge, t int) bool {
	return By(e, t) && !e.Action.Flush() && o.Open(from)>>t&1 != 0
}

// held gives a thread that has an operation in state i and cannot step by itself there, -1 if there is none.
func (o Operations) held(i uint32) int {
	waits := o.Open(i)
	for r := o.Row(i); waits != 0 && r.Next(); {
		for t := range o.Threads {
			if By(&r.Edge, t) {
				waits &^= 1 << t
			}
		}
	}
	for t := range o.Threads {
		if waits>>t&1 != 0 {
			return t
		}
	}
	return -1
}

// forever finds a short cycle of edges in which one of some threads steps in an operation.
func (o Operations) forever(edge func(from uint32, e *graph.Edge) bool, of func(i uint32) uint64) (lack *Lack, err error) {
	finder := graph.NewFinder(o.Graph)
	n := 0
	o.Components(graph.Filter{Edge: edge}, func(c *graph.Component) bool {
		if n += len(c.States); n >= stopEvery {
			n = 0
			if err = o.Stop(); err != nil {
				return false
			}
		}
		if c.Edges {
			lack = o.around(c, edge, of, finder)
		}
		return lack == nil
	})
	if lack != nil {
		lack.Stem = o.stem(lack.Cycle[0].From)
	}
	return lack, err
}

const stopEvery = 1 << 16

// maxTried bounds the edges around each of which a cycle is looked for.
const maxTried = 1 << 8

// around finds a short cycle in a component in which one of some threads steps in an operation, nil if there is none.
func (o Operations) around(c *graph.Component, edge func(from uint32, e *graph.Edge) bool, of func(i uint32) uint64, finder *graph.Finder) *Lack {
	var best *Lack
	inside := graph.Filter{State: c.Has, Edge: edge}
	tried := 0
	for _, i := range c.States {
		for r := o.Row(i); r.Next(); {
			e := r.Edge
			t := e.Action.Thread()
			if !c.Has(e.To) || !edge(i, &e) || of(i)>>t&1 == 0 || !o.works(i, &e, t) {
				continue
			}
			cycle := []graph.Step{{From: i, Edge: e}}
			if e.To != i {
				back, ok := finder.Path([]uint32{e.To}, func(to uint32) bool { return to == i }, inside)
				if !ok {
					panic("nonblocking: bug: a component is not connected")
				}
				cycle = append(cycle, back...)
			}
			if best == nil || len(cycle) < len(best.Cycle) {
				best = &Lack{Lasso: live.Lasso{Cycle: cycle}, Thread: t}
			}
			if tried++; tried == maxTried || len(best.Cycle) == 1 {
				return best
			}
		}
	}
	return best
}

// stem is a shortest way to a state.
func (o Operations) stem(at uint32) (steps []graph.Step) {
	if at != 0 {
		steps, _ = graph.NewFinder(o.Graph).Path([]uint32{0}, func(i uint32) bool { return i == at }, graph.Filter{})
	}
	return steps
}

// Steps gives how many steps of a thread the longest of all operations takes. They must be wait-free.
func (o Operations) Steps() (most int) {
	left := make([]uint32, o.N()) // by state: steps that thread t can take at most before its operation is completed
	for t := range o.Threads {
		without := func(_ uint32, e *graph.Edge) bool { return !o.Completes(e, t) }
		o.Components(graph.Filter{Edge: without}, func(c *graph.Component) bool {
			longest := uint32(0)
			for _, i := range c.States {
				for r := o.Row(i); r.Next(); {
					n := uint32(0)
					if !o.Completes(&r.Edge, t) && !c.Has(r.To) {
						n = left[r.To]
					}
					if o.works(i, &r.Edge, t) {
						n++
					}
					longest = max(longest, n)
				}
			}
			for _, i := range c.States {
				left[i] = longest
			}
			most = max(most, int(longest))
			return true
		})
	}
	return most
}
