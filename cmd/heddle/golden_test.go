package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/machine"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/specs"
)

var update = flag.Bool("update", false, "rewrite the golden schedules")

// TestGoldenSchedules keeps, for each library entry that some memory model
// violates, the shortest schedule under the first that does. The schedule is
// also replayed from its file, by the code that reads files of users.
func TestGoldenSchedules(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "golden", "schedules")
	for _, e := range specs.All() {
		t.Run(e.Name, func(t *testing.T) {
			s := firstSchedule(t, e)
			path := filepath.Join(dir, strings.ReplaceAll(e.Name, "/", "-")+".txt")
			if s == nil {
				assert.NoFileExists(t, path)
				return
			}
			var b strings.Builder
			b.WriteString("# " + e.Name + " under " + s.Memory + "\n")
			require.NoError(t, report.Table(&b, s, report.Style{Width: 110}))
			if *update {
				require.NoError(t, os.MkdirAll(dir, 0o755))
				require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), b.String())
		})
	}
}

// firstSchedule checks e under each memory model until one violates it.
func firstSchedule(t *testing.T, e specs.Entry) *checker.Schedule {
	loader := &golang.Loader{Library: specs.Sources()}
	p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, e.Threads, e.Rounds)
	require.NoError(t, err)
	for _, m := range machine.Memories() {
		r, err := checker.Check(context.Background(), p, checker.Options{Memory: m.Name, Threads: e.Threads, Rounds: e.Rounds})
		require.NoError(t, err)
		require.NotEqual(t, checker.Incomplete, r.Verdict, r.Message)
		if r.Schedule == nil {
			continue
		}
		var file strings.Builder
		require.NoError(t, report.Write(&file, r.Schedule))
		read, err := report.Parse(e.Name, strings.NewReader(file.String()))
		require.NoError(t, err)
		again, err := checker.Replay(p, read)
		require.NoError(t, err)
		assert.Equal(t, r.Property, again.Property, "replayed")
		return r.Schedule
	}
	return nil
}
