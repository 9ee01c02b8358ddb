package checker

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
)

// requireWithin compares a bounded search with what is wanted.
func requireWithin(t *rapid.T, g nodes, w want, opts Options) *search {
	s := explore(g, opts)
	require.Empty(t, s.limit)
	require.Equal(t, w.violated, s.violation != nil, "violated")
	if w.violated {
		return s
	}
	got := map[int]bool{}
	for p, ok := s.seen.first(); ok; p, ok = s.seen.next(p) {
		got[int(s.seen.state(p)[0])] = true
	}
	require.Equal(t, w.nodes, got)
	require.Equal(t, w.cut, s.cut, "cut")
	doomed, stuck, err := s.ending(context.Background())
	require.NoError(t, err)
	require.Equal(t, w.stuck, stuck, "stuck")
	if stuck {
		require.False(t, g.escapes(int(s.seen.state(doomed)[0]), w.nodes))
		s.violation = &violation{failure: &machine.Failure{Property: PropertyStuck}, at: doomed, spinning: true}
		g.requireWalk(t, s.shortest(), int(s.seen.state(doomed)[0]))
	}
	return s
}

// requireWalk: a path leads from node 0 to another.
func (g nodes) requireWalk(t *rapid.T, path []machine.Action, goal int) {
	here := map[int]bool{0: true}
	for _, a := range path {
		next := map[int]bool{}
		for n := range here {
			for _, e := range g[n].edges {
				if e.action == a && e.fails == "" {
					next[e.to] = true
				}
			}
		}
		here = next
	}
	require.True(t, here[goal])
}

// TestPreemptionsAgainstBruteForce compares the search by preemptions with the prices
// of all schedules, on random graphs: what it finds, what is beyond the bound, and that
// the violation shown is the cheapest.
func TestPreemptionsAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGraph(t, 9)
		bound := rapid.IntRange(0, 4).Draw(t, "preemptions")
		w := g.within(func(p price) bool { return p.preemptions <= bound })
		s := requireWithin(t, g, w, Options{Preemptions: &bound})
		if w.violated {
			path := s.shortest()
			require.Equal(t, w.price, price{*s.preemptions(), len(path)})
			require.Equal(t, w.property, s.violation.failure.Property)
		}
	})
}

// TestDepthAgainstBruteForce does so for a bound on the steps of a schedule.
func TestDepthAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGraph(t, 9)
		for i := range g { // so that a price is a number of steps
			for j := range g[i].edges {
				g[i].edges[j].action, g[i].edges[j].moves = machine.StepOf(0, 0), machine.Moves{}
			}
		}
		bound := rapid.IntRange(1, 6).Draw(t, "depth")
		w := g.within(func(p price) bool { return p.steps <= bound })
		s := requireWithin(t, g, w, Options{Limits: Limits{Depth: bound}})
		if w.violated {
			require.Len(t, s.shortest(), w.price.steps)
		}
	})
}

// TestWhatIsFree: the preemptions of a schedule to node 9, for each rule.
func TestWhatIsFree(t *testing.T) {
	step := func(thread, to int) edge { return edge{action: machine.StepOf(thread, 0), to: to} }
	flush := func(to int) edge { return edge{action: machine.FlushOf(1, 0), to: to} }
	for name, test := range map[string]struct {
		nodes map[int][]edge
		want  int
	}{
		"main runs at the start":         {map[int][]edge{0: {step(0, 1), step(1, 9)}}, 1},
		"main goes on":                   {map[int][]edge{0: {step(0, 9), step(1, 1)}}, 0},
		"main is blocked":                {map[int][]edge{0: {step(1, 9)}}, 0},
		"there and back":                 {map[int][]edge{0: {step(0, 8), step(1, 1)}, 1: {step(0, 9), step(1, 8)}}, 2},
		"back from one that has ended":   {map[int][]edge{0: {step(0, 8), step(1, 1)}, 1: {step(0, 9)}}, 1},
		"main spins":                     {map[int][]edge{0: {step(0, 0), step(1, 9)}}, 0},
		"main takes turns with itself":   {map[int][]edge{0: {step(0, 1), step(1, 9)}, 1: {step(0, 0)}}, 1},
		"a flush changes nothing":        {map[int][]edge{0: {step(0, 8), flush(1)}, 1: {step(0, 8), step(1, 9)}}, 1},
		"a flush for one that waits":     {map[int][]edge{0: {flush(1)}, 1: {step(0, 8), step(1, 9)}}, 0},
		"a daemon changes nothing":       {map[int][]edge{0: {step(0, 8), {action: machine.StepOf(2, 0), moves: machine.Moves{Daemon: true}, to: 1}}, 1: {step(0, 9), step(2, 8)}}, 0},
		"a joint step from its first":    {map[int][]edge{0: {{action: machine.StepOf(0, 0), moves: machine.Moves{Partner: 2}, to: 1}}, 1: {step(0, 8), step(1, 9)}}, 0},
		"a joint step from its second":   {map[int][]edge{0: {{action: machine.StepOf(1, 0), moves: machine.Moves{Partner: 1}, to: 1}}, 1: {step(0, 9), step(1, 8)}}, 0},
		"a joint step of two others":     {map[int][]edge{0: {step(0, 8), {action: machine.StepOf(1, 0), moves: machine.Moves{Partner: 3}, to: 9}}}, 1},
		"one side alone could go on":     {map[int][]edge{0: {{action: machine.StepOf(1, 0), moves: machine.Moves{Partner: 1}, to: 8}, step(2, 9)}}, 1},
		"neither side of the joint step": {map[int][]edge{0: {{action: machine.StepOf(0, 0), moves: machine.Moves{Partner: 2}, to: 1}}, 1: {step(0, 8), step(1, 8), step(2, 9)}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			g := make(nodes, 10)
			for i, edges := range test.nodes {
				g[i].edges = edges
			}
			g[8].end, g[9].bad = true, PropertyDeadlock
			for bound := range test.want {
				s := explore(g, Options{Preemptions: &bound})
				assert.Nil(t, s.violation, "with %d", bound)
				assert.True(t, s.cut, "with %d", bound)
			}
			s := explore(g, Options{Preemptions: &test.want})
			require.NotNil(t, s.violation)
			s.shortest()
			assert.Equal(t, test.want, *s.preemptions())
		})
	}
}

func TestBoundsAreValid(t *testing.T) {
	for want, opts := range map[string]Options{
		"a depth of -1":        {Limits: Limits{Depth: -1}},
		"-1 preemptions":       {Preemptions: new(-1)},
		"2000000 preemptions":  {Preemptions: new(2_000_000)},
		"a depth-first search": {Preemptions: new(0), DepthFirst: true},
		"one of them":          {Preemptions: new(0), Limits: Limits{Depth: 1}},
	} {
		assert.ErrorContains(t, opts.validate(), want, fmt.Sprint(opts))
	}
	assert.NoError(t, (&Options{}).validate())
	assert.NoError(t, (&Options{Preemptions: new(0)}).validate())
}
