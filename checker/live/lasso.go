package live

import (
	"cmp"
	"slices"

	"heddle/checker/graph"
)

// Lasso is a run for ever: a stem from the initial state, and a cycle that it ends in. If that is empty
// the run stays at the end of the stem, a state at rest.
type Lasso struct{ Stem, Cycle []graph.Step }

// Lasso finds a state at rest or a fair cycle against one of the claims, and the shortest way there. Which claim it
// is against is given too. ok is false if there is none.
//
// It is the state at rest that is met first, if there is one.
//
// The cycle is as short as can be found. From each state of each component, in order, all closed
// walks shorter than the best so far are tried together with what is still to be done to be fair; what is found
// when that comes to its end is the shortest that there is. If it would take too long the best so far is
// taken: at worst a walk around that does the nearest of what is still to be done, again and again.
// Of cycles of equal length it is the one that is met first, and so has the shortest stem.
func (s *Search) Lasso(claims []Claim) (l Lasso, claim int, ok bool) {
	if at, claim, ok := s.stays(claims); ok {
		return Lasso{Stem: s.stem(at)}, claim, true
	}
	r := &tour{s: s, budget: maxTried}
	for i, c := range claims {
		for _, states := range s.Violations(c) {
			slices.Sort(states)
			if r.around(states, c) {
				claim = i
			}
		}
	}
	if r.best == nil {
		return l, 0, false
	}
	first := slices.IndexFunc(r.best, func(x graph.Step) bool {
		return x.From == slices.MinFunc(r.best, func(x, y graph.Step) int { return cmp.Compare(x.From, y.From) }).From
	})
	l.Cycle = slices.Concat(r.best[first:], r.best[:first])
	l.Stem = s.stem(l.Cycle[0].From)
	return l, claim, true
}

// stays finds the first state at rest that a claim says no run stays in.
func (s *Search) stays(claims []Claim) (at uint32, claim int, ok bool) {
	for _, i := range s.rest {
		for claim, c := range claims {
			if c.State == nil || c.State(i) {
				return i, claim, true
			}
		}
	}
	return 0, 0, false
}

// stem is a shortest way to a state.
func (s *Search) stem(at uint32) (steps []graph.Step) {
	if at != 0 {
		steps, _ = graph.NewFinder(s.g).Path([]uint32{0}, func(i uint32) bool { return i == at }, graph.Filter{})
	}
	return steps
}

// tour looks for short fair cycles.
type tour struct {
	s      *Search
	finder *graph.Finder
	best   []graph.Step
	budget int

	// The component, in the order of its states, and what counts in it.
	states []uint32
	index  map[uint32]uint32
	claim  Claim
	inside graph.Filter
	procs  processes // that can step somewhere in it
	can    []uint64  // by index: those that can, ranked in procs
	takes  []uint32  // what can be received somewhere in it, ascending
	offers []uint64  // by index: what can be, ranked in takes

	*visits
	queue []uint64 // pairs
}

// around reports whether it has found a cycle that is better than the best so far.
func (r *tour) around(states []uint32, c Claim) (better bool) {
	if r.finder == nil {
		r.finder = graph.NewFinder(r.s.g)
	}
	r.states, r.claim, r.index = states, c, map[uint32]uint32{}
	r.procs, r.can, r.offers = processes{}, make([]uint64, len(states)), make([]uint64, len(states))
	var takes deliveries
	for i, at := range states {
		r.index[at] = uint32(i)
		r.procs = r.procs.or(r.s.enabled(at))
		for row := r.s.g.Row(at); r.s.g.Delivers() && row.Next(); {
			takes.add(row.Takes)
		}
	}
	r.takes = takes.list()
	r.inside = graph.Filter{Edge: c.Edge, State: func(i uint32) bool { _, ok := r.index[i]; return ok }}
	if walk := r.greedy(); r.best == nil || len(walk) < len(r.best) {
		r.best, better = walk, true
	}
	if r.width() > maxWidth {
		return better
	}
	for i, at := range states {
		r.can[i] = r.procs.ranked(r.s.enabled(at))
		for row := r.s.g.Row(at); len(r.takes) > 0 && row.Next(); {
			if k, ok := slices.BinarySearch(r.takes, row.Takes); ok {
				r.offers[i] |= 1 << k
			}
		}
	}
	r.visits = newVisits(len(states) << r.width())
	for i := range states {
		if walk, ok := r.shorter(uint32(i)); ok {
			r.best, better = walk, true
		}
		if r.budget <= 0 {
			break
		}
	}
	return better
}

// greedy goes around the component by the nearest of what is still to be done. All that can be received in it is.
func (r *tour) greedy() []graph.Step {
	at := r.states[0]
	todo := r.procs
	var untaken deliveries
	for _, n := range r.takes {
		untaken.add(n)
	}
	if r.s.fairness == Weak {
		todo = todo.and(r.s.enabled(at))
	}
	done := func(e *graph.Edge) processes {
		set := stepping(e)
		if r.s.fairness == Weak {
			set = set.or(todo.minus(r.s.enabled(e.To)))
		}
		return set.and(todo)
	}
	var walk []graph.Step
	for !todo.empty() || !untaken.empty() {
		path, ok := r.finder.Reach([]uint32{at}, func(_ uint32, e *graph.Edge) bool {
			return !done(e).empty() || e.Takes > 0 && untaken.has(e.Takes)
		}, r.inside)
		if !ok {
			panic("live: bug: a process neither steps nor has to wait in a fair component, or something is not delivered there")
		}
		for _, x := range path {
			todo = todo.minus(done(&x.Edge))
			untaken.drop(x.Takes)
		}
		walk = append(walk, path...)
		at = walk[len(walk)-1].To
	}
	if at != r.states[0] || len(walk) == 0 {
		path, ok := r.finder.Path([]uint32{at}, func(i uint32) bool { return i == r.states[0] }, r.inside)
		if !ok {
			panic("live: bug: a component is not connected")
		}
		walk = append(walk, path...)
	}
	return walk
}
