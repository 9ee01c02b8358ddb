package fences_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/fences"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// toy compiles a check of two threads on words x and y, which claims that not both see 0.
func toy(t *testing.T, first, second string) *program.Program {
	text := fmt.Sprintf(`package toy

import "heddle/model"

func CheckToy() {
	var x, y model.Word
	var saw [2]int
	model.Run(2, func(id int) {
		if id == 0 {
			%s
		} else {
			%s
		}
	})
	model.Assert(saw[0]+saw[1] > 0, "both saw 0")
}
`, first, second)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "toy.go"), []byte(text), 0o644))
	loader := golang.Loader{Dir: dir}
	targets, err := loader.Targets("toy.go")
	require.NoError(t, err)
	p, err := loader.Load(targets[0])
	require.NoError(t, err)
	return p
}

// entry compiles an entry of the library.
func entry(t *testing.T, name string, threads, rounds int) *program.Program {
	e, err := specs.Find(name)
	require.NoError(t, err)
	threads, rounds, err = e.Parameters(threads, rounds)
	require.NoError(t, err)
	loader := golang.Loader{Library: specs.Sources()}
	p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, threads, rounds)
	require.NoError(t, err)
	return p
}

func find(t *testing.T, p *program.Program, memory string) fences.Answer {
	a, err := fences.Find(context.Background(), p, fences.Options{Options: checker.Options{Memory: memory}})
	require.NoError(t, err)
	return a
}

// lines gives the findings of a part: "11 store: seqcst → release (ordinary assert)".
func lines(p fences.Part) []string {
	list := []string{}
	for _, f := range p.Findings {
		line := fmt.Sprintf("%d %s: %s → %s", f.Line, f.Operation, f.Written, f.Suffices)
		for _, n := range f.Needed {
			line += fmt.Sprintf(" (%s %s)", n.Weaker, n.Result.Property)
		}
		list = append(list, line)
	}
	return list
}

// TestStoreBuffering: what the shape called SB needs under TSO, however it is written.
func TestStoreBuffering(t *testing.T) {
	const fence, none = "\nmodel.Fence()\n", "\n\n"
	lines := func(p fences.Part) string { return strings.Join(lines(p), "\n") }

	ordinary := func(between string) *program.Program {
		return toy(t, "x.Store(1)"+between+"saw[0] = y.Load()", "y.Store(1)"+between+"saw[1] = x.Load()")
	}
	a := find(t, ordinary(fence), "tso")
	require.Len(t, a.Parts, 1)
	assert.Equal(t, checker.Verified, a.AsWritten.Verdict)
	assert.Equal(t, "11 fence: seqcst → seqcst (acqrel assert)\n15 fence: seqcst → seqcst (acqrel assert)", lines(a.Parts[0]))
	assert.True(t, a.Parts[0].Minimal)

	a = find(t, ordinary(none), "tso")
	require.Len(t, a.Parts, 2)
	assert.Equal(t, checker.Violated, a.AsWritten.Verdict)
	assert.Equal(t, "10 store: ordinary → seqcst (release assert)\n14 store: ordinary → seqcst (release assert)", lines(a.Parts[0]))
	assert.Equal(t, "10 fence after store: relaxed → seqcst (acqrel assert)\n14 fence after store: relaxed → seqcst (acqrel assert)", lines(a.Parts[1]))

	p := toy(t, "x.StoreSeqCst(1)\nmodel.Fence()\nsaw[0] = y.LoadSeqCst()", "y.Swap(1)\n\nsaw[1] = x.LoadAcquire()")
	a = find(t, p, "tso")
	require.Len(t, a.Parts, 1)
	assert.Equal(t, []string{
		"10 store: seqcst → relaxed",
		"11 fence: seqcst → seqcst (acqrel assert)", // with the store as strong as it was the fence need not be
		"12 load: seqcst → relaxed",
		"14 swap: seqcst → relaxed", // drains whatever its order
		"16 load: acquire → relaxed",
	}, strings.Split(lines(a.Parts[0]), "\n"))

	for _, memory := range []string{"go", "sc"} {
		for _, f := range find(t, ordinary(fence), memory).Parts[0].Findings {
			assert.Equal(t, fences.None, f.Suffices, memory)
			assert.Empty(t, f.Needed, memory)
		}
	}
}

// TestWhatNoOrderMends: a program that is wrong in every order is said to be.
func TestWhatNoOrderMends(t *testing.T) {
	a := find(t, toy(t, "saw[0] = y.Load()", "saw[1] = x.Load()"), "tso")
	require.Len(t, a.Parts, 2)
	for _, p := range a.Parts {
		assert.False(t, p.Holds)
		assert.Equal(t, checker.PropertyAssert, p.Remains.Property)
		assert.Empty(t, p.Findings)
	}
	assert.True(t, a.Decided())
}

