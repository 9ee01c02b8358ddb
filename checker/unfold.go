package checker

import (
	"fmt"
	"slices"

	"heddle/machine"
)

// orbits is a machine whose states are representatives of orbits: see machine.Config.Symmetry.
//
// A search of such states visits one of each orbit. A step from a state is one to a state, which a permutation of
// threads makes a representative; so a path of representatives stands for runs, one for each way to name
// the threads at its start. Paths are as long as runs, and what is violated at their ends is violated at
// the ends of those runs; to find the fewest context switches it must be known which thread of a state was which of
// the state before (see routes.relax).
type orbits interface {
	Plain(on bool)
	Assume(on bool)
	Represent(state []byte) (representative []byte, to []int)
	Permute(state []byte, to []int) []byte
	Symmetry() (classes [][]int, why string)
	Stuck(state []byte, forever uint64) *machine.Failure
}

// symmetric reports whether the search may be of representatives.
func (o *Options) symmetric() bool { return o.Symmetry && o.unpermuted() == "" }

// unpermuted says why it may not be, "" if it may: a step from one representative to the next may go on with another thread
// by the same name, so that preemptions cannot be counted there, nor can it be seen who is left to starve.
func (o *Options) unpermuted() string {
	switch {
	case o.Preemptions != nil:
		return "preemptions are of threads that have names"
	case len(o.Liveness) > 0:
		return "liveness is of threads that have names"
	}
	return ""
}

// symmetry says what threads are interchangeable in the last pass, and why others are not.
func (s *search) symmetry(m *machine.Machine) (sizes []int, why string) {
	if !s.opts.Symmetry {
		return nil, ""
	}
	if why := s.opts.unpermuted(); why != "" {
		return nil, why
	}
	classes, why := m.Symmetry()
	for _, c := range classes {
		sizes = append(sizes, len(c))
	}
	if len(sizes) > 0 {
		s.orbits = m
	}
	return sizes, why
}

// expandPlainly gives all successors themselves, not their representatives.
func (s *search) expandPlainly(state []byte, out *machine.Successors) error {
	if s.ample != nil {
		s.ample.Whole(true)
		defer s.ample.Whole(false)
	}
	if p, ok := s.sys.(interface{ Plain(on bool) }); ok {
		p.Plain(true)
		defer p.Plain(false)
	}
	return s.sys.Expand(state, out)
}

// represent gives a state's representative and the permutation that leads there, nil if that is none.
func (s *search) represent(state []byte) ([]byte, []int) {
	if s.orbits == nil {
		return state, nil
	}
	return s.orbits.Represent(state)
}

// unfold gives the run that a path of representatives stands for, and makes the violation one of that run.
// Of all its names for threads it is the one in which interchangeable threads first step in order.
func (s *search) unfold(path []machine.Action) ([]machine.Action, error) {
	if s.orbits == nil {
		return path, nil
	}
	classes, _ := s.orbits.Symmetry()
	s.orbits.Assume(true)
	defer s.orbits.Assume(false)
	u := &unfolding{search: s}
	start, _ := s.seen.first()
	u.start = slices.Clone(s.seen.state(start))
	u.to = identity(threadsOf(u.start))
	run, err := u.follow(path)
	if err != nil {
		return nil, err
	}
	if u.to = inOrder(run, classes, threadsOf(u.start)); string(s.orbits.Permute(u.start, inverse(u.to))) == string(u.start) {
		if run, err = u.follow(path); err != nil {
			return nil, err
		}
	}
	s.violation = u.violation
	return run, nil
}

// threadsOf is the number of threads of an encoded state.
func threadsOf(state []byte) int { return int(state[0]) }

// unfolding follows a run beside a path.
type unfolding struct {
	*search
	start     []byte
	to        []int // at the start: thread t of the run is thread to[t] of the path
	violation *violation
}

// abreast is a state of the path, that of the run, and by thread of the run that of the path.
type abreast struct {
	representative, state []byte
	to                    []int
}

