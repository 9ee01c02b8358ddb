package linear

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// judged compares a Monitor with Accepts, and with package porcupine, after every event of a random history. It gives whether the
// history was rejected in the end, and whether some standstill would have been allowed.
func judged(t *rapid.T, a *Automaton, m *Monitor, c Criterion, r source) (rejected, waited bool) {
	word := uint64(0)
	for range rapid.IntRange(0, 14).Draw(t, "events") {
		op, isReturn := r.next(t)
		if op == nil {
			continue
		}
		why := ""
		switch {
		case isReturn:
			word, why = m.Return(word, op.Client, words(op.Results))
		case op.Before != nil:
			before := op.Before
			for len(before) > 0 && before[len(before)-1] == 0 {
				before = before[:len(before)-1]
			}
			word, why = m.CallAfter(word, op.Client, op.Operation, words(op.Arguments), append([]int(nil), before...))
		default:
			word, why = m.Call(word, op.Client, op.Operation, words(op.Arguments))
		}
		accepted := a.Accepts(r.so(), c)
		if c == Linearizable && op.Before == nil {
			illegal, _ := a.Rejected(r.so())
			require.Equal(t, accepted, !illegal, "package porcupine on %+v", r.so())
		}
		require.Equal(t, accepted, why == "" && m.End(word) == "", "%+v: %s", r.so(), why)
		require.True(t, why == "" || isReturn, "a call cannot be wrong")
		if why != "" {
			return true, waited
		}
		if accepted {
			require.Equal(t, a.MayWait(r.so(), c), m.Waits(word), "%+v", r.so())
			waited = waited || m.Waits(word)
		}
	}
	return false, waited
}

func TestMonitorsAgreeWithAllOrders(t *testing.T) {
	check := func(t *testing.T, c Criterion, vectors bool) {
		var all, rejected, waited int
		rapid.Check(t, func(t *rapid.T) {
			a := randomAutomaton(t)
			m := New(a, c)
			for range 40 {
				no, may := judged(t, a, m, c, randomSource(t, a, vectors))
				all++
				if no {
					rejected++
				}
				if may {
					waited++
				}
			}
		})
		t.Logf("%d histories, %d rejected, %d may stand still", all, rejected, waited)
		require.NotZero(t, rejected)
		require.Less(t, rejected, all*4/5)
		require.NotZero(t, waited)
	}
	for _, c := range []Criterion{Linearizable, SequentiallyConsistent, QuiescentlyConsistent} {
		t.Run(fmt.Sprint(c), func(t *testing.T) { check(t, c, false) })
	}
	for _, c := range []Criterion{Linearizable, SequentiallyConsistent} {
		t.Run(fmt.Sprint(c, " by knowledge"), func(t *testing.T) { check(t, c, true) })
	}
}

// Linearizable histories keep both weaker criteria, neither of which implies the other.
func TestCriteriaDiffer(t *testing.T) {
	var sequential, quiescent int // linearizability is not kept, but this one
	only := [2]int{}              // this one of the two is kept
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			a := randomAutomaton(t)
			r := newPlan(t, a, false)
			for range 14 {
				r.next(t)
			}
			l, s, q := a.Accepts(r.history, Linearizable), a.Accepts(r.history, SequentiallyConsistent), a.Accepts(r.history, QuiescentlyConsistent)
			require.True(t, !l || s && q, "%+v", r.history)
			switch {
			case s && !l:
				sequential++
			case q && !l:
				quiescent++
			}
			if s && !q {
				only[0]++
			}
			if q && !s {
				only[1]++
			}
		}
	})
	t.Log(sequential, quiescent, only)
	require.NotZero(t, sequential)
	require.NotZero(t, quiescent)
	require.NotZero(t, only[0])
	require.NotZero(t, only[1])
}
