package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A name and its cycle give the same test, and what is written can be read.
func TestGenerate(t *testing.T) {
	named, _, code := runHeddle(t, "litmus", "generate", "SB+mfence+po")
	require.Equal(t, exitVerified, code)
	assert.Contains(t, named, "X86 SB+mfence+po\n")
	assert.Contains(t, named, "exists (0:EAX=0 /\\ 1:EAX=0)\n")
	cycle, _, _ := runHeddle(t, "litmus", "generate", "PodWR Fre MFencedWR Fre")
	assert.NotEqual(t, named, cycle, "the threads are in the order of the cycle")
	assert.Contains(t, cycle, "X86 SB+mfence+po\n")

	dir := t.TempDir()
	_, _, code = runHeddle(t, "litmus", "generate", "--size", "4", "--threads", "2", "--critical", "--out", dir)
	require.Equal(t, exitVerified, code)
	files, err := filepath.Glob(filepath.Join(dir, "*.litmus"))
	require.NoError(t, err)
	assert.Len(t, files, 6, "2+2W LB MP R S SB")
	out, stderr, code := runHeddle(t, "litmus", dir, "--memory", "tso", "--json")
	require.Equal(t, exitVerified, code, stderr)
	assert.Equal(t, 2, strings.Count(out, `"observation":"Sometimes"`), "R and SB\n%s", out)
	assert.Equal(t, 4, strings.Count(out, `"observation":"Never"`), out)
}

func TestGenerateC(t *testing.T) {
	out, _, code := runHeddle(t, "litmus", "generate", "--arch", "C", "--order", "Rlx", "MP", "--cond", "observe")
	require.Equal(t, exitVerified, code)
	assert.Contains(t, out, "C MP\n")
	assert.Contains(t, out, "atomic_load_explicit(y, memory_order_relaxed)")
	assert.Contains(t, out, "locations [1:r0; 1:r1; ]")
	file := filepath.Join(t.TempDir(), "MP.litmus")
	require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
	out, stderr, code := runHeddle(t, "litmus", file, "--memory", "sc", "--outcomes")
	require.Equal(t, exitVerified, code, stderr)
	assert.Contains(t, out, "1:r0=0; 1:r1=1;")
}

func TestGenerateBadUse(t *testing.T) {
	for _, bad := range []struct {
		args []string
		want string
	}{
		{[]string{}, "no tests asked for"},
		{[]string{"XX"}, `name "XX": unknown family`},
		{[]string{"PodWR Fre"}, "1 external communication"},
		{[]string{"SB", "--arch", "Z80"}, "want one of X86, X86_64, C"},
		{[]string{"SB", "--cond", "maybe"}, `want "cycle" or "observe"`},
		{[]string{"SB", "--arch", "C", "--order", "A"}, "want one of P Rlx"},
		{[]string{"--size", "1"}, "want 2 edges or more"},
		{[]string{"--size", "4", "--edges", "Foo"}, `edge "Foo": unknown`},
	} {
		_, stderr, code := runHeddle(t, append([]string{"litmus", "generate"}, bad.args...)...)
		assert.Equal(t, exitBadInput, code, bad.args)
		assert.Contains(t, stderr, bad.want)
	}
}
