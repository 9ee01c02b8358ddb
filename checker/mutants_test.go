package checker_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var runMutants = flag.String("mutants", "", "break the reductions whose names contain this (. for all), in a copy of the tree, and demand that the tests notice")

// mutant is a change of one place that makes a reduction unsound.
type mutant struct {
	name, file, from, to string
}

// suite is mutants that the same tests should kill, after those of the traps.
type suite struct {
	tests   string
	mutants []mutant
}

// suites lists them, by the rule that each breaks.
func suites() []suite {
	const machine, checker = "machine/", "checker/"
	return append([]suite{{"Test(|Mixed|Guarded|Heap)Against|Ends", []mutant{
		{"touch never asks for a new pass", machine + "share.go", "return s.classify(addr) == s.class[addr]", "return true"},
		{"shared cells are local", machine + "memory.go", "if m.share.class[addr] == Shared {\n\t\t\treturn false", "if m.share.class[addr] == Shared {\n\t\t\treturn true"},
		{"a number had twice is one thread", machine + "share.go", "all&(all-1) == 0 && all&s.reused == 0", "all&(all-1) == 0"},
		{"publish does nothing", machine + "memory.go", "if s.owner[i] == ownerShared {\n\t\treturn", "if i >= 0 {\n\t\treturn"},
		{"publish does not follow pointers", machine + "memory.go", "w != 0 {\n\t\t\t\ts.publish(p, w)", "w == 0 {\n\t\t\t\ts.publish(p, w)"},
		{"go publishes nothing", machine + "call.go", "\t\t\ts.publish(p, w)\n", "\t\t\t_ = w\n"},
		{"buffers do not count for owners", machine + "heap.go", "bit = everybody\n\tfor _, b := range s.state.Buffers {", "bit = everybody\n\tfor _, b := range s.state.Buffers[:0] {"},
		{"shared cells do not count for owners", machine + "heap.go", "bit = everybody\n\t\t\tswitch", "bit = 0\n\t\t\tswitch"},
		{"buffers keep nothing alive", machine + "heap.go", "for _, b := range s.state.Buffers {\n\t\tfor i := range b {\n\t\t\tf(&b[i].addr)", "for _, b := range s.state.Buffers[:0] {\n\t\tfor i := range b {\n\t\t\tf(&b[i].addr)"},
		{"buffered values do not move", machine + "heap.go", "if s.pointerAt(b[i].addr) {\n\t\t\t\tmove(&b[i].value)", "if false {\n\t\t\t\tmove(&b[i].value)"},
		{"registers do not move", machine + "heap.go", "if m.locals.list[id].heap {\n\t\t\ts.state", "if m.locals.list[id].heap && t > 1 {\n\t\t\ts.state"},
		{"the memo forgets the buffer", machine + "memo.go", "len(st.Buffers[t]) == 0 {\n\t\tkey++", "true {\n\t\tkey++"},
		{"the memo looks beneath the buffer", machine + "memo.go", "if v, ok := forward(st.Buffers[t], m.slotAddr[slot]); ok {", "if v, ok := forward(nil, m.slotAddr[slot]); ok {"},
		{"the memo forgets joins", machine + "rest.go", "s.simple = false // it depends on other threads\n", ""},
		{"the memo forgets owners", machine + "memory.go", "s.simple = false // it depends on what other threads can reach\n", ""},
		{"the memo takes heap writes for none", machine + "memory.go", "s.simple = false\n\t\ts.loop.wrote = s.loop.wrote || s.state.Heap", "s.loop.wrote = s.loop.wrote || s.state.Heap"},
		{"a fence may come in the middle of a step", machine + "rest.go", "if s.m.cfg.Memory.Buffered && drains(in) &&", "if s.m.cfg.Memory.Buffered && drains(in) && in.Op != program.Fence &&"},
		{"a section may come in the middle of a step", machine + "rest.go", "return !s.alone || s.m.sections >= 0", "return s.booting && !s.alone || s.m.sections >= 0"},
		{"a join may come in the middle of a step", machine + "rest.go", "return s.hasChildren(p)", "return s.booting && s.hasChildren(p)"},
		{"a choice may come in the middle of a step", machine + "rest.go", "return int64(reg[in.B]) > 1", "return int64(reg[in.B]) > 2"},
		{"a thread ends before its buffer is empty", machine + "rest.go", "(len(p.late) > 0 || !s.empty(p))", "len(p.late) > 0"},
		{"fences do not wait", machine + "memory_tso.go", "case program.Store, program.Fence:", "case program.Store:"},
		{"own stores are not seen", machine + "buffer.go", "if b[i].addr == addr {", "if b[i].addr == addr && i == 0 {"},
		{"stores pass the buffer", machine + "access.go", "return s.m.share.class[addr] == Private", "return true"},
		{"all is done alone", machine + "call.go", "s.simple, s.alone = false, false", "s.simple = false"},
		{"go overtakes claims", machine + "rest.go", "return len(p.late) > 0 || s.mayCrash(p) //", "return len(p.late) > 99 //"},
		{"late claims come early", machine + "run.go", "if !e.Late() || s.alone {", "if len(p.late) == 0 {"},
		{"a watched loop may be another thread's", machine + "run.go", "\ts.loop.reset()\n", ""},
		{"a plain read races with nothing", machine + "race.go", "if q.write || r.write ||", "if q.write && r.write ||"},
		{"tracked cells acquire nothing", machine + "knowledge.go", "k.known |= 1 << p.thread", "k.known |= 0"},
		{"accesses leave no marks", machine + "knowledge.go", "if tracked {\n\t\ts.mark", "if tracked && p.thread > 63 {\n\t\ts.mark"},
		{"tags are states", checker + "visited.go", "bytes.Equal(v.state(p), state)", "len(v.state(p)) == len(state) || bytes.Equal(v.state(p), state)"},
		{"unsure states end", checker + "ending.go", "if !ok {\n\t\t\tdoomed", "if !ok && u == 1 {\n\t\t\tdoomed"},
		{"any word of a state will do", machine + "stricter.go", "k.word == was || x.monitor.Stricter(k.word, was)", "i != 0"},
		{"weaker words will do", machine + "stricter.go", "x.monitor.Stricter(k.word, was)", "x.monitor.Stricter(was, k.word)"},
		{"no state is unsure", checker + "search.go", "onward := b.ended", "onward := true"},
	}}}, slices.Concat(languageMutants(), weakMutants(), symmetryMutants(), ampleMutants(), networkMutants())...)
}

