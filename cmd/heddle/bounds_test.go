package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

// endless counts for ever in one of its threads.
const endless = `package x

import "sync/atomic"

func CheckX() {
	var n atomic.Int64
	go n.Add(1)
	go func() {
		for {
			n.Add(1)
		}
	}()
}
`

// TestBounds: what a bounded search says, in words, as JSON and as an exit code.
func TestBounds(t *testing.T) {
	write(t, "x.go", endless)
	require.NoError(t, os.WriteFile("leak.go", []byte("package x\n\nimport \"sync\"\n\nfunc CheckX() {\n\tvar mu sync.Mutex\n\tmu.Lock()\n\tgo mu.Lock()\n}\n"), 0o644))
	for _, test := range []struct {
		args          string
		code          int
		text          string
		json, bounded string // verdict or property
	}{
		{"x.go --depth 10", 3, "  verified up to depth 10  ", "incomplete", "depth=10"},
		{"x.go --depth 10 --accept-bounded", 0, "  verified up to depth 10  ", "incomplete", "depth=10"},
		{"x.go --depth 10 --accept-bounded --max-states 5", 3, "  incomplete: the limit of 5 states was met  ", "incomplete", ""},
		{"x.go --preemptions 1 --max-states 9 --accept-bounded", 3, "  incomplete: the limit of 9 states was met  ", "incomplete", ""},
		{"lock/ticket --depth 1000", 0, "  verified  ", "verified", ""},
		{"lock/ticket --preemptions 0", 3, "  verified up to 0 preemptions  ", "incomplete", "preemptions=0"},
		{"lock/ticket --preemptions 1 --accept-bounded", 0, "  verified up to 1 preemption  ", "incomplete", "preemptions=1"},
		{"lock/ticket --preemptions 100", 0, "  verified  ", "verified", ""},
		{"lock/mcs lock/naive --preemptions 2 --accept-bounded", 1, "\n4 steps, 2 context switches, 2 preemptions\n", "incomplete", "preemptions=2"},
		{"lock/dekker --rounds 3 --auto", 0, "  verified  ", "verified", ""},
		{"lock/dekker --rounds 3 --auto --max-states 800", 3, "  verified up to 2 preemptions: for all schedules the limit of 800 states was met  ", "incomplete", "preemptions=2"},
		{"lock/dekker --rounds 3 --auto --max-states 800 --accept-bounded", 0, "  verified up to 2 preemptions: for all", "incomplete", "preemptions=2"},
		{"lock/dekker --rounds 3 --auto --max-states 90 --accept-bounded", 3, "  sampled 1000 schedules, no violation: for all schedules the limit of 90 states was met; verified up to preemptions=0  ", "incomplete", ""},
		{"barrier/counting --threads 5 --rounds 2 --symmetry off --auto --max-states 80", 1, " --auto --max-states 80 --out", "stuck", ""},
		{"leak.go", 1, "violated: leak", "leak", ""},
		{"leak.go --allow-leaks", 0, "  verified  ", "verified", ""},
	} {
		t.Run(test.args, func(t *testing.T) {
			args := append([]string{"check"}, strings.Fields(test.args)...)
			stdout, stderr, code := runHeddle(t, args...)
			assert.Equal(t, test.code, code)
			assert.Empty(t, stderr)
			assert.Contains(t, stdout, test.text)
			assert.Equal(t, test.bounded != "", strings.HasSuffix(stdout, "\n"+report.MeaningBounded+"\n"))
			stdout, _, code = runHeddle(t, append(args, "--json")...)
			assert.Equal(t, test.code, code)
			got := verdicts(t, stdout)[0]
			assert.Equal(t, test.json, map[bool]string{true: got.Verdict, false: got.Property}[got.Property == ""])
			assert.Equal(t, test.bounded, got.Bounded)
		})
	}
}

// TestFewestPreemptions: each bound that is large enough gives the same schedule, and
// its file has the number of preemptions.
func TestFewestPreemptions(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, bound := range []string{"2", "5"} {
		stdout, _, code := runHeddle(t, "check", "lock/naive", "--json", "--out", ".", "--preemptions", bound)
		assert.Equal(t, exitViolated, code)
		got := verdicts(t, stdout)[0].Schedule
		assert.Equal(t, 4, got.Steps)
		require.NotNil(t, got.Preemptions)
		assert.Equal(t, 2, *got.Preemptions)
	}
	stdout, _, code := runHeddle(t, "replay", "lock-naive.go.schedule")
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, stdout, "4 steps, 2 context switches, 2 preemptions\n")
}

func TestMatrixWithinABound(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "matrix", "lock/mcs", "lock/naive", "--memory", "sc", "--preemptions", "2")
	assert.Equal(t, exitIncomplete, code)
	assert.Empty(t, stderr)
	assert.Regexp(t, `(?m)^lock/mcs .* up to 2 preemptions$`, stdout)
	assert.Regexp(t, `(?m)^lock/naive .* mutual-exclusion$`, stdout)
}

// TestHeartbeat: none in a pipe unless it is asked for, then one line each interval.
func TestHeartbeat(t *testing.T) {
	_, stderr, _ := runHeddle(t, "check", "lock/ticket", "--heartbeat=1ns")
	assert.Regexp(t, `^(lock/ticket go  \d+ states \(.* M/s\)  .*B  depth \d+  frontier \d+  \d+ s\n)+$`, stderr)
	_, stderr, _ = runHeddle(t, "check", "lock/ticket", "--heartbeat")
	assert.Empty(t, stderr, "a minute has not passed")

	var out strings.Builder
	p := &pulse{w: &out, label: "x", every: time.Minute, next: time.Minute}
	for at := time.Duration(0); at < 3*time.Minute+30*time.Second; at += 7 * time.Second {
		p.update(checker.Progress{States: int(at.Seconds()), Elapsed: at, Layer: "preemptions=1"})
	}
	var states []string
	for line := range strings.Lines(out.String()) {
		states = append(states, strings.Fields(line)[2])
		assert.True(t, strings.HasPrefix(line, "x  preemptions=1  "), line)
	}
	assert.Equal(t, []string{"63", "126", "182"}, states)
}

// TestStatedBounds: a verdict names the bounds that the program states, and only if they are reached.
func TestStatedBounds(t *testing.T) {
	write(t, "x.go", "package x\n\nimport \"math/rand\"\n\nfunc CheckX() {\n\tif rand.Intn(9) < 0 {\n\t\tpanic(1)\n\t}\n}\n\nfunc CheckY() {}\n")
	stdout, _, code := runHeddle(t, "check", "x.go")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "x.go:CheckX  memory=go rand≤4 values a draw  verified")
	assert.Contains(t, stdout, "x.go:CheckY  memory=go  verified")
	stdout, _, _ = runHeddle(t, "check", "--format", "json", "x.go:CheckX")
	assert.Contains(t, stdout, "\"bounds\":\"rand≤4 values a draw\"")
}
