package checker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/report"
	"heddle/machine"
	"heddle/machine/coherence"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// splits are systems whose transactions are split.
var splits = []string{
	"machine=smp detail=split", "machine=smp protocol=mesi detail=split network=unordered", "machine=smp coherence=update detail=split",
	"machine=smp coherence=update line=2 detail=split network=unordered", "machine=dancehall detail=split network=unordered",
	"machine=dancehall protocol=mesi line=2 detail=split", "machine=dancehall coherence=update detail=split network=unordered",
	"machine=numa detail=split", "machine=numa protocol=mesi detail=split network=unordered", "machine=numa line=4 detail=split network=unordered",
	"machine=numa coherence=update detail=split",
}

// TestSplitAgainstBruteForce compares generated programs whose accesses are split into messages with brute
// force, which knows of none.
func TestSplitAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{
			func(t *rapid.T) *program.Program { return generate.Program(t) },
			heapProgram,
		}).Draw(t, "kind")(t)
		require.NoError(t, p.Validate())
		memory, err := machine.FindMemory(rapid.SampledFrom([]string{"go", "sc"}).Draw(t, "memory"))
		require.NoError(t, err)
		want, err := reference.Explore(p, reference.Under(memory.Name), splitLimit)
		if err != nil {
			require.ErrorIs(t, err, reference.ErrLimit)
			return
		}
		sys := systemOf(t, rapid.SampledFrom(splits).Draw(t, "system"))
		visible := rapid.Bool().Draw(t, "visible")
		name := fmt.Sprintf("%s %s visible=%v\n%v", memory.Name, sys, visible, p)
		r, err := Check(context.Background(), p, Options{Memory: memory.Name, System: sys, AllVisible: visible, Limits: Limits{States: 20000}})
		if refused := (*machine.Refused)(nil); errors.As(err, &refused) || r.Verdict == Incomplete {
			return
		}
		require.NoError(t, err, name)
		requireSame(t, want, r, name)
		cfg := machine.Config{Memory: memory, System: sys, AllVisible: visible, Labels: rapid.Bool().Draw(t, "labels")}
		if want.Verified() {
			require.Equal(t, want.Finals, ends(t, p, cfg), name)
		}
		requireValidStates(t, machine.New(p, cfg), name)
		compared++
	})
	require.Positive(t, compared)
}

// splitLimit bounds the states of brute force: a protocol multiplies them.
const splitLimit = 300

// TestLibraryOnSplitSystems compares the verdicts of the library with those on the flat machine.
func TestLibraryOnSplitSystems(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	compared := 0
	for i, e := range specs.Shared() {
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, min(e.Threads, 2), min(e.Rounds, 1))
		require.NoError(t, err, e.Name)
		limits := Limits{States: 6000}
		want, err := Check(context.Background(), p, Options{Memory: "sc", Limits: limits})
		require.NoError(t, err, e.Name)
		sys := systemOf(t, splits[i%len(splits)])
		name := fmt.Sprintf("%s on %s", e.Name, sys)
		got, err := Check(context.Background(), p, Options{Memory: "sc", System: sys, Limits: limits})
		if refused := (*machine.Refused)(nil); errors.As(err, &refused) {
			t.Log(e.Name, err)
			continue
		}
		require.NoError(t, err, name)
		t.Log(name, want.States, got.States, got.Verdict)
		if want.Verdict != Incomplete && got.Verdict != Incomplete {
			require.Equal(t, want.Verdict, got.Verdict, name)
			require.Equal(t, want.Property, got.Property, name)
			compared++
		}
	}
	require.Greater(t, compared, 10)
}

// TestFaultsAreFound wants each mistake that can be built into a protocol found by some algorithm of the library that
// is right, with a schedule that replays, also from its file.
func TestFaultsAreFound(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	var programs []*program.Program
	for _, name := range []string{"lock/ttas", "lock/anderson", "lock/bakery", "barrier/sense"} {
		e, err := specs.Find(name)
		require.NoError(t, err)
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, 2, 1)
		require.NoError(t, err)
		programs = append(programs, p)
	}
	for _, f := range coherence.Faults() {
		for _, structure := range []string{"smp", "numa"} {
			text := fmt.Sprintf("machine=%s line=2 detail=split network=unordered fault=%s", structure, f.Name)
			switch {
			case f.Directory && structure == "smp":
				continue
			case !f.Invalidate:
				text += " coherence=update"
			case f.Exclusive:
				text += " protocol=mesi"
			}
			requireFault(t, systemOf(t, text), programs)
		}
	}
}

func requireFault(t *testing.T, sys machine.System, programs []*program.Program) {
	for _, p := range programs {
		r, err := Check(context.Background(), p, Options{Memory: "sc", System: sys, Limits: Limits{States: 20000}})
		require.NoError(t, err, "%s on %s", p.Target, sys)
		if r.Verdict != Violated {
			continue
		}
		require.Equal(t, PropertyCoherence, r.Property, "%s on %s", p.Target, sys)
		var file bytes.Buffer
		require.NoError(t, report.Write(&file, r.Schedule))
		saved, err := report.Parse(p.Target, &file)
		require.NoError(t, err)
		again, err := Replay(p, saved)
		require.NoError(t, err)
		require.Equal(t, PropertyCoherence, again.Property)
		require.Equal(t, r.Message, again.Message)
		return
	}
	t.Errorf("not found on %s", sys)
}
