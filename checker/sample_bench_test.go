//go:build unix

package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/sample"
)

// BenchmarkSample measures schedules and steps per second of CPU time, of each strategy: of programs whose states are soon all known, and
// of three that have too many. How many schedules a strategy needs to find a bug "heddle table strategies" measures.
func BenchmarkSample(b *testing.B) {
	for _, c := range []struct {
		name            string
		target          string
		threads, rounds int
		memory          string
	}{
		{"ticket-3x1", "lock/ticket", 3, 1, "sc"},
		{"ticket-3x2-tso", "lock/ticket", 3, 2, "tso"},
		{"mcs-heap-3x1", "lock/mcs-heap", 3, 1, "go"},
		{"ticket-8x4", "lock/ticket", 8, 4, "sc"},
		{"mcs-6x4-tso", "lock/mcs", 6, 4, "tso"},
		{"mcs-3x2-rc11", "lock/mcs", 3, 2, "rc11"},
	} {
		for _, k := range sample.Kinds() {
			b.Run(c.name+"/"+k.Name, func(b *testing.B) {
				p := load(b, c.target, c.threads, c.rounds)
				start := cpuSeconds()
				r, got, err := checker.Sample(context.Background(), p, checker.Options{Memory: c.memory}, checker.SampleOptions{Strategy: k.Name, Schedules: b.N})
				require.NoError(b, err)
				require.Equal(b, checker.Incomplete, r.Verdict)
				cpu := cpuSeconds() - start
				b.ReportMetric(float64(got.Schedules)/cpu, "schedules/cpu-s")
				b.ReportMetric(float64(r.Transitions)/cpu, "steps/cpu-s")
			})
		}
	}
}
