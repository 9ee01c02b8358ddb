package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/checker/report"
)

// text draws strings that are hard to write on one line: empty, quoted, spaces, invalid UTF-8.
func text() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "-", "()", "@1", "+", "end", "flush", "alt=1", "x", "P0", "a b", "\"", "#", "\xff", "\n", "\u2028", "flag[0] := 1"}),
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
}

func event() *rapid.Generator[checker.Event] {
	return rapid.Custom(func(t *rapid.T) checker.Event {
		return checker.Event{
			Thread: rapid.IntRange(-1, 5).Draw(t, "thread"),
			Kind:   text().Draw(t, "kind"), Text: text().Draw(t, "text"), Loc: text().Draw(t, "loc"),
			Value: text().Draw(t, "value"), Pos: text().Draw(t, "pos"), Note: text().Draw(t, "note"),
			Message: rapid.IntRange(0, 9).Draw(t, "message"), From: rapid.IntRange(0, 3).Draw(t, "from"), To: rapid.IntRange(0, 3).Draw(t, "to"),
		}
	})
}

// list draws a slice that is nil when empty, as Parse returns them.
func list[T any](t *rapid.T, g *rapid.Generator[T], name string) []T {
	s := rapid.SliceOfN(g, 0, 5).Draw(t, name)
	if len(s) == 0 {
		return nil
	}
	return s
}

func generated(t *rapid.T) *checker.Schedule {
	steps := rapid.Custom(func(t *rapid.T) checker.Step {
		return checker.Step{
			Thread:  rapid.IntRange(-1, 5).Draw(t, "thread"),
			Alt:     rapid.Int().Draw(t, "alt"),
			Flush:   rapid.Bool().Draw(t, "flush"),
			Deliver: rapid.Bool().Draw(t, "deliver"),
			Fault:   rapid.Bool().Draw(t, "fault"),
			Events:  list(t, event(), "events"),
		}
	})
	var preemptions *int
	if rapid.Bool().Draw(t, "counted") {
		preemptions = new(rapid.Int().Draw(t, "preemptions"))
	}
	return &checker.Schedule{
		Preemptions: preemptions,
		Target:      text().Draw(t, "target"), Memory: text().Draw(t, "memory"),
		System:  rapid.SampledFrom([]string{"", "machine=numa coherence=none", "machine=smp coherence=invalidate protocol=mesi line=4"}).Draw(t, "system"),
		Network: rapid.SampledFrom([]string{"", "loss=1", "network=unordered link=2 loss=1 duplicate=0 reorder=3 partition=1 crash=1 wipe=1"}).Draw(t, "network"),
		Initial: list(t, event(), "initial"),
		Threads: rapid.Int().Draw(t, "threads"), Rounds: rapid.Int().Draw(t, "rounds"), Sorted: rapid.Bool().Draw(t, "sorted"),
		Visible: rapid.Bool().Draw(t, "visible"), Outcomes: rapid.Bool().Draw(t, "outcomes"), Shared: list(t, text(), "shared"), Tracked: list(t, text(), "tracked"),
		Property: text().Draw(t, "property"), Message: text().Draw(t, "message"),
		Names: list(t, text(), "names"), Steps: list(t, steps, "steps"),
		Switches: rapid.Int().Draw(t, "switches"), End: list(t, event(), "end"),
	}
}

func TestFileRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		var b strings.Builder
		require.NoError(t, report.Write(&b, s))
		back, err := report.Parse("x", strings.NewReader(b.String()))
		require.NoError(t, err, b.String())
		require.Equal(t, s, back, b.String())
	})
}

func TestTableOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		var b strings.Builder
		width := rapid.IntRange(-1, 200).Draw(t, "width")
		require.NoError(t, report.Table(&b, s, report.Style{Width: width}))
		require.NotContains(t, b.String(), "\x1b")
	})
}

