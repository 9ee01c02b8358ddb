package report_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

func TestVerdict(t *testing.T) {
	ticket := report.Check{Target: "lock/ticket", Memory: "sc", Threads: 4, Rounds: 2}
	numbers := checker.Result{States: 6514, Transitions: 23161, Depth: 41, Bytes: 1_200_000, Elapsed: 14 * time.Millisecond, CPU: 9 * time.Millisecond}
	verified, violated, limited := numbers, numbers, numbers
	verified.Verdict = checker.Verified
	violated.Verdict, violated.Property = checker.Violated, checker.PropertyRace
	bounded, one, deep := numbers, numbers, numbers
	bounded.Bounded, one.Bounded, deep.Bounded = "preemptions=2", "preemptions=1", "depth=20"
	limited.Message = "the limit of 10 states was met"
	for _, test := range []struct {
		check  report.Check
		result checker.Result
		want   string
	}{
		{ticket, verified, "lock/ticket  memory=sc threads=4 rounds=2  verified  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{ticket, limited, "lock/ticket  memory=sc threads=4 rounds=2  incomplete: the limit of 10 states was met  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{ticket, bounded, "lock/ticket  memory=sc threads=4 rounds=2  verified up to 2 preemptions  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{ticket, one, "lock/ticket  memory=sc threads=4 rounds=2  verified up to 1 preemption  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{ticket, deep, "lock/ticket  memory=sc threads=4 rounds=2  verified up to depth 20  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{report.Check{Target: "x.go:CheckX", Memory: "go"}, violated, "x.go:CheckX  memory=go  violated: race  6514 states, 23161 transitions, depth 41, 0.01 s (0.01 s CPU), 1.2 MB"},
		{report.Check{Target: "x.go:CheckX", Memory: "go"}, checker.Result{Verdict: checker.Verified, States: 1, Transitions: 1, Bytes: 10, Elapsed: 12 * time.Second}, "x.go:CheckX  memory=go  verified  1 state, 1 transition, depth 0, 12 s (0.00 s CPU), 10 B"},
	} {
		assert.Equal(t, test.want, report.Verdict(test.check, test.result, report.Style{}))
	}
}

func TestJSONKeysAndOrder(t *testing.T) {
	var b strings.Builder
	r := checker.Result{Verdict: checker.Verified, States: 724, Transitions: 1903, Depth: 31, Bytes: 36200, Elapsed: 2 * time.Millisecond, CPU: 2 * time.Millisecond}
	c := report.Check{Target: "lock/ticket", Memory: "sc", Threads: 3, Rounds: 2}
	require.NoError(t, report.JSON(&b, c, r, "", 1200000))
	assert.Equal(t, `{"target":"lock/ticket","memory":"sc","threads":3,"rounds":2,"verdict":"verified","property":"","message":"","states":724,"transitions":1903,"depth":31,"seconds":0.002,"cpu_seconds":0.002,"peak_bytes":1200000,"bytes_per_state":50,"bounds":"threads=3 rounds=2","schedule":null}`+"\n", b.String())
}

func TestJSONOfABoundedSearch(t *testing.T) {
	var b strings.Builder
	s := peterson()
	s.Preemptions = new(0)
	require.NoError(t, report.JSON(&b, report.Of(s), checker.Result{Bounded: "preemptions=2", Schedule: s}, "", 1))
	assert.Contains(t, b.String(), `"verdict":"incomplete","bounded":"preemptions=2","property":""`)
	assert.Contains(t, b.String(), `"switches":1,"preemptions":0,`)
}

func TestJSONSchedule(t *testing.T) {
	var b strings.Builder
	s := peterson()
	r := checker.Result{Verdict: checker.Violated, Property: s.Property, Message: "a <b> & c", Schedule: s}
	require.NoError(t, report.JSON(&b, report.Of(s), r, "out/x.schedule", 1))
	assert.Equal(t, 1, strings.Count(b.String(), "\n"), "one object a line")
	assert.Contains(t, b.String(), `"message":"a <b> & c"`)
	assert.Contains(t, b.String(), `"schedule":{"steps":7,"switches":1,"file":"out/x.schedule","trace":[{"step":1,"thread":"P0","events":[{"thread":"P0","kind":"store","text":"flag[0] := 1"`)
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(b.String()), &object))
	assert.Len(t, object["schedule"].(map[string]any)["trace"], 7)
}
