// Package live finds what goes on for ever though it is fair: in the state graph of a finite
// program, cycles that violate a claim on infinite runs. It knows neither programs nor
// states; what a claim is about is told by sets of states and edges.
//
// # Fairness
//
// A process is a thread, the store buffer of one, or the messages on the network from and to the processor of one
// (of which some one must be delivered: that the others are too is not assumed). It can step in a state if an edge out of
// it is one of its steps; a step that two threads take together is one of both. A run is weakly
// fair if every process that from some point on always can step does so again and again; it is
// strongly fair if every process that can step again and again does so again and again. (D.
// Lehmann, A. Pnueli, J. Stavi, Impartiality, justice and fairness, ICALP 1981.) Which of its
// alternatives a thread takes is not a matter of fairness: a choice may always go one way.
//
// What a store buffer does counts as its step only if its oldest entry is written. So every
// entry is written in the end, in whichever order the memory model lets it be: an entry that never is has
// some oldest one of its kind before it or is that itself.
//
// # Networks between nodes
//
// A network must deliver, under either fairness: what can be received again and again is received again and again.
// That is asked of each link that is first in, first out, which delivers its first message, and of each different message of
// a link that is not. Whether its receiver comes to receive is up to that; but it cannot for ever time out,
// or take what others send, while something waits for it that it could have taken.
// (N. A. Lynch, Distributed Algorithms, 1996, section 14.1.2: reliable channels; N. Francez, Fairness, 1986.) Weak and
// strong fairness do not differ here: a cycle leaves a link as it is, so what it does not take from there is there in all its states.
//
// Likewise, one that has fallen into parts heals at last: that counts as one more delivery. No other fairness is asked of
// what a network does wrong, nor of nodes that are down: they may stay so. It does wrong only so many times, so no cycle has such
// an edge. But a run may come to a state that nothing else leads on from, and stay there. Such a state is at
// rest, and violates what claims it cannot be stayed in.
//
// # Method
//
// A run that goes on for ever ends up in a strongly connected component, which it can go all
// around in. So a component that is fair as a whole has a fair cycle, and under weak fairness one that is
// not has none: a process that can step in all its states and does not in any of its edges keeps
// doing so in every part of it. Under strong fairness the states in which such a process can step are
// removed, and what remains falls into components again; likewise, under either, those in which something could be
// received that is received nowhere in the component (O. Lichtenstein, A. Pnueli, Checking that finite
// state concurrent programs satisfy their linear specification, POPL 1985; E. A. Emerson, C.-L. Lei,
// Modalities for model checking: branching time logic strikes back, Science of Computer Programming 8, 1987).
//
// One pass over the whole graph leaves those components that are weakly fair as a whole; in most
// verified programs of bounded length none is. Claims are only asked of their states.
package live

import (
	"slices"

	"heddle/checker/graph"
)

// Fairness is what is assumed of schedules.
type Fairness uint8

// The kinds of fairness.
const (
	Weak Fairness = iota
	Strong
	None // all schedules count: a Search takes weak or strong
)

func (f Fairness) String() string { return [...]string{"weak", "strong", "none"}[f] }

// Claim says that no fair run stays within a set of states and edges for ever. It is asked faster if it leaves states out
// that are no candidates.
type Claim struct {
	Property string
	graph.Filter
}

// Search looks for fair cycles in one graph.
type Search struct {
	g        *graph.Graph
	fairness Fairness
	fair     []uint64  // bit by state: it is at rest, or in a component in which threads are weakly fair as a whole
	states   int       // … their number
	rest     []uint32  // states at rest, ascending
	row      graph.Row // being read

	offered, taken deliveries // of the component that is being looked at
}

// New finds the components in which runs can go on for ever. It takes 4 bytes a state while it works,
// and for each state that waits to be left 16 more. It calls stop for each component that has an edge, and gives up with its error.
func New(g *graph.Graph, fairness Fairness, stop func() error) (*Search, error) {
	s := &Search{g: g, fairness: fairness, fair: make([]uint64, (g.N()+63)/64)}
	var err error
	g.Components(graph.Filter{}, func(c *graph.Component) bool {
		for _, i := range c.States {
			if g.Faults() > 0 && s.Rests(i) {
				s.rest = append(s.rest, i)
				s.candidate(i)
			}
		}
		if !c.Edges {
			return true
		}
		if u := s.use(c, &graph.Filter{}); u.always.minus(u.steps).empty() {
			for _, i := range c.States {
				s.candidate(i)
			}
		}
		err = stop()
		return err == nil
	})
	slices.Sort(s.rest)
	return s, err
}

