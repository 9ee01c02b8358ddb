package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

// TestBadUse: whatever is wrong gives exit code 2, one message, and nothing on standard output.
func TestBadUse(t *testing.T) {
	for _, test := range []struct {
		want string // in the message
		args []string
	}{
		{"check: no target", []string{"check"}},
		{"check: an empty target", []string{"check", ""}},
		{"check: unknown flag: --thread", []string{"check", "lock/naive", "--thread", "2"}},
		{"did you mean lock/ticket", []string{"check", "lock/tiket"}},
		{"did you mean lock/ticket", []string{"list", "lock/tiket"}},
		{"did you mean lock/ticket", []string{"matrix", "lock/tiket"}},
		{"has only CheckNaive", []string{"check", "lock/naive:CheckTicket"}},
		{"nofile.go", []string{"check", "nofile.go"}},
		{"nodir", []string{"check", "./nodir"}},
		{"--threads: 0, want 1 or more", []string{"check", "lock/naive", "--threads", "0"}},
		{"--threads: -1, want 1 to 60", []string{"check", "lock/naive", "--threads", "-1"}},
		{"--threads: 1000, want 1 to 60", []string{"check", "lock/naive", "--threads", "1000"}},
		{"lock/peterson: 3 threads, want 2", []string{"check", "lock/peterson", "--threads", "3"}},
		{"--rounds: 0, want 1 or more", []string{"check", "lock/naive", "--rounds", "0"}},
		{"a history without end is not judged", []string{"check", "stack/treiber", "--rounds", "forever"}},
		{"called so with --rounds forever", []string{"check", "stack/treiber", "--liveness=wait-free"}},
		{"for library targets", []string{"check", "main.go", "--threads", "2"}},
		{`memory model "arm", want one of go, sc, tso`, []string{"check", "lock/naive", "--memory", "sc,arm"}},
		{"as a value of --liveness write --liveness=starvation", []string{"check", "lock/naive", "--liveness", "starvation"}},
		{`unknown command "chekc" for "heddle"; did you mean check?`, []string{"chekc"}},
		{`unknown command "chekc" for "heddle"; did you mean check?`, []string{"help", "chekc"}},
		{`unknown command "litmus x" for "heddle"; did you mean litmus?`, []string{"help", "litmus", "x"}},
		{`cost: --threads: "a", want whole numbers, separated by commas; see heddle cost --help`, []string{"cost", "lock/tas", "--threads", "a"}},
		{`sample: --seed: "-1", want a whole number; see`, []string{"sample", "lock/tas", "--seed", "-1"}},
		{"sc is named twice", []string{"check", "lock/naive", "--memory", "sc,tso,sc"}},
		{`"all" in a list`, []string{"check", "lock/naive", "--memory", "sc,all"}},
		{"--memory: no name", []string{"check", "lock/naive", "--memory", ""}},
		{`--search: "random", want bfs or dfs`, []string{"check", "lock/naive", "--search", "random"}},
		{"--timeout: 0s, want more than 0", []string{"check", "lock/naive", "--timeout", "0"}},
		{"--max-states: -5, want more than 0", []string{"check", "lock/naive", "--max-states", "-5"}},
		{`--depth: "0", want a whole number from 1 to`, []string{"check", "lock/naive", "--depth", "0"}},
		{`--depth: "99999999999999999999", want a whole number from 1 to`, []string{"check", "lock/naive", "--depth", "99999999999999999999"}},
		{`--preemptions: "-1", want a whole number from 0 to 1000000`, []string{"check", "lock/naive", "--preemptions", "-1"}},
		{`--preemptions: "two", want a whole number from 0 to 1000000`, []string{"check", "lock/naive", "--preemptions", "two"}},
		{"--depth and --preemptions: want one of them", []string{"check", "lock/naive", "--preemptions", "0", "--depth", "3"}},
		{"--search dfs: want bfs", []string{"check", "lock/naive", "--preemptions", "0", "--search", "dfs"}},
		{"--accept-bounded: want --depth, --preemptions or --auto", []string{"check", "lock/naive", "--accept-bounded"}},
		{"--auto: want it without --depth, --preemptions and --search dfs", []string{"check", "lock/naive", "--auto", "--depth", "3"}},
		{"--auto: want it without --liveness", []string{"check", "lock/naive", "--auto", "--fairness", "strong"}},
		{"--seed: want --auto with it, or heddle sample", []string{"check", "lock/naive", "--seed", "3"}},
		{"--schedules: want --auto with it, or heddle sample", []string{"check", "lock/naive", "--schedules", "3"}},
		{"--accept-sampled: want --auto with it, or heddle sample", []string{"check", "lock/naive", "--accept-sampled", "--depth", "3"}},
		{`--schedules: "0", want a whole number from 1`, []string{"check", "lock/naive", "--auto", "--schedules", "0"}},
		{"unknown flag: --auto", []string{"matrix", "lock/naive", "--auto"}},
		{"--heartbeat: 0s, want more than 0", []string{"check", "lock/naive", "--heartbeat=0s"}},
		{`check: --heartbeat: "often", want a time such as 90s or 10m; see heddle check --help`, []string{"check", "lock/naive", "--heartbeat=often"}},
		{"are for complete searches", []string{"matrix", "--diff", "--preemptions", "0"}},
		{"are for complete searches", []string{"matrix", "--update", "--allow-leaks"}},
		{`"2XB", want a size such as 2GB`, []string{"check", "lock/naive", "--max-memory", "2XB"}},
		{"--out: an empty name", []string{"check", "lock/naive", "--out", ""}},
		{"replay: 0 files, want 1", []string{"replay"}},
		{"replay: 2 files, want 1", []string{"replay", "a", "b"}},
		{"nofile", []string{"replay", "nofile"}},
		{"replay: . is a directory, want the file of a schedule", []string{"replay", "."}},
		{"nowhere/x.dot: no such file or directory\n", []string{"diagram", "lock/naive", "--format", "dot", "--out", "nowhere/x.dot"}},
		{"--threads: 1, want 2 or more", []string{"table", "locks", "--threads", "1"}},
		{"main.go:1: found", []string{"replay", "main.go"}},
		{"whole library", []string{"matrix", "lock", "--update"}},
		{"diff update", []string{"matrix", "--diff", "--update"}},
	} {
		t.Run(test.want, func(t *testing.T) {
			stdout, stderr, code := runHeddle(t, test.args...)
			assert.Equal(t, exitBadInput, code)
			assert.Contains(t, stderr, test.want)
			assert.Empty(t, stdout)
		})
	}
}

