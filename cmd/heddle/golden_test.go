package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/report"
)

var update = flag.Bool("update", false, "rewrite the golden schedules")

// goldenSchedules lists the counterexamples that are kept: one of each kind.
func goldenSchedules() []report.Check {
	return []report.Check{
		{Target: "lock/naive", Memory: "go"},
		{Target: "lock/ticket~split", Memory: "sc"},
		{Target: "lock/anderson~swapped", Memory: "sc"},
		{Target: "lock/mcs~plain-release", Memory: "go"},
		{Target: "lock/peterson~unfenced", Memory: "tso"},
		{Target: "lock/dekker~one-fence", Memory: "tso"},
		{Target: "lock/bakery~no-choosing", Memory: "sc"},
		{Target: "rwlock/reader-preference~split", Memory: "sc"},
		{Target: "flag/producer-consumer~swapped", Memory: "go"},
		{Target: "flag/producer-consumer~swapped", Memory: "sc"},
		{Target: "barrier/counting", Memory: "go"},
		{Target: "barrier/counting-two-loops", Memory: "go"},
		{Target: "barrier/sense~flip-first", Memory: "sc"},
		{Target: "barrier/dissemination~no-parity", Memory: "sc"},
		{Target: "rpc/exactly-once~crash", Memory: "sc"},
		{Target: "commit/two-phase~impatient", Memory: "go"},
		{Target: "election/ring~lossy", Memory: "go"},
		{Target: "stack/treiber~reused", Memory: "go"},
		{Target: "./testdata/programs/philosophers:CheckLeftFirst", Memory: "go"},
		{Target: "./testdata/programs/leak:CheckForgotten", Memory: "go"},
		{Target: "./testdata/programs/lazyinit:CheckBroken", Memory: "go"},
		{Target: "./testdata/programs/counter:CheckLoadStore", Memory: "go"},
	}
}

// TestGoldenSchedules: every kept counterexample is found again, byte for byte,
// and the kept file replays.
func TestGoldenSchedules(t *testing.T) {
	t.Chdir("../..")
	golden := filepath.Join("testdata", "golden", "schedules")
	if *update {
		require.NoError(t, os.RemoveAll(golden))
	}
	out := t.TempDir()
	for _, c := range goldenSchedules() {
		name := report.FileName(c)
		t.Run(name, func(t *testing.T) {
			_, stderr, code := runHeddle(t, "check", c.Target, "--memory", c.Memory, "--out", out)
			require.Equal(t, exitViolated, code, stderr)
			got, err := os.ReadFile(filepath.Join(out, name))
			require.NoError(t, err)
			kept := filepath.Join(golden, name)
			if *update {
				require.NoError(t, os.MkdirAll(golden, 0o777))
				require.NoError(t, os.WriteFile(kept, got, 0o644))
			}
			want, err := os.ReadFile(kept)
			require.NoError(t, err)
			assert.Equal(t, string(want), string(got))
			stdout, stderr, code := runHeddle(t, "replay", kept)
			assert.Equal(t, exitViolated, code, stderr)
			assert.Contains(t, stdout, "replayed: the same violation: ")
		})
	}
	files, err := os.ReadDir(golden)
	require.NoError(t, err)
	assert.Len(t, files, len(goldenSchedules()), "no file is left over")
}
