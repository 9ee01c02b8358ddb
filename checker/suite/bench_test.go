package suite

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"heddle/checker/outcome"
	"heddle/machine"
)

// BenchmarkCorpus runs the corpus, reading and parsing included; it reports tests per CPU second.
func BenchmarkCorpus(b *testing.B) {
	for _, c := range []struct{ dir, memory string }{
		{"x86", "sc"}, {"x86", "tso"}, {"x86", "pso"}, {"c", "sc"}, {"c", "rc11"}, {"c", "rc"},
	} {
		memory, err := machine.FindMemory(c.memory)
		require.NoError(b, err)
		files := Files([]string{filepath.Join("..", "..", "testdata", "litmus", c.dir)})
		b.Run(c.dir+"/"+c.memory, func(b *testing.B) {
			cpu, tests := cpuTime(b), 0
			for b.Loop() {
				err := Run(b.Context(), files, Options{Memories: []machine.Memory{memory}}, func(test []outcome.Answer) error {
					require.NoError(b, test[0].Refused)
					tests++
					return nil
				})
				require.NoError(b, err)
			}
			b.ReportMetric(float64(tests)/(cpuTime(b)-cpu).Seconds(), "tests/cpu-s")
		})
	}
}

// cpuTime is the processor time of the process.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
