package live

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/graph"
	_ "heddle/model/drawn"
)

func search(t require.TestingT, g *graph.Graph, fairness Fairness) *Search {
	s, err := New(g, fairness, func() error { return nil })
	require.NoError(t, err)
	return s
}

func drawClaim(t *rapid.T, s system) Claim {
	states := rapid.SliceOfN(rapid.SampledFrom([]bool{true, true, true, false}), len(s), len(s)).Draw(t, "states that count")
	thread := rapid.SampledFrom([]int{-1, -1, 1}).Draw(t, "thread that does not count")
	return Claim{Property: "x", Filter: graph.Filter{
		State: func(i uint32) bool { return states[i] },
		Edge:  func(_ uint32, e *graph.Edge) bool { return e.Action.Hardware() || e.Action.Thread() != thread },
	}}
}

const message = "message " // begins the names of what a network must deliver under weak fairness, too

// names gives the processes of an edge as words, by other code than the search's.
func names(e graph.Edge) []string {
	who := string(rune('A' + e.Action.Thread()))
	if e.Action.Flush() {
		return []string{"buffer " + who}
	}
	if e.Action.Deliver() {
		return []string{"messages of " + who}
	}
	var list []string
	if !e.Action.Fault() {
		list = append(list, who)
	}
	if e.Takes > 0 {
		list = append(list, fmt.Sprint(message, e.Takes))
	}
	if e.Partner > 0 {
		list = append(list, string(rune('A'+e.Partner-1)))
	}
	return list
}

// enables gives the processes that can step in a state.
func (s system) enables(i uint32) map[string]bool {
	set := map[string]bool{}
	for _, e := range s[i] {
		for _, n := range names(e) {
			set[n] = true
		}
	}
	return set
}

func (s system) processes() []string {
	set := map[string]bool{}
	for i := range s {
		maps.Copy(set, s.enables(uint32(i)))
	}
	return slices.Sorted(maps.Keys(set))
}

// violates reports whether a fair run stays for ever within the states and edges of a claim. Of
// what is strongly fair each set is tried that steps again and again: no others may be able to, then.
// (All states can be reached.)
func (s system) violates(c Claim, fairness Fairness) bool {
	for i := range s {
		if c.State(uint32(i)) && s.atRest(i) {
			return true
		}
	}
	var weak, strong []string
	for _, p := range s.processes() {
		if fairness == Weak && !strings.HasPrefix(p, message) {
			weak = append(weak, p)
		} else {
			strong = append(strong, p)
		}
	}
	for set := range 1 << len(strong) {
		step := slices.Clone(weak)
		rest := c
		for k, p := range strong {
			if set>>k&1 != 0 {
				step = append(step, p)
			} else {
				before := rest.State
				rest.State = func(i uint32) bool { return before(i) && !s.enables(i)[p] }
			}
		}
		if s.cycles(rest, step, func(p string, from uint32) bool { return slices.Contains(weak, p) && !s.enables(from)[p] }) {
			return true
		}
	}
	return false
}

// atRest reports whether a run may stay in a state though it can go on.
func (s system) atRest(i int) bool {
	return len(s[i]) > 0 && !slices.ContainsFunc(s[i], func(e graph.Edge) bool { return len(names(e)) > 0 })
}

// cycles reports whether a run can stay within the claim for ever so that each process again and
// again steps or is excused. It computes the greatest set of edges each of which, for each
// process, leads within the set to one that is a step of it or excuses it (E. A. Emerson, C.-L. Lei, 1987).
func (s system) cycles(c Claim, procs []string, excused func(p string, from uint32) bool) bool {
	type arc struct {
		from uint32
		edge graph.Edge
	}
	set := map[arc]bool{}
	for i := range s {
		for _, e := range s[i] {
			if c.State(uint32(i)) && c.State(e.To) && c.Edge(uint32(i), &e) {
				set[arc{uint32(i), e}] = true
			}
		}
	}
	next := func(goal map[arc]bool) map[arc]bool { // arcs of set from which one of goal is reached in one step or more
		found := map[arc]bool{}
		for again := true; again; {
			again = false
			for a := range set {
				for b := range set {
					if !found[a] && a.edge.To == b.from && (goal[b] || found[b]) {
						found[a], again = true, true
					}
				}
			}
		}
		return found
	}
	for {
		keep := next(set)
		for _, p := range procs {
			goal := map[arc]bool{}
			for a := range set {
				if slices.Contains(names(a.edge), p) || excused(p, a.from) {
					goal[a] = true
				}
			}
			reach := next(goal)
			maps.DeleteFunc(keep, func(a arc, _ bool) bool { return !reach[a] })
		}
		if len(keep) == len(set) {
			return len(set) > 0
		}
		set = keep
	}
}