const header = "heddle schedule 1\ntarget a\nmemory sc\nproperty race\nthread main\n"

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", `f:1: the file is empty, want a schedule: "heddle schedule 1"`},
		{"other file", "package main\n", `f:1: found "package main", want a schedule: "heddle schedule 1"`},
		{"version", "heddle schedule 7\n", "f:1: schedule version 7, want 1: it is from another version of heddle"},
		{"no target", "heddle schedule 1\nmemory sc\n", `f:2: no "target" line before the end of the file`},
		{"unknown field", "heddle schedule 1\ncolour red\n", `f:2: unknown field "colour", want target, memory, system, threads, rounds, clients, scenario, network, word-bits, visible, search, turns, criterion, property, message, steps, switches, preemptions, cycle, fairness, duty, thread, shared, tracked or touched`},
		{"twice", "heddle schedule 1\ntarget a\ntarget b\n", "f:3: target is given twice"},
		{"not a number", "heddle schedule 1\nthreads three\n", `f:2: threads: "three", want a number`},
		{"turns", "heddle schedule 1\nturns lost\n", `f:2: turns: "lost", want wants or order`},
		{"fairness", "heddle schedule 1\nfairness some\n", `f:2: fairness: "some", want weak, strong or none`},
		{"cut off", "heddle schedule 1\ntarget a\nmemory sc\nproperty race\nsteps 3\n", "f:5: the file ends after 0 steps, want 3"},
		{"cycle of no steps", "heddle schedule 1\ntarget a\nmemory sc\nproperty starvation\ncycle 2\nfairness weak\n", "f:6: a cycle from step 2 on, want one of the 0 steps, or the next"},
		{"visible", "heddle schedule 1\nvisible some\n", `f:2: visible: "some", want all`},
		{"system", "heddle schedule 1\nsystem machine=vax\n", `f:2: system: machine: structure "vax", want one of flat, smp, dancehall, numa, cluster`},
		{"search", "heddle schedule 1\nsearch far\n", `f:2: search: "far", want outcomes`},
		{"field count", "heddle schedule 1\ntarget a b\n", "f:2: target: 2 fields, want 1"},
		{"quote", "heddle schedule 1\ntarget \"a\n", `f:2: a quoted field does not end: "a`},
		{"step number", header + "2 main load x 0 a.go:1 x -\n", "f:6: step 2, want 1"},
		{"agent", header + "1 P7 load x 0 a.go:1 x -\n", `f:6: unknown agent "P7", want one of main or @N`},
		{"short step", header + "1 main load x\n", "f:6: 2 fields after the agent, want 6: operation, location, value, source line, text, note"},
		{"no agent", header + "1\n", "f:6: 0 fields, want agent, operation, location, value, source line, text, note"},
		{"extra", header + "1 main load x 0 a.go:1 x - hello\n", `f:6: found "hello" after the note, want alt=K, flush, deliver or fault`},
		{"alt", header + "1 main () alt=x\n", `f:6: "alt=x", want alt= and a number`},
		{"sub-event first", header + "+ main load x 0 a.go:1 x -\n", "f:6: + before the first step"},
		{"after end", header + "end main load x 0 a.go:1 x -\n1 main ()\n", `f:7: found "1" after an end line`},
		{"header in body", header + "1 main ()\ntarget b\n", `f:7: found "target", want a step's number, + or end`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := report.Parse("f", strings.NewReader(test.text))
			assert.EqualError(t, err, test.want)
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range schedules() {
		var b strings.Builder
		require.NoError(f, report.Write(&b, s))
		f.Add(b.String())
	}
	f.Add(header + "1 main ()\n\"\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := report.Parse("f", strings.NewReader(text))
		if err != nil {
			require.True(t, strings.HasPrefix(err.Error(), "f:"), err.Error())
			return
		}
		var b strings.Builder
		require.NoError(t, report.Write(&b, s))
		back, err := report.Parse("g", strings.NewReader(b.String()))
		require.NoError(t, err)
		require.Equal(t, s, back)
	})
}

func TestSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "dir")
	v := report.Saver{Dir: dir}
	for _, want := range []string{"counter-CheckCounter.go.schedule", "counter-CheckCounter.go-2.schedule"} {
		path, err := v.Save(race())
		require.NoError(t, err)
		assert.Equal(t, filepath.Join(dir, want), path)
		f, err := os.Open(path)
		require.NoError(t, err)
		defer f.Close()
		back, err := report.Parse(path, f)
		require.NoError(t, err)
		assert.Equal(t, race(), back)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "no temporary file is left behind")
}

func TestSaveWhereAFileStands(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, nil, 0o644))
	_, err := (&report.Saver{Dir: path}).Save(race())
	assert.ErrorContains(t, err, "schedule directory: ")
}

func TestFileName(t *testing.T) {
	for _, test := range []struct{ target, memory, want string }{
		{"lock/naive", "go", "lock-naive.go.schedule"},
		{"lock/peterson~unfenced", "tso", "lock-peterson~unfenced.tso.schedule"},
		{"../../mylock:CheckTicket", "sc", "mylock-CheckTicket.sc.schedule"},
		{"x.go:CheckÄ", "sc", "x.go-Check.sc.schedule"},
	} {
		assert.Equal(t, test.want, report.FileName(report.Check{Target: test.target, Memory: test.memory}))
	}
}
