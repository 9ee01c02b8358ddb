//go:build unix

package checker_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// BenchmarkCheck measures whole searches by one worker: states and transitions
// per second of CPU time, and all bytes that the search holds per state.
func BenchmarkCheck(b *testing.B) {
	for _, c := range []struct {
		name            string
		target          string
		threads, rounds int
		memory          string
	}{
		{"ticket-6x2", "lock/ticket", 6, 2, "sc"},
		{"ticket-6x2-go", "lock/ticket", 6, 2, "go"},
		{"ticket-6x3-long", "lock/ticket", 6, 3, "sc"},
		{"ticket-5x2-tso", "lock/ticket", 5, 2, "tso"},
		{"mcs-4x2", "lock/mcs", 4, 2, "sc"},
		{"mcs-heap-4x2", "lock/mcs-heap", 4, 2, "sc"},
		{"sense-6x3", "barrier/sense", 6, 3, "sc"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := load(b, c.target, c.threads, c.rounds)
			measure(b, func() checker.Result {
				r, err := checker.Check(context.Background(), p, checker.Options{Memory: c.memory, Threads: c.threads, Rounds: c.rounds})
				require.NoError(b, err)
				require.Equal(b, checker.Verified, r.Verdict)
				return r
			})
		})
	}
}

// measure reports the extent and the speed of searches that are alike.
func measure(b *testing.B, search func() checker.Result) {
	var r checker.Result
	start := cpuSeconds()
	for b.Loop() {
		r = search()
	}
	cpu := cpuSeconds() - start
	n := float64(b.N)
	b.ReportMetric(float64(r.States)*n/cpu, "states/cpu-s")
	b.ReportMetric(float64(r.Transitions)*n/cpu, "transitions/cpu-s")
	b.ReportMetric(float64(r.Bytes)/float64(r.States), "B/state")
	b.ReportMetric(float64(r.States), "states")
	b.ReportMetric(float64(r.Transitions), "transitions")
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// load compiles a library target.
func load(t testing.TB, name string, threads, rounds int) *program.Program {
	e, err := specs.Find(name)
	require.NoError(t, err)
	l := &golang.Loader{Library: specs.Sources()}
	p, err := l.Load(source.Target{Name: name, Path: e.Package, Func: e.Check}, threads, rounds)
	require.NoError(t, err)
	return p
}

// BenchmarkSymmetry measures searches of one state of each orbit of interchangeable threads. The goal is less than
// 5 CPU seconds for ticket and sense with 10 threads, and for mcs with 5.
func BenchmarkSymmetry(b *testing.B) {
	for _, c := range []struct {
		target          string
		threads, rounds int
	}{{"lock/ticket", 7, 2}, {"lock/ticket", 10, 2}, {"barrier/sense", 10, 2}, {"lock/mcs", 5, 2}, {"lock/mcs-heap", 5, 2}} {
		b.Run(fmt.Sprintf("%s-%dx%d", c.target, c.threads, c.rounds), func(b *testing.B) {
			p := load(b, c.target, c.threads, c.rounds)
			measure(b, func() checker.Result {
				r, err := checker.Check(context.Background(), p, checker.Options{Memory: "sc", Symmetry: true})
				require.NoError(b, err)
				require.Equal(b, checker.Verified, r.Verdict)
				return r
			})
		})
	}
}
