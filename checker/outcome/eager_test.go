package outcome

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/litmus"
	"heddle/model/litmus/diy"
)

// TestEager: to take steps that nobody notices first, and to know beforehand who touches
// what, changes no outcome of any cycle of up to four edges.
func TestEager(t *testing.T) {
	arch, err := diy.FindArch("X86")
	require.NoError(t, err)
	cycles, err := diy.Cycles(arch, []string{"Pod**", "Pos**", "MFenced**", "SFenced**", "Rfe", "Fre", "Coe", "Rfi"}, "", diy.Bounds{Size: 4})
	require.NoError(t, err)
	require.Greater(t, len(cycles), 50)
	ctx := context.Background()
	var e, plain Explorer
	fewer := 0
	for _, c := range cycles {
		src, err := c.Source(arch, diy.Options{})
		require.NoError(t, err)
		test, err := litmus.Parse(c.Name(), []byte(src))
		require.NoError(t, err)
		code, err := test.Compile()
		require.NoError(t, err)
		for _, name := range []string{"sc", "tso", "pso"} {
			memory, err := machine.FindMemory(name)
			require.NoError(t, err)
			r, err := e.Explore(ctx, code, memory, Limits{})
			require.NoError(t, err)
			_, err = plain.search(ctx, code.Program, machine.Config{Memory: memory}, code.Observed(), Limits{})
			require.NoError(t, err)
			want := map[string]bool{}
			for _, f := range plain.finals {
				want[code.Format(f.words)] = true
			}
			got := map[string]bool{}
			for _, o := range r.Outcomes {
				got[o.State] = true
			}
			assert.Equal(t, want, got, "%s %s", c, name)
			assert.LessOrEqual(t, e.graph.len(), plain.graph.len(), "%s %s", c, name)
			if e.graph.len() < plain.graph.len() {
				fewer++
			}
		}
	}
	assert.Greater(t, 2*fewer, len(cycles), "many are smaller")
}
