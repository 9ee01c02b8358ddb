package agreement_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// corpus is where the litmus tests are.
var corpus = filepath.Join("..", "..", "testdata", "litmus")

// expectation is a line of EXPECTED: by memory model, what a test's condition is.
type expectation struct {
	test     string
	memories []string
	want     []string
}

// expectations reads EXPECTED.
func expectations(t *testing.T) []expectation {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(corpus, "EXPECTED"))
	require.NoError(t, err)
	var list []expectation
	var memories []string
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "test":
			memories = f[1:]
		default:
			require.Greater(t, len(f), len(memories), line)
			list = append(list, expectation{f[0], memories, f[1 : 1+len(memories)]})
		}
	}
	return list
}

func (e expectation) source(t *testing.T) (file, text string) {
	t.Helper()
	file = filepath.Join(corpus, e.test+".litmus")
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	return file, string(source)
}

// TestCorpus: every test of the corpus has the outcomes that the literature says,
// by exploration and by the axioms, and no outcome changes unnoticed.
func TestCorpus(t *testing.T) {
	found := map[string]string{} // by golden file
	for _, e := range expectations(t) {
		section, _, _ := strings.Cut(e.test, "/")
		found[section] += outcomes(e, answersTo(t, e))
	}
	for section, text := range found {
		path := filepath.Join("..", "..", "testdata", "golden", "litmus", section+".outcomes")
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		}
		golden, err := os.ReadFile(path)
		require.NoError(t, err)
		want, got := strings.SplitAfter(string(golden), "\n\n"), strings.SplitAfter(text, "\n\n")
		require.Len(t, got, len(want), path)
		for i := range want {
			assert.Equal(t, want[i], got[i], path)
		}
	}
}

// answersTo answers e's question by schedules under each memory model, and checks
// the answers against what is expected and against the axioms.
func answersTo(t *testing.T, e expectation) []answer {
	t.Helper()
	code := compile(t, e.test, second(e.source(t)))
	answers := make([]answer, len(e.memories))
	for i, memory := range e.memories {
		name := e.test + " under " + memory
		answers[i] = operational(t, code, memory)
		assert.Equal(t, e.want[i], answers[i].observation(), name)
		if !axiomatically(memory) {
			if a, all := referenced(t, code, memory); all {
				assert.Equal(t, a, answers[i], "reference and machine, "+name)
			}
		} else if a, all := axiomatic(t, code, memory); all {
			assert.Equal(t, a, answers[i], "axioms and schedules, "+name)
		}
	}
	return answers
}

func second(_, b string) string { return b }

// outcomes tells for each final state the memory models that allow it.
func outcomes(e expectation, answers []answer) string {
	var all []string
	for _, a := range answers {
		all = append(all, a.States...)
	}
	slices.Sort(all)
	var w strings.Builder
	fmt.Fprintf(&w, "%s\n", e.test)
	for _, state := range slices.Compact(all) {
		for i, a := range answers {
			name := e.memories[i]
			if !slices.Contains(a.States, state) {
				name = "-"
			} else if a.Racy {
				name += "?"
			}
			fmt.Fprintf(&w, "  %-5s", name)
		}
		fmt.Fprintf(&w, "  %s\n", state)
	}
	w.WriteString("\n")
	return w.String()
}

// TestCorpusIsListed: there is a line for each file, and a file for each line.
func TestCorpusIsListed(t *testing.T) {
	var files, listed []string
	require.NoError(t, filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if name, ok := strings.CutSuffix(path, ".litmus"); ok && !d.IsDir() {
			rel, _ := filepath.Rel(corpus, name)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	}))
	for _, e := range expectations(t) {
		listed = append(listed, e.test)
	}
	slices.Sort(listed)
	slices.Sort(files)
	assert.Equal(t, files, listed)
	assert.Greater(t, len(files), 150)
}
