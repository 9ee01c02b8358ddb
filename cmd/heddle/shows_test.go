package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/report"
)

// TestShows: the command lines that heddle is first tried with.
func TestShows(t *testing.T) {
	for _, test := range []struct {
		args string
		code int
		want []string // verdict, or property, per line
	}{
		{"lock/ticket --threads 4 --rounds 2 --memory go,sc,tso", 0, []string{"verified", "verified", "verified"}},
		{"lock/naive --threads 2", 1, []string{"mutual-exclusion"}},
		{"lock/peterson --memory all", 0, slices.Repeat([]string{"verified"}, len(allMemories()))},
		{"lock/peterson~unfenced --memory sc,tso", 1, []string{"verified", "mutual-exclusion"}},
		{"barrier/counting --threads 2 --rounds 2", 1, []string{"barrier"}},
		{"barrier/counting-two-loops --threads 2 --rounds 1", 1, []string{"stuck"}},
		{"barrier/sense --threads 4 --rounds 3", 0, []string{"verified"}},
		{"lock/mcs --threads 3 --rounds 2", 0, []string{"verified"}},
		{"lock/mcs:CheckMCS lock/naive", 1, []string{"verified", "mutual-exclusion"}},
		{"clock/physical clock/physical~hasty", 1, []string{"verified", "assert"}},
		{"rpc/exactly-once --memory all", 0, slices.Repeat([]string{"verified"}, len(allMemories()))},
		{"commit/two-phase --crash 1", 0, []string{"verified"}},
		{"lock/ticket --search dfs", 0, []string{"verified"}},
		{"lock/ticket --all-visible", 0, []string{"verified"}},
		{"lock/ticket --max-states 10", 3, []string{"incomplete"}},
	} {
		t.Run(test.args, func(t *testing.T) {
			stdout, stderr, code := runHeddle(t, append(strings.Fields("check --json "+test.args), "--timeout", "10m")...)
			assert.Empty(t, stderr)
			assert.Equal(t, test.code, code)
			var got []string
			for _, v := range verdicts(t, stdout) {
				if v.Property != "" {
					got = append(got, v.Property)
				} else {
					got = append(got, v.Verdict)
				}
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// TestFlushesAreShown: what breaks Peterson's lock under TSO is in the schedule.
func TestFlushesAreShown(t *testing.T) {
	stdout, _, _ := runHeddle(t, "check", "lock/peterson~unfenced", "--memory", "tso")
	assert.Contains(t, stdout, "violated: mutual-exclusion")
	assert.Contains(t, stdout, "buffer")
	assert.Contains(t, stdout, "peterson:")
}

func TestTextOfACheck(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "check", "lock/naive", "lock/ticket", "--threads", "2")
	assert.Equal(t, exitViolated, code)
	assert.Empty(t, stderr, "no progress line in a pipe")
	assert.NotContains(t, stdout, "\x1b", "no colour in a pipe")
	assert.Contains(t, stdout, "lock/naive  memory=go threads=2 rounds=1  violated: mutual-exclusion")
	assert.Contains(t, stdout, "lock/ticket  memory=go threads=2 rounds=2  verified")
	assert.True(t, strings.HasSuffix(stdout, "\n"+report.Meaning+"\n"))

	stdout, _, _ = runHeddle(t, "check", "lock/ticket", "--threads", "2", "--rounds", "forever", "--word-bits", "1", "--memory", "sc")
	assert.True(t, strings.HasSuffix(stdout, "\n"+report.Meaning+"\n"+report.MeaningNarrow+"\n"))
}

// TestPastedReplay: the command below a table works as it stands.
func TestPastedReplay(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range []string{
		"lock/naive", "lock/naive --out x", "lock/peterson~unfenced --memory tso --rounds 1",
		"lock/naive --search dfs", "lock/naive --all-visible --out deep/er",
	} {
		stdout, _, code := runHeddle(t, append([]string{"check"}, strings.Fields(args)...)...)
		require.Equal(t, exitViolated, code, args)
		_, command, ok := strings.Cut(stdout, "\nreplay it: ")
		require.True(t, ok, stdout)
		command, _, _ = strings.Cut(command, "\n")
		for part := range strings.SplitSeq(command, "; ") {
			words := strings.Fields(strings.TrimPrefix(part, commandName()))
			stdout, _, code = runHeddle(t, words...)
			assert.Equal(t, exitViolated, code, part)
		}
		assert.Contains(t, stdout, "replayed: the same violation: mutual-exclusion", args)
	}
}

const counter = `package counter

import (
	"sync/atomic"
	"sync"
)

func CheckCounter() {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			n.Store(n.Load() + 1)
		})
	}
	wg.Wait()
	if n.Load() != 2 {
		panic("lost update")
	}
}
`

// TestReplayOfEditedSource: lines may move; what is repaired is said to be; where
// the program does something else, the step is named.
func TestReplayOfEditedSource(t *testing.T) {
	write(t, "counter.go", counter)
	_, _, code := runHeddle(t, "check", "counter.go", "--out", ".")
	require.Equal(t, exitViolated, code)
	files, err := filepath.Glob("*.schedule")
	require.NoError(t, err)
	require.Len(t, files, 1)
	for _, test := range []struct {
		name, old, new string
		code           int
		want           string
	}{
		{"as it was", "", "", exitViolated, "replayed: the same violation: panic"},
		{"lines moved", "package counter\n", "package counter\n\n// moved\n", exitViolated, "replayed: the same violation: panic"},
		{"claim dropped", "panic(\"lost update\")", "_ = n", exitVerified, "panic is no longer violated"},
		{"repaired", "n.Store(n.Load() + 1)", "n.Add(1)", exitIncomplete, "diverged: "},
		{"target gone", "CheckCounter", "CheckOther", exitBadInput, "CheckOther"},
		{"does not compile", "n.Load() != 2", "m.Load() != 2", exitBadInput, "counter.go:17: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.NoError(t, os.WriteFile("counter.go", []byte(strings.Replace(counter, test.old, test.new, 1)), 0o644))
			stdout, stderr, code := runHeddle(t, "replay", files[0])
			assert.Equal(t, test.code, code, stderr)
			assert.Contains(t, stdout+stderr, test.want)
		})
	}
}

func TestReplayJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	runHeddle(t, "check", "lock/naive", "--out", ".")
	stdout, _, code := runHeddle(t, "replay", "--json", "lock-naive.go.schedule")
	assert.Equal(t, exitViolated, code)
	got := verdicts(t, stdout)
	require.Len(t, got, 1)
	assert.Equal(t, "mutual-exclusion", got[0].Property)
	assert.NotEmpty(t, got[0].Schedule.Trace)
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, err strings.Builder
	code := run(ctx, []string{"check", "lock/ticket", "--memory", "go,sc"}, &out, &err)
	assert.Equal(t, exitIncomplete, code)
	assert.Contains(t, err.String(), "interrupted: 2 not checked")
}

// TestMatrixDiff compares what is quick; CI compares all.
func TestMatrixDiff(t *testing.T) {
	whole, strong := strings.Fields("matrix --diff --memory go --timeout 5m"), strings.Fields("matrix --diff --memory sc,tso,pso lock flag")
	if testing.Short() {
		whole = append(whole, "lock", "flag")
	}
	weak := strings.Fields("matrix --diff --memory rc,rc11 flag barrier lock/tas lock/ticket lock/anderson lock/peterson lock/dekker lock/bakery")
	for _, args := range [][]string{whole, strong, weak} {
		stdout, stderr, code := runHeddle(t, args...)
		assert.Equal(t, 0, code, stdout+stderr)
		assert.Regexp(t, `^\d+ verdicts equal testdata/golden/verdicts\n$`, stdout)
	}
}

func TestList(t *testing.T) {
	stdout, _, code := runHeddle(t, "list")
	assert.Equal(t, 0, code)
	assert.Regexp(t, `(?m)^lock/naive +mutual-exclusion +Broken`, stdout)
	assert.Regexp(t, `(?m)^lock/peterson~unfenced +go,sc verified, tso,.* mutual-exclusion `, stdout)
	stdout, _, _ = runHeddle(t, "list", "lock/mcs")
	assert.Contains(t, stdout, "Mellor-Crummey")
	assert.Contains(t, stdout, "expected: verified\n")
	stdout, _, _ = runHeddle(t, "list", "lock/ticket", "--json")
	assert.Contains(t, stdout, `"expected":{"go":"verified",`)
	assert.NotContains(t, stdout, "smaller")

	stdout, _, _ = runHeddle(t, "list", "stack/treiber~reused")
	assert.Contains(t, stdout, "expected: go,sc,tso,rc linearizability, pso verified (2×2), rc11 race\n")
	stdout, _, _ = runHeddle(t, "list", "stack/treiber~reused", "--json")
	assert.Contains(t, stdout, `"smaller":{"pso":{"threads":2,"rounds":2}}`)
}

func TestBadSources(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"syntax", "package x\n\nfunc CheckX() {\n", "x.go:3: syntax error: "},
		{"type", "package x\n\nfunc CheckX() { n := 1 }\n", "x.go:3: "},
		{"no check", "package x\n", "x.go: no func CheckXxx() found"},
		{"parameters", "package x\n\nfunc CheckX(n int) {}\n", "x.go:3: CheckX has parameters"},
		{"unknown import", "package x\n\nimport \"x/nothing\"\n\nfunc CheckX() { nothing.F() }\n", "x.go:3: "},
		{"unsafe", "package x\n\nimport \"unsafe\"\n\nfunc CheckX() {\n\tn := 1\n\t_ = *(*byte)(unsafe.Pointer(&n))\n}\n", "x.go:7: "},
		{"reflect", "package x\n\nimport \"reflect\"\n\nfunc CheckX() {\n\t_ = reflect.New(nil)\n}\n", "x.go:6: reflect.New"},
		{"os", "package x\n\nimport \"os\"\n\nfunc CheckX() {\n\t_, _ = os.Open(\"x\")\n}\n", "x.go:6: os.Open"},
		{"not text", "\x00\xff", "x.go:1: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			write(t, "x.go", test.source)
			stdout, stderr, code := runHeddle(t, "check", "x.go")
			assert.Equal(t, exitBadInput, code)
			assert.Contains(t, stderr, test.want)
			assert.Empty(t, stdout)
		})
	}
}

