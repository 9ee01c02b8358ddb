//go:build unix

package checker_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/model"
	"heddle/model/program"
)

// TestLivenessOfLibrary: which locks starve whom, and that each lasso is replayed from its file, its cycle twice.
//
// As for the sources: test-and-set locks starve (T. E. Anderson, 1990); Peterson's, Dekker's and queue locks do not.
// The MCS lock without compare-and-swap "admits the theoretical possibility of starvation" if there are three
// (MCS 1991, section 2.4); two cannot overtake each other for ever.
func TestLivenessOfLibrary(t *testing.T) {
	const forever = model.Forever
	for _, c := range []struct {
		target                string
		threads, rounds, bits int
		memory                string
		properties            string
		fairness              string
		want                  string // the property that is violated, "" if none
	}{
		{"lock/tas", 2, forever, 0, "sc", "all", "weak", "starvation"},
		{"lock/tas", 2, forever, 0, "sc", "all", "strong", "starvation"},
		{"lock/tas", 2, forever, 0, "sc", "deadlock-freedom", "weak", ""},
		{"lock/tas", 3, 2, 0, "sc", "all", "weak", ""},
		{"lock/tas", 2, forever, 0, "tso", "all", "weak", "starvation"},
		{"lock/tas", 2, forever, 0, "pso", "deadlock-freedom", "weak", ""},
		{"lock/ttas", 2, forever, 0, "go", "all", "weak", "starvation"},
		{"lock/backoff", 2, forever, 0, "sc", "all", "weak", "starvation"},
		{"lock/delay", 2, forever, 0, "sc", "all", "weak", "starvation"},
		{"lock/ticket", 3, forever, 3, "sc", "all", "weak", ""},
		{"lock/ticket", 2, forever, 2, "tso", "all", "weak", ""},
		{"lock/ticket", 3, 2, 0, "sc", "starvation,fcfs", "weak", ""},
		{"lock/anderson", 2, forever, 3, "sc", "all", "weak", ""},
		{"lock/mcs", 3, forever, 0, "sc", "all", "weak", ""},
		{"lock/mcs", 3, 2, 0, "sc", "fcfs", "weak", ""},
		{"lock/mcs~swap-only", 2, forever, 0, "sc", "all", "weak", ""},
		{"lock/mcs~swap-only", 3, forever, 0, "sc", "all", "weak", "starvation"},
		{"lock/mcs~swap-only", 3, forever, 0, "sc", "deadlock-freedom", "weak", ""},
		{"lock/mcs~swap-only", 3, 2, 0, "sc", "all", "weak", ""},
		{"lock/mcs~swap-only", 3, 2, 0, "sc", "fcfs", "weak", "fcfs"},
		{"lock/peterson", 2, forever, 0, "sc", "all", "weak", ""},
		{"lock/peterson", 2, forever, 0, "tso", "all", "weak", ""},
		{"lock/dekker", 2, forever, 0, "sc", "all", "weak", ""},
		{"lock/bakery", 2, 2, 0, "sc", "all", "weak", ""},
		{"rpc/exactly-once", 2, 2, 0, "go", "all", "weak", ""},
		{"commit/two-phase", 2, 1, 0, "go", "termination", "weak", ""},
		{"commit/two-phase~crash", 2, 1, 0, "go", "termination", "weak", "termination"},
		{"commit/two-phase~crash", 2, 1, 0, "go", "leads-to", "strong", "leads-to"},
		{"mutex/ricart-agrawala", 2, 1, 0, "go", "all", "weak", ""},
		{"mutex/token-ring", 2, 1, 0, "go", "all", "weak", "termination"},
		{"election/ring", 3, 1, 0, "go", "all", "weak", ""},
		{"rwlock/reader-preference", 2, forever, 0, "sc", "all", "weak", "starvation"},
		{"rwlock/phase-fair", 2, forever, 4, "sc", "all", "weak", ""},
		{"barrier/sense", 3, 2, 0, "sc", "all", "weak", ""},
		{"barrier/dissemination", 3, 2, 0, "tso", "all", "weak", ""},
		{"barrier/mcs", 3, 2, 0, "pso", "termination", "strong", ""},
	} {
		name := strings.Join([]string{c.target, c.memory, c.properties, c.fairness}, " ")
		p := load(t, c.target, c.threads, c.rounds)
		r, err := checker.Check(context.Background(), p, checker.Options{
			Memory: c.memory, Threads: c.threads, Rounds: c.rounds, WordBits: c.bits, Endless: c.rounds == forever,
			Liveness: strings.Split(c.properties, ","), Fairness: c.fairness,
		})
		require.NoError(t, err, name)
		require.Equal(t, c.want, r.Property, "%s: %s", name, r.Message)
		require.Equal(t, c.want == "", r.Verdict == checker.Verified, name)
		require.Equal(t, c.fairness, r.Fairness)
		if c.want == "" {
			continue
		}
		var file strings.Builder
		require.NoError(t, report.Write(&file, r.Schedule))
		s, err := report.Parse(name, strings.NewReader(file.String()))
		require.NoError(t, err)
		got, err := checker.Replay(p, s)
		require.NoError(t, err, name)
		assert.Equal(t, r.Schedule, got, name)
		if c.want == checker.PropertyFirstCome {
			continue
		}
		requireNoWay(t, p, s)
	}
}