// TestNothingHalfChecked: one bad target, and the good one before it is not checked.
func TestNothingHalfChecked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	stdout, _, code := runHeddle(t, "check", "lock/naive", "lock/nothing", "--out", dir)
	assert.Equal(t, exitBadInput, code)
	assert.Empty(t, stdout)
	assert.NoDirExists(t, dir)
}

func TestExitRank(t *testing.T) {
	for _, test := range []struct {
		codes []int
		want  int
	}{
		{nil, 0}, {[]int{0, 3}, 3}, {[]int{3, 1, 0}, 1}, {[]int{1, 2, 3}, 2}, {[]int{0, 0}, 0},
	} {
		a := &app{}
		for _, c := range test.codes {
			a.exit(c)
		}
		assert.Equal(t, test.want, a.code, "%v", test.codes)
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]int{
		"1": 1, "2GB": 2_000_000_000, "2 gb": 2_000_000_000, "512MiB": 512 << 20, "1.5g": 1_500_000_000, "100b": 100, "3k": 3000, "1TiB": 1 << 40,
	} {
		var s size
		require.NoError(t, s.Set(text), text)
		assert.Equal(t, want, int(s), text)
	}
	for _, text := range []string{"", "GB", "-1GB", "0", "1e99", "NaN", "2XB", "Inf"} {
		var s size
		assert.Error(t, s.Set(text), text)
	}
}