// TestEndless: programs without an end come to a limit that is named.
func TestEndless(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"loop", "\tn := 8\n\tfor n >= 0 {\n\t\tn /= 2\n\t}\n", `loop that never ends at x\.go:[78]`},
		{"recursion", "\tf()\n", `x\.go:3`},
		{"allocation", "\tvar s []int\n\tfor {\n\t\ts = append(s, 1)\n\t}\n", `x\.go:8`},
	} {
		t.Run(test.name, func(t *testing.T) {
			write(t, "x.go", "package x\n\nfunc f() int { return f() + 1 }\n\nfunc CheckX() {\n"+test.body+"}\n")
			stdout, stderr, code := runHeddle(t, "check", "x.go")
			assert.Equal(t, exitIncomplete, code, stdout+stderr)
			assert.Regexp(t, "incomplete: .*"+test.want, stdout)
		})
	}
}

// TestInterfacesAreShown: what an interface holds is in the schedule, not where.
func TestInterfacesAreShown(t *testing.T) {
	file := write(t, "x.go", `package p

type one struct{ n int }
type two struct {
	a string
	b any
}
type pointer struct{ n int }

func CheckX() {
	in := make(chan any, 6)
	go func() { <-in; <-in }()
	list := []any{nil, 5, "text", one{7}, two{"x", 2.5}, &pointer{}}
	for _, x := range list {
		in <- x
	}
	m := map[any]any{list[2]: list[4]}
	go func() { m["y"] = (*pointer)(nil) }()
	<-in
	<-in
	<-in
	<-in
	_ = m["text"]
	panic("end")
}
`)
	stdout, _, code := runHeddle(t, "check", file, "--memory", "sc")
	assert.Equal(t, 1, code)
	for _, want := range []string{"in <- nil", "in <- 5", `in <- "text"`, "in <- p.one(7)", `in <- p.two{"x" 2.5}`, "in <- &pointer", `m#1["text"] = p.two{"x" 2.5}`} {
		assert.Contains(t, stdout, want+" ")
	}
}
