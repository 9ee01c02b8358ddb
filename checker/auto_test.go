package checker_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/machine/reference/generate"
	_ "heddle/model/drawn"
	"heddle/model/program"
)

// withoutTimes is a result with nothing in it that two runs need not have in common.
func withoutTimes(r checker.Result) checker.Result {
	r.Elapsed, r.CPU = 0, 0
	return r
}

// TestAuto: what Auto says is what the search that it comes from says alone, whatever the limit; and it says it twice.
func TestAuto(t *testing.T) {
	library := []*program.Program{load(t, "lock/peterson", 2, 3), load(t, "lock/dekker", 2, 3), load(t, "lock/mcs~plain-release", 3, 1), load(t, "barrier/sense", 3, 2)}
	answers := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		var p *program.Program
		if i := rapid.IntRange(0, 2*len(library)).Draw(t, "program"); i < len(library) {
			p = library[i]
		} else {
			p = generate.Mixed(t)
		}
		opts := checker.Options{
			Memory:   rapid.SampledFrom([]string{"go", "sc", "tso"}).Draw(t, "memory"),
			Symmetry: rapid.Bool().Draw(t, "symmetry"),
		}
		whole := opts
		whole.Limits.States = 3000
		want, err := checker.Check(context.Background(), p, whole)
		require.NoError(t, err)
		if want.Verdict == checker.Incomplete {
			return
		}
		auto := checker.AutoOptions{Preemptions: rapid.IntRange(0, 1).Draw(t, "preemptions"), Sample: checker.SampleOptions{Schedules: 10}}
		opts.Limits.States = max(1, want.States*rapid.SampledFrom([]int{100, 99, 90, 70, 30, 5}).Draw(t, "percent")/100)
		got, err := checker.Auto(context.Background(), p, opts, auto)
		require.NoError(t, err)
		again, err := checker.Auto(context.Background(), p, opts, auto)
		require.NoError(t, err)
		require.Equal(t, withoutTimes(got), withoutTimes(again))
		switch {
		case got.Verdict != checker.Incomplete:
			answers[got.Verdict.String()]++
			require.Equal(t, want.Verdict, got.Verdict, "%v", p)
		case got.Bounded != "":
			answers["bounded"]++
			requireBound(t, p, whole, got, map[int]int{0: 2, 1: 1}[auto.Preemptions])
		default:
			answers["sampled"]++
			require.Contains(t, got.Message, "for all schedules the limit of ")
			require.Equal(t, 10, got.Sampled.Schedules)
		}
	})
	for _, answer := range []string{"verified", "violated", "bounded", "sampled"} {
		assert.Positive(t, answers[answer], "%v", answers)
	}
}

// requireBound requires that got is what a search says that has the same bound, which is at least that.
func requireBound(t *rapid.T, p *program.Program, opts checker.Options, got checker.Result, least int) {
	require.Contains(t, got.Message, "for all schedules the limit of ")
	got.Message = ""
	bound := -1
	_, err := fmt.Sscanf(got.Bounded, "preemptions=%d", &bound)
	require.NoError(t, err)
	require.GreaterOrEqual(t, bound, least)
	opts.Preemptions = &bound
	alone, err := checker.Check(context.Background(), p, opts)
	require.NoError(t, err)
	require.Equal(t, withoutTimes(alone), withoutTimes(got))
}

// TestAutoSays has one program, and budgets for each kind of answer.
func TestAutoSays(t *testing.T) {
	prog := load(t, "lock/dekker", 2, 3)
	for _, test := range []struct {
		states           int
		auto             checker.AutoOptions
		verdict          checker.Verdict
		bounded, message string
	}{
		{845, checker.AutoOptions{}, checker.Verified, "", ""},
		{844, checker.AutoOptions{}, checker.Incomplete, "preemptions=2", "for all schedules the limit of 844 states was met"},
		{100, checker.AutoOptions{}, checker.Incomplete, "", "for all schedules the limit of 100 states was met; verified up to preemptions=0"},
		{50, checker.AutoOptions{}, checker.Incomplete, "", "for all schedules the limit of 50 states was met"},
	} {
		opts := checker.Options{Limits: checker.Limits{States: test.states}}
		got, err := checker.Auto(t.Context(), prog, opts, test.auto)
		require.NoError(t, err)
		assert.Equal(t, []any{test.verdict, test.bounded, test.message}, []any{got.Verdict, got.Bounded, got.Message})
		if assert.Equal(t, test.verdict == checker.Incomplete && test.bounded == "", got.Sampled != nil) && got.Sampled != nil {
			assert.Equal(t, []any{checker.AutoSchedules, checker.AutoStrategy}, []any{got.Sampled.Schedules, got.Sampled.Strategy})
		}
	}
}

