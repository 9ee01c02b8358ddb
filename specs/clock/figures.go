package clock

import (
	"heddle/model"
	"heddle/model/history"
)

// event is an event of a figure: what a process does or hears at a point of its line.
type event struct {
	process  int
	name     string
	sends    int // number of a message, from 1; 0: none
	receives int
}

// figure is a space-time diagram: the events of a run, those of a process in their order.
type figure struct {
	processes int
	clocks    []Lamport // of the processes, before the first event; nil: those that start with 1 and go on by 1
	events    []event
}

// run is a run of a figure, for claims.
type run struct {
	*history.Causality
	figure
	times []int // by event: of its process's Lamport clock
}

// stamped is a message with the time of its sending.
type stamped struct{ time int }

// draw lets nodes do what f says.
func draw(f figure) run {
	r := run{history.NewCausality(f.processes, len(f.events)+1, len(f.events)), f, make([]int, len(f.events))}
	if r.clocks == nil {
		r.clocks = make([]Lamport, f.processes)
	}
	for _, e := range f.events {
		r.Names = append(r.Names, e.name)
	}
	net := model.NewNetwork[stamped](f.processes)
	net.Run(func(node model.Node[stamped]) {
		for i, e := range r.events {
			if e.process == node.ID() {
				r.happen(node, i, &r.clocks[e.process])
			}
		}
	})
	return r
}

func (r run) happen(node model.Node[stamped], i int, clock *Lamport) {
	e := r.events[i]
	switch {
	case e.receives != 0:
		m := node.ReceiveFrom(r.process(func(o event) bool { return o.sends == e.receives }))
		r.Receive(e.process, i, e.receives)
		r.stamp(i, clock.Hear(m.time))
	case e.sends != 0:
		now := clock.Tick()
		r.Send(e.process, i, e.sends)
		r.stamp(i, now)
		node.Send(r.process(func(o event) bool { return o.receives == e.sends }), stamped{now})
	default:
		r.Event(e.process, i)
		r.stamp(i, clock.Tick())
	}
}

func (r run) stamp(event, time int) {
	model.Ghost(func() { r.times[event] = time })
}

// process gives the process of the event that is meant.
func (r run) process(meant func(event) bool) int {
	for _, e := range r.events {
		if meant(e) {
			return e.process
		}
	}
	panic("clock: a message that nobody sends or receives")
}

// claim claims that what f says of the run holds. It is called when the run is over.
func (r run) claim(what string, f func() bool) {
	model.Ghost(func() {
		if !f() {
			model.Violate("happened-before", what+", which is wrong")
		}
	})
}

// before reports whether an event called a happened before one called b.
func (r run) before(a, b string) bool { return r.Before(r.index(a), r.index(b)) }

func (r run) concurrent(a, b string) bool { return !r.before(a, b) && !r.before(b, a) }

func (r run) time(name string) int { return r.times[r.index(name)] }

func (r run) index(name string) int {
	for i, e := range r.events {
		if e.name == name {
			return i
		}
	}
	panic("clock: no event " + name)
}

// ordered counts the pairs of events one of which happened before the other.
func (r run) ordered() (count int) {
	for a := range r.events {
		for b := range r.events {
			if r.Before(a, b) {
				count++
			}
		}
	}
	return count
}

// inOrder gives the names of the events in the total order of their stamps.
func (r run) inOrder(before func(a, b Stamp) bool) (names string) {
	order := make([]int, 0, len(r.events))
	for i := range r.events {
		at := len(order)
		for at > 0 && before(r.of(i), r.of(order[at-1])) {
			at--
		}
		order = append(order, 0)
		copy(order[at+1:], order[at:])
		order[at] = i
	}
	for _, i := range order {
		names += r.events[i].name
	}
	return names
}

// of gives the stamp of an event.
func (r run) of(event int) Stamp { return Stamp{r.times[event], r.events[event].process} }
