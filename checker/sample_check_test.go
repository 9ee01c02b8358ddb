package checker_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/checker/sample"
	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// TestSampleAgainstCheck: what is sampled is violated if and only if a search of all schedules finds a violation, as far as small programs
// go; and where all of them is searched for a shorter schedule the answer is the same one.
func TestSampleAgainstCheck(t *testing.T) {
	violated := 0
	rapid.Check(t, func(t *rapid.T) {
		draw := map[string]func(*rapid.T) *program.Program{
			"plain": generate.Program, "mixed": generate.Mixed, "guarded": generate.Guarded, "channels": generate.Channels, "maps": generate.Maps,
			"ghosts": generate.Ghosts, "panics": generate.Panics, "network": generate.Networks,
		}
		p := draw[rapid.SampledFrom([]string{"plain", "mixed", "guarded", "channels", "maps", "ghosts", "panics", "network"}).Draw(t, "kind")](t)
		opts := checker.Options{Memory: rapid.SampledFrom(machine.Memories()).Draw(t, "memory").Name, AllVisible: rapid.Bool().Draw(t, "all visible")}
		opts.Limits.States = 3000
		want, err := checker.Check(context.Background(), p, opts)
		if err != nil || want.Verdict == checker.Incomplete {
			return
		}
		kind := rapid.SampledFrom(sample.Kinds()).Draw(t, "strategy").Name
		got, s, err := checker.Sample(context.Background(), p, opts, checker.SampleOptions{Strategy: kind, Schedules: 600, Depth: 4, Steps: 500, PassPilots: true})
		if errors.Is(err, checker.ErrVacuous) {
			return
		}
		require.NoError(t, err, "%v", p)
		if want.Verdict == checker.Verified {
			require.Equal(t, checker.Incomplete, got.Verdict, "%s %s\n%v", got.Property, got.Message, p)
			require.Equal(t, 600, s.Schedules)
			return
		}
		if got.Verdict == checker.Violated {
			violated++
			if s.Minimal {
				require.Len(t, got.Schedule.Steps, len(want.Schedule.Steps), "%v", p)
			}
			return
		}
		if kind != "pct" && want.States < 50 { // some need more changes of priority
			require.Fail(t, "missed", "%s by %s\n%v", want.Property, kind, p)
		}
	})
	require.Positive(t, violated)
}

// TestSampleForgets: what is kept of states for later runs changes nothing but the time.
func TestSampleForgets(t *testing.T) {
	p := load(t, "lock/mcs-heap", 3, 2)
	for _, k := range sample.Kinds() {
		if k.Learns {
			continue // what it has learned is kept with the states
		}
		asked := checker.SampleOptions{Strategy: k.Name, Schedules: 60}
		_, want, err := checker.Sample(context.Background(), p, checker.Options{Memory: "go"}, asked)
		require.NoError(t, err)
		_, got, err := checker.Sample(context.Background(), p, checker.Options{Memory: "go", Limits: checker.Limits{Memory: 1}}, asked)
		require.NoError(t, err)
		require.Equal(t, want, got, k.Name)
	}
}

// TestSampleRaces: runs race as schedules that are searched do.
func TestSampleRaces(t *testing.T) {
	for memory, target := range map[string]string{"go": "rwlock/courtois-readers~unguarded", "rc11": "lock/ticket~unfenced"} {
		p := load(t, target, 3, 1)
		for _, k := range sample.Kinds() {
			r, _, err := checker.Sample(context.Background(), p, checker.Options{Memory: memory}, checker.SampleOptions{Strategy: k.Name, Schedules: 200})
			require.NoError(t, err)
			require.Equal(t, checker.PropertyRace, r.Property, "%s under %s", k.Name, memory)
		}
	}
}

// TestSampleStops: a limit of time, or who asks, ends it with what was reached.
func TestSampleStops(t *testing.T) {
	p := load(t, "lock/ticket", 3, 2)
	asked := checker.SampleOptions{Schedules: 1 << 40}
	r, got, err := checker.Sample(context.Background(), p, checker.Options{Limits: checker.Limits{Time: 20 * time.Millisecond}}, asked)
	require.NoError(t, err)
	require.Equal(t, checker.Incomplete, r.Verdict)
	require.Equal(t, "the time limit of 20ms was met", r.Message)
	require.False(t, r.Partial())
	require.Equal(t, got.Schedules, got.Ended+got.Cut)
	ctx, cancel := context.WithCancel(context.Background())
	opts := checker.Options{Progress: func(p checker.Progress) {
		if p.Schedules > 1 {
			cancel()
		}
	}}
	r, got, err = checker.Sample(ctx, p, opts, asked)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(r.Message, "it was interrupted"), r.Message)
	require.Positive(t, got.Schedules)
}
