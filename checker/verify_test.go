package checker_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// userModule is a module with tests that import the checker.
type userModule struct {
	dir string
	log []string // lines that are wanted in the log
}

// unpackModule makes the module in testdata/verify/name. What it needs beside this
// module is what this one does.
func unpackModule(t *testing.T, name string) userModule {
	t.Helper()
	m := userModule{dir: t.TempDir()}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	archive, err := txtar.ParseFile(filepath.Join("testdata", "verify", name))
	require.NoError(t, err)
	ours, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	mod := strings.Replace(string(ours), "module heddle\n", "module example.com/m\n", 1)
	mod += "require heddle v0.0.0\nreplace heddle => " + root + "\n"
	files := append(archive.Files, txtar.File{Name: "go.mod", Data: []byte(mod)}, txtar.File{Name: "go.sum", Data: sums})
	for _, f := range files {
		if f.Name == "log" {
			m.log = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
			continue
		}
		path := filepath.Join(m.dir, f.Name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, f.Data, 0o600))
	}
	return m
}

// test runs go test on the module's main package, and gives its log.
func (m userModule) test(t *testing.T, passes bool, flags ...string) string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"test", "-v", "-count=1"}, flags...)...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if passes {
		require.NoError(t, err, string(out))
	} else {
		require.Error(t, err, string(out))
		require.NotContains(t, string(out), "[build failed]")
	}
	return string(out)
}

// edit replaces a part of a file of the module.
func (m userModule) edit(t *testing.T, name, old, new string) {
	t.Helper()
	path := filepath.Join(m.dir, name)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(text), old), old)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), old, new, 1)), 0o600))
}

var verifiedLine = regexp.MustCompile(`(?m)^ +(\w+_test\.go:\d+: .*  verified)  \d+ state.* depth .* CPU\), `)

// TestVerifyPasses runs tests that pass, with flags that change what the runtime
// knows of a literal, and compares what they log.
func TestVerifyPasses(t *testing.T) {
	m := unpackModule(t, "good.txt")
	variants := map[string][]string{"plain": nil, "cover and short": {"-cover", "-coverpkg=./...", "-short"}}
	if !testing.Short() { // these compile all that the test imports anew, once; with the tag, that is less
		variants["trimpath"] = []string{"-trimpath", "-tags", "lean"}
		variants["race"] = []string{"-race", "-tags", "lean"}
	}
	for name, flags := range variants {
		t.Run(name, func(t *testing.T) {
			out := m.test(t, true, flags...)
			var got []string
			for _, match := range verifiedLine.FindAllStringSubmatch(out, -1) {
				got = append(got, match[1])
			}
			slices.Sort(got)
			assert.Equal(t, m.log, got, out)
			assert.Contains(t, out, "TestEscalates  memory=go  verified up to 2 preemptions: for all schedules the limit of 250 states was met ")
			assert.Contains(t, out, "TestEscalates  memory=go  sampled 1000 schedules, no violation: for all schedules the limit of 20 states was met ")
			assert.Equal(t, slices.Contains(flags, "-short"), strings.Contains(out, "that is as far as -short goes"), out)
		})
	}
	one := m.test(t, true, "-run", "TestTable/two")
	assert.Contains(t, one, "TestTable/two  memory=tso  verified")
	assert.Equal(t, 3, strings.Count(one, "  verified  "), one)
	assert.NoDirExists(t, filepath.Join(m.dir, "testdata"))
}

// TestVerifyFails runs tests that fail; then those that have kept a schedule once
// more, and again when they are mended.
func TestVerifyFails(t *testing.T) {
	m := unpackModule(t, "bad.txt")
	require.NoError(t, os.WriteFile(filepath.Join(m.dir, "testdata"), nil, 0o600))
	out := m.test(t, false, "-run", "TestLost")
	assert.Contains(t, out, "not kept for the next run: ")
	require.NoError(t, os.Remove(filepath.Join(m.dir, "testdata")))

	out = m.test(t, false, "-artifacts", "-outputdir", m.dir)
	logs := logsOf(out)
	for _, line := range m.log {
		name, part, _ := strings.Cut(line, "  ")
		assert.Contains(t, logs[name], part)
	}
	assert.Equal(t, strings.Count(out, "=== RUN"), strings.Count(out, "--- FAIL"), "all fail")
	for line := range strings.Lines(logs["TestSub/a_b"]) {
		if strings.HasPrefix(line, "         ") { // of the table
			assert.LessOrEqual(t, len([]rune(line)), 101, line)
		}
	}
	lost, sub := filepath.Join(m.dir, "testdata/heddle/TestLost-lost.go.schedule"), filepath.Join(m.dir, "testdata/heddle/TestSub-a_b.sc.schedule")
	assert.FileExists(t, lost)
	assert.FileExists(t, sub)
	artifacts, err := filepath.Glob(filepath.Join(m.dir, "_artifacts", "*", "TestLost-lost.go.schedule"))
	require.NoError(t, err)
	assert.NotEmpty(t, artifacts)

	out = m.test(t, false, "-run", "TestTimeout", "-timeout", "2s")
	assert.Regexp(t, "TestTimeout queue  memory=go  .*: for all schedules the time limit of ", out)

	out = m.test(t, false, "-run", "TestLost|TestSub")
	assert.Contains(t, out, "TestLost lost  memory=go  replayed testdata/heddle/TestLost-lost.go.schedule: still violated: panic\n")
	assert.Contains(t, out, "panic: lost update at m.go:")
	assert.Contains(t, out, "TestSub/a_b  memory=sc  replayed")

	m.edit(t, "m.go", "n.Load() != 2", "n.Load() > 2")
	out = m.test(t, true, "-run", "TestLost")
	assert.Contains(t, out, "replayed testdata/heddle/TestLost-lost.go.schedule: panic is no longer violated\n")
	assert.Contains(t, out, "TestLost lost  memory=go  verified")
	assert.Contains(t, out, "removed testdata/heddle/TestLost-lost.go.schedule: ")
	assert.NoFileExists(t, lost)

	m.edit(t, "m.go", "n.Store(n.Load() + 1)", "n.Add(1)")
	out = m.test(t, true, "-run", "TestLost|TestSub")
	assert.Contains(t, out, "testdata/heddle/TestSub-a_b.sc.schedule is not tried: checker: the program does not follow the schedule: step ")
	assert.Contains(t, out, "TestSub/a_b  memory=tso  verified")
	assert.NoFileExists(t, sub)
	assert.Equal(t, 1, strings.Count(out, "removed"), out)
}

// logsOf splits the output of go test -v by the tests that run.
func logsOf(out string) map[string]string {
	logs := map[string]string{}
	name := ""
	for line := range strings.Lines(out) {
		if run, ok := strings.CutPrefix(line, "=== RUN   "); ok {
			name = strings.TrimSpace(run)
		}
		logs[name] += line
	}
	return logs
}
