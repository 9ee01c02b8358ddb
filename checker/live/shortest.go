package live

import (
	"slices"

	"heddle/checker/graph"
)

// What a walk has done so far is, under weak fairness, the processes that have stepped or could
// not; under strong fairness those that have stepped, and those that could; above these, what it has taken
// from networks, and what it could have.

// width is the number of bits of what a walk has done.
func (r *tour) width() int { return r.stepsWidth() + 2*len(r.takes) }

// stepsWidth is the number of those that are about processes.
func (r *tour) stepsWidth() int {
	if r.s.fairness == Strong {
		return 2 * r.procs.len()
	}
	return r.procs.len()
}

// passed is what a walk has done by passing through a state.
func (r *tour) passed(index uint32) uint64 {
	could := r.offers[index] << (r.stepsWidth() + len(r.takes))
	if r.s.fairness == Strong {
		return r.can[index]<<r.procs.len() | could
	}
	return ^r.can[index]&(1<<r.procs.len()-1) | could
}

// stepped is what a walk has done by a step.
func (r *tour) stepped(e *graph.Edge) uint64 {
	done := r.procs.ranked(stepping(e))
	if i, ok := slices.BinarySearch(r.takes, e.Takes); ok {
		done |= 1 << (r.stepsWidth() + i)
	}
	return done
}

// fair reports whether a closed walk that has done so much is fair.
func (r *tour) fair(done uint64) bool {
	n, steps := r.stepsWidth(), done&(1<<r.stepsWidth()-1)
	taken, could := done>>n&(1<<len(r.takes)-1), done>>(n+len(r.takes))
	switch {
	case could&^taken != 0:
		return false
	case r.s.fairness == Strong:
		return steps>>r.procs.len()&^steps == 0
	}
	return steps == 1<<r.procs.len()-1
}

// shorter finds a shortest fair closed walk from a state, if that is shorter than the best so far.
func (r *tour) shorter(index uint32) (walk []graph.Step, ok bool) {
	width := r.width()
	start := uint64(index)<<width | r.passed(index)
	r.queue = append(r.queue[:0], start)
	r.begin()
	r.meet(start, start)
	depth, layer := 1, 1 // steps that lead to what the current states lead to, and where the next layer begins
	for at := 0; at < len(r.queue) && depth < len(r.best); at++ {
		if at == layer {
			depth, layer = depth+1, len(r.queue)
			if depth == len(r.best) {
				break
			}
		}
		if r.budget--; r.budget <= 0 {
			break
		}
		pair := r.queue[at]
		state := r.states[pair>>width]
		for row := r.s.g.Row(state); row.Next(); {
			to, ok := r.index[row.To]
			if !ok || r.claim.Edge != nil && !r.claim.Edge(state, &row.Edge) {
				continue
			}
			done := pair&(1<<width-1) | r.stepped(&row.Edge) | r.passed(to)
			next := uint64(to)<<width | done
			if to == index && r.fair(done) {
				return r.back(pair, graph.Step{From: state, Edge: row.Edge}), true
			}
			if r.meet(next, pair) {
				r.queue = append(r.queue, next)
			}
		}
	}
	return nil, false
}

// back is the walk that led to a pair, and one more step.
func (r *tour) back(pair uint64, last graph.Step) []graph.Step {
	width := r.width()
	walk := []graph.Step{last}
	for r.before(pair) != pair {
		before := r.before(pair)
		walk = append(walk, r.step(before, pair, width))
		pair = before
	}
	slices.Reverse(walk)
	return walk
}

// step is one from a pair to the next.
func (r *tour) step(pair, next uint64, width int) graph.Step {
	state := r.states[pair>>width]
	for row := r.s.g.Row(state); row.Next(); {
		if row.To == r.states[next>>width] && (r.claim.Edge == nil || r.claim.Edge(state, &row.Edge)) &&
			pair&(1<<width-1)|r.stepped(&row.Edge)|r.passed(uint32(next>>width)) == next&(1<<width-1) {
			return graph.Step{From: state, Edge: row.Edge}
		}
	}
	panic("live: bug: a walk without a step")
}
