package model

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestHistoryByACoarseClock: whatever the clock tells apart, an operation that is said to have returned before another was called had.
func TestHistoryByACoarseClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tick := rapid.IntRange(1, 12).Draw(t, "tick")
		reads := 0
		clock := func() time.Duration {
			reads++
			return time.Duration(reads / tick)
		}
		var h History
		var recorded []HistoryEvent
		busy := map[int]bool{}
		now, at := 0, map[[2]int]int{} // by client and how many events it had before: when that really was
		count := map[int]int{}
		for _, client := range rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 2, 64}), 1, 40).Draw(t, "clients") {
			if busy[client] {
				h.returned(clock, client, nil)
			} else {
				h.call(clock, client, "Next", nil)
			}
			busy[client] = !busy[client]
			now++
			at[[2]int{client, count[client]}] = now
			count[client]++
			if rapid.IntRange(0, 9).Draw(t, "drains") == 0 {
				recorded = append(recorded, h.Drain()...)
			}
		}
		recorded = append(recorded, h.Drain()...)
		require.Len(t, recorded, now)
		lastReturn := 0 // of those that come first: when the last really was
		clear(count)
		for _, e := range recorded {
			really := at[[2]int{e.Client, count[e.Client]}]
			count[e.Client]++
			if e.Return {
				lastReturn = max(lastReturn, really)
			} else {
				require.Greater(t, really, lastReturn, "client %d calls before a return that is said to come first", e.Client)
			}
		}
	})
}
