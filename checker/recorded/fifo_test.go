package recorded_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/recorded"
	"heddle/checker/result"
)

// TestFIFO: whether histories of a queue are linearizable is found without a search as porcupine finds it, and as all orders of the operations tell.
func TestFIFO(t *testing.T) {
	queue := spec(t, "queue")
	searched := queue
	searched.FIFO = false
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		for range 20 {
			h := &recorded.History{Operations: overlapping(random, 1+random.IntN(9)), Initial: ""}
			r, err := recorded.Check(t.Context(), h, queue)
			require.NoError(t, err)
			want, err := recorded.Check(t.Context(), h, searched)
			require.NoError(t, err)
			require.Equal(t, want.Verdict, r.Verdict, "%v", h.Operations)
			linearizable := r.Verdict == result.Verified
			if len(h.Operations) < 8 {
				require.Equal(t, linearizable, inSomeOrder(h.Operations, nil), "%v", h.Operations)
			}
			seen[linearizable]++
			if linearizable {
				continue
			}
			part := r.Violation.Part
			require.LessOrEqual(t, len(part), len(want.Violation.Part), "%v", h.Operations)
			again, err := recorded.Check(t.Context(), &recorded.History{Operations: part, Initial: ""}, searched)
			require.NoError(t, err)
			require.Equal(t, result.Violated, again.Verdict, "%v", part)
			before := slices.Clone(part)
			for i, o := range before {
				if o.Return == r.Violation.Last.Return {
					before[i].Return = recorded.Open
				}
			}
			again, err = recorded.Check(t.Context(), &recorded.History{Operations: before, Initial: ""}, searched)
			require.NoError(t, err)
			require.Equal(t, result.Verified, again.Verdict, "%v", part)
		}
	})
	assert.Greater(t, seen[true], 20)
	assert.Greater(t, seen[false], 20)
}

// TestFIFOSeldom: what is drawn seldom.
func TestFIFOSeldom(t *testing.T) {
	for _, test := range []struct{ name, verdict, lines string }{
		{"nothing is found twice while a value is there", "violated", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":1,"return":2}
{"client":1,"operation":"Dequeue","results":[0,false],"call":3,"return":12}
{"client":2,"operation":"Dequeue","results":[0,false],"call":4,"return":9}
{"client":0,"operation":"Dequeue","results":[1,true],"call":10,"return":11}`},
		{"two are taken by those that never return, one stays", "verified", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":0,"return":1}
{"client":1,"operation":"Enqueue","arguments":[2],"call":2,"return":9}
{"client":2,"operation":"Enqueue","arguments":[3],"call":3,"return":5}
{"client":3,"operation":"Dequeue","call":6}
{"client":4,"operation":"Dequeue","call":7}
{"client":5,"operation":"Dequeue","results":[0,false],"call":7,"return":8}`},
		{"nothing, and a value", "violated", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":1,"return":2}
{"client":1,"operation":"Dequeue","results":[1,false],"call":1,"return":2}`},
		{"a value that is put in twice", "verified", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":1,"return":2}
{"client":0,"operation":"Enqueue","arguments":[1],"call":3,"return":4}
{"client":1,"operation":"Dequeue","results":[1,true],"call":5,"return":6}
{"client":1,"operation":"Dequeue","results":[1,true],"call":7,"return":8}`},
		{"before all times", "verified", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":-9,"return":-8}
{"client":1,"operation":"Dequeue","results":[0,false],"call":-9,"return":-7}
{"client":1,"operation":"Dequeue","results":[1,true],"call":-6,"return":9223372036854775806}`},
	} {
		verdict, text := said(t, "queue", test.lines)
		assert.Equal(t, test.verdict, verdict, "%s: %s", test.name, text)
	}
}

// overlapping gives the history of a queue whose n operations happen one after the other, each for some time before and after, of which some are wrong, and some never return.
func overlapping(random *rand.Rand, n int) []recorded.Operation {
	var list []recorded.Operation
	var values []any
	wide, spoilt, left, put := 1+random.IntN(n), random.IntN(5), random.IntN(4)*random.IntN(2), 1+random.IntN(3)
	for i := range n {
		o := recorded.Operation{Client: i, Call: int64(i - random.IntN(wide)), Return: int64(i + random.IntN(wide))}
		if random.IntN(4) < put {
			o.Steps = []recorded.Step{{Name: "Enqueue", Arguments: []any{int64(i + 1)}, Results: []any{}}}
			values = append(values, int64(i+1))
		} else {
			o.Steps = []recorded.Step{{Name: "Dequeue", Results: []any{int64(0), false}}}
			if len(values) > 0 {
				o.Steps[0].Results = []any{values[0], true}
				values = values[1:]
			}
		}
		if random.IntN(9) < left {
			o.Return, o.Steps[0].Results = recorded.Open, nil
		}
		list = append(list, o)
	}
	for range spoilt {
		a, b := &list[random.IntN(n)], &list[random.IntN(n)]
		switch returned := a.Return != recorded.Open && b.Return != recorded.Open; {
		case returned && random.IntN(4) > 0:
			a.Steps, b.Steps = b.Steps, a.Steps
		case returned && a.Steps[0].Name == "Dequeue" && b.Steps[0].Name == "Dequeue":
			a.Steps = b.Steps
		}
	}
	return list
}

// inSomeOrder reports whether operations can be done on a queue with these values, in some order.
func inSomeOrder(operations []recorded.Operation, values []int64) bool {
	if !slices.ContainsFunc(operations, func(o recorded.Operation) bool { return o.Return != recorded.Open }) {
		return true
	}
	for i, o := range operations {
		if slices.ContainsFunc(operations, func(before recorded.Operation) bool { return before.Return < o.Call }) {
			continue
		}
		rest := slices.Delete(slices.Clone(operations), i, i+1)
		s := o.Steps[0]
		switch {
		case s.Name == "Enqueue":
			if inSomeOrder(rest, append(slices.Clone(values), s.Arguments[0].(int64))) {
				return true
			}
		case len(values) == 0:
			if (o.Return == recorded.Open || s.Results[1] == false) && inSomeOrder(rest, nil) {
				return true
			}
		case o.Return == recorded.Open || s.Results[1] == true && s.Results[0] == values[0]:
			if inSomeOrder(rest, values[1:]) {
				return true
			}
		}
	}
	return false
}
