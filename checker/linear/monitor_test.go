package linear

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// waitsSlowly says what Waits should, of what a history is.
func waitsSlowly(a *Automaton, h History, c Criterion) bool {
	var done, open History
	for _, op := range h {
		if op.Returned {
			done = append(done, op)
		} else {
			open = append(open, op)
		}
	}
	placed := make([]bool, len(done))
	// A quiescent moment of the whole history is one of the operations that are done only if no call is open then.
	var search func(node uint32, left int) bool
	search = func(node uint32, left int) bool {
		if left == 0 {
			for _, e := range a.nodes[node] {
				for _, op := range open {
					if a.labels(e, op, c) {
						return false
					}
				}
			}
			return true
		}
		for i, op := range done {
			if placed[i] || !mayBeNextOf(h, done, i, c, placed) {
				continue
			}
			placed[i] = true
			for _, e := range a.nodes[node] {
				if a.labels(e, op, c) && search(e.to, left-1) {
					return true
				}
			}
			placed[i] = false
		}
		return false
	}
	return len(open) > 0 && search(0, len(done))
}

// mayBeNextOf is mayBeNext of the operations done, in the history h of which they are.
func mayBeNextOf(h, done History, i int, c Criterion, placed []bool) bool {
	place := func(i int) int {
		for j := range h {
			if h[j].Begin == done[i].Begin {
				return j
			}
		}
		panic("no such operation")
	}
	for j := range done {
		if !placed[j] && h.precedes(place(j), place(i), c) {
			return false
		}
	}
	return true
}

// judged compares a Monitor with Accepts, and with package porcupine, after every event of a random history. It gives whether the
// history was rejected in the end, and whether some standstill would have been allowed.
func judged(t *rapid.T, a *Automaton, c Criterion, r source) (rejected, waited bool) {
	m := New(a, c)
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
			word, why = m.CallAfter(word, op.Client, op.Operation, words(op.Arguments), op.Before)
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
			require.Equal(t, waitsSlowly(a, r.so(), c), m.Waits(word), "%+v", r.so())
			waited = waited || m.Waits(word)
		}
	}
	return false, waited
}

// several checks ten cases at a time, so that rare ones are among them with -short too.
func several(t *testing.T, check func(t *rapid.T)) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			check(t)
		}
	})
}

func TestMonitorsAgreeWithAllOrders(t *testing.T) {
	check := func(t *testing.T, c Criterion, vectors bool) {
		var all, rejected, waited int
		several(t, func(t *rapid.T) {
			a := randomAutomaton(t)
			r := randomSource(t, a)
			if vectors {
				r = newRun(a, vectors)
			}
			no, may := judged(t, a, c, r)
			all++
			if no {
				rejected++
			}
			if may {
				waited++
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
	t.Run("by knowledge", func(t *testing.T) { check(t, Linearizable, true) })
}

// Linearizable histories keep both weaker criteria, neither of which implies the other.
func TestCriteriaDiffer(t *testing.T) {
	var sequential, quiescent int // linearizability is not kept, but this one
	only := [2]int{}              // this one of the two is kept
	several(t, func(t *rapid.T) {
		a := randomAutomaton(t)
		r := newPlan(t, a)
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
	})
	t.Log(sequential, quiescent, only)
	require.NotZero(t, sequential)
	require.NotZero(t, quiescent)
	require.NotZero(t, only[0])
	require.NotZero(t, only[1])
}
