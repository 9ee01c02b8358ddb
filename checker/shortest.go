package checker

import (
	"math"
	"sort"

	"github.com/zeebo/xxh3"

	"heddle/machine"
)

// maxRoutes bounds the table of routes: states times threads. Beyond it the
// schedule is a shortest one, but not the one with the fewest switches.
const maxRoutes = 1 << 23

// routes finds, among the schedules with the fewest steps, one with the fewest
// context switches: a second pass over the layers of a breadth-first search keeps
// for each state and each thread that may have stepped last the fewest switches
// on any shortest way there. What hardware does, a flush of a store buffer or a message, is no switch.
type routes struct {
	s       *search
	all     []position
	depth   []int32
	threads int
	cost    []uint16 // by state and last thread; index threads stands for none
	from    []int32  // predecessor: index in cost
	by      []machine.Action
}

// target is the end of a route: a violation.
type target struct {
	violation
	length, switches, at, last int
}

// shortest replaces the violation that the search met by the best one, and gives the actions that lead to it.
func (s *search) shortest() []machine.Action {
	v := s.violation
	if s.layers != nil {
		return s.layers.route()
	}
	path := s.seen.path(v.at)
	if v.step {
		path = append(path, v.action)
	}
	if s.opts.DepthFirst || len(path) == 0 {
		return path
	}
	r := &routes{s: s, all: s.seen.positions()}
	if !r.prepare() {
		return path
	}
	best, ok := r.search(*v, len(path))
	if !ok {
		return path
	}
	s.violation = &best.violation
	return r.path(best)
}

func (r *routes) index(p position) int {
	return sort.Search(len(r.all), func(i int) bool { return r.all[i] >= p })
}

func (r *routes) prepare() bool {
	r.depth = make([]int32, len(r.all))
	for i, p := range r.all {
		parent, a, ok := r.s.seen.origin(p)
		if ok {
			r.depth[i] = r.depth[r.index(parent)] + 1
			r.threads = max(r.threads, a.Thread()+1)
		}
	}
	r.threads++            // one that has not stepped yet on the way to any state
	if r.s.orbits != nil { // any of them, by another name
		r.threads = threadsOf(r.s.seen.state(r.all[0]))
	}
	n := len(r.all) * (r.threads + 1)
	if m := r.s.opts.Limits.Memory; n > maxRoutes || m > 0 && r.s.held()+12*len(r.all)+10*n > m {
		return false
	}
	r.cost = make([]uint16, n)
	for i := range r.cost {
		r.cost[i] = math.MaxUint16
	}
	r.from, r.by = make([]int32, n), make([]machine.Action, n)
	r.cost[r.threads] = 0
	return true
}

// search fills the table and picks the best violation of at most limit steps.
func (r *routes) search(found violation, limit int) (best target, ok bool) {
	best.length = limit + 1
	out := &r.s.out
	for i := range r.all {
		d := int(r.depth[i])
		if d > limit {
			break
		}
		if found.spinning && r.all[i] == found.at { // stuck states are not seen by Expand
			r.offer(&best, &ok, i, found, d)
		}
		out.Reset()
		if r.s.expandPlainly(r.s.seen.state(r.all[i]), out) != nil {
			continue // beyond what the search has seen
		}
		r.offerExpanded(&best, &ok, i, d)
		if d < limit {
			r.relax(i)
		}
	}
	return best, ok
}

// offerExpanded offers what the search looks for in and out of state i, which was expanded last.
func (r *routes) offerExpanded(best *target, ok *bool, i, depth int) {
	out, at := &r.s.out, r.all[i]
	switch {
	case r.s.toEnd:
		if r.s.endsWell() {
			r.offer(best, ok, i, violation{failure: noFailure, at: at}, depth)
		}
		return
	case out.State != nil:
		r.offer(best, ok, i, violation{failure: out.State, at: at}, depth)
	}
	for _, f := range out.Failed {
		r.offer(best, ok, i, violation{failure: f.Failure, at: at, action: f.Action, step: true}, depth+1)
	}
}

// relax extends the routes to state i by its successors, one layer deeper.
func (r *routes) relax(i int) {
	from := 0
	for _, it := range r.s.out.Items {
		bytes, turned := r.s.represent(r.s.out.Bytes[from:it.End])
		from = it.End
		p, ok := r.s.seen.find(bytes, xxh3.Hash(bytes))
		if !ok {
			continue
		}
		j := r.index(p)
		if r.depth[j] != r.depth[i]+1 {
			continue
		}
		for last := range r.threads + 1 {
			at := i*(r.threads+1) + last
			if r.cost[at] == math.MaxUint16 {
				continue
			}
			to, c, ok := r.after(last, it.Action, int(r.cost[at]))
			if to < len(turned) {
				to = turned[to]
			}
			if k := j*(r.threads+1) + to; ok && c < int(r.cost[k]) {
				r.cost[k], r.from[k], r.by[k] = uint16(c), int32(at), it.Action
			}
		}
	}
}

// after gives the thread that stepped last after a, and the switches so far.
func (r *routes) after(last int, a machine.Action, cost int) (to, c int, ok bool) {
	t := a.Thread()
	switch {
	case a.Hardware():
		return last, cost, true
	case t >= r.threads:
		return 0, 0, false
	case last != r.threads && last != t:
		return t, cost + 1, true
	}
	return t, cost, true
}

// offer compares a violation met in state i with the best so far: fewer steps,
// then the more telling property, then fewer switches, then the earlier one.
func (r *routes) offer(best *target, ok *bool, i int, v violation, length int) {
	for last := range r.threads + 1 {
		c := int(r.cost[i*(r.threads+1)+last])
		if c == math.MaxUint16 {
			continue
		}
		if v.step {
			var possible bool
			if _, c, possible = r.after(last, v.action, c); !possible {
				continue
			}
		}
		t := target{v, length, c, i, last}
		if !*ok || t.better(best) {
			*best, *ok = t, true
		}
	}
}

func (t *target) better(u *target) bool {
	switch {
	case t.length != u.length:
		return t.length < u.length
	case rank(t.failure.Property) != rank(u.failure.Property):
		return rank(t.failure.Property) < rank(u.failure.Property)
	}
	return t.switches < u.switches
}

// rank orders the properties by how much they tell. What is not listed is claimed by a program itself.
func rank(property string) int {
	const claimed = ""
	for i, p := range []string{PropertyCoherence, PropertyExclusion, PropertyBarrier, PropertyHistory, PropertyAssert, claimed, PropertyPanic, PropertyRace, PropertyDeadlock, PropertyLeak, PropertyStuck} {
		if p == property {
			return i
		}
	}
	return rank(claimed)
}

func (r *routes) path(t target) []machine.Action {
	n := int(r.depth[t.at])
	path := make([]machine.Action, n)
	at := t.at*(r.threads+1) + t.last
	for i := n - 1; i >= 0; i-- {
		path[i] = r.by[at]
		at = int(r.from[at])
	}
	if t.step {
		path = append(path, t.action)
	}
	return path
}