func (s *Search) candidate(i uint32) {
	if !s.Candidate(i) {
		s.fair[i/64] |= 1 << (i % 64)
		s.states++
	}
}

// Rests reports whether state i is at rest.
func (s *Search) Rests(i uint32) bool {
	some := false
	for s.row = s.g.Row(i); s.row.Next(); some = true {
		if !idle(&s.row.Edge) {
			return false
		}
	}
	return some
}

// Rests reports whether a state with these edges is at rest: it has some, and none need happen.
func Rests(edges []graph.Edge) bool {
	return len(edges) > 0 && !slices.ContainsFunc(edges, func(e graph.Edge) bool { return !idle(&e) })
}

// idle reports whether an edge need not be taken even if it is the only one.
func idle(e *graph.Edge) bool { return e.Action.Fault() && e.Takes == 0 }

// Candidates is the number of states that fair runs may come back to for ever, or stay in.
func (s *Search) Candidates() int { return s.states }

// Candidate reports whether state i is one of them.
func (s *Search) Candidate(i uint32) bool { return s.fair[i/64]>>(i%64)&1 != 0 }

// Violations gives the components in which fair runs stay for ever against a claim, as sets of
// states; nil if there are none. Under strong fairness a run may have to stay in a part of one.
func (s *Search) Violations(c Claim) [][]uint32 {
	if s.states == 0 {
		return nil
	}
	var found [][]uint32
	s.components(c.Filter, func(states []uint32) { found = append(found, states) })
	return found
}

// components calls found with each component of what f lets through that is fair as a whole.
func (s *Search) components(f graph.Filter, found func(states []uint32)) {
	var rest [][]uint32 // of which parts may be fair
	s.g.Components(f, func(c *graph.Component) bool {
		if !c.Edges {
			return true
		}
		u := s.use(c, &f)
		missed := processes{}
		if s.fairness == Strong {
			missed = u.sometimes.minus(u.steps)
		}
		s.offered.remove(s.taken)
		switch {
		case !u.always.minus(u.steps).empty():
		case missed.empty() && s.offered.empty():
			found(append([]uint32(nil), c.States...))
		default:
			var left []uint32
			for _, i := range c.States {
				if s.enabled(i).and(missed).empty() && !s.offers(i, s.offered) {
					left = append(left, i)
				}
			}
			rest = append(rest, left)
		}
		return true
	})
	for _, left := range rest {
		s.components(graph.Filter{Edge: f.Edge, State: member(left)}, found)
	}
}

// member gives the set of the states.
func member(states []uint32) func(i uint32) bool {
	set := make(map[uint32]bool, len(states))
	for _, i := range states {
		set[i] = true
	}
	return func(i uint32) bool { return set[i] }
}

// use is what processes do in a component.
type use struct {
	always    processes // can step in all its states
	sometimes processes // … in some
	steps     processes // do step within it, of those that matter
}

// use gives what processes do in a component, and in s.offered and s.taken what networks can deliver in its states, and do.
func (s *Search) use(c *graph.Component, f *graph.Filter) use {
	u := use{always: all}
	s.offered.clear()
	s.taken.clear()
	for _, i := range c.States {
		enabled := s.enabled(i)
		u.always, u.sometimes = u.always.and(enabled), u.sometimes.or(enabled)
	}
	matter := u.always // whether others step makes no difference
	if s.fairness == Strong {
		matter = u.sometimes
	}
	r := &s.row
	for _, i := range c.States {
		if matter.minus(u.steps).empty() && !s.g.Delivers() {
			break
		}
		for *r = s.g.Row(i); r.Next(); {
			s.offered.add(r.Takes)
			by := stepping(&r.Edge).and(matter)
			if (!by.minus(u.steps).empty() || !s.taken.has(r.Takes)) && c.Has(r.To) && (f.Edge == nil || f.Edge(i, &r.Edge)) {
				u.steps = u.steps.or(by)
				s.taken.add(r.Takes)
			}
		}
	}
	return u
}

// enabled gives the processes that can step in state i.
func (s *Search) enabled(i uint32) (set processes) {
	r := &s.row
	*r = s.g.Row(i)
	if threads, ok := r.Threads(); ok {
		return processes{threads: threads}
	}
	for r.Next() {
		set = set.or(stepping(&r.Edge))
	}
	return set
}

// offers reports whether something of d can be received in state i.
func (s *Search) offers(i uint32, d deliveries) bool {
	if d.empty() {
		return false
	}
	for s.row = s.g.Row(i); s.row.Next(); {
		if s.row.Takes > 0 && d.has(s.row.Takes) {
			return true
		}
	}
	return false
}
