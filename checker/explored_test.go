package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zeebo/xxh3"
	"pgregory.net/rapid"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/machine/reference/generate"
)

// TestExplored compares the graph that a search leaves with what the machine says of each state again.
func TestExplored(t *testing.T) {
	explored := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.OneOf(rapid.Custom(generate.Program), rapid.Custom(generate.Channels), rapid.Custom(generate.Guarded)).Draw(t, "program")
		memory := rapid.SampledFrom([]string{"go", "sc", "tso", "pso"}).Draw(t, "memory")
		plain, err := Check(context.Background(), p, Options{Memory: memory, Limits: Limits{States: bruteForceLimit}})
		require.NoError(t, err)
		r, x, err := Explore(context.Background(), p, Options{Memory: memory, Limits: Limits{States: bruteForceLimit}})
		require.NoError(t, err)
		require.Equal(t, plain.Verdict, r.Verdict)
		if x == nil {
			require.NotEqual(t, Verified, r.Verdict)
			return
		}
		explored++
		require.Equal(t, r.States, x.N())
		require.Equal(t, r.Transitions, x.Transitions())
		number := map[string]uint32{}
		x.Each(func(i uint32, state []byte) { number[string(state)] = i })
		require.Len(t, number, x.N())
		for state, i := range number {
			var out machine.Successors
			require.NoError(t, x.Machine.Expand([]byte(state), &out))
			require.Equal(t, out.Ended, x.Ended(i))
			var want []graph.Edge
			from := 0
			for _, it := range out.Items {
				want = append(want, graph.Edge{To: number[string(out.Bytes[from:it.End])], Action: it.Action, Partner: it.Moves.Partner, Label: it.Label, Mark: it.Moves.Enters})
				from = it.End
			}
			var got []graph.Edge
			for e := range x.Edges(i) {
				got = append(got, e)
			}
			require.Equal(t, want, got)
		}
	})
	require.Positive(t, explored)
}

// TestNumbers: a state's number is how many were found before it, whatever its record's other fields are.
func TestNumbers(t *testing.T) {
	v := newVisited()
	v.numbered = true
	var at []position
	for i := range 700 {
		state := make([]byte, i)
		p, fresh := v.insert(state, xxh3.Hash(state), placeOr0(at, i/2), machine.StepOf(i%64, i*i%1000))
		require.True(t, fresh)
		at = append(at, p)
		if v.full(1) {
			v.grow()
		}
	}
	for i, p := range at {
		require.Equal(t, uint32(i), v.number(p))
	}
	require.Equal(t, at, v.positions())
}

// placeOr0 is the place in the list, or of the first state.
func placeOr0(list []position, i int) position {
	if i < len(list) {
		return list[i]
	}
	return 0
}
