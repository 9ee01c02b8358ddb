package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBadSystems has flags that ask for a machine that there is not.
func TestBadSystems(t *testing.T) {
	for _, c := range []struct {
		flags []string
		want  string
	}{
		{[]string{"--machine", "smp", "--line", "0"}, "check: --line: \"0\", want a whole number from 1 to 64; see heddle check --help\n"},
		{[]string{"--line", "2"}, "--line 2: a flat machine has no caches, want --machine smp, dancehall, numa or cluster with it\n"},
		{[]string{"--protocol", "mesi"}, "--protocol mesi: a flat machine has no caches, want --machine smp, dancehall, numa or cluster with it\n"},
		{[]string{"--machine", "cluster", "--coherence", "update"}, "machine: coherence \"update\" on a cluster machine, want none\n"},
		{[]string{"--machine", "numa", "--coherence", "uncached", "--line", "4"}, "machine: lines of 4 words, want a machine with caches\n"},
		{[]string{"--machine", "smp", "--memory", "rc11"}, "lock/tas: machine: memory model rc11 on a smp machine, want flat\n"},
		{[]string{"--machine", "smp", "--coherence", "none", "--memory", "tso"}, "lock/tas: machine: memory model tso with machine=smp coherence=none, want sc or go\n"},
	} {
		stdout, stderr, code := runHeddle(t, append([]string{"check", "lock/tas", "--threads", "2"}, c.flags...)...)
		assert.Equal(t, exitBadInput, code, c.flags)
		assert.Empty(t, stdout, c.flags)
		assert.Equal(t, c.want, stderr, c.flags)
	}
	_, stderr, code := runHeddle(t, "check", "lock/tas", "--threads", "2", "--machine", "cluster")
	assert.Equal(t, exitBadInput, code)
	assert.Contains(t, stderr, "lock/tas: machine: l.held is in the memory of main, and P0 modifies it at specs/lock/tas.go:")
}

// TestStaleSpinIsReplayed: a lock whose threads spin on copies that nobody renews is stuck, its schedule says what
// caches do, and is replayed on the machine that it is of.
func TestStaleSpinIsReplayed(t *testing.T) {
	dir := t.TempDir()
	flags := []string{"--threads", "2", "--rounds", "1", "--machine", "numa", "--coherence", "none", "--out", dir}
	stdout, _, code := runHeddle(t, append([]string{"check", "lock/ttas"}, flags...)...)
	require.Equal(t, exitViolated, code)
	assert.Contains(t, stdout, "lock/ttas  memory=go machine=numa coherence=none threads=2 rounds=1  violated: stuck")
	assert.Contains(t, stdout, "takes a copy")
	assert.Contains(t, stdout, "its own copy, which is old: memory has 0")
	file := filepath.Join(dir, "lock-ttas.numa.none.go.schedule")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(text), "system    \"machine=numa coherence=none\"\n")
	stdout, _, code = runHeddle(t, "replay", file)
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, stdout, "replayed: the same violation: stuck\n")

	stdout, _, code = runHeddle(t, "check", "lock/backoff", "--threads", "2", "--machine", "numa", "--coherence", "none", "--json")
	require.Equal(t, exitVerified, code)
	var got map[string]any
	require.NoError(t, json.Unmarshal([]byte(stdout), &got))
	assert.Equal(t, []any{"numa", "none", 1.0, "verified"}, []any{got["machine"], got["coherence"], got["line"], got["verdict"]})
}
