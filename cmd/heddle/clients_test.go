package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSymmetryOfClients explores one order of an object's clients, says so, and replays what is found.
func TestSymmetryOfClients(t *testing.T) {
	dir := t.TempDir()
	out, stderr, code := runHeddle(t, "check", "stack/treiber~plain-pop", "--symmetry", "clients", "--out", dir)
	assert.Equal(t, 1, code)
	assert.Empty(t, stderr)
	assert.Contains(t, out, "threads=2 rounds=2 clients=sorted  violated: linearizability  ")
	out, stderr, code = runHeddle(t, "replay", filepath.Join(dir, "stack-treiber~plain-pop.go.schedule"))
	assert.Equal(t, 1, code, stderr)
	assert.Contains(t, out, "replayed: the same violation: linearizability")

	out, _, code = runHeddle(t, "check", "stack/treiber-tagged", "--symmetry", "clients", "--json")
	assert.Equal(t, 0, code)
	require.Contains(t, out, `"bounds":"threads=2 rounds=2 clients=sorted"`)

	for _, target := range []string{"lock/ttas", "rwlock/pair-reader-preference", "bounds_test.go"} {
		_, stderr, code = runHeddle(t, "check", target, "--symmetry", "clients")
		assert.Equal(t, 2, code)
		assert.Contains(t, stderr, target+": --symmetry clients: not an object of the library that is known to take any client for any other")
	}
	_, stderr, code = runHeddle(t, "check", "stack/treiber", "--symmetry", "client")
	assert.Equal(t, 2, code)
	assert.Contains(t, stderr, `--symmetry: "client", want auto, clients or off`)
}