// TestAutoInMemory: limits of memory are met at the same state in every run.
func TestAutoInMemory(t *testing.T) {
	prog := load(t, "lock/bakery", 3, 1)
	opts := checker.Options{Limits: checker.Limits{Memory: 200_000}}
	auto := checker.AutoOptions{Preemptions: 1, Sample: checker.SampleOptions{Schedules: 10}}
	first, err := checker.Auto(t.Context(), prog, opts, auto)
	require.NoError(t, err)
	assert.Equal(t, "for all schedules the memory limit of 200 kB was met; verified up to preemptions=0", first.Message)
	again, err := checker.Auto(t.Context(), prog, opts, auto)
	require.NoError(t, err)
	assert.Equal(t, withoutTimes(first), withoutTimes(again))
}

// TestAutoInTime: a limit of time is named as it was asked for, not as the share of a stage.
func TestAutoInTime(t *testing.T) {
	prog := load(t, "lock/bakery", 3, 3)
	got, err := checker.Auto(t.Context(), prog, checker.Options{Limits: checker.Limits{Time: 50 * time.Millisecond}}, checker.AutoOptions{})
	require.NoError(t, err)
	assert.Contains(t, got.Message, "for all schedules the time limit of 50ms was met")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err = checker.Auto(ctx, prog, checker.Options{}, checker.AutoOptions{})
	require.NoError(t, err)
	assert.Equal(t, []any{checker.Incomplete, "it was interrupted"}, []any{got.Verdict, got.Message})
}

// expiring is a context that ends when it has been asked for its error so often.
type expiring struct {
	context.Context
	left int
}

func (e *expiring) Err() error {
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestAutoInterrupted interrupts each stage: what is said is what the stages before it have found.
func TestAutoInterrupted(t *testing.T) {
	prog := load(t, "lock/dekker", 2, 3)
	says := map[string]bool{}
	for asked := range 40 {
		got, err := checker.Auto(&expiring{t.Context(), asked}, prog, checker.Options{Limits: checker.Limits{States: 100}}, checker.AutoOptions{Sample: checker.SampleOptions{Schedules: 10}})
		require.NoError(t, err)
		require.Equal(t, []any{checker.Incomplete, ""}, []any{got.Verdict, got.Bounded})
		if got.Sampled != nil && got.Sampled.Schedules == 10 {
			continue
		}
		says[got.Message] = true
	}
	const first = "for all schedules the limit of 100 states was met; "
	require.Equal(t, map[string]bool{
		"it was interrupted": true, "the limit of 100 states was met": true, first + "then it was interrupted": true,
		first + "verified up to preemptions=0; then it was interrupted": true,
	}, says)
}

func TestAutoRefuses(t *testing.T) {
	prog := load(t, "lock/tas", 2, 1)
	for want, opts := range map[string]checker.Options{
		"escalation: a depth-first search, want a breadth-first one": {DepthFirst: true},
		"escalation: a search of bounded depth, want one without":    {Limits: checker.Limits{Depth: 3}},
		"escalation: a search of bounded preemptions, want one":      {Preemptions: new(1)},
		"escalation: liveness, want safety alone":                    {Liveness: []string{checker.LivenessAll}},
		"-1 preemptions, want 0 to":                                  {Preemptions: new(-1)},
		"memory model \"arm\"":                                       {Memory: "arm"},
	} {
		_, err := checker.Auto(t.Context(), prog, opts, checker.AutoOptions{})
		assert.ErrorContains(t, err, want)
	}
	for want, auto := range map[string]checker.AutoOptions{
		"at least -1 preemptions, want 0 to": {Preemptions: -1},
		`strategy "dfs", want one of walk`:   {Sample: checker.SampleOptions{Strategy: "dfs"}},
		"-1 schedules, want 1 or more":       {Sample: checker.SampleOptions{Schedules: -1}},
	} {
		_, err := checker.Auto(t.Context(), prog, checker.Options{}, auto)
		assert.ErrorContains(t, err, want)
	}
}
