package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/sample"
)

// TestSampleFinds samples broken entries of the library by each strategy.
func TestSampleFinds(t *testing.T) {
	for _, c := range []struct{ target, memory, property string }{
		{"lock/naive", "sc", checker.PropertyExclusion},
		{"lock/peterson~unfenced", "tso", checker.PropertyExclusion},
		{"barrier/counting", "sc", checker.PropertyStuck},
	} {
		for _, k := range sample.Kinds() {
			t.Run(c.target+" "+k.Name, func(t *testing.T) {
				p := load(t, c.target, 2, 1)
				r, got, err := checker.Sample(context.Background(), p, checker.Options{Memory: c.memory}, checker.SampleOptions{Strategy: k.Name, Schedules: 3000, PassPilots: true})
				require.NoError(t, err)
				require.Equal(t, c.property, r.Property)
				require.Equal(t, k.Name, got.Strategy)
				require.Positive(t, got.Schedules)
				require.Equal(t, c.property != checker.PropertyStuck, got.Minimal)
				want, err := checker.Check(context.Background(), p, checker.Options{Memory: c.memory})
				require.NoError(t, err)
				require.Len(t, r.Schedule.Steps, len(want.Schedule.Steps))
				again, err := checker.Replay(p, r.Schedule)
				require.NoError(t, err)
				require.Equal(t, c.property, again.Property)
			})
		}
	}
}

// TestSampleAgain: the same seed gives the same runs, another one others.
func TestSampleAgain(t *testing.T) {
	p := load(t, "lock/ticket", 3, 1)
	for _, k := range sample.Kinds() {
		once := func(seed uint64) checker.Sampled {
			r, got, err := checker.Sample(context.Background(), p, checker.Options{Memory: "tso"}, checker.SampleOptions{Strategy: k.Name, Schedules: 100, Seed: seed})
			require.NoError(t, err)
			require.Equal(t, checker.Incomplete, r.Verdict)
			require.Empty(t, r.Message)
			return got
		}
		first, other := once(1), once(2)
		require.Equal(t, first, once(1))
		other.Seed = first.Seed
		require.NotEqual(t, first, other)
	}
}

// TestSampleRefuses: what sampling cannot answer is refused.
func TestSampleRefuses(t *testing.T) {
	p := load(t, "lock/ticket", 2, 1)
	none := 0
	for want, bad := range map[string]struct {
		checker.Options
		checker.SampleOptions
	}{
		"go on for ever": {Options: checker.Options{Liveness: []string{checker.LivenessAll}}},
		"preemptions":    {Options: checker.Options{Preemptions: &none}},
		"depth":          {Options: checker.Options{Limits: checker.Limits{Depth: 3}}},
		"strategy":       {SampleOptions: checker.SampleOptions{Strategy: "best"}},
		"-1 schedules":   {SampleOptions: checker.SampleOptions{Schedules: -1}},
		"depth -1":       {SampleOptions: checker.SampleOptions{Depth: -1}},
		"-1 steps":       {SampleOptions: checker.SampleOptions{Steps: -1}},
	} {
		_, _, err := checker.Sample(context.Background(), p, bad.Options, bad.SampleOptions)
		require.ErrorContains(t, err, want)
	}
}
