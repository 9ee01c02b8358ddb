package history_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/model"
	"heddle/model/history"
)

// happening is an event of a run; its number is its place there. Message is -1 if it neither sends nor receives.
type happening struct {
	process, message int
	sends            bool
	stamp            int
}

// before is happened-before of a run, by definition: program order, sending before receiving, and its transitive closure.
func before(run []happening) [][]bool {
	b := make([][]bool, len(run))
	for i := range b {
		b[i] = make([]bool, len(run))
	}
	for i, e := range run {
		for j, f := range run[i+1:] {
			received := e.sends && f.message == e.message && !f.sends
			b[i][i+1+j] = e.process == f.process || received
		}
	}
	for k := range run {
		for i := range run {
			for j := range run {
				b[i][j] = b[i][j] || b[i][k] && b[k][j]
			}
		}
	}
	return b
}

// drawRun draws a run in which a message is sent once and then received any number of times.
func drawRun(t *rapid.T, processes int) (run []happening) {
	sent := 0
	for range rapid.IntRange(1, 10).Draw(t, "events") {
		e := happening{process: rapid.IntRange(0, processes-1).Draw(t, "process"), message: -1, stamp: rapid.IntRange(1, 6).Draw(t, "stamp")}
		switch what := rapid.IntRange(0, 3).Draw(t, "what"); {
		case what == 0:
			e.message, e.sends = sent, true
			sent++
		case what < 3 && sent > 0:
			e.message = rapid.IntRange(0, sent-1).Draw(t, "message")
		}
		run = append(run, e)
	}
	return run
}

func TestCausalityIsHappenedBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := drawRun(t, 3)
		c := history.NewCausality(3, len(run), len(run))
		for i, e := range run {
			switch {
			case e.message < 0:
				c.Event(e.process, i)
			case e.sends:
				c.Send(e.process, i, e.message)
			default:
				c.Receive(e.process, i, e.message)
			}
		}
		want := before(run)
		model.Ghost(func() {
			for i := range run {
				require.True(t, c.Happened().Has(i))
				for j := range run {
					require.Equal(t, want[i][j], c.Before(i, j), "%d and %d of %v", i, j, run)
				}
			}
		})
	})
	c := history.NewCausality(1, 1, 2)
	c.Event(0, 1)
	assert.PanicsWithValue(t, "history: event 1 happens twice", func() { c.Event(0, 1) })
}

// TestClockConditions compares what a Clock claims of a run with the definition: at its first event that breaks it.
func TestClockConditions(t *testing.T) {
	met := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		run := drawRun(t, 2)
		exact := rapid.Bool().Draw(t, "exact")
		c := history.NewClock(2, len(run), len(run))
		if exact {
			c = history.NewExactClock(2, len(run), len(run))
		}
		if rapid.Bool().Draw(t, "in order") { // or hardly any run would be right
			for i := range run {
				run[i].stamp = i + 1
			}
		}
		b := before(run)
		for i, e := range run {
			got := panics(func() {
				switch {
				case e.message < 0:
					c.Event(e.process, i, e.stamp)
				case e.sends:
					c.Send(e.process, i, e.message, e.stamp)
				default:
					c.Receive(e.process, i, e.message, e.stamp)
				}
			})
			wrong, misleading := false, false
			for j, f := range run[:i] {
				wrong = wrong || b[j][i] && f.stamp >= e.stamp
				misleading = misleading || f.stamp < e.stamp && !b[j][i] || e.stamp < f.stamp
			}
			require.Equal(t, wrong || exact && misleading, got != "", "%s: %v", got, run[:i+1])
			if !exact && wrong {
				require.Contains(t, got, "model: clock-condition: ")
			}
			if met[fmt.Sprint(exact, got != "")]++; got != "" {
				return
			}
		}
	})
	assert.Len(t, met, 4)
}

func TestRequestsAreGrantedInOrder(t *testing.T) {
	met := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		const processes = 3
		r := history.NewRequests(processes)
		waits := map[int]int{} // by process: the stamp of its request
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			p, stamp := rapid.IntRange(0, processes-1).Draw(t, "process"), rapid.IntRange(1, 4).Draw(t, "stamp")
			mine, waiting := waits[p]
			if !waiting && rapid.IntRange(0, 5).Draw(t, "request") > 0 {
				r.Request(p, stamp)
				waits[p] = stamp
				continue
			}
			right := waiting
			for q, s := range waits {
				right = right && (q == p || s > mine || s == mine && q > p)
			}
			got := panics(func() { r.Grant(p) })
			require.Equal(t, right, got == "", got)
			if met[right]++; !right {
				require.Contains(t, got, "model: timestamp-order: ")
				return
			}
			delete(waits, p)
		}
	})
	assert.Len(t, met, 2)
}
