package recorded_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/recorded"
	"heddle/checker/report"
	"heddle/checker/result"
	_ "heddle/model/drawn"
	"heddle/specs"
)

func spec(t require.TestingT, name string) recorded.Specification {
	s, err := recorded.FindSpecification(specs.Specifications(), name)
	require.NoError(t, err)
	return s
}

// said gives the verdict about JSON lines, and what is said of it.
func said(t *testing.T, name, lines string) (verdict, text string) {
	t.Helper()
	h, err := recorded.ReadJSON("x.jsonl", strings.NewReader(lines))
	require.NoError(t, err)
	r, err := recorded.Check(t.Context(), h, spec(t, name))
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, (&recorded.Answer{File: "x.jsonl", Specification: name, Result: r}).Text(&out, report.Style{}))
	return r.Verdict.String(), out.String()
}

const swapped = `
{"client":0,"operation":"Enqueue","arguments":[1],"call":1,"return":2}
{"client":1,"operation":"Dequeue","results":[1,true],"call":3,"return":4}
{"client":0,"operation":"enqueue","arguments":[3],"call":10,"return":20}
{"client":0,"operation":"enqueue","arguments":[4],"call":30,"return":40}
{"client":1,"operation":"dequeue","results":[4,true],"call":50,"return":60}
{"client":2,"operation":"dequeue","results":[3,1],"call":61,"return":70}
`

func TestSmallestPart(t *testing.T) {
	_, text := said(t, "queue", swapped)
	assert.Equal(t, `x.jsonl  specification=queue  violated: linearizability: 3 of 6 operations of 3 clients contradict each other (0.00 s)

   client    operation            real time  written in
A  client 0  enqueue(3)                      line 4
B  client 0  enqueue(4)           after A    line 5
C  client 1  dequeue() = 4, true  after B    line 6

In no order does the specification do what was recorded:
  A, B, then C would be dequeue() = 3, true
Until C returned they were linearizable; it could have been dequeue() = 3, true.
`, text)
}

func TestVerdicts(t *testing.T) {
	for _, test := range []struct{ name, spec, verdict, lines string }{
		{"overlapping", "queue", "verified", strings.Replace(swapped, `"call":61`, `"call":59`, 1)},
		{"at one moment", "queue", "verified", strings.Replace(swapped, `"call":61`, `"call":60`, 1)},
		{"never returned", "queue", "verified", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":1}
{"client":1,"operation":"Dequeue","results":[1,true],"call":5,"return":6}`},
		{"never called", "queue", "violated", `
{"client":0,"operation":"Enqueue","arguments":[1],"call":7}
{"client":1,"operation":"Dequeue","results":[1,true],"call":5,"return":6}`},
		{"may not have happened", "register", "verified", `
{"client":0,"type":"invoke","operation":"write","arguments":["a"]}
{"client":0,"type":"info"}
{"client":0,"type":"invoke","operation":"read"}
{"client":0,"type":"ok","results":[""]}
{"client":0,"type":"invoke","operation":"read"}
{"client":0,"type":"ok","results":["a"]}`},
		{"has not happened", "register", "violated", `
{"client":0,"type":"invoke","operation":"write","arguments":["a"]}
{"client":0,"type":"fail"}
{"client":0,"type":"invoke","operation":"read"}
{"client":0,"type":"ok","results":["a"]}`},
		{"waits for ever", "mutex", "verified", `
{"client":0,"operation":"Lock","call":1,"return":2}
{"client":1,"operation":"Lock","call":3}
{"client":2,"operation":"TryLock","results":[false],"call":9,"return":10}`},
		{"two at once", "mutex", "violated", `
{"client":0,"operation":"Lock","call":1,"return":2}
{"client":1,"operation":"Lock","call":3,"return":4}`},
		{"other keys", "register", "verified", `
{"client":0,"key":"x","operation":"write","arguments":[1],"call":1,"return":2}
{"client":0,"key":"y","operation":"read","results":[0],"call":3,"return":4}`},
		{"one key", "map", "violated", `
{"client":0,"operation":"put","arguments":["x","1"],"call":1,"return":2}
{"client":0,"operation":"get","arguments":["y"],"results":[""],"call":3,"return":4}
{"client":0,"operation":"get","arguments":["x"],"results":[""],"call":5,"return":6}`},
		{"compare and swap", "register", "violated", `
{"client":0,"operation":"cas","arguments":[0,1],"results":[true],"call":1,"return":2}
{"client":1,"operation":"compare-and-swap","arguments":[0,2],"results":[true],"call":1,"return":2}`},
		{"full", "bounded-queue:1", "violated", `
{"client":0,"operation":"Enqueue","arguments":[1],"results":[true],"call":1,"return":2}
{"client":0,"operation":"Enqueue","arguments":[2],"results":[true],"call":3,"return":4}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			verdict, text := said(t, test.spec, test.lines)
			assert.Equal(t, test.verdict, verdict, text)
		})
	}
}

// TestGenerated: what is generated is linearizable, as written and read again.
func TestGenerated(t *testing.T) {
	for _, s := range specs.Specifications() {
		arguments := []int{2, 2}[:len(s.Parameters)]
		s, err := s.With(arguments...)
		require.NoError(t, err)
		rapid.Check(t, func(t *rapid.T) {
			h := generated(t, s, 30)
			var text strings.Builder
			require.NoError(t, recorded.WriteJSON(&text, h))
			again, err := recorded.ReadJSON("", strings.NewReader(text.String()))
			require.NoError(t, err)
			require.Equal(t, h.Operations, again.Operations)
			r, err := recorded.Check(t.Context(), again, s)
			require.NoError(t, err)
			require.Equal(t, result.Verified, r.Verdict, text.String())
		})
	}
}

// generated draws a linearizable history.
func generated(t *rapid.T, s recorded.Specification, most int) *recorded.History {
	plan := recorded.Plan{Operations: rapid.IntRange(1, most).Draw(t, "operations"), Clients: rapid.IntRange(1, 4).Draw(t, "clients"), Keys: 2}
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	h, err := recorded.Generate(context.Background(), s, plan, random.IntN)
	require.NoError(t, err)
	return h
}