// requireNoWay spoils a lasso in every way that makes it none, and requires that it is not taken for one.
func requireNoWay(t *testing.T, p *program.Program, s *checker.Schedule) {
	notFair := *s
	for i := s.Cycle; i <= len(s.Steps); i++ { // without one of the steps of the cycle
		shorter := notFair
		shorter.Steps = slices.Delete(slices.Clone(s.Steps), i-1, i)
		if len(shorter.Steps) < shorter.Cycle {
			continue
		}
		got, err := checker.Replay(p, &shorter)
		if err == nil {
			assert.Empty(t, got.Property, "without step %d of %s", i, s.Target)
		}
	}
	if s.Duty == "" { // it is about none
		return
	}
	other := *s
	other.Duty = "P9 gets into section x"
	got, err := checker.Replay(p, &other)
	require.NoError(t, err)
	assert.Empty(t, got.Property)
}

// TestLivenessRefused: what cannot be answered is said to be so.
func TestLivenessRefused(t *testing.T) {
	two := 2
	for _, c := range []struct {
		target string
		opts   checker.Options
		want   string
	}{
		{"lock/tas", checker.Options{Liveness: []string{"speed"}}, `checker: liveness "speed", want all or termination, deadlock-freedom, starvation, leads-to, fcfs`},
		{"lock/tas", checker.Options{Liveness: []string{"all"}, Fairness: "some"}, `checker: fairness "some", want weak or strong`},
		{"lock/tas", checker.Options{Liveness: []string{"all"}, DepthFirst: true}, "checker: liveness: a depth-first search, want"},
		{"lock/tas", checker.Options{Liveness: []string{"all"}, Limits: checker.Limits{Depth: 3}}, "checker: liveness: a search of bounded depth, want"},
		{"lock/tas", checker.Options{Liveness: []string{"all"}, Preemptions: &two}, "checker: liveness: a search of bounded preemptions, want"},
		{"lock/tas", checker.Options{Liveness: []string{"all"}, Memory: "rc11"}, "checker: liveness under memory model rc11, want"},
		{"lock/tas", checker.Options{Liveness: []string{"termination"}, Endless: true}, "checker: liveness termination: the program need not end"},
		{"lock/tas", checker.Options{Liveness: []string{"leads-to"}}, "nothing is asked for (model.Response)"},
		{"barrier/sense", checker.Options{Liveness: []string{"starvation"}}, "nobody wants into a critical section (model.Section.Want)"},
		{"barrier/sense", checker.Options{Liveness: []string{"all"}, Endless: true}, "the program need not end, and nobody in it wants or asks for anything"},
	} {
		_, err := checker.Check(context.Background(), load(t, c.target, 2, 1), c.opts)
		assert.ErrorContains(t, err, c.want)
	}
}
