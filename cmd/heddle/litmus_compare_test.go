package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLitmusCompare(t *testing.T) {
	dir := litmusDir(t)
	require.NoError(t, os.WriteFile("other.litmus", []byte(strings.Replace(litmusSB, "SB", "SB2", 1)), 0o644))
	log, _, _ := runHeddle(t, "litmus", "--herd", filepath.Join(dir, "SB.litmus"), filepath.Join(dir, "more", "MP.litmus"))
	assert.Contains(t, log, "Test SB Allowed\nStates 4\n0:EAX=0; 1:EAX=0;\n")
	assert.Contains(t, log, "\nOk\nWitnesses\nPositive: 6 Negative: 18\n")
	assert.Contains(t, log, "Condition exists (0:EAX=0 /\\ 1:EAX=0)\nObservation SB Sometimes 6 18\nTime SB ")
	both := []string{filepath.Join(dir, "SB.litmus"), filepath.Join(dir, "more")}
	for _, c := range []struct {
		name, log string
		args      []string
		code      int
		want      []string
	}{
		{"equal", log, []string{both[0], filepath.Join(dir, "more", "MP.litmus")}, exitVerified,
			[]string{"herd.log: 2 agree, 0 differ, 0 only here, 0 only in the log, 0 not judged\n"}},
		{"old columns", strings.ReplaceAll(log, "0:EAX", "0:eax"), both[:1], exitViolated,
			[]string{"only in the log: MP\n", "herd.log: 1 agree, 0 differ, 0 only here, 1 only in the log, 0 not judged\n"}},
		{"a state less", strings.Replace(strings.Replace(log, "0:EAX=0; 1:EAX=0;\n", "", 1), "States 4", "States 3", 1), []string{both[0], "other.litmus"}, exitViolated,
			[]string{"SB  memory=tso  differs\n  only here:        0:eax=0; 1:eax=0;\n", "only here: SB2\n", "only in the log: MP\n"}},
		{"refused", log, both, exitBadInput, []string{"not judged here: SB\n"}},
		{"under sc", log, append([]string{"--memory", "sc"}, both[0]), exitViolated,
			[]string{"  only in the log:  0:eax=0; 1:eax=0;\n  validation: No, not Ok\n"}},
	} {
		require.NoError(t, os.WriteFile("herd.log", []byte(c.log), 0o644))
		stdout, stderr, code := runHeddle(t, append([]string{"litmus", "--compare", "herd.log"}, c.args...)...)
		assert.Equal(t, c.code, code, "%s: %s", c.name, stderr)
		for _, w := range c.want {
			assert.Contains(t, stdout, w, c.name)
		}
	}
}
