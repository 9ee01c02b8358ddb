package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/report"
)

// TestLassoIsShown: a starvation lasso is printed as a stem and a cycle, saved, and replayed.
func TestLassoIsShown(t *testing.T) {
	dir := t.TempDir()
	out, _, code := runHeddle(t, "check", "lock/ttas", "--threads", "2", "--rounds", "forever", "--memory", "sc", "--liveness", "--out", dir)
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, out, "liveness=deadlock-freedom,starvation fairness=weak  violated: starvation")
	assert.Contains(t, out, "starvation: P0 wants into section g.inside and does not get in, for ever, though the schedule is\nweakly fair: ")
	assert.Regexp(t, `(?m)^cycle: these \d+ steps repeat for ever$`, out)
	assert.Contains(t, out, "where the cycle begins, and ends, the threads are at:")
	file := filepath.Join(dir, "lock-ttas.sc.schedule")
	out, _, code = runHeddle(t, "replay", file)
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, out, "steps repeat for ever")
	assert.Contains(t, out, "replayed: the same violation: starvation")
}

// TestLivenessJSON: the properties, the fairness and where the cycle begins.
func TestLivenessJSON(t *testing.T) {
	out, _, code := runHeddle(t, "check", "lock/tas", "--threads", "2", "--rounds", "forever", "--memory", "sc", "--liveness=starvation", "--fairness", "strong", "--json")
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, out, `"liveness":["starvation"],"fairness":"strong"`)
	assert.Regexp(t, `"switches":\d+,.*"cycle":\d+`, out)
	out, _, code = runHeddle(t, "check", "lock/tas", "--memory", "sc", "--json")
	assert.Equal(t, exitVerified, code)
	assert.NotContains(t, out, "liveness")
	assert.NotContains(t, out, "fairness")
}

// TestFairnessImpliesLiveness: of what applies, that is.
func TestFairnessImpliesLiveness(t *testing.T) {
	out, _, code := runHeddle(t, "check", "barrier/sense", "--memory", "sc", "--fairness", "weak")
	assert.Equal(t, exitVerified, code)
	assert.Contains(t, out, " liveness=termination fairness=weak  verified")
}

func TestLivenessMisuse(t *testing.T) {
	for _, test := range []struct {
		want string
		args []string
	}{
		{`--liveness: "speed", want termination, deadlock-freedom, starvation, leads-to, fcfs, obstruction-free, lock-free, wait-free, or all`, []string{"--liveness=speed"}},
		{`--liveness: "all" in a list with others`, []string{"--liveness=starvation,all"}},
		{`--liveness: "fcfs" in a list with others, want each`, []string{"--liveness=fcfs,fcfs"}},
		{`--fairness: "some", want weak or strong`, []string{"--fairness", "some"}},
		{"a depth-first search, want", []string{"--liveness", "--search", "dfs"}},
		{"a search of bounded depth, want", []string{"--liveness", "--depth", "9"}},
		{"a search of bounded preemptions, want", []string{"--liveness", "--preemptions", "1"}},
		{"liveness under memory model rc, want", []string{"--liveness", "--memory", "rc"}},
		{"nothing is asked for", []string{"--liveness=leads-to"}},
		{"the program need not end", []string{"--liveness=termination", "--rounds", "forever"}},
	} {
		out, msg, code := runHeddle(t, append([]string{"check", "lock/tas"}, test.args...)...)
		require.Equal(t, exitBadInput, code, test.args)
		assert.Contains(t, msg, test.want)
		assert.NotContains(t, out, report.Meaning)
	}
}
