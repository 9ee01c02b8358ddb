package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// runHeddle runs one command line and gives what it printed, and its exit code.
func runHeddle(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, &out, &err)
	return out.String(), err.String(), code
}

// verdict is the part of a JSON line that tests look at.
type verdict struct {
	Target, Memory, Verdict, Property, Message, Bounds, Bounded string
	Threads, Rounds                                             int
	States, Transitions                                         int
	Schedule                                                    *struct {
		Steps, Switches int
		Preemptions     *int
		File            string
		Trace           []struct {
			Thread string
			Flush  bool
			Events []struct{ Source string }
		}
		End []struct{ Source string }
	}
}

// verdicts decodes JSON lines.
func verdicts(t *testing.T, text string) []verdict {
	t.Helper()
	var list []verdict
	for line := range strings.Lines(text) {
		var v verdict
		require.NoError(t, json.Unmarshal([]byte(line), &v), line)
		list = append(list, v)
	}
	return list
}

// positions finds file:line in a message.
var positions = regexp.MustCompile(`\S+\.go:\d+`)

// sources gives the source lines of the message, of the schedule's last step and of its end.
func (v verdict) sources() []string {
	list := positions.FindAllString(v.Message, -1)
	if v.Schedule == nil {
		return list
	}
	if n := len(v.Schedule.Trace); n > 0 {
		for _, e := range v.Schedule.Trace[n-1].Events {
			list = append(list, e.Source)
		}
	}
	for _, e := range v.Schedule.End {
		list = append(list, e.Source)
	}
	return list
}

// write puts text into a file of a new directory and goes there; it gives the file's name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	t.Chdir(dir)
	return name
}
