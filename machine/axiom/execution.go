package axiom

import (
	"fmt"
	"slices"
)

// Execution is a candidate execution: the events of a run, and who reads from whom.
//
// It is built from New by Init, Add, Pair, SetRf, Place and Connect. An event
// is known by its number, which is its index in Events; numbers follow program
// order. A relation over it may be asked for at any time: an execution that is not
// complete, with reads that have no source yet, has the relations of what there is.
type Execution struct {
	Events []Event
	Name   func(addr uint64) string // of locations, for printing; nil: numbers

	rf        []int      // the write that a read reads from, or None; parallel to Events
	locations []location // ascending addresses
	last      []int      // by thread: its last event, or None
	edges     [edges][][2]int
}

// location is the coherence order of one cell: all writes to it, the initial one first.
type location struct {
	addr   uint64
	writes []int
}

// Edge is a kind of edge that is part of an execution beside po, rf and co.
type Edge int

// The kinds of edges. No axiom of ours looks at dependencies; they are for reports.
const (
	EdgeSync Edge = iota // a thread is started, or was joined: all before is before all after
	EdgeAddr             // the value read is in the address of the later access
	EdgeData             // … in the value that is written
	EdgeCtrl             // … in the condition of a branch before it
	edges
)

// New gives the execution without events.
func New() *Execution { return &Execution{} }

// Clone gives an independent copy.
func (x *Execution) Clone() *Execution {
	c := New()
	c.CopyFrom(x)
	return c
}

// CopyFrom makes x an independent copy of y, in the memory that x has.
func (x *Execution) CopyFrom(y *Execution) {
	x.Name = y.Name
	x.Events = append(x.Events[:0], y.Events...)
	x.rf = append(x.rf[:0], y.rf...)
	x.last = append(x.last[:0], y.last...)
	x.locations = append(x.locations[:0], y.locations...) // nobody changes a list of writes: see Place
	for i := range x.edges {
		x.edges[i] = append(x.edges[i][:0], y.edges[i]...)
	}
}

// Init gives the initial write of the location at addr, which it adds if there is
// none yet. Every location needs it before anything else is done to it.
func (x *Execution) Init(addr, value uint64) int {
	i, ok := x.find(addr)
	if !ok {
		w := x.add(Event{Thread: Initial, Kind: Write, Addr: addr, Value: value})
		x.locations = slices.Insert(x.locations, i, location{addr, []int{w}})
	}
	return x.locations[i].writes[0]
}

// Add adds e at the end of its thread and gives its number. A write must be placed in
// coherence order next, with Place.
func (x *Execution) Add(e Event) int {
	for len(x.last) <= e.Thread {
		x.last = append(x.last, None)
	}
	e.Index = 0
	if l := x.last[e.Thread]; l != None {
		e.Index = x.Events[l].Index + 1
	}
	n := x.add(e)
	x.last[e.Thread] = n
	return n
}

func (x *Execution) add(e Event) int {
	e.Partner = None
	x.Events = append(x.Events, e)
	x.rf = append(x.rf, None)
	return len(x.Events) - 1
}

// Last is thread t's last event, or None.
func (x *Execution) Last(t int) int {
	if t >= len(x.last) {
		return None
	}
	return x.last[t]
}

// Pair makes read r and write w, the next event of its thread, one read-modify-write.
func (x *Execution) Pair(r, w int) {
	x.Events[r].Partner, x.Events[w].Partner = w, r
}

// SetRf makes read r read from write w, or from nothing if w is None.
func (x *Execution) SetRf(r, w int) {
	x.rf[r] = w
}

// Rf is the write that read r reads from, or None.
func (x *Execution) Rf(r int) int { return x.rf[r] }

// Place puts write w right after write other in the coherence order of their location.
func (x *Execution) Place(w, other int) {
	i, ok := x.find(x.Events[w].Addr)
	if !ok {
		panic(fmt.Sprintf("axiom: bug: no initial write at %d", x.Events[w].Addr))
	}
	old := x.locations[i].writes
	at := slices.Index(old, other) + 1
	if at == 0 {
		panic(fmt.Sprintf("axiom: bug: event %d is no write at %d", other, x.Events[w].Addr))
	}
	writes := make([]int, 0, len(old)+1) // copies share the old one
	x.locations[i].writes = append(append(append(writes, old[:at]...), w), old[at:]...)
}

// Writes is the coherence order of the location at addr, nil if nothing was done to it.
// It must not be changed.
func (x *Execution) Writes(addr uint64) []int {
	if i, ok := x.find(addr); ok {
		return x.locations[i].writes
	}
	return nil
}

// Final is the value of the coherence-last write at addr; ok is false if there is none.
func (x *Execution) Final(addr uint64) (value uint64, ok bool) {
	w := x.Writes(addr)
	if w == nil {
		return 0, false
	}
	return x.Events[w[len(w)-1]].Value, true
}

// Connect adds an edge.
func (x *Execution) Connect(kind Edge, from, to int) {
	x.edges[kind] = append(x.edges[kind], [2]int{from, to})
}

func (x *Execution) find(addr uint64) (int, bool) {
	return slices.BinarySearchFunc(x.locations, addr, func(l location, a uint64) int {
		switch {
		case l.addr < a:
			return -1
		case l.addr > a:
			return 1
		}
		return 0
	})
}
