package lecture

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/cost/sheet"
	"heddle/checker/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGoldenTables compares the tables for two and three threads, in all forms.
func TestGoldenTables(t *testing.T) {
	golden := filepath.Join("..", "..", "testdata", "golden", "tables")
	for _, name := range Names() {
		table, err := Compute(t.Context(), name, Options{Threads: []int{2, 3}})
		require.NoError(t, err)
		for _, format := range sheet.Formats() {
			var got strings.Builder
			require.NoError(t, table.Write(&got, format, report.Style{}))
			file := filepath.Join(golden, name+"."+format)
			if *update {
				require.NoError(t, os.MkdirAll(golden, 0o777))
				require.NoError(t, os.WriteFile(file, []byte(got.String()), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got.String(), "%s: run the test with -update and read the diff", file)
		}
	}
}

// TestRefutations lists the cells in which what the lecture says does not hold.
func TestRefutations(t *testing.T) {
	want := map[string][]string{
		"barriers": {
			"barrier/counting-two-loops " + colVerdict,
			"barrier/sense " + colWrites,
			"barrier/tree " + colWrites,
			"barrier/mcs " + colCluster,
			"barrier/tournament " + colWrites,
		},
	}
	for name, cells := range want {
		table, err := Compute(t.Context(), name, Options{Threads: []int{4}})
		require.NoError(t, err)
		var got []string
		for _, r := range table.Rows {
			for i, c := range r.Cells {
				if c.Mark == Refuted {
					got = append(got, r.Entry+" "+table.Columns[i])
				}
			}
		}
		assert.Equal(t, cells, got)
	}
}

func TestNoSuchTable(t *testing.T) {
	_, err := Compute(t.Context(), "locks and barriers", Options{Threads: []int{2}})
	require.EqualError(t, err, `lecture: table "locks and barriers", want one of locks, barriers`)
}

func TestLimitOfATable(t *testing.T) {
	_, err := Compute(t.Context(), "locks", Options{Threads: []int{2}, Limits: checker.Limits{States: 10}})
	var limit *Limit
	require.ErrorAs(t, err, &limit)
	require.ErrorContains(t, err, "lecture: lock/tas: N=2: the limit of 10 states was met")
}