// isFair reports whether a cycle is.
func (s system) isFair(cycle []graph.Step, fairness Fairness) bool {
	for _, p := range s.processes() {
		steps, can, cannot := false, false, false
		for _, x := range cycle {
			steps = steps || slices.Contains(names(x.Edge), p)
			can = can || s.enables(x.From)[p]
			cannot = cannot || !s.enables(x.From)[p]
		}
		if fairness := cmp.Or(fairness, Fairness(strings.Count(p, message))); !steps && (fairness == Weak && !cannot || fairness == Strong && can) {
			return false
		}
	}
	return true
}

func (s system) requireLasso(t *rapid.T, l Lasso, c Claim, fairness Fairness) {
	at := uint32(0)
	for _, x := range slices.Concat(l.Stem, l.Cycle) {
		require.Equal(t, at, x.From)
		require.Contains(t, s[at], x.Edge)
		at = x.To
	}
	if len(l.Cycle) == 0 {
		require.True(t, c.State(at) && s.atRest(int(at)))
		return
	}
	require.Equal(t, l.Cycle[0].From, at)
	for _, x := range l.Cycle {
		require.True(t, c.State(x.From) && c.Edge(x.From, &x.Edge))
	}
	require.True(t, s.isFair(l.Cycle, fairness), "%v", l.Cycle)
}

// shortest is the length of the shortest fair cycle, 0 if none is as short as limit.
func (s system) shortest(c Claim, fairness Fairness, limit int) int {
	best := 0
	var walk func(cycle []graph.Step, at uint32)
	walk = func(cycle []graph.Step, at uint32) {
		if len(cycle) > 0 && at == cycle[0].From && s.isFair(cycle, fairness) {
			best = len(cycle)
			return
		}
		if len(cycle) == limit || best > 0 && len(cycle) >= best-1 {
			return
		}
		for _, e := range s[at] {
			if c.State(at) && c.State(e.To) && c.Edge(at, &e) {
				walk(append(cycle, graph.Step{From: at, Edge: e}), e.To)
			}
		}
	}
	for i := range s {
		walk(nil, uint32(i))
	}
	return best
}

// TestAgainstFixpoints compares verdicts with those of another algorithm, and checks each lasso.
func TestAgainstFixpoints(t *testing.T) {
	violated, rests := map[Fairness]int{}, 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		c := drawClaim(t, s)
		g := s.graph()
		for _, fairness := range []Fairness{Weak, Strong} {
			l, _, ok := search(t, g, fairness).Lasso([]Claim{c})
			require.Equal(t, s.violates(c, fairness), ok, "%v: %v", fairness, s)
			if ok {
				violated[fairness]++
				s.requireLasso(t, l, c, fairness)
				if len(l.Cycle) == 0 {
					rests++
					continue
				}
				if n := s.shortest(c, fairness, 5); n > 0 {
					require.Len(t, l.Cycle, n, "%v", s)
				} else {
					require.Greater(t, len(l.Cycle), 5)
				}
			}
		}
	})
	assert.Positive(t, violated[Weak])
	assert.Positive(t, violated[Strong])
	if !testing.Short() { // a fifth of the systems has few of what is rare
		assert.Greater(t, violated[Weak], violated[Strong])
		assert.Positive(t, rests)
	}
}
