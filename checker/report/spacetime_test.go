package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/causality"
	"heddle/checker/report"
	"heddle/checker/result"
)

// faulty is a run with all that a network can do, made by hand.
func faulty() *result.Schedule {
	send := func(from, to, n int, text string) result.Event {
		return result.Event{Thread: from + 1, Kind: "send", Text: "sends " + text + " to P" + string(rune('0'+to)), Value: text, Pos: "x.go:7", Message: n, From: from, To: to}
	}
	receive := func(from, to, n int, text string) result.Event {
		return result.Event{Thread: to + 1, Kind: "receive", Text: "receives " + text + " from P" + string(rune('0'+from)), Value: text, Pos: "x.go:9", Message: n, From: from, To: to}
	}
	own := func(thread int, kind, text string) result.Event {
		return result.Event{Thread: thread, Kind: kind, Text: text, Pos: "x.go:5"}
	}
	step := func(events ...result.Event) result.Step { return result.Step{Thread: events[0].Thread, Events: events} }
	fault := func(kind, text string, n, from, to int) result.Step {
		return result.Step{Fault: true, Events: []result.Event{{Kind: kind, Text: text, Message: n, From: from, To: to}}}
	}
	return &result.Schedule{
		Target: "order/figure", Memory: "sc", Property: result.PropertyExclusion, Message: "P0 and P2 are both in the critical section",
		Names: []string{"main", "P0", "P1", "P2"},
		Steps: []result.Step{
			step(own(0, "go", "starts P0")),
			step(own(1, "choose", "chooses 1 of 2"), own(1, "mark", "asks"), send(0, 1, 1, "REQ(ts=1 id=0)"), send(0, 2, 2, "REQ(ts=1 id=0)")),
			fault("lose", "loses REQ(ts=1 id=0) from P0 to P2", 2, 0, 2),
			fault("duplicate", "duplicates REQ(ts=1 id=0) from P0 to P1", 1, 0, 1),
			step(receive(0, 1, 1, "REQ(ts=1 id=0)"), send(1, 0, 3, "ACK(ts=2 id=1)")),
			step(receive(0, 1, 1, "REQ(ts=1 id=0)"), send(1, 0, 4, "ACK(ts=3 id=1)")),
			fault("reorder", "lets ACK(ts=3 id=1) from P1 to P0 overtake", 4, 1, 0),
			step(receive(1, 0, 4, "ACK(ts=3 id=1)"), own(1, "claim", "enters the critical section")),
			fault("partition", "falls apart: P0 P2 | P1", 0, 0, 0),
			fault("crash", "P1 crashes", 0, 1, 1),
			step(own(3, "timeout", "times out"), own(3, "mark", "gives up waiting")),
			fault("heal", "heals", 0, 0, 0),
			fault("restart", "P1 starts again", 0, 1, 1),
			step(send(2, 0, 5, "()"), own(3, "claim", "enters the critical section")),
		},
	}
}

func TestSpacetimeGolden(t *testing.T) {
	for name, test := range map[string]struct {
		s      *result.Schedule
		beside report.Beside
		width  int
	}{
		"spacetime":        {s: faulty(), width: 80},
		"spacetime-clocks": {s: faulty(), width: 100, beside: report.Beside{Lamport: true, Vector: true, Labels: true}},
		"spacetime-narrow": {s: faulty(), width: 30},
		"spacetime-shared": {s: race(), width: 80},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			require.NoError(t, report.Spacetime(&b, test.s, causality.Of(test.s), test.beside, report.Style{Width: test.width}))
			golden(t, name+".txt", b.String())
			for line := range strings.Lines(b.String()) {
				assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), max(test.width, 55), line)
			}
		})
	}
}

func TestRelationsGolden(t *testing.T) {
	var b strings.Builder
	report.Relations(&b, causality.Of(faulty()), report.Style{Width: 80})
	golden(t, "relations.txt", b.String())
}

func TestSpacetimeOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		var b strings.Builder
		style := report.Style{Width: rapid.IntRange(-1, 200).Draw(t, "width")}
		r := causality.Of(s)
		require.NoError(t, report.Spacetime(&b, s, r, report.Beside{Vector: true, Labels: true}, style))
		report.Relations(&b, r, style)
		require.NotContains(t, b.String(), "\x1b")
	})
}
