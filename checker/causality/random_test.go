package causality_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/causality"
)

// random draws a figure, and says for each event of it which others come directly before.
func random(t *rapid.T) (names, lines []string, before map[string][]string) {
	names = []string{"P0", "P1", "P2", "P3"}[:rapid.IntRange(1, 4).Draw(t, "processes")]
	before = map[string][]string{}
	last := map[string]string{}
	var sent []string // by message, from 1: its event
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
		case kind >= 2 && len(sent) > 0: // it may have been received already: a duplicate
			m := rapid.IntRange(1, len(sent)).Draw(t, "message")
			line += fmt.Sprint("<", m)
			before[event] = append(before[event], sent[m-1])
		}
		lines = append(lines, line)
		if len(sent) > 0 && rapid.IntRange(0, 9).Draw(t, "fault") == 0 {
			lines = append(lines, fmt.Sprint("duplicate ", rapid.IntRange(1, len(sent)).Draw(t, "message")))
		}
	}
	return names, lines, before
}

// TestClocksAgree: in any run the clocks say what the closure of "directly before" says.
func TestClocksAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, lines, direct := random(t)
		r := causality.Of(drawn(t, names, lines...))
		before := closed(direct)
		e, o, first := named(r), r.Order(), rapid.IntRange(-1, 10).Draw(t, "first")
		c := r.Clocks(first)
		total := r.Total(c.Lamport, nil)
		place := map[int]int{}
		for i, at := range total {
			place[at] = i
		}
		require.Len(t, total, len(e))
		ordered, concurrent := 0, 0
		for a, i := range e {
			if len(direct[a]) == 0 {
				require.Equal(t, first, c.Lamport[i])
			}
			for b, j := range e {
				is := before[[2]string{a, b}]
				require.Equal(t, is, o.Before(i, j), "%s → %s", a, b)
				require.Equal(t, is, causality.Less(c.Vector[i], c.Vector[j]), "%s → %s, vectors", a, b)
				require.Equal(t, a != b && !is && !before[[2]string{b, a}], o.Concurrent(i, j), "%s ∥ %s", a, b)
				switch {
				case is:
					ordered++
					require.Less(t, c.Lamport[i], c.Lamport[j], "the clock condition: %s → %s", a, b)
					require.Less(t, place[i], place[j], "the total order: %s → %s", a, b)
				case a < b && !before[[2]string{b, a}]:
					concurrent++
				}
			}
		}
		gotOrdered, gotConcurrent := o.Pairs()
		require.Equal(t, [2]int{ordered, concurrent}, [2]int{gotOrdered, gotConcurrent})
	})
}

// closed is the transitive closure of "directly before".
func closed(direct map[string][]string) map[[2]string]bool {
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

// TestHiddenEventsHandOn: the events that are left are ordered as before.
func TestHiddenEventsHandOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, lines, direct := random(t)
		r := causality.Of(drawn(t, names, lines...))
		before, e := closed(direct), named(r)
		for i := range r.Events {
			r.Events[i].Hidden = rapid.Bool().Draw(t, "hidden")
		}
		o, c := r.Order(), r.Clocks(1)
		ordered := 0
		for a, i := range e {
			for b, j := range e {
				if r.Events[i].Hidden || r.Events[j].Hidden {
					continue
				}
				is := before[[2]string{a, b}]
				require.Equal(t, is, o.Before(i, j), "%s → %s", a, b)
				require.Equal(t, is, causality.Less(c.Vector[i], c.Vector[j]), "%s → %s, vectors", a, b)
				if is {
					ordered++
					require.Less(t, c.Lamport[i], c.Lamport[j], "%s → %s", a, b)
				}
			}
		}
		got, _ := o.Pairs()
		require.Equal(t, ordered, got)
	})
}
