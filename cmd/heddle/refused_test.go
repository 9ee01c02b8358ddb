package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// One check that cannot be checked does not keep the others from it.
func TestRefusedAmongOthers(t *testing.T) {
	write(t, "x.go", "package x\n\nimport \"reflect\"\n\nfunc CheckGood() {}\n\nfunc CheckBad() { reflect.TypeOf(1) }\n\nfunc CheckWorse() { panic(1) }\n")
	require.NoError(t, os.WriteFile("go.mod", []byte("module x\n\ngo 1.26\n"), 0o644))
	stdout, stderr, code := runHeddle(t, "check", "./...", "--json", "--memory", "go,sc")
	assert.Equal(t, exitBadInput, code)
	assert.Equal(t, "x.go:7: reflect.TypeOf is not supported: a check does no reflection\n", stderr)
	got := map[string]string{}
	for _, v := range verdicts(t, stdout) {
		got[v.Target+" "+v.Memory] = v.Verdict
	}
	assert.Equal(t, map[string]string{
		".:CheckGood go": "verified", ".:CheckGood sc": "verified", ".:CheckWorse go": "violated", ".:CheckWorse sc": "violated",
	}, got)
	stdout, _, code = runHeddle(t, "check", ".", "--format", "junit")
	assert.Equal(t, exitBadInput, code)
	assert.Contains(t, stdout, `tests="3" failures="1" errors="1"`)
}
