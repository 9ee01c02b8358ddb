package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheckLitmus: a litmus file is a target like others; verified is what is Ok.
func TestCheckLitmus(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("SB.litmus", []byte(litmusSB), 0o644))
	require.NoError(t, os.WriteFile("MP.litmus", []byte(litmusMP), 0o644))
	require.NoError(t, os.WriteFile("all.litmus", []byte(strings.Replace(litmusSB, `exists (0:EAX=0 /\ 1:EAX=0)`, `forall (0:EAX=1 \/ ~(1:EAX!=1))`, 1)), 0o644))
	stdout, stderr, code := runHeddle(t, "check", "SB.litmus", "MP.litmus", "all.litmus", "--json", "--out", "schedules")
	assert.Equal(t, exitViolated, code, stderr)
	var got []string
	for _, v := range verdicts(t, stdout) {
		got = append(got, strings.TrimSpace(strings.Join([]string{v.Target, v.Memory, v.Verdict, v.Property}, " ")))
	}
	assert.Equal(t, []string{
		"SB.litmus sc violated reachability", "SB.litmus tso verified", "SB.litmus pso verified",
		"MP.litmus sc verified", "MP.litmus tso verified", "MP.litmus pso violated assert",
		"all.litmus sc verified", "all.litmus tso violated assert", "all.litmus pso violated assert",
	}, got)
	stdout, stderr, code = runHeddle(t, "replay", filepath.Join("schedules", "MP.litmus.pso.schedule"))
	assert.Equal(t, exitViolated, code, stderr)
	assert.Contains(t, stdout, `assertion failed: ~exists (1:EAX=1 /\ 1:EBX=0) at MP.litmus:6`)
	assert.Contains(t, stdout, "replayed: the same violation: assert\n")
	stdout, _, code = runHeddle(t, "check", "SB.litmus", "--memory", "tso")
	assert.Equal(t, exitVerified, code)
	assert.Contains(t, stdout, "this schedule ends with 0:EAX=0 /\\ 1:EAX=0\n")
	assert.NotContains(t, stdout, "replay it")
	_, stderr, code = runHeddle(t, "check", "SB.litmus", "--memory", "rc11")
	assert.Equal(t, exitBadInput, code)
	assert.Equal(t, "SB.litmus: memory model rc11 for a test of X86, want one of sc, tso, pso\n", stderr)
	require.NoError(t, os.WriteFile("cut.litmus", []byte(litmusSB[:60]), 0o644))
	_, stderr, code = runHeddle(t, "check", "cut.litmus")
	assert.Equal(t, exitBadInput, code)
	assert.Contains(t, stderr, "cut.litmus:4:")
}
