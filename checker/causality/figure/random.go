package figure

import (
	"fmt"

	"pgregory.net/rapid"
)

// Random draws a figure of events e0, e1, …, and says for each which others come directly before it. Messages may be
// received several times, lost, or under way at the end.
func Random(t *rapid.T) (names, lines []string, before map[string][]string) {
	names = []string{"P0", "P1", "P2", "P3"}[:rapid.IntRange(1, 4).Draw(t, "processes")]
	before = map[string][]string{}
	last := map[string]string{}
	var sent []string // by message, from 1: its event
	received := map[int]bool{}
	for i := range rapid.IntRange(0, 24).Draw(t, "events") {
		who := rapid.SampledFrom(names).Draw(t, "who")
		event := fmt.Sprintf("e%d", i)
		line := who + ": " + event
		if last[who] != "" {
			before[event] = append(before[event], last[who])
		}
		last[who] = event
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 1 || kind == 2 && len(sent) == 0:
			sent = append(sent, event)
			line += fmt.Sprint(">", len(sent))
		case kind >= 2 && len(sent) > 0:
			m := rapid.IntRange(1, len(sent)).Draw(t, "message")
			line += fmt.Sprint("<", m)
			before[event] = append(before[event], sent[m-1])
			received[m] = true
		}
		lines = append(lines, line)
		if len(sent) > 0 && rapid.IntRange(0, 9).Draw(t, "fault") == 0 {
			lines = append(lines, fmt.Sprint("duplicate ", rapid.IntRange(1, len(sent)).Draw(t, "message")))
		}
	}
	for m := range sent {
		if !received[m+1] && rapid.Bool().Draw(t, "lost") {
			lines = append(lines, fmt.Sprint("lose ", m+1))
		}
	}
	return names, lines, before
}

// Before is the transitive closure of "directly before".
func Before(direct map[string][]string) map[[2]string]bool {
	before := map[[2]string]bool{}
	for b, list := range direct {
		for _, a := range list {
			before[[2]string{a, b}] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for ab := range before {
			for bc := range before {
				if ac := [2]string{ab[0], bc[1]}; ab[1] == bc[0] && !before[ac] {
					before[ac], changed = true, true
				}
			}
		}
	}
	return before
}
