package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
)

// BenchmarkSystems compares what a transition costs on machines with caches with what it costs on the flat one: the
// metric ratio, of which that of atomic coherence is to be at most 2.5. Both searches are made in turn, so that a
// busy computer does little to it.
func BenchmarkSystems(b *testing.B) {
	p := load(b, "lock/ticket", 4, 2)
	each := func(system machine.System) float64 {
		r, err := checker.Check(context.Background(), p, checker.Options{Memory: "sc", System: system})
		require.NoError(b, err)
		return float64(r.CPU.Nanoseconds()) / float64(r.Transitions)
	}
	for _, text := range []string{"machine=smp", "machine=smp protocol=mesi", "machine=smp coherence=update", "machine=numa", "machine=smp coherence=uncached"} {
		b.Run(text, func(b *testing.B) {
			system, err := machine.ParseSystem(text)
			require.NoError(b, err)
			flat, cached := 0.0, 0.0
			for b.Loop() {
				flat += each(machine.System{})
				cached += each(system)
			}
			b.ReportMetric(flat/float64(b.N), "flat-ns/transition")
			b.ReportMetric(cached/float64(b.N), "ns/transition")
			b.ReportMetric(cached/flat, "ratio")
		})
	}
}
