//go:build unix

package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model"
)

// BenchmarkLiveness measures the safety search of verified locks, and the same with liveness. The goal is at
// most 3 times the CPU time and 2 times the bytes of the first. That of mcs-4-forever is missed in time: a
// component search is made for each thread's obligation, and without symmetry.
func BenchmarkLiveness(b *testing.B) {
	for _, c := range []struct {
		name            string
		target          string
		threads, rounds int
		wordBits        int
	}{
		{"ticket-6x2", "lock/ticket", 6, 2, 0},
		{"mcs-4x2", "lock/mcs", 4, 2, 0},
		{"ticket-4-forever", "lock/ticket", 4, model.Forever, 6},
		{"mcs-4-forever", "lock/mcs", 4, model.Forever, 0},
	} {
		for _, liveness := range [][]string{nil, {checker.LivenessAll}} {
			name := c.name + "/safety"
			if liveness != nil {
				name = c.name + "/liveness"
			}
			b.Run(name, func(b *testing.B) {
				p := load(b, c.target, c.threads, c.rounds)
				measure(b, func() checker.Result {
					r, err := checker.Check(context.Background(), p, checker.Options{
						Memory: "sc", Threads: c.threads, Rounds: c.rounds, WordBits: c.wordBits, Endless: c.rounds == model.Forever, Liveness: liveness,
					})
					require.NoError(b, err)
					require.Equal(b, checker.Verified, r.Verdict)
					return r
				})
			})
		}
	}
}
