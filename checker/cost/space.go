package cost

import (
	"fmt"
	"slices"

	"heddle/checker/graph"
	"heddle/checker/live"
	"heddle/machine"
	"heddle/model/program"
)

// maxThreads is how many threads' phases fit into a word.
const maxThreads = 64 / phaseBits

const (
	phaseBits = 3
	phaseMask = 1<<phaseBits - 1
)

// phases holds what every thread is about.
type phases uint64

func (p phases) of(thread int) machine.Phase {
	return machine.Phase(p >> (phaseBits * thread) & phaseMask)
}

func (p phases) with(thread int, q machine.Phase) phases {
	at := phaseBits * thread
	return p&^(phaseMask<<at) | phases(q)<<at
}

// Labels gives the label of that number.
type Labels func(uint32) *machine.Label

// space is a state graph with the phases of all threads as a part of the state: a node is a state
// and the phases that a way to it leads to. Nearly always that is one node a state. Node 0 is
// the initial state.
type space struct {
	*graph.Graph // of nodes
	label        Labels
	phases       []phases // by node
	threads      int
	buffered     bool // some steps are those of store buffers
	live         *live.Search
}

// newSpace walks the graph of a complete search, whose edges have labels. It fails if there are too many threads.
func newSpace(g *graph.Graph, label Labels) (*space, error) {
	s := &space{Graph: graph.New(true), label: label}
	var states []uint32           // by node
	head := make([]uint32, g.N()) // by state: its last node, plus one
	var next []uint32             // by node: another of the same state, plus one
	node := func(state uint32, p phases) uint32 {
		for v := head[state]; v != 0; v = next[v-1] {
			if s.phases[v-1] == p {
				return v - 1
			}
		}
		states, s.phases, next = append(states, state), append(s.phases, p), append(next, head[state])
		head[state] = uint32(len(states))
		return uint32(len(states) - 1)
	}
	node(0, 0)
	for v := 0; v < len(states); v++ {
		for r := g.Row(states[v]); r.Next(); {
			t := s.threadOf(&r.Edge)
			if t >= maxThreads {
				return nil, fmt.Errorf("cost: %d threads, want at most %d", t+1, maxThreads)
			}
			s.threads, s.buffered = max(s.threads, t+1), s.buffered || r.Action.Flush()
			e, phases := r.Edge, s.phases[v]
			if t >= 0 {
				phases = phases.with(t, after(label(r.Label)))
			}
			e.To = node(r.To, phases)
			s.Add(e)
		}
		if s.Full() {
			return nil, fmt.Errorf("cost: more than 4 GB of steps between states")
		}
		s.End(g.Ended(states[v]))
	}
	return s, nil
}

// threadOf is the thread whose step an edge is, -1 if it is nobody's: what a network does of itself, but that it starts
// a node again, which is a step of the node's thread.
func (s *space) threadOf(e *graph.Edge) int {
	if !e.Action.Fault() {
		return e.Action.Thread()
	}
	if t := s.label(e.Label).Thread; t > 0 { // nodes do not run in the main thread
		return t
	}
	return -1
}

// after is the phase of a step's thread when the step is over.
func after(l *machine.Label) machine.Phase {
	switch {
	case has(l, program.EventEnter):
		return machine.Inside
	case has(l, program.EventDepart):
		return machine.Parted
	case l.Ends && l.Phase == machine.Leaving:
		return machine.Gone
	}
	return l.Phase
}

func has(l *machine.Label, e program.Event) bool { return l.Events>>e&1 != 0 }

// during is the phase that thread t is in while a step from node v makes its accesses.
func (s *space) during(v uint32, e *graph.Edge, t int) machine.Phase {
	if s.threadOf(e) == t {
		return s.label(e.Label).Phase
	}
	return s.phases[v].of(t)
}

// settled reports whether at node v some threads but one are trying, and all of them spin: each by
// itself comes back to the node, and has nothing in its store buffer.
func (s *space) settled(v uint32, but int) bool {
	waiting := false
	for t := range s.threads {
		if t != but && s.phases[v].of(t) == machine.Trying {
			flushes := s.offers(v, func(e *graph.Edge) bool { return s.threadOf(e) == t && e.Action.Flush() })
			if flushes || !s.spins(v, t) {
				return false
			}
			waiting = true
		}
	}
	return waiting
}

// spins reports whether thread t by itself comes back to node v.
func (s *space) spins(v uint32, t int) bool {
	_, spins := s.alone(v, t)
	return spins
}

// alone gives the nodes that steps of thread t, and of its store buffer, lead to from node v, until
// they lead back to it, which is reported.
func (s *space) alone(v uint32, t int) (nodes []uint32, back bool) {
	nodes = make([]uint32, 1, 8) // loops that wait are short
	nodes[0] = v
	for at := 0; at < len(nodes); at++ {
		for r := s.Row(nodes[at]); r.Next(); {
			switch {
			case s.threadOf(&r.Edge) != t || r.Action.Fault():
			case r.To == v:
				return nodes, true
			case !slices.Contains(nodes, r.To):
				nodes = append(nodes, r.To)
			}
		}
	}
	return nodes, false
}
