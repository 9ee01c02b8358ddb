package live

import (
	"slices"

	"heddle/checker/graph"
)

// Round is one way around a cycle, which is told step by step.
type Round struct {
	use
	offered, taken deliveries
	begun          bool
}

// Step takes a step from a state with these edges.
func (r *Round) Step(from []graph.Edge, e graph.Edge) {
	if !r.begun {
		r.begun, r.always = true, all
	}
	var enabled processes
	for i := range from {
		enabled = enabled.or(stepping(&from[i]))
		r.offered.add(from[i].Takes)
	}
	r.taken.add(e.Takes)
	r.always, r.sometimes, r.steps = r.always.and(enabled), r.sometimes.or(enabled), r.steps.or(stepping(&e))
}

// Fair reports whether a run that goes around for ever is fair.
func (r *Round) Fair(f Fairness) bool {
	if f == None {
		return true
	}
	if slices.ContainsFunc(r.offered.list(), func(n uint32) bool { return !r.taken.has(n) }) {
		return false
	}
	if f == Strong {
		return r.sometimes.minus(r.steps).empty()
	}
	return r.always.minus(r.steps).empty()
}

// Steps gives the threads that step in it, those whose store buffers and those whose messages do: bit t for thread t.
func (r *Round) Steps() (threads, buffers, messages uint64) {
	return r.steps.threads, r.steps.buffers, r.steps.messages
}
