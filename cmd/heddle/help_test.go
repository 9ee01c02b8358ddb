package main

import (
	"context"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commands gives a command and all below it.
func commands(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		all = append(all, commands(c)...)
	}
	return all
}

// TestHelp: the help of every command fits a terminal, and shows each flag once.
func TestHelp(t *testing.T) {
	a := &app{stdout: io.Discard, stderr: io.Discard}
	for _, cmd := range commands(a.root()) {
		path := strings.Fields(cmd.CommandPath())[1:]
		if slices.Contains(path, "completion") { // it is cobra's
			continue
		}
		stdout, stderr, code := runHeddle(t, append(path, "--help")...)
		assert.Equal(t, exitVerified, code, path)
		assert.Empty(t, stderr, path)
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimRight(line, "\n")), helpWidth, "%v: %s", path, line)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			shown := regexp.MustCompile(`(?m)^  (-\w, |    )--` + f.Name + `\b[^-]`)
			assert.Len(t, shown.FindAllString(stdout, -1), 1, "%v --%s", path, f.Name)
		})
		if len(path) > 0 {
			helped, _, _ := runHeddle(t, append([]string{"help"}, path...)...)
			assert.Equal(t, stdout, helped, path)
		}
	}
}

// TestFirstCheck: the check that the help begins with is answered as it says.
func TestFirstCheck(t *testing.T) {
	t.Chdir(t.TempDir())
	_, text, _ := strings.Cut(longHelp, "visits.go,\n\n")
	text, _, found := strings.Cut(text, "\nand run")
	require.True(t, found)
	for _, test := range []struct {
		text string
		code int
		want string
	}{
		{text, exitViolated, "data race on visits"},
		{strings.NewReplacer(
			`"sync"`, "(\"sync\"; \"sync/atomic\")", "visits := 0", "var visits atomic.Int32", "visits++", "visits.Add(1)", "visits !=", "visits.Load() !=",
		).Replace(text), exitVerified, "verified"},
	} {
		require.NoError(t, os.WriteFile("visits.go", []byte(test.text), 0o644))
		stdout, stderr, code := runHeddle(t, "check", "visits.go")
		assert.Equal(t, test.code, code, stderr)
		assert.Contains(t, stdout, test.want)
	}
}

// TestInterrupted: a command that is interrupted before it has an answer says so.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, args := range []string{"check lock/naive", "matrix stack", "check stack/treiber", "diagram lock/naive", "history generate --spec queue", "table strategies"} {
		var stdout, stderr strings.Builder
		assert.Equal(t, exitIncomplete, run(ctx, strings.Fields(args), &stdout, &stderr), args)
		assert.Contains(t, stderr.String(), "interrupted", args)
		assert.Empty(t, stdout.String(), args)
	}
}
