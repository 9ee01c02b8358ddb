package checker

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// historyFindings explores all interleavings of single instructions with the whole history of each, and
// judges those: it gives the properties that some run violates; ok is false if there are too many.
func historyFindings(t require.TestingT, p *program.Program, memory string, limit int) (found map[string]bool, ok bool) {
	config := reference.Under(memory)
	config.Recorded = true
	found = map[string]bool{}
	seen, judged := map[string]bool{}, map[string]bool{}
	queue := []*reference.Machine{reference.New(p, config)}
	for len(queue) > 0 {
		m := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		history := recorded(m, memory == "rc11")
		text := fmt.Sprint(history)
		if key := m.Key() + text; seen[key] {
			continue
		} else if seen[key] = true; len(seen) > limit {
			return nil, false
		}
		right, known := judged[text]
		if !known {
			right = explained(spans(history), 0, false)
			judged[text] = right
		}
		if !right {
			found["linearizability"] = true
			continue
		}
		moves := 0
		next := func(step func(m *reference.Machine) error) {
			c := m.Clone()
			err := step(c)
			var failure *reference.Failure
			switch {
			case errors.Is(err, reference.ErrBlocked):
				return
			case errors.As(err, &failure):
				found[failure.Property] = true
			default:
				require.NoError(t, err)
				queue = append(queue, c)
			}
			moves++
		}
		for thread := range m.Threads() {
			for alt := range m.Alternatives(thread) {
				next(func(m *reference.Machine) error { _, err := m.Step(thread, alt); return err })
			}
			for entry := range m.Buffer(thread) {
				next(func(m *reference.Machine) error { _, err := m.Flush(thread, entry); return err })
			}
		}
		if moves == 0 && !m.Ended() && !mayStandStill(m, history) {
			found[PropertyDeadlock] = true
		}
	}
	return found, true
}

// mayStandStill reports whether all threads wait in operations that may, or for others to end.
func mayStandStill(m *reference.Machine, history []HistoryEvent) bool {
	waiting, open := 0, 0
	for t := range m.Threads() {
		if in, ok := m.Next(t); ok && in.Op != program.Join {
			waiting++
		}
	}
	for _, o := range spans(history) {
		if o.back == never {
			open++
		}
	}
	return waiting <= open && explained(spans(history), 0, true)
}

// recorded gives the history of m.
func recorded(m *reference.Machine, partial bool) (history []HistoryEvent) {
	done := m.History()
	for _, o := range done {
		e := HistoryEvent{Client: o.Client, Return: o.Return, Operation: o.Name}
		if o.Return {
			e.Results = integersOf(o.Words)
		} else if e.Arguments = integersOf(o.Words); partial {
			e.Before = make([]int, 8)
			for _, at := range o.Before {
				e.Before[done[at].Client]++
			}
		}
		history = append(history, e)
	}
	return history
}

// TestMonitorAgainstBruteForce compares what a monitor finds inside the search, where a call is late, a return
// early, and states with equal words are one, with the judgement of all histories of all interleavings.
func TestMonitorAgainstBruteForce(t *testing.T) {
	met := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Histories(t)
		require.NoError(t, p.Validate())
		memory := rapid.SampledFrom([]string{"go", "sc", "tso", "pso", "rc", "rc11", "rc11"}).Draw(t, "memory")
		want, ok := historyFindings(t, p, memory, 800)
		if !ok {
			return
		}
		for property := range want {
			met[property]++
		}
		if len(want) == 0 {
			met["nothing"]++
		}
		for _, opts := range variants(memory) {
			monitors := []machine.Monitor{newWholeMonitor()}
			if memory != "rc11" {
				monitors = append(monitors, newCounterMonitor(), strictMonitor{newCounterMonitor()})
			}
			shortest := 0
			for i, monitor := range monitors {
				opts.Monitor, opts.Judge = monitor, judgeCounter
				r, err := Check(context.Background(), p, opts)
				require.NoError(t, err, "%s\n%v", memory, p)
				require.NotEqual(t, Incomplete, r.Verdict, r.Message)
				require.Equal(t, len(want) > 0, r.Verdict == Violated, "%s %+v: %s %s, want %v\n%v", memory, opts, r.Property, r.Message, want, p)
				if r.Verdict == Violated {
					require.True(t, want[r.Property], "%s %+v: %s %s, want %v\n%v", memory, opts, r.Property, r.Message, want, p)
					if i == 0 {
						shortest = len(r.Schedule.Steps)
					}
					require.True(t, opts.DepthFirst || shortest == len(r.Schedule.Steps), "%s %+v: %d steps, want %d\n%v", memory, opts, len(r.Schedule.Steps), shortest, p)
				}
			}
		}
	})
	require.NotEmpty(t, met)
	for _, kind := range []string{"nothing", "linearizability"} {
		require.True(t, testing.Short() || met[kind] > 0, "%s: %v", kind, met)
	}
}
