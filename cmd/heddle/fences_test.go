package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/specs"
)

// TestGoldenFences: what the command prints, but for the time it takes.
func TestGoldenFences(t *testing.T) {
	t.Chdir("../..")
	seconds := regexp.MustCompile(`[0-9.]+ s CPU`)
	golden := filepath.Join("testdata", "golden", "fences")
	tests := []struct {
		args string
		code int
	}{
		{"lock/peterson --memory tso", exitVerified},
		{"lock/dekker --memory tso --witness", exitVerified},
		{"lock/peterson~unfenced --memory tso", exitViolated},
		{"lock/mcs --memory pso --threads 2", exitVerified},
		{"lock/mcs~unfenced --memory pso --threads 2", exitViolated},
		{"lock/bakery~unfenced --memory pso", exitViolated},
		{"lock/mcs --memory rc11 --threads 2", exitVerified},
		{"lock/mcs~unfenced --memory rc11 --threads 2", exitViolated},
		{"lock/peterson --memory rc11 --witness", exitVerified},
		{"lock/dekker~unfenced --memory rc11", exitViolated},
		{"testdata/litmus/x86/SB.litmus --memory tso", exitViolated},
		{"testdata/litmus/c/IRIW+sc.litmus", exitVerified},
		{"./testdata/programs/lazyinit:CheckBroken --memory pso", exitViolated},
		{"flag/producer-consumer~unfenced --memory pso --witness", exitViolated},
	}
	for _, test := range tests {
		name := strings.NewReplacer("./", "", "/", "-", ":", "-", " --memory ", ".", " --", ".", " ", "-").Replace(test.args)
		t.Run(name, func(t *testing.T) {
			stdout, stderr, code := runHeddle(t, append([]string{"fences"}, strings.Fields(test.args)...)...)
			require.Equal(t, test.code, code, stderr)
			got := seconds.ReplaceAllString(stdout, "… s CPU")
			kept := filepath.Join(golden, name)
			if *update {
				require.NoError(t, os.MkdirAll(golden, 0o777))
				require.NoError(t, os.WriteFile(kept, []byte(got), 0o644))
			}
			want, err := os.ReadFile(kept)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
	files, err := os.ReadDir(golden)
	require.NoError(t, err)
	assert.Len(t, files, len(tests), "no file is left over")
}

const handover = `package handover

import "heddle/model"

// CheckHandover passes an item by a flag, and is more careful than it must be.
func CheckHandover() {
	var full model.Word
	item := 0
	model.Run(2, func(id int) {
		if id == 0 {
			item = 7
			full.StoreSeqCst(1)
			return
		}
		for full.LoadSeqCst() == 0 {
			model.Pause()
		}
		model.Assert(item == 7, "the item is not there")
	})
}

func CheckPlain() {
	done := 0
	model.Run(2, func(id int) { model.Assert(done < 2, "no"); done = id })
}
`

func TestFencesOfAUsersProgram(t *testing.T) {
	write(t, "handover.go", handover)
	stdout, stderr, code := runHeddle(t, "fences", "handover.go:CheckHandover", "--memory", "tso", "--json")
	require.Equal(t, exitVerified, code, stderr)
	var got struct {
		Target, Memory string
		AsWritten      struct{ Verdict string } `json:"as_written"`
		Parts          []struct {
			Means          string
			Holds, Minimal bool
			Sites          []struct{ Source, Operation, Written, Suffices string }
		}
		Checks int
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &got), stdout)
	assert.Equal(t, "verified", got.AsWritten.Verdict)
	require.Len(t, got.Parts, 1)
	assert.Equal(t, "weaken", got.Parts[0].Means)
	assert.True(t, got.Parts[0].Holds && got.Parts[0].Minimal)
	type site = struct{ Source, Operation, Written, Suffices string }
	assert.Equal(t, []site{
		{"handover.go:12", "store", "seqcst", "relaxed"},
		{"handover.go:15", "load", "seqcst", "relaxed"},
	}, got.Parts[0].Sites)
	assert.Positive(t, got.Checks)
}

func TestFencesWithoutSites(t *testing.T) {
	write(t, "handover.go", handover)
	stdout, stderr, code := runHeddle(t, "fences", "handover.go:CheckPlain", "--memory", "sc")
	assert.Equal(t, exitVerified, code, stderr)
	assert.Contains(t, stdout, "no order or fence could be weaker")
}

func TestFencesExitCodes(t *testing.T) {
	for args, want := range map[string]int{
		"lock/naive --memory sc":                         exitViolated,
		"lock/peterson --memory tso --max-states 10":     exitIncomplete,
		"lock/nothing":                                   exitBadInput,
		"lock/peterson --memory nothing":                 exitBadInput,
		"lock/peterson --threads 3":                      exitBadInput,
		"lock/peterson --preemptions 2":                  exitBadInput,
		"lock/peterson lock/tas --memory sc,tso --json":  exitVerified,
		"lock/peterson~unfenced --memory sc --rounds 1":  exitVerified,
		"lock/peterson~unfenced --memory tso --rounds 1": exitViolated,
	} {
		_, _, code := runHeddle(t, append([]string{"fences"}, strings.Fields(args)...)...)
		assert.Equal(t, want, code, args)
	}
}

// TestOrderedAndPublishedForms: an algorithm that has a published form is verified under
// every memory model; that form is under sc, and fails where stores may change places.
func TestOrderedAndPublishedForms(t *testing.T) {
	cells, err := golden()
	require.NoError(t, err)
	verdict := map[[2]string]string{}
	for _, c := range cells {
		verdict[[2]string{c.Target, c.Memory}] = c.Verdict
	}
	forms := 0
	for _, e := range specs.All() {
		ordered, published := strings.CutSuffix(e.Name, "~unfenced")
		if !published {
			continue
		}
		forms++
		for _, m := range allMemories() {
			assert.Equal(t, "verified", verdict[[2]string{ordered, m}], "%s %s", ordered, m)
		}
		if e.Object != nil { // what makes it right is a compare-and-swap, and under pso that is enough
			continue
		}
		for m, want := range map[string]string{"go": "verified", "sc": "verified", "pso": "violated", "rc": "violated", "rc11": "violated"} {
			assert.Equal(t, want, verdict[[2]string{e.Name, m}], "%s %s", e.Name, m)
		}
	}
	assert.Greater(t, forms, 12)
}
