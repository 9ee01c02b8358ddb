package reference

import (
	"fmt"
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// graph is RC11: the whole execution so far, as a graph of events to which each access adds one, or
// two if it is a read-modify-write. Whether it may is what the model's axioms say of the graph
// that results: see axiom.Models.
//
// Every consistent graph can be built so, in any order of events that extends sb ∪ rf, because each
// of its prefixes is consistent too.
type graph struct {
	model   axiom.Model
	races   bool
	passed  bool             // threads start, end and join by events even where nothing comes before
	x       *axiom.Execution // never changed but replaced; the writes to a cell are parallel to the machine's list
	entered []Access         // by event
	sync    [][]int          // by event: those that a start or a join puts before it
	threads [][]int          // by thread: events that its next one comes after, beside those of its own
}

func newGraph(races, passed bool) *graph {
	model, ok := axiom.Find(string(RC11))
	if !ok {
		panic("reference: bug: there are no axioms of rc11")
	}
	return &graph{model: model, races: races, passed: passed, x: axiom.New()}
}

func (g *graph) clone() weakModel {
	c := *g
	c.entered, c.sync, c.threads = slices.Clip(g.entered), slices.Clip(g.sync), slices.Clone(g.threads)
	return &c
}

// extended gives a copy that events may be added to.
func (g *graph) extended() *graph {
	c := g.clone().(*graph)
	c.x = g.x.Clone()
	return c
}

// add adds an event that is part of access a and gives its number.
func (g *graph) add(a Access, kind axiom.Kind, order program.Order, value uint64) int {
	t := a.Thread
	n := g.x.Add(axiom.Event{
		Thread: t, Kind: kind, Order: order, Locked: a.Kind == KindRMW, Addr: a.Addr, Value: value, Pos: a.Pos,
	})
	for len(g.sync) < n { // initial writes
		g.sync, g.entered = append(g.sync, nil), append(g.entered, Access{})
	}
	for _, before := range g.threads[t] {
		g.x.Connect(axiom.EdgeSync, before, n)
	}
	g.sync, g.entered = append(g.sync, g.threads[t]), append(g.entered, a)
	g.threads[t] = nil
	return n
}

// writes gives the write events of a cell, in modification order.
func (g *graph) writes(m *Machine, addr uint64) []int {
	g.x.Init(addr, m.lists[addr][0].value)
	return g.x.Writes(addr)
}

func (g *graph) enter(m *Machine, t int, a Access, at int) error {
	c := g.extended()
	from := c.writes(m, a.Addr)[at]
	switch a.Kind {
	case KindLoad:
		c.x.SetRf(c.add(a, axiom.Read, a.Order, a.Value), from)
	case KindStore:
		c.x.Place(c.add(a, axiom.Write, a.Order, a.Value), from)
	default:
		r := c.add(a, axiom.Read, axiom.ReadOrder(a.Order), a.Old)
		c.x.SetRf(r, from)
		if a.Wrote {
			w := c.add(a, axiom.Write, axiom.WriteOrder(a.Order), a.Value)
			c.x.Place(w, from)
			c.x.Pair(r, w)
		}
	}
	if !c.model.Consistent(c.x) {
		return ErrBlocked
	}
	if a.Wrote {
		m.put(a, at)
	}
	*g = *c
	return g.race(m)
}

func (g *graph) fence(_ *Machine, _ int, a Access) {
	if a.Order.Acquires() || a.Order.Releases() {
		c := g.extended()
		c.add(a, axiom.Fence, a.Order, 0)
		*g = *c
	}
}

// section reads the last message of each cell that it touches, and then writes to those that it
// writes to: in between it has acquired all that it will release.
func (g *graph) section(m *Machine, t int, parts []Access, relaxed bool) error {
	c := g.extended()
	acquire, release := program.Acquire, program.Release
	if relaxed {
		acquire, release = program.Relaxed, program.Relaxed
	}
	reads := map[uint64]int{}
	for _, a := range firstOf(parts) {
		a.Kind = KindRMW
		list := c.writes(m, a.Addr)
		from := list[len(list)-1]
		r := c.add(a, axiom.Read, acquire, m.lists[a.Addr][len(list)-1].value)
		c.x.SetRf(r, from)
		reads[a.Addr] = r
	}
	for _, a := range lastWrites(parts) {
		a.Kind = KindRMW
		list := c.writes(m, a.Addr)
		from := list[len(list)-1]
		w := c.add(a, axiom.Write, release, a.Value)
		c.x.Place(w, from)
		c.x.Pair(reads[a.Addr], w)
		m.put(a, len(list)-1)
	}
	if !c.model.Consistent(c.x) {
		panic("reference: bug: a section at the end of all modification orders is forbidden")
	}
	*g = *c
	return g.race(m)
}

// race gives the failure that a race is, if one is to be looked for and there is one.
func (g *graph) race(m *Machine) error {
	if !g.races {
		return nil
	}
	first, second, ok := g.model.Race(g.x)
	if !ok {
		return nil
	}
	return m.race(g.entered[second], &g.entered[first])
}

func (g *graph) start(_ *Machine, parent, child int) {
	g.threads = append(g.threads, nil)
	if parent >= 0 {
		g.passes(parent)
		g.threads[child] = g.knows(parent)
		g.passes(child)
	}
}

// passes adds an event of thread t's at no location, if others come before it: that it starts a thread,
// has been started, ends or has joined. So an sc access before it is, for the axiom psc, before one
// that comes after: as Go has one order of sc operations that agrees with happens-before.
func (g *graph) passes(t int) {
	if g.passed || len(g.knows(t)) > 0 {
		c := g.extended()
		c.add(Access{Thread: t, Kind: KindFence, Order: program.Relaxed}, axiom.Fence, program.Relaxed, 0)
		*g = *c
	}
}

func (g *graph) join(m *Machine, t, u int) {
	ended := m.threads[u].finished()
	if ended {
		g.passes(u)
	}
	both := slices.Concat(g.knows(t), g.knows(u))
	slices.Sort(both)
	both = slices.Compact(both)
	g.threads[t] = both
	if !ended {
		g.threads[u] = both
		return
	}
	g.passes(t)
}

// send gives the events that come before the message's being received.
func (g *graph) send(_ *Machine, t int) []int {
	g.passes(t)
	return g.knows(t)
}

func (g *graph) receive(_ *Machine, t int, said []int) {
	known := slices.Concat(g.knows(t), said)
	slices.Sort(known)
	g.threads[t] = slices.Compact(known)
	g.passes(t)
}

func (g *graph) learn(m *Machine, t, u int) { g.receive(m, t, g.send(m, u)) }

func (g *graph) saidKey(k *key, said []int) { g.namesKey(k, said) }

// knows gives the last of the events that come before the next one of thread t.
func (g *graph) knows(t int) []int {
	list := slices.Clone(g.threads[t])
	if last := g.x.Last(t); last != axiom.None {
		list = append(list, last)
	}
	return list
}

// events leaves out initial writes, and what passes adds: no turn of a loop is without another.
func (g *graph) events() int {
	n := 0
	for i := range g.x.Events {
		e := &g.x.Events[i]
		passes := e.Kind == axiom.Fence && e.Order == program.Relaxed
		if e.Thread != axiom.Initial && !passes {
			n++
		}
	}
	return n
}

// key adds the graph. Events are called by their thread and their place in it.
func (g *graph) key(m *Machine, k *key) {
	events := make([][]int, len(m.threads))
	for i, e := range g.x.Events {
		if e.Thread != axiom.Initial {
			events[e.Thread] = append(events[e.Thread], i)
		}
	}
	for t, list := range events {
		k.number(len(list))
		for _, i := range list {
			g.eventKey(k, i)
		}
		g.namesKey(k, g.threads[t])
	}
}

func (g *graph) eventKey(k *key, i int) {
	e := &g.x.Events[i]
	k.number(int(e.Kind))
	k.number(int(e.Order))
	k.bool(e.Locked)
	if k.bool(k.reach.has(e.Addr)); k.reach.has(e.Addr) {
		k.word(e.Addr, true)
	} else { // a fence, or nobody can access the cell any more
		k.number(int(e.Addr))
	}
	if e.Kind == axiom.Read {
		k.number(slices.Index(g.x.Writes(e.Addr), g.x.Rf(i)))
	}
	if e.Kind == axiom.Write {
		k.number(slices.Index(g.x.Writes(e.Addr), i))
	}
	g.namesKey(k, g.sync[i])
}

// namesKey adds the names of events.
func (g *graph) namesKey(k *key, events []int) {
	var names []string
	for _, i := range events {
		names = append(names, fmt.Sprintf("%d.%d", g.x.Events[i].Thread, g.x.Events[i].Index))
	}
	slices.Sort(names)
	k.number(len(names))
	for _, name := range names {
		k.text = append(k.text, name...)
		k.number(0)
	}
}
