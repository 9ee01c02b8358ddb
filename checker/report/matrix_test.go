package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

func cells() []report.Cell {
	ticket := checker.Result{Verdict: checker.Verified, States: 724, Transitions: 1903, Depth: 31}
	naive := checker.Result{Verdict: checker.Violated, Property: checker.PropertyExclusion, States: 20, Transitions: 31, Depth: 5, Schedule: peterson()}
	var list []report.Cell
	for _, memory := range []string{"go", "sc"} {
		list = append(list,
			report.CellOf(report.Check{Target: "lock/naive", Memory: memory, Threads: 2, Rounds: 1}, naive),
			report.CellOf(report.Check{Target: "lock/ticket", Memory: memory, Threads: 3, Rounds: 2}, ticket))
	}
	return list
}

func TestMatrixText(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Matrix(&b, cells(), report.Style{}))
	assert.Equal(t, `target       bounds              go                sc
lock/naive   threads=2 rounds=1  mutual-exclusion  mutual-exclusion
lock/ticket  threads=3 rounds=2  verified          verified
`, b.String())
}

func TestMatrixColor(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Matrix(&b, cells(), report.Style{Color: true}))
	assert.Contains(t, b.String(), "\x1b[32mverified\x1b[0m")
	assert.Contains(t, b.String(), "\x1b[31mmutual-exclusion\x1b[0m")
	assert.Contains(t, b.String(), "\nlock/naive   threads=2", "names have no colour")
	b.Reset()
	bounded := report.CellOf(report.Check{Target: "x"}, checker.Result{Bounded: "preemptions=1"})
	require.NoError(t, report.Matrix(&b, []report.Cell{bounded}, report.Style{Color: true}))
	assert.Contains(t, b.String(), "\x1b[33mup to 1 preemption\x1b[0m")
}

func TestMatrixRoundTrip(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.WriteMatrix(&b, cells()))
	back, err := report.ParseMatrix("verdicts", strings.NewReader(b.String()))
	require.NoError(t, err)
	assert.Equal(t, cells(), back)
}

func TestMatrixErrors(t *testing.T) {
	_, err := report.ParseMatrix("verdicts", strings.NewReader("# head\nlock/naive go two\n"))
	assert.EqualError(t, err, "verdicts:2: field 3 of 11: expected integer")
}

func TestMatrixDiff(t *testing.T) {
	assert.Empty(t, report.DiffMatrix(cells(), cells()))
	got := cells()
	got[0].States++
	got = append(got[:1], got[2:]...)
	got = append(got, report.Cell{Check: report.Check{Target: "lock/new", Memory: "go"}, Verdict: "verified"})
	diff := report.DiffMatrix(cells(), got)
	require.Len(t, diff, 4)
	assert.Regexp(t, `^- lock/naive +go +2 1 +violated +mutual-exclusion +20 31 5 +7 1$`, diff[0])
	assert.Regexp(t, `^\+ lock/naive +go +2 1 +violated +mutual-exclusion +21 31 5 +7 1$`, diff[1])
	assert.Regexp(t, `^- lock/ticket +go `, diff[2])
	assert.Regexp(t, `^\+ lock/new +go `, diff[3])
}
