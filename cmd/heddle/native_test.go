package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
)

// TestProgramsNatively runs the correct programs of testdata/programs as ordinary Go,
// under the race detector, and compares what they print with what they print in the
// machine: a correct program here prints the same in every schedule.
func TestProgramsNatively(t *testing.T) {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	t.Chdir(filepath.Join(root, "testdata", "programs"))
	var names []string // "dir.CheckXxx"
	for _, dir := range programDirs(t) {
		for check, want := range expectations(t, dir) {
			if want.verdict == "verified" && want.reason == "" {
				names = append(names, dir+"."+check)
			}
		}
	}
	sort.Strings(names)
	native := runNatively(t, root, names)
	printed := 0
	for _, name := range names {
		dir, check, _ := strings.Cut(name, ".")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loader := &golang.Loader{Dir: "."}
			targets, err := loader.Targets("./" + dir + ":" + check)
			require.NoError(t, err)
			prog, err := loader.Load(targets[0])
			require.NoError(t, err)
			out, err := checker.Output(prog, checker.Options{})
			require.NoError(t, err)
			assert.Equal(t, native[name], out)
		})
		if native[name] != "" {
			printed++
		}
	}
	t.Logf("%d programs ran natively, %d of them print", len(names), printed)
}

const nativeHead = "--- "

// runNatively builds one program that runs the named checks one after the other, and
// gives what each of them printed.
func runNatively(t *testing.T, root string, names []string) map[string]string {
	t.Helper()
	imports, calls := map[string]bool{}, ""
	for _, name := range names {
		dir, _, _ := strings.Cut(name, ".")
		imports[dir] = true
		calls += fmt.Sprintf("\tos.Stdout.WriteString(%q)\n\t%s()\n", nativeHead+name+"\n", name)
	}
	source := "package main\n\nimport (\n\t\"os\"\n"
	for dir := range imports {
		source += fmt.Sprintf("\t%s %q\n", dir, "heddle/testdata/programs/"+dir)
	}
	source += ")\n\nfunc main() {\n" + calls + "}\n"

	// The program lies in this module, as far as the go command can see, so that it may import the checks.
	tmp := t.TempDir()
	file, overlay, binary := filepath.Join(tmp, "main.go"), filepath.Join(tmp, "overlay.json"), filepath.Join(tmp, "native")
	require.NoError(t, os.WriteFile(file, []byte(source), 0o644))
	seen := filepath.Join(root, "testdata", "native", "main.go")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {seen: file}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(overlay, replace, 0o644))
	args := []string{"build", "-overlay", overlay, "-o", binary}
	if _, err := exec.LookPath("cc"); err == nil {
		args = append(args, "-race")
	} else {
		t.Log("no C compiler: the race detector is left out")
	}
	build := exec.Command("go", append(args, "./testdata/native")...)
	build.Dir = root
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	run := exec.Command(binary)
	run.Env = append(os.Environ(), "GORACE=halt_on_error=1")
	stdout, err := run.Output()
	require.NoError(t, err, "after %s: %s", regexp.MustCompile(nativeHead+`\S+\n[^-]*$`).Find(stdout), exitError(err))

	printed := map[string]string{}
	for _, part := range strings.Split(string(stdout), nativeHead)[1:] {
		name, text, _ := strings.Cut(part, "\n")
		printed[name] = text
	}
	return printed
}

// exitError is what a command that failed wrote to standard error.
func exitError(err error) string {
	if e, ok := err.(*exec.ExitError); ok {
		return string(e.Stderr)
	}
	return ""
}
