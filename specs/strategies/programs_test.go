package strategies

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/specs/strategies/bug"
)

// TestPrograms: each has the bug that it is listed with, under its memory model, and is run natively.
func TestPrograms(t *testing.T) {
	checks := bug.Checks()
	require.Len(t, Programs(), len(checks))
	for _, p := range Programs() {
		t.Run(p.Name, func(t *testing.T) {
			assert.Contains(t, checks, p.Name)
			prog, err := p.load()
			require.NoError(t, err)
			r, err := checker.Check(t.Context(), prog, checker.Options{Memory: p.Memory, Limits: checker.Limits{States: 10_000}})
			require.NoError(t, err)
			assert.Equal(t, []any{checker.Violated, p.Property}, []any{r.Verdict, r.Property}, "%s", r.Message)
		})
	}
}

// TestTable: the strategies find what there is to find, and the same options give the same table.
func TestTable(t *testing.T) {
	said := map[string]bool{}
	table, err := Compute(t.Context(), Options{Seeds: 1, Schedules: 10, Progress: func(what string, _ checker.Progress) { said[what] = true }})
	require.NoError(t, err)
	assert.True(t, said["StartedTooEarly pct d=2"], "it starts again before its first state")
	found := 0
	for _, r := range table.Rows {
		for _, c := range r.Cells {
			require.Len(t, c, 1)
			found += c.Found()
		}
	}
	assert.Greater(t, found, len(table.Rows)*len(table.Columns)/3)
	again, err := table.row(t.Context(), table.Rows[2].Program)
	require.NoError(t, err)
	assert.Equal(t, table.Rows[2], again)
	var b strings.Builder
	require.NoError(t, table.Write(&b, "csv", report.Style{}))
	assert.Equal(t, 1+len(table.Rows)*len(table.Columns), strings.Count(b.String(), "\n"))
}

func TestCells(t *testing.T) {
	for _, test := range []struct {
		cell Cell
		want string
	}{
		{Cell{3, 1, 2}, "2"},
		{Cell{4, 1, 2, 9}, "3"},
		{Cell{0, 0}, "–"},
		{Cell{5, 0, 1}, "5 (2/3)"},
		{Cell{5, 0}, "> (1/2)"},
		{Cell{0, 7, 0, 9}, "> (2/4)"},
	} {
		assert.Equal(t, test.want, test.cell.text(), "%v", test.cell)
	}
}
