package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func schedules() map[string]*checker.Schedule {
	return map[string]*checker.Schedule{"peterson": peterson(), "race": race(), "stuck": stuck()}
}

func TestTableGolden(t *testing.T) {
	for name, s := range schedules() {
		for suffix, style := range map[string]report.Style{"wide": {Width: 120}, "80": {Width: 80}, "narrow": {Width: 40}} {
			t.Run(name+"-"+suffix, func(t *testing.T) {
				var b strings.Builder
				require.NoError(t, report.Table(&b, s, style))
				golden(t, name+"-"+suffix+".txt", b.String())
				for line := range strings.Lines(b.String()) {
					if suffix != "narrow" {
						assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), style.Width, line)
					}
				}
			})
		}
	}
}

func TestFileGolden(t *testing.T) {
	for name, s := range schedules() {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			require.NoError(t, report.Write(&b, s))
			golden(t, name+".schedule", b.String())
			back, err := report.Parse(name, strings.NewReader(b.String()))
			require.NoError(t, err)
			assert.Equal(t, s, back)
		})
	}
}

func TestColorOnlyWhenAsked(t *testing.T) {
	var plain, colored strings.Builder
	require.NoError(t, report.Table(&plain, race(), report.Style{Width: 80}))
	require.NoError(t, report.Table(&colored, race(), report.Style{Width: 80, Color: true}))
	assert.NotContains(t, plain.String(), "\x1b")
	assert.Contains(t, colored.String(), "\x1b[1m")
}

func TestControlCharactersAreEscaped(t *testing.T) {
	s := race()
	s.Message = "bad \x1b[2J value\nsecond line"
	s.Steps[0].Events[0].Text = "\x1b]0;title\x07"
	var b strings.Builder
	require.NoError(t, report.Table(&b, s, report.Style{Width: 80}))
	assert.NotContains(t, b.String(), "\x1b")
	assert.Contains(t, b.String(), `bad \x1b[2J value\nsecond line`)
}