// TestUndecided: a limit leaves orders as they are, and is said.
func TestUndecided(t *testing.T) {
	p := entry(t, "lock/peterson", 0, 0)
	whole := find(t, p, "tso")
	require.True(t, whole.Decided())
	opts := checker.Options{Memory: "tso", Limits: checker.Limits{States: whole.AsWritten.States}}
	a, err := fences.Find(context.Background(), p, fences.Options{Options: opts})
	require.NoError(t, err)
	assert.Equal(t, checker.Verified, a.AsWritten.Verdict)
	assert.False(t, a.Decided(), "weaker orders have more states")

	opts.Limits.States = 10
	a, err = fences.Find(context.Background(), p, fences.Options{Options: opts})
	require.NoError(t, err)
	assert.Empty(t, a.Parts)
	assert.False(t, a.Decided())
}

// TestSitesAreOfTheSource: a place is one site, however often the compiler expands
// it, and two loads of one line are two.
func TestSitesAreOfTheSource(t *testing.T) {
	sites := fences.Sites(entry(t, "lock/peterson", 0, 0))
	var got []string
	for _, s := range sites {
		got = append(got, fmt.Sprintf("+%d:%d %s %s", s.Line-sites[0].Line, s.Column, s.Operation, s.Written))
	}
	assert.Equal(t, []string{
		"+0:25 store seqcst", "+1:20 store seqcst", "+3:31 load seqcst", "+3:60 load acquire", "+9:61 store release",
	}, got)
}

// TestOrdersOfCompareAndSwap: the order of its failure is a site of its own.
func TestOrdersOfCompareAndSwap(t *testing.T) {
	p := toy(t, "x.CompareAndSwap(0, 1, model.AcqRel, model.SeqCst)", "y.CompareAndSwap(0, 1, model.AcqRel)\nx.CompareAndSwap(0, 1)")
	var got []string
	for _, s := range fences.Sites(p) {
		got = append(got, fmt.Sprintf("%d %s %s", s.Line, s.Operation, s.Written))
	}
	assert.Equal(t, []string{
		"10 cas acqrel", "10 failed cas seqcst", "12 cas acqrel", "12 failed cas acquire", "13 cas seqcst", "13 failed cas seqcst",
	}, got)
}

// TestFencesOfNoneAreNothing: a program with places for fences is the same program.
func TestFencesOfNoneAreNothing(t *testing.T) {
	for _, name := range []string{"lock/mcs", "lock/bakery", "barrier/tree", "barrier/tournament~no-sense", "flag/producer-consumer"} {
		for _, memory := range []string{"sc", "tso"} {
			p := entry(t, name, 2, 2)
			q := fences.WithFences(p)
			require.NoError(t, q.Validate())
			want, err := checker.Check(context.Background(), p, checker.Options{Memory: memory})
			require.NoError(t, err)
			got, err := checker.Check(context.Background(), q, checker.Options{Memory: memory})
			require.NoError(t, err)
			assert.Equal(t, [3]int{want.States, want.Transitions, want.Depth}, [3]int{got.States, got.Transitions, got.Depth}, "%s %s", name, memory)
			assert.Equal(t, want.Property, got.Property)
		}
	}
}

// TestAnswersAreMinimal checks for the library, by checks of its own, that with the orders found all
// claims hold, and fail with any next weaker one.
func TestAnswersAreMinimal(t *testing.T) {
	for _, name := range []string{"lock/peterson", "lock/dekker", "lock/bakery", "lock/dekker~unfenced", "lock/bakery~unfenced"} {
		p := entry(t, name, 2, 2)
		a := find(t, p, "tso")
		assert.True(t, a.Decided())
		matter := 0
		for _, part := range a.Parts {
			require.True(t, part.Holds, name)
			r, err := checker.Check(context.Background(), fences.Changed(p, part, -1, 0), checker.Options{Memory: "tso"})
			require.NoError(t, err)
			assert.Equal(t, checker.Verified, r.Verdict, name)
			for i, f := range part.Findings {
				for _, n := range f.Needed {
					matter++
					r, err := checker.Check(context.Background(), fences.Changed(p, part, i, n.Weaker), checker.Options{Memory: "tso"})
					require.NoError(t, err)
					assert.Equal(t, n.Result.Property, r.Property, name)
					assert.Equal(t, checker.Violated, r.Verdict, name)
				}
			}
		}
		assert.Positive(t, matter, name)
	}
}
