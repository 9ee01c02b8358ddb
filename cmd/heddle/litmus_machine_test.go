package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/litmus"
)

// corpusX86 is the X86 part of the corpus.
var corpusX86 = filepath.Join("..", "..", "testdata", "litmus", strings.ToLower(litmus.Archs[0].Name))

// TestLitmusOnCoherentMachines: where copies are kept alike and processors are in order, tests end as under sc.
func TestLitmusOnCoherentMachines(t *testing.T) {
	want, _, _ := runHeddle(t, "litmus", corpusX86, "--memory", "sc", "--outcomes")
	require.Contains(t, want, "quiz-c0d1")
	for _, flags := range []string{
		"smp --protocol msi", "smp --protocol mesi", "smp --coherence update", "dancehall", "numa --line 4",
		"numa --coherence update", "numa --coherence uncached", "numa --protocol mesi --detail split --network unordered",
	} {
		got, _, code := runHeddle(t, append([]string{"litmus", corpusX86, "--outcomes", "--machine"}, strings.Fields(flags)...)...)
		assert.Equal(t, exitVerified, code)
		head, got, found := strings.Cut(got, "\n\n")
		assert.True(t, found && strings.HasPrefix(head, "machine="), head)
		assert.Equal(t, states(want), states(got), flags)
	}
}

// states gives the lines of --outcomes without the numbers of schedules.
func states(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "  allowed")
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// TestOvertakingUpdates: the outcome that the lecture's quiz forbids shows where updates overtake each
// other, and a write does not wait for them.
func TestOvertakingUpdates(t *testing.T) {
	quiz := filepath.Join("..", "..", "testdata", "coherence", "quiz-cached.litmus")
	for _, c := range []struct {
		flags string
		shows bool
	}{
		{"--network unordered --fault early-update", true},
		{"--network fifo --fault early-update", false},
		{"--network unordered", false},
	} {
		args := []string{"litmus", quiz, "--witness", "--machine", "numa", "--coherence", "update", "--detail", "split"}
		out, _, code := runHeddle(t, append(args, strings.Fields(c.flags)...)...)
		assert.Equal(t, exitVerified, code, c.flags)
		assert.Contains(t, out, map[bool]string{true: "Sometimes Ok", false: "Never No"}[c.shows], c.flags)
		assert.Equal(t, c.shows, strings.Contains(out, "home → P1: update a = 1"), "a schedule with its messages: %s", c.flags)
	}
}

func TestLitmusMachineMisuse(t *testing.T) {
	for _, c := range []struct{ want, flags string }{
		{"--coherence update: a flat machine has no caches", "--coherence update"},
		{"memory model tso with machine=numa coherence=none, want sc or go", "--machine numa --coherence none --memory tso"},
		{"herd7 has none", "--machine smp --herd"},
	} {
		_, stderr, code := runHeddle(t, append([]string{"litmus", corpusX86}, strings.Fields(c.flags)...)...)
		assert.Equal(t, exitBadInput, code, c.flags)
		assert.Contains(t, stderr, c.want)
	}
}
