package checker

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program"
	"heddle/model/program/build"
)

// nearestEnd is the least number of steps to an end, layer by layer and without any table but of states; -1: none
// among the first states.
func nearestEnd(t require.TestingT, p *program.Program, states int) int {
	m := machine.New(p, machine.Config{Memory: machine.Memories()[0], AllVisible: true})
	for {
		initial, fail, err := m.Start(nil)
		if err == nil && fail != nil {
			return -1
		}
		seen, layer := map[string]bool{string(initial): true}, []string{string(initial)}
		for depth := 0; err == nil && len(layer) > 0 && len(seen) < states; depth++ {
			var next []string
			for _, state := range layer {
				var out machine.Successors
				if err = m.Expand([]byte(state), &out); err != nil {
					break
				}
				if out.Ended && out.State == nil {
					return depth
				}
				from := 0
				for _, it := range out.Items {
					to := string(out.Bytes[from:it.End])
					if from = it.End; !seen[to] {
						seen[to] = true
						next = append(next, to)
					}
				}
			}
			layer = next
		}
		if err != machine.ErrAgain {
			require.NoError(t, err)
			return -1
		}
	}
}

// TestEndIsNearest: no run to an end is shorter than the one that is found, and the reference interpreter can follow that.
func TestEndIsNearest(t *testing.T) {
	const states = 2000
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Channels(t)
		if rapid.Bool().Draw(t, "networks") {
			p = generate.Networks(t)
		}
		want := nearestEnd(t, p, states)
		r, err := End(t.Context(), p, Options{AllVisible: true, Limits: Limits{States: 2 * states}})
		require.NoError(t, err)
		switch {
		case want >= 0:
			require.Equal(t, Verified, r.Verdict, r.Message)
			require.Len(t, r.Schedule.Steps, want)
			require.Empty(t, r.Schedule.Property)
		case r.Schedule == nil:
			require.Equal(t, Incomplete, r.Verdict)
			require.NotEmpty(t, r.Message)
		}
	})
}

// TestEndPastViolations: where some runs go wrong, one that does not is found.
func TestEndPastViolations(t *testing.T) {
	b := build.New()
	main := b.Func("main")
	main.Assert(main.Choose(main.Const(2)), "the first choice is wrong")
	main.Return()
	r, err := End(t.Context(), b.Program(main), Options{})
	require.NoError(t, err)
	assert.Equal(t, Verified, r.Verdict)
	require.Len(t, r.Schedule.Steps, 1)
	assert.Equal(t, 1, r.Schedule.Steps[0].Alt)
}

// TestNoEnd: a program that fails before its first step has no run that ends.
func TestNoEnd(t *testing.T) {
	b := build.New()
	main := b.Func("main")
	main.Assert(main.Const(0), "this is wrong")
	main.Return()
	r, err := End(t.Context(), b.Program(main), Options{})
	require.NoError(t, err)
	assert.Equal(t, Incomplete, r.Verdict)
	assert.Equal(t, "no run of it ends as it should", r.Message)
	assert.Nil(t, r.Schedule)
}
