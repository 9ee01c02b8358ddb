package fences_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/checker/fences"
	"heddle/machine"
	"heddle/machine/reference/generate"
	_ "heddle/model/drawn"
	"heddle/model/program"
)

// TestGenerated checks answers about generated programs by checks of their own: with the
// orders found all claims hold, with any next weaker one they do not.
func TestGenerated(t *testing.T) {
	weaker := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{generate.Program, generate.Mixed, generate.Weak, generate.WeakLoops}).Draw(t, "kind")(t)
		memory := rapid.SampledFrom(machine.Memories()).Draw(t, "memory").Name
		opts := checker.Options{Memory: memory, Limits: checker.Limits{States: 1000}}
		a, err := fences.Find(context.Background(), p, fences.Options{Options: opts})
		require.NoError(t, err)
		check := func(p *program.Program) checker.Result {
			r, err := checker.Check(context.Background(), p, opts)
			require.NoError(t, err)
			return r
		}
		if with := check(fences.WithFences(p)); a.AsWritten.Verdict != checker.Incomplete {
			require.Equal(t, a.AsWritten.Verdict, with.Verdict, "%s %v", memory, p)
			require.Equal(t, a.AsWritten.States, with.States, "%s %v", memory, p)
			require.Equal(t, a.AsWritten.Transitions, with.Transitions, "%s %v", memory, p)
		}
		for _, part := range a.Parts {
			if !part.Holds || !part.Minimal {
				continue
			}
			require.Equal(t, checker.Verified, check(fences.Changed(p, part, -1, 0)).Verdict, "%s %v", memory, p)
			for i, f := range part.Findings {
				if f.Suffices != f.Written {
					weaker++
				}
				for _, n := range f.Needed {
					r := check(fences.Changed(p, part, i, n.Weaker))
					require.Equal(t, n.Result.Property, r.Property, "%s %v", memory, p)
					require.Equal(t, checker.Violated, r.Verdict, "%s %v", memory, p)
				}
			}
		}
	})
	require.Positive(t, weaker)
}
