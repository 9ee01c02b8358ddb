package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

// script makes the schedule of a deadlock from lines such as "1 section a.Lock" (a step
// of thread 1 on a; joined by + if one step) and ends such as "1 waits in b.Lock".
func script(steps, ends []string) *checker.Schedule {
	s := &checker.Schedule{
		Target: "x", Memory: "go", Property: checker.PropertyDeadlock, Message: "deadlock",
		Names: []string{"main", "P0", "P1", "P2"},
	}
	for i, line := range steps {
		step := checker.Step{}
		for _, part := range strings.Split(line, " + ") {
			var e checker.Event
			var what string
			fmt.Sscan(part, &e.Thread, &e.Kind, &what)
			e.Loc, _, _ = strings.Cut(what, ".")
			e.Text, e.Pos = strings.ReplaceAll(what, "_", " "), fmt.Sprintf("x.go:%d", i+10)
			step.Thread = e.Thread
			step.Events = append(step.Events, e)
		}
		s.Steps = append(s.Steps, step)
	}
	for _, line := range ends {
		var e checker.Event
		fmt.Sscan(line, &e.Thread)
		e.Kind, e.Text, e.Pos = "blocked", line[2:], "x.go:99"
		words := strings.Fields(line)
		e.Loc, _, _ = strings.Cut(words[len(words)-1], ".")
		s.End = append(s.End, e)
	}
	return s
}

func TestWaits(t *testing.T) {
	for _, c := range []struct {
		name        string
		steps, ends []string
		want        []string // thread, how, holder, step
		cycle       string
	}{
		{"AB-BA", []string{"1 section a.Lock", "2 section b.Lock"}, []string{"1 waits in b.Lock", "2 waits in a.Lock"},
			[]string{"P0 held by P1 2", "P1 held by P0 1"}, "P0 → b → P1 → a → P0"},
		{"released", []string{"1 section a.Lock", "1 section a.Unlock", "2 section a.Lock"}, []string{"1 waits in a.Lock"},
			[]string{"P0 held by P1 3"}, ""},
		{"itself", []string{"1 section a.Lock"}, []string{"1 waits in a.Lock"}, []string{"P0 held by P0 1"}, "P0 → a → P0"},
		{"released for another", []string{"1 section a.Lock", "2 section a.Unlock"}, []string{"1 waits in a.Lock"}, []string{"P0  by  0"}, ""},
		{"reader behind a writer", []string{"1 section a.RLock", "2 section a.Lock", "1 section a.RLock"}, []string{"1 waits in a.RLock", "2 waits in a.Lock"},
			[]string{"P0 held by P1 2", "P1 held by P0 1"}, "P0 → a → P1 → a → P0"},
		{"failed attempt", []string{"1 section a.TryLock_fails", "2 section a.TryLock"}, []string{"3 waits in a.Lock"}, []string{"P2 held by P1 2"}, ""},
		{"buffers", []string{"1 send a", "2 receive b"}, []string{"2 waits to send to a", "1 waits to receive from b"},
			[]string{"P1 last sent to by P0 1", "P0 last received from by P1 2"}, "P1 → a → P0 → b → P1"},
		{"a rendezvous holds nothing", []string{"1 send a + 2 receive a"}, []string{"1 waits to send to a"}, []string{"P0  by  0"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := script(c.steps, c.ends)
			var b bytes.Buffer
			require.NoError(t, report.JSON(&b, report.Of(s), checker.Result{Verdict: checker.Violated, Schedule: s}, "", 0))
			var line struct {
				Schedule struct {
					Waits []struct {
						Thread, How, Holder, Source string
						Step                        int
					}
					Cycle string
				}
			}
			require.NoError(t, json.Unmarshal(b.Bytes(), &line))
			got := []string{}
			for _, w := range line.Schedule.Waits {
				got = append(got, fmt.Sprintf("%s %s by %s %d", w.Thread, w.How, w.Holder, w.Step))
				assert.Equal(t, "x.go:99", w.Source)
			}
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.cycle, line.Schedule.Cycle)
			var table strings.Builder
			require.NoError(t, report.Table(&table, s, report.Style{Width: 80}))
			assert.Equal(t, c.cycle != "", strings.Contains(table.String(), "cycle: "+c.cycle))
			for text := range strings.Lines(table.String()) {
				assert.LessOrEqual(t, len([]rune(text)), 81)
			}
		})
	}
}
