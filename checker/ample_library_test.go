package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/specs"
)

// TestReductionOfLibrary compares verdicts with and without ample sets on the library's message programs.
func TestReductionOfLibrary(t *testing.T) {
	reduced := 0
	for _, e := range specs.All() {
		if e.Object != nil { // whose messages, if any, a Monitor judges
			continue
		}
		threads := max(2, e.MinThreads)
		if p := load(t, e.Name, threads, 1); machine.HasNetwork(p) {
			opts := checker.Options{Memory: "sc", Limits: checker.Limits{States: 500}}
			plain, err := checker.Check(context.Background(), p, opts)
			if err == nil && plain.Verdict == checker.Incomplete {
				continue
			}
			opts.Reduce = checker.ReduceOn
			r, again := checker.Check(context.Background(), p, opts)
			require.Equal(t, err, again, e.Name)
			require.Equal(t, plain.Verdict, r.Verdict, "%s: %s", e.Name, r.Message)
			require.Equal(t, plain.Property, r.Property, e.Name)
			if r.Reduced {
				reduced++
				require.LessOrEqual(t, r.States, plain.States, e.Name)
			}
		}
	}
	require.Greater(t, reduced, 5)
}
