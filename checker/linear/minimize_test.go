package linear

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// paths gives the lists of labels of all paths from a state, beginnings of others among them.
func (g *graph) paths(state uint32) map[string]bool {
	found := map[string]bool{"": true}
	for _, t := range g.steps[state] {
		for rest := range g.paths(t.to) {
			if t.call != 0 {
				rest = fmt.Sprintf("%d:%d %s", t.call, t.result, rest)
			}
			found[rest] = true
		}
	}
	return found
}

func TestMinimizingKeepsPaths(t *testing.T) {
	smaller := 0
	rapid.Check(t, func(t *rapid.T) {
		a := newAutomaton()
		g := randomGraph(t, a)
		nodes, _, ok := g.minimize()
		require.True(t, ok)
		again := &graph{}
		for i, list := range nodes {
			require.True(t, slices.IsSortedFunc(list, edge.compare))
			var steps []transition
			for _, e := range list {
				steps = append(steps, transition(e))
			}
			again.steps = append(again.steps, steps)
			for _, other := range nodes[:i] {
				require.NotEqual(t, list, other)
			}
		}
		require.Equal(t, g.paths(0), again.paths(0))
		if len(nodes) < len(g.steps) {
			smaller++
		}
	})
	require.NotZero(t, smaller)
}