func (u *unfolding) follow(path []machine.Action) (run []machine.Action, err error) {
	now := abreast{u.start, u.start, slices.Clone(u.to)}
	v := *u.search.violation
	for i, a := range path {
		if v.step && i == len(path)-1 {
			v.action, v.failure, err = u.fails(now, a)
			u.violation = &v
			return append(run, v.action), err
		}
		var done machine.Action
		if done, now, err = u.step(now, a); err != nil {
			return nil, fmt.Errorf("checker: bug: step %d of a path of representatives: %w", i+1, err)
		}
		run = append(run, done)
	}
	v.failure, err = u.ends(now, v)
	u.violation = &v
	return run, err
}

// step takes the step of the run that action a of the path stands for.
func (u *unfolding) step(now abreast, a machine.Action) (done machine.Action, next abreast, err error) {
	raw, err := u.among(now.representative, func(b machine.Action) bool { return a == b })
	if err != nil || len(raw) != 1 {
		return 0, next, fmt.Errorf("%d successors (%v)", len(raw), err)
	}
	var turned []int
	next.representative, turned = u.orbits.Represent(raw[0].state)
	for _, t := range now.to {
		next.to = append(next.to, turned[t])
	}
	t := inverse(now.to)[a.Thread()]
	candidates, err := u.among(now.state, func(b machine.Action) bool { return b.Thread() == t && b.Flush() == a.Flush() })
	for _, c := range candidates {
		if string(u.orbits.Permute(c.state, next.to)) == string(next.representative) {
			next.state = c.state
			return c.action, next, nil
		}
	}
	return 0, next, fmt.Errorf("no step of the run leads there (%v)", err)
}

type successor struct {
	action machine.Action
	state  []byte
}

// among gives those successors of the state themselves that a wanted action leads to.
func (u *unfolding) among(state []byte, want func(machine.Action) bool) (list []successor, err error) {
	u.out.Reset()
	if err := u.expandPlainly(state, &u.out); err != nil {
		return nil, err
	}
	from := 0
	for _, it := range u.out.Items {
		if want(it.Action) {
			list = append(list, successor{it.Action, slices.Clone(u.out.Bytes[from:it.End])})
		}
		from = it.End
	}
	return list, nil
}

// fails gives the step of the run that fails, which action a of the path stands for.
func (u *unfolding) fails(now abreast, a machine.Action) (machine.Action, *machine.Failure, error) {
	if _, err := u.among(now.state, func(machine.Action) bool { return false }); err != nil {
		return 0, nil, err
	}
	t := inverse(now.to)[a.Thread()]
	for _, f := range u.out.Failed {
		if f.Action.Thread() == t && f.Failure.Property == u.search.violation.failure.Property {
			return f.Action, f.Failure, nil
		}
	}
	return 0, nil, fmt.Errorf("checker: bug: the last step of a path of representatives does not fail in the run")
}

// ends gives the violation that the last state of the run is.
func (u *unfolding) ends(now abreast, v violation) (*machine.Failure, error) {
	if v.spinning {
		forever := uint64(0)
		for t, r := range now.to {
			forever |= v.failure.Forever >> r & 1 << t
		}
		return u.orbits.Stuck(now.state, forever), nil
	}
	if _, err := u.among(now.state, func(machine.Action) bool { return false }); err != nil {
		return nil, err
	}
	if u.out.State == nil || u.out.State.Property != v.failure.Property {
		return nil, fmt.Errorf("checker: bug: the last state of a path of representatives violates nothing in the run")
	}
	return u.out.State, nil
}

func identity(n int) []int {
	to := make([]int, n)
	for i := range to {
		to[i] = i
	}
	return to
}

func inverse(to []int) []int {
	from := make([]int, len(to))
	for i, j := range to {
		from[j] = i
	}
	return from
}

// inOrder gives the names to call n threads by so that the interchangeable ones of a run first step in order:
// what is now thread to[t] is called t.
func inOrder(run []machine.Action, classes [][]int, n int) (to []int) {
	to = identity(n)
	for _, class := range classes {
		var order []int
		for _, a := range run {
			if slices.Contains(class, a.Thread()) && !slices.Contains(order, a.Thread()) {
				order = append(order, a.Thread())
			}
		}
		for _, t := range class {
			if !slices.Contains(order, t) {
				order = append(order, t)
			}
		}
		for i, t := range class {
			to[t] = order[i]
		}
	}
	return to
}
