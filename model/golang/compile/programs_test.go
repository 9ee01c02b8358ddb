package compile_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/machine/reference"
	"heddle/model/golang/compile/conform/programs"
	"heddle/model/program"
)

// perFile is how many generated programs are compiled together.
const perFile = 10

// TestConformPrograms runs generated programs natively and compiled, and compares what they
// log: 150 of them, and in proportion more with -rapid.checks=N than with its default, 100;
// others with -rapid.seed=N.
func TestConformPrograms(t *testing.T) {
	files := (number(t, "rapid.checks")*3/2 + perFile - 1) / perFile
	seed := number(t, "rapid.seed") * 100_000
	generator := rapid.Custom(programs.Draw)
	dir := t.TempDir()
	texts := make([]string, files*perFile)
	for i := range texts {
		texts[i] = strings.ReplaceAll(generator.Example(seed+i), "@", fmt.Sprintf("P%d", i))
	}
	want := runNatively(t, dir, texts)
	compared, bytes := 0, 0
	for f := range files {
		p := compileFile(t, dir, f, texts[f*perFile:][:perFile])
		got, again := runOnReference(t, p), runOnMachine(t, p)
		for i, text := range texts[f*perFile:][:perFile] {
			name := fmt.Sprintf("P%d", f*perFile+i)
			if !assert.Equal(t, want[name], got[name], "%s\n%s", name, text) ||
				!assert.Equal(t, want[name], again[name], "the machine: %s\n%s", name, text) {
				t.FailNow()
			}
			compared, bytes = compared+1, bytes+len(want[name])
		}
	}
	t.Logf("%d programs compared, which logged %d bytes", compared, bytes)
}

// number gives the value of a flag.
func number(t *testing.T, name string) int {
	n, err := strconv.Atoi(flag.Lookup(name).Value.String())
	require.NoError(t, err)
	return n
}

// runNatively gives what each program logs as Go runs it.
func runNatively(t *testing.T, dir string, texts []string) map[string]string {
	var main strings.Builder
	main.WriteString("package main\nimport (\"os\"; \"programs/p\")\nfunc main() {\n")
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write("go.mod", "module programs\ngo 1.26\n")
	write("p/prelude.go", "package p\n"+programs.Prelude)
	for f := 0; f < len(texts); f += perFile {
		name := fmt.Sprintf("p/file%d.go", f/perFile)
		write(name, "package p\n"+strings.Join(texts[f:f+perFile], "\n")+runAll(f))
		fmt.Fprintf(&main, "os.Stdout.WriteString(p.Run%d())\n", f)
	}
	write("main.go", main.String()+"}\n")
	cmd := exec.Command("go", "run", "-gcflags=-N -l", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	return logs(string(out))
}

// runAll is a function that runs the programs of a file and gives their logs.
func runAll(first int) string {
	text := fmt.Sprintf("func Run%d() string {\n\tall := \"\"\n", first)
	for i := first; i < first+perFile; i++ {
		text += fmt.Sprintf("\tout = \"\"\n\tP%drun()\n\tall += \"P%d\\n\" + out + \"\\f\"\n", i, i)
	}
	return text + "\treturn all\n}\n"
}

// logs splits the logs of several programs: "P0", newline, its log, form feed.
func logs(all string) map[string]string {
	list := map[string]string{}
	for _, part := range strings.Split(all, "\f") {
		name, log, _ := strings.Cut(part, "\n")
		list[name] = log
	}
	return list
}

// compileFile compiles the programs of a file. The check ends in a panic with what they log.
func compileFile(t *testing.T, dir string, file int, texts []string) *program.Program {
	first := file * perFile
	text := "package p\n" + programs.Prelude + strings.Join(texts, "\n") + runAll(first)
	p, err := compileText(t, dir, text+fmt.Sprintf("func CheckX() { panic(Run%d()) }\n", first))
	require.NoError(t, err, "file %d", file)
	require.NoError(t, p.Validate())
	return p
}

// runOnMachine gives what the programs of a file log as package machine runs them.
func runOnMachine(t *testing.T, p *program.Program) map[string]string {
	_, err := checker.Output(p, checker.Options{})
	require.Error(t, err)
	all, ok := strings.CutPrefix(err.Error(), "checker: panic: panic: ")
	require.True(t, ok, err)
	all = all[:strings.LastIndex(all, " at ")]
	return logs(strings.ReplaceAll(all, `\n`, "\n")) // the failure is on one line
}

// runOnReference gives what the programs of a file log as the reference interpreter runs them.
func runOnReference(t *testing.T, p *program.Program) map[string]string {
	m := reference.New(p, reference.Config{})
	for {
		_, err := m.Step(0, 0)
		var fail *reference.Failure
		if errors.As(err, &fail) {
			all, ok := strings.CutPrefix(fail.Message, "panic: ")
			require.True(t, ok, fail.Message)
			return logs(all)
		}
		require.NoError(t, err)
		require.False(t, m.Finished(0))
	}
}
