package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// expectation is a comment of a program in testdata/programs: "// want verified"
// beside a check, or "// want violated race in CheckXxx" beside the line at fault.
// "(not natively: REASON)" may follow.
type expectation struct {
	verdict, property string
	pos               string // file:line that the end of the schedule must show
	reason            string // why the program does not run under the race detector, "" if it does
}

var (
	checkLine = regexp.MustCompile(`^func (Check\w+)\(\)`)
	wantLine  = regexp.MustCompile(`// want (verified|violated) ?([\w-]*)(?: in (\w+))?(?: \(not natively: (.+)\))?$`)
)

// expectations reads the comments of all Go files in dir.
func expectations(t *testing.T, dir string) map[string]expectation {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	found := map[string]expectation{}
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		check := ""
		lines := bufio.NewScanner(f)
		for number := 1; lines.Scan(); number++ {
			if m := checkLine.FindStringSubmatch(lines.Text()); m != nil {
				check = m[1]
			}
			m := wantLine.FindStringSubmatch(lines.Text())
			if m == nil {
				continue
			}
			e := expectation{verdict: m[1], property: m[2], reason: m[4]}
			if m[3] != "" {
				check = m[3]
				e.pos = fmt.Sprintf("%s:%d", filepath.Base(name), number)
			}
			require.NotContains(t, found, check, "%s:%d: a second expectation", name, number)
			found[check] = e
		}
		require.NoError(t, lines.Err())
	}
	return found
}

// programDirs names the packages in the working directory.
func programDirs(t *testing.T) (dirs []string) {
	t.Helper()
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() {
			dirs = append(dirs, e.Name())
		}
	}
	require.NotEmpty(t, dirs)
	return dirs
}

// TestPrograms checks all programs: each has the verdict, and the line at fault, that its comment says.
func TestPrograms(t *testing.T) {
	t.Chdir("../../testdata/programs")
	for _, dir := range programDirs(t) {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			want := expectations(t, dir)
			stdout, stderr, code := runHeddle(t, "check", "./"+dir, "--json")
			require.Empty(t, stderr)
			got := verdicts(t, stdout)
			assert.Len(t, got, len(want), "every check has an expectation, and is checked")
			violated := false
			for _, v := range got {
				name := v.Target[len("./"+dir+":"):]
				e, ok := want[name]
				require.True(t, ok, "%s: no expectation", v.Target)
				assert.Equal(t, [2]string{e.verdict, e.property}, [2]string{v.Verdict, v.Property}, "%s: %s", v.Target, v.Message)
				violated = violated || e.verdict == "violated"
				if e.pos != "" {
					assertShows(t, v, e.pos)
				}
			}
			assert.Equal(t, violated, code == exitViolated)
		})
	}
}

// TestTree: all packages below a directory.
func TestTree(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	require.NoError(t, err)
	tree := t.TempDir()
	for _, name := range []string{"programs/leak", "programs/ticket", "golden"} {
		require.NoError(t, os.CopyFS(filepath.Join(tree, name), os.DirFS(filepath.Join(testdata, name))))
	}
	t.Chdir(tree)
	for _, pattern := range []string{"./programs/...", "programs/...", "./..."} {
		stdout, stderr, code := runHeddle(t, "check", pattern, "--json")
		assert.Empty(t, stderr)
		assert.Equal(t, exitViolated, code)
		targets := map[string]bool{}
		for _, v := range verdicts(t, stdout) {
			targets[filepath.ToSlash(filepath.Clean(v.Target))] = true
		}
		assert.Equal(t, map[string]bool{"programs/leak:CheckStopped": true, "programs/leak:CheckForgotten": true,
			"programs/ticket:CheckSplit": true, "programs/ticket:CheckTicket": true}, targets, pattern)
	}
	_, stderr, code := runHeddle(t, "check", "./golden/...")
	assert.Equal(t, exitBadInput, code)
	assert.Equal(t, "./golden/...: no func CheckXxx() in any package there\n", stderr)
}

// assertShows asserts that the end of v's schedule names the source line pos.
func assertShows(t *testing.T, v verdict, pos string) {
	t.Helper()
	for _, s := range v.sources() {
		if filepath.Base(s) == pos {
			return
		}
	}
	assert.Fail(t, "the schedule does not end at the line at fault", "%s: want %s among %v", v.Target, pos, v.sources())
}
