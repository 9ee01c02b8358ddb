package causality_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/causality"
	"heddle/checker/causality/figure"
	_ "heddle/model/drawn"
)

// TestClocksAgree: in any run the clocks say what the closure of "directly before" says.
func TestClocksAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, lines, direct := figure.Random(t)
		r := causality.Of(figure.Schedule(names, lines...))
		before := figure.Before(direct)
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

// TestHiddenEventsHandOn: the events that are left are ordered as before.
func TestHiddenEventsHandOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names, lines, direct := figure.Random(t)
		r := causality.Of(figure.Schedule(names, lines...))
		before, e := figure.Before(direct), named(r)
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
