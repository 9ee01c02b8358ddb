package checker_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/machine/reference/generate"
	"heddle/model/program"
	"heddle/specs"
)

// TestSymmetryOfLibrary compares verdicts with and without symmetry on the library.
func TestSymmetryOfLibrary(t *testing.T) {
	fewer := 0
	for _, e := range specs.Shared() {
		for _, opts := range []checker.Options{
			{Threads: 2, Memory: "go", AllVisible: true}, {Threads: 2, Memory: "tso"}, {Threads: 2, Memory: "pso"}, {Threads: 3, Memory: "go"},
		} {
			if e.MaxThreads > 0 && opts.Threads > e.MaxThreads || opts.Threads < e.MinThreads {
				continue
			}
			opts.Limits.States = 1_000
			if symmetric(t, load(t, e.Name, opts.Threads, 1), opts) {
				fewer++
			}
		}
	}
	require.Greater(t, fewer, 80)
}

// TestSymmetryOfIdenticalThreads does so on random programs.
func TestSymmetryOfIdenticalThreads(t *testing.T) {
	fewer := 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Identical(t)
		opts := checker.Options{
			Memory:     rapid.SampledFrom([]string{"go", "sc", "tso", "pso"}).Draw(t, "memory"),
			DepthFirst: rapid.IntRange(0, 3).Draw(t, "depth first") == 0,
			AllVisible: rapid.IntRange(0, 3).Draw(t, "all visible") == 0,
			Limits:     checker.Limits{States: 5_000},
		}
		if symmetric(t, p, opts) {
			fewer++
		}
	})
	require.Positive(t, fewer)
}

// symmetric compares the results with and without symmetry, and reports whether with it there are fewer states.
func symmetric(t require.TestingT, p *program.Program, opts checker.Options) bool {
	plain, err := checker.Check(context.Background(), p, opts)
	if err == nil && plain.Verdict == checker.Incomplete {
		return false
	}
	opts.Symmetry = true
	reduced, again := checker.Check(context.Background(), p, opts)
	name := fmt.Sprintf("%s %+v\n%v", p.Target, opts, p)
	require.Equal(t, fmt.Sprint(err), fmt.Sprint(again), name)
	if err != nil {
		return false
	}
	require.Equal(t, plain.Verdict, reduced.Verdict, "%s: %s", reduced.Message, name)
	require.False(t, len(reduced.Symmetry) == 0 && reduced.Asymmetry == "", "no reason: %s", name)
	if opts.DepthFirst {
		return reduced.States < plain.States
	}
	switch {
	case plain.Schedule == nil:
		require.LessOrEqual(t, reduced.States, plain.States, name)
	case opts.AllVisible: // else what is a step may not have been learned in the same order
		require.Equal(t, plain.Property, reduced.Property, name)
		require.Len(t, reduced.Schedule.Steps, len(plain.Schedule.Steps), name)
		require.Equal(t, plain.Schedule.Switches, reduced.Schedule.Switches, name)
	}
	return reduced.States < plain.States
}