// TestMutants changes one place at a time so that a reduction is unsound, and
// demands that the tests that compare with brute force, or those of the traps,
// fail. Without the flag it checks that the places are there to be changed.
func TestMutants(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	for _, suite := range suites() {
		for _, m := range suite.mutants {
			text, err := os.ReadFile(filepath.Join(root, m.file))
			require.NoError(t, err)
			assert.Equal(t, 1, strings.Count(string(text), m.from), "%s: places in %s with %q", m.name, m.file, m.from)
		}
	}
	if *runMutants == "" || t.Failed() {
		return
	}
	dir := t.TempDir()
	copyTree(t, root, dir)
	for _, suite := range suites() {
		for _, m := range suite.mutants {
			if *runMutants != "." && !strings.Contains(m.name, *runMutants) {
				continue
			}
			start := time.Now()
			by := killed(t, dir, suite.tests, m)
			fmt.Printf("%-45s %-40s %3.0f s\n", m.name, by, time.Since(start).Seconds())
			assert.NotEmpty(t, by, "%s: no test fails", m.name)
		}
	}
}

// killed gives the test that fails in a copy of the tree with m, "" if none does.
func killed(t *testing.T, dir, tests string, m mutant) string {
	file := filepath.Join(dir, m.file)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	defer func() { require.NoError(t, os.WriteFile(file, text, 0o600)) }()
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), m.from, m.to, 1)), 0o600))
	for _, tests := range []string{"Trap", tests} { // the quick ones first
		if by := failing(t, dir, tests); by != "" {
			return by
		}
	}
	return ""
}

// failing gives the first of the tests that fails in the tree at dir, "" if none does.
func failing(t *testing.T, dir, tests string) string {
	run := exec.CommandContext(t.Context(), "go", "test", "./checker", "./machine", "-failfast", "-run", tests,
		"-rapid.checks=600", "-rapid.seed=20261120", "-rapid.nofailfile", "-rapid.shrinktime=0s", "-timeout=240s")
	run.Dir = dir
	out, err := run.CombinedOutput()
	require.NotContains(t, string(out), "[build failed]", "%s", out)
	switch {
	case err == nil:
		return ""
	case strings.Contains(string(out), "panic: test timed out"):
		return "time out"
	}
	for line := range strings.Lines(string(out)) {
		if name, ok := strings.CutPrefix(line, "--- FAIL: "); ok {
			return strings.Fields(name)[0]
		}
	}
	return "panic"
}

// copyTree copies the module's sources.
func copyTree(t *testing.T, from, to string) {
	require.NoError(t, filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && rel != "." {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o600)
	}))
}
