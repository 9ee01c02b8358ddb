package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSample: a violation is saved and can be replayed; without one nothing is verified.
func TestSample(t *testing.T) {
	dir := t.TempDir()
	out, _, code := runHeddle(t, "sample", "lock/naive", "--threads", "2", "--strategy", "all", "--out", dir)
	require.Equal(t, exitViolated, code, out)
	require.Equal(t, 1, strings.Count(out, "replay it: "), out)
	files, err := filepath.Glob(filepath.Join(dir, "*.schedule"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	_, _, code = runHeddle(t, "replay", files[0])
	require.Equal(t, exitViolated, code)
	text, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Contains(t, string(text), "mutual-exclusion")

	out, _, code = runHeddle(t, "sample", "lock/ticket", "--schedules", "50", "--strategy", "pct")
	require.Equal(t, exitIncomplete, code)
	require.Contains(t, out, "sampled 50 schedules, no violation")
	require.NotContains(t, out, "verified")
	for line := range strings.Lines(out[strings.Index(out, "\n")+1:]) {
		require.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 80)
	}
	_, _, code = runHeddle(t, "sample", "lock/ticket", "--schedules", "50", "--accept-sampled")
	require.Equal(t, exitVerified, code)
}

// TestSampleJSON: the same seed gives the same line, but for times.
func TestSampleJSON(t *testing.T) {
	once := func() map[string]any {
		out, _, code := runHeddle(t, "sample", "lock/ticket", "--schedules", "40", "--seed", "7", "--json", "--memory", "tso")
		require.Equal(t, exitIncomplete, code)
		var fields map[string]any
		require.NoError(t, json.Unmarshal([]byte(out), &fields))
		for _, k := range []string{"seconds", "cpu_seconds", "peak_bytes"} {
			delete(fields, k)
		}
		return fields
	}
	fields := once()
	require.Equal(t, fields, once())
	for k, want := range map[string]any{
		"verdict": "incomplete", "strategy": "walk", "seed": 7.0, "schedules": 40.0,
		"bounds": "threads=3 rounds=2 sampled 40 schedules by walk seed=7 steps≤10000",
	} {
		assert.Equal(t, want, fields[k], k)
	}
	for _, k := range []string{"unseen", "unseen_bound", "behaviours", "mean"} {
		assert.Contains(t, fields, k)
	}
}

// TestSampleRefused: bad use gets one message that says what is wanted.
func TestSampleRefused(t *testing.T) {
	for args, want := range map[string]string{
		"lock/ticket --strategy best":          `--strategy: "best", want one of walk, pct, pos, surw, coverage, or all`,
		"lock/ticket --depth 2":                "--depth: want --strategy pct with it, not walk",
		"lock/ticket --schedules 0":            "want a whole number from 1 to 1000000000",
		"lock/ticket --liveness":               "unknown flag: --liveness",
		"lock/ticket --strategy pct --depth 0": "want a whole number from 1 to 100",
		"":                                     "sample: no target",
	} {
		_, stderr, code := runHeddle(t, append([]string{"sample"}, strings.Fields(args)...)...)
		assert.Equal(t, exitBadInput, code, args)
		assert.Contains(t, stderr, want, args)
	}
}
