package lecture

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/machine"
	"heddle/model/golang"
	"heddle/specs"
)

// TestByHand compares costs with what follows from the algorithms' code and the rows of the protocols, on
// a bus with write-invalidate caches (MSI), lines of one word, one round.
func TestByHand(t *testing.T) {
	plain := func(worst int) func(int) string { return func(int) string { return fmt.Sprint(worst) } }
	sum := func(f func(n int) int) func(int) string { return func(n int) string { return fmt.Sprint(f(n)) } }
	for _, c := range []struct {
		entry  string
		window cost.Window
		metric string
		worst  func(n int) string
		best   int
	}{
		// Each try is a read-modify-write, and while the holder is held back nothing ends them. The releasing
		// store finds no copy: test-and-set leaves none.
		{"lock/tas", cost.Acquire, "rmw", func(int) string { return "∞" }, 1},
		{"lock/tas", cost.Release, "bus", plain(1), 1},
		{"lock/tas", cost.Release, "disturbed", plain(0), 0},
		// All N-1 waiters have a copy and lose it to the store (1). All read again (N-1) and try (N-1); whoever
		// loses reads again, and once more after each later try: 1 + … + (N-2).
		{"lock/ttas", cost.Handover, "bus", sum(func(n int) int { return 1 + 2*(n-1) + (n-1)*(n-2)/2 }), 3},
		{"lock/ttas", cost.Handover, "rmw", sum(func(n int) int { return n - 1 }), 1},
		{"lock/ttas", cost.Release, "disturbed", sum(func(n int) int { return n - 1 }), 0},
		// The store upgrades the holder's copy of serving (1), the N-1 waiters read again.
		{"lock/ticket", cost.Handover, "bus", sum(func(n int) int { return n }), 2},
		{"lock/ticket", cost.Passage, "rmw", plain(1), 1},
		// A ticket (1), a first read (1), and one after each of the N-1 who may be served before.
		{"lock/ticket", cost.Acquire, "bus", sum(func(n int) int { return n + 1 }), 2},
		// The own slot is reset by an upgrade (1), the next one written without a copy (1), and read again by its waiter (1).
		{"lock/anderson", cost.Handover, "bus", plain(3), 3},
		{"lock/anderson", cost.Release, "disturbed", plain(1), 0},
		{"lock/anderson", cost.Passage, "rmw", plain(1), 1},
		// next is read, which the successor has written (1), got is written without a copy (1) and read again (1).
		{"lock/mcs", cost.Handover, "bus", plain(3), 3},
		{"lock/mcs", cost.Release, "disturbed", plain(1), 0},
		// The node is set up by two stores (2), swapped in (1), and linked (1); got is read again when it is set (1).
		{"lock/mcs", cost.Acquire, "bus", plain(5), 3},
		// One, and a compare-and-swap if nobody is seen behind.
		{"lock/mcs", cost.Passage, "rmw", plain(2), 1},
		{"lock/mcs", cost.Release, "rmw", plain(1), 0},
		// A count for each (N), and the last one sets up the counter (1) and turns the flag (1).
		{"barrier/sense", cost.Gathering, "writes", sum(func(n int) int { return n + 2 }), -1},
		// Each of N-1 losers tells and is told.
		{"barrier/tournament", cost.Gathering, "writes", sum(func(n int) int { return 2 * (n - 1) }), -1},
		// A flag for each in each round.
		{"barrier/dissemination", cost.Gathering, "writes", sum(func(n int) int { return n * log2(n) }), -1},
		{"barrier/dissemination", cost.Episode, "rounds", sum(log2), -1},
		// Up and down again: as many levels each way as it takes.
		{"barrier/tournament", cost.Episode, "rounds", func(n int) string { return map[int]string{2: "2", 3: "2", 4: "4"}[n] }, -1},
		// One after the other they count down, and the last one tells all.
		{"barrier/sense", cost.Episode, "rounds", sum(func(n int) int { return n }), -1},
	} {
		for n := 2; n <= 4; n++ {
			r := measured(t, c.entry, n, c.window, c.metric)
			name := fmt.Sprintf("%s N=%d %s %s", c.entry, n, c.window, c.metric)
			require.True(t, r.Opened, name)
			assert.Equal(t, c.worst(n), r.Worst.String(), name)
			if c.best >= 0 {
				require.True(t, r.Complete, name)
				assert.Equal(t, fmt.Sprint(c.best), r.Best.String(), name)
			}
		}
	}
}

// measured computes one cost of an entry.
func measured(t *testing.T, entry string, n int, w cost.Window, metric string) cost.Row {
	metrics, err := cost.FindMetrics([]string{metric})
	require.NoError(t, err)
	c := computer{ctx: t.Context(), loader: &golang.Loader{Library: specs.Sources()}}
	opts := c.options(n, bounded{rounds: 1}, machine.System{Structure: machine.SMP})
	p, err := c.load(subject{entry: entry}, &opts)
	require.NoError(t, err)
	column, err := cost.Of(t.Context(), p, cost.Options{Options: opts, Windows: []cost.Window{w}, Metrics: metrics, Schedules: true})
	require.NoError(t, err)
	require.Equal(t, checker.Verified, column.Result.Verdict, column.Result.Message)
	require.Len(t, column.Rows, 1)
	for _, s := range column.Schedules { // the reference interpreter has followed it; and it can be replayed
		got, err := checker.Replay(p, s)
		require.NoError(t, err)
		require.Len(t, got.Steps, len(s.Steps))
	}
	return column.Rows[0]
}

// TestFalseSharing puts two of anderson's slots on one line: a reset disturbs the waiter of another slot.
func TestFalseSharing(t *testing.T) {
	metrics, err := cost.FindMetrics([]string{"bus"})
	require.NoError(t, err)
	c := computer{ctx: t.Context(), loader: &golang.Loader{Library: specs.Sources()}}
	handover := map[int]string{}
	for _, line := range []int{1, 2} {
		opts := c.options(3, bounded{rounds: 1}, machine.System{Structure: machine.SMP, Line: line})
		p, err := c.load(subject{entry: "lock/anderson"}, &opts)
		require.NoError(t, err)
		column, err := cost.Of(t.Context(), p, cost.Options{Options: opts, Windows: []cost.Window{cost.Handover}, Metrics: metrics})
		require.NoError(t, err)
		handover[line] = column.Rows[0].Worst.String()
	}
	// On one line the reset of the holder's slot takes the next waiter's copy, too, who reads in vain (1) before it
	// is told by an upgrade again (1).
	require.Equal(t, map[int]string{1: "3", 2: "5"}, handover)
}