func TestDefaultLimit(t *testing.T) {
	const meminfo = "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:   12000000 kB\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  int
	}{
		{"machine", map[string]string{"/proc/meminfo": meminfo}, 8_000_000 << 10},
		{"little is left", map[string]string{"/proc/meminfo": "MemTotal: 16000000 kB\nMemAvailable: 1000 kB\n"}, 1000 << 10},
		{"control group", map[string]string{"/proc/meminfo": meminfo, "/sys/fs/cgroup/memory.max": "2000000000\n"}, 1_000_000_000},
		{"no limit of the group", map[string]string{"/proc/meminfo": meminfo, "/sys/fs/cgroup/memory.max": "max\n"}, 8_000_000 << 10},
		{"nothing known", nil, fallbackLimit},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := defaultLimit(func(path string) (string, error) {
				text, ok := test.files[path]
				if !ok {
					return "", os.ErrNotExist
				}
				return text, nil
			})
			assert.Equal(t, test.want, got)
		})
	}
}

func TestQuote(t *testing.T) {
	for arg, want := range map[string]string{
		"lock/peterson~unfenced": "lock/peterson~unfenced", "a b": "'a b'", "": "''", "it's": `'it'\''s'`, "~x": "'~x'", "$(x)": "'$(x)'",
	} {
		assert.Equal(t, want, quote(arg))
	}
}

func TestHelpHasExamples(t *testing.T) {
	for _, command := range []string{"check", "list", "replay", "matrix", "fences", "diagram", "history"} {
		stdout, _, code := runHeddle(t, command, "--help")
		assert.Equal(t, 0, code)
		_, examples, _ := strings.Cut(stdout, "Examples:\n")
		assert.Contains(t, examples, "  heddle "+command, command)
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		stdout, _, code := runHeddle(t, "completion", shell)
		assert.Equal(t, 0, code)
		assert.Contains(t, stdout, "heddle", shell)
	}
	stdout, _, _ := runHeddle(t, "__complete", "check", "lock/tick")
	assert.Contains(t, stdout, "lock/ticket\t")
	assert.NotContains(t, stdout, "lock/mcs")
	stdout, _, _ = runHeddle(t, "__complete", "check", "--memory", "")
	assert.Contains(t, stdout, "tso\n")
	stdout, _, _ = runHeddle(t, "__complete", "check", "--pre")
	assert.Contains(t, stdout, "--preemptions\t")
}

// TestReplayOfATest: the schedules of checker.Verify are for go test.
func TestReplayOfATest(t *testing.T) {
	dir := t.TempDir()
	saver := &report.Saver{Dir: dir}
	for target, command := range map[string]string{
		"TestX/a#01 3,true": "go test -run '^TestX$/^a#01$'",
		"TestX check 3":     "go test -run '^TestX$'",
		"BenchmarkX #2":     "go test -run '^BenchmarkX$'",
	} {
		file, err := saver.Save(&checker.Schedule{Target: target, Memory: "go", Property: checker.PropertyRace})
		require.NoError(t, err)
		_, stderr, code := runHeddle(t, "replay", file)
		assert.Equal(t, exitBadInput, code)
		assert.Contains(t, stderr, "tries it first when it is run: "+command+"\n", target)
	}
}

// TestProgramBounds: a verdict states what the front end has bounded, if the check reaches it.
func TestProgramBounds(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "x.go", "package x\nimport \"time\"\nfunc CheckRead() { time.Now() }\nfunc CheckSleep() { time.Sleep(1) }\n")
	stdout, _, code := runHeddle(t, "check", "x.go")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "x.go:CheckRead  memory=go clock≤2 jumps of 1h  verified")
	assert.Contains(t, stdout, "x.go:CheckSleep  memory=go  verified")
}
