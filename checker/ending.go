package checker

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/zeebo/xxh3"

	"heddle/machine"
)

// After a complete search without a violation it remains to show that from every
// state an end can be reached (AG EF end); a state from which none can is stuck.
// In a bounded search what is beyond the bound counts as an end, and so does a state in which all operations that have not
// returned may wait for ever: in one that nothing leads on from, but to where it came from, none calls or returns. That a network fails is no way to an end.
//
// Positions only grow, so a chain of successors that were each found later than
// their predecessor comes to an end: at a proper end, or at a state all of whose
// successors were found before it. Only those, the unsure states, need work: each
// must reach an end some other way. Nothing is stored for the others.

// ending finds the first state from which no end can be reached.
func (s *search) ending(ctx context.Context) (doomed position, found bool, err error) {
	slices.Sort(s.unsure)
	good := make([]bool, len(s.unsure))
	for i, u := range s.unsure {
		if good[i] {
			continue
		}
		if i%64 == 0 {
			if err := s.checkLimits(ctx); err != nil {
				return 0, false, err
			}
		}
		ok, err := s.reaches(u, good)
		if err != nil {
			return 0, false, err
		}
		if !ok {
			doomed, err = s.firstDoomed(ctx)
			return doomed, true, err
		}
	}
	return 0, false, nil
}

// reaches looks for a path from u to an end, or to an unsure state known to have
// one, taking later states first. States on the path become known.
func (s *search) reaches(u position, good []bool) (bool, error) {
	parent := map[position]position{u: u}
	stack := []position{u}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		next, ended, err := s.successors(p)
		if err != nil {
			return false, err
		}
		i, unsure := slices.BinarySearch(s.unsure, p)
		if ended || unsure && good[i] {
			for ; ; p = parent[p] {
				if i, unsure := slices.BinarySearch(s.unsure, p); unsure {
					good[i] = true
				}
				if p == parent[p] {
					return true, nil
				}
			}
		}
		slices.Sort(next)
		for _, q := range next {
			if _, seen := parent[q]; !seen {
				parent[q] = p
				stack = append(stack, q)
			}
		}
	}
	return false, nil
}

// successors expands a state of a search again, which was complete within its
// bound, as it did. What is beyond that counts as an end.
func (s *search) successors(p position) (next []position, ended bool, err error) {
	next, ended, err = s.taken(p)
	if err == nil && s.out.Reduced && !ended && !slices.ContainsFunc(next, func(q position) bool { return q > p }) {
		s.ample.Whole(true)
		defer s.ample.Whole(false)
		return s.taken(p)
	}
	return next, ended, err
}

// taken gives the successors by those steps that Expand gives.
func (s *search) taken(p position) (next []position, ended bool, err error) {
	s.out.Reset()
	if err := s.sys.Expand(s.seen.state(p), &s.out); err != nil {
		return nil, false, fmt.Errorf("checker: bug: a state expands differently: %w", err)
	}
	from := 0
	for _, it := range s.out.Items {
		state := s.out.Bytes[from:it.End]
		from = it.End
		if it.Moves.Mishap { // it need not happen
			continue
		}
		q, ok := s.seen.find(state, xxh3.Hash(state))
		switch {
		case ok:
			next = append(next, q)
		case s.cut:
			ended = true
		default:
			return nil, false, fmt.Errorf("checker: bug: a state has a new successor")
		}
	}
	return next, ended || s.out.Ended || s.out.Waits || len(s.out.Failed) > 0, nil
}

// find gives the position of a state with hash h.
func (v *visited) find(state []byte, h uint64) (position, bool) {
	mask := uint64(len(v.slots) - 1)
	for i := h & mask; v.slots[i] != 0; i = (i + 1) & mask {
		if v.slots[i]&^posMask == h&^posMask {
			if p := position(v.slots[i]&posMask - 1); string(v.state(p)) == string(state) {
				return p, true
			}
		}
	}
	return 0, false
}

// firstDoomed finds the first state from which no end can be reached, by going
// over all states from last to first until nothing changes. It is only called
// when there is one.
func (s *search) firstDoomed(ctx context.Context) (position, error) {
	all := s.seen.positions()
	good := make([]bool, len(all))
	index := func(p position) int { return sort.Search(len(all), func(i int) bool { return all[i] >= p }) }
	for changed := true; changed; {
		changed = false
		for i := len(all) - 1; i >= 0; i-- {
			if good[i] {
				continue
			}
			if i%1024 == 0 {
				if err := s.checkLimits(ctx); err != nil {
					return 0, err
				}
			}
			next, ended, err := s.successors(all[i])
			if err != nil {
				return 0, err
			}
			for _, q := range next {
				ended = ended || good[index(q)]
			}
			if ended {
				good[i], changed = true, true
			}
		}
	}
	return s.settled(all, good)
}

// positions lists all states in the order in which they were found.
func (v *visited) positions() []position {
	all := make([]position, 0, v.count)
	for p, ok := v.first(); ok; p, ok = v.next(p) {
		all = append(all, p)
	}
	return all
}

// beyond explores all that can follow a state, and reports whether an end or a
// violation can. If not, forever has bit t for each thread t that is blocked in all of it.
func (s *search) beyond(m *machine.Machine, state []byte) (ended bool, forever uint64, err error) {
	s.seen = newVisited()
	forever = ^uint64(0)
	first, _ := s.seen.insert(state, xxh3.Hash(state), 0, 0)
	for p, ok := first, true; ok; p, ok = s.seen.next(p) {
		s.out.Reset()
		if err := m.Expand(s.seen.state(p), &s.out); err != nil {
			return false, 0, err
		}
		if s.out.Ended || s.out.Waits || s.out.State != nil || len(s.out.Failed) > 0 {
			return true, 0, nil
		}
		if forever != 0 {
			forever &= m.Blocked(s.seen.state(p))
		}
		from := 0
		for _, it := range s.out.Items {
			if it.Moves.Mishap {
				from = it.End
				continue
			}
			b := s.out.Bytes[from:it.End]
			from = it.End
			if s.seen.full(1) {
				s.seen.grow()
			}
			s.seen.insert(b, xxh3.Hash(b), p, it.Action)
			if s.seen.count > s.opts.Limits.States {
				return false, 0, errLimit{"too many states"}
			}
		}
	}
	return false, forever, nil
}

// maxBeyond bounds the states that are looked at to tell who is blocked for ever.
const maxBeyond = 1 << 20
