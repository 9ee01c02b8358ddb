package checker

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// coherent are systems on which programs do what they do on the flat one.
var coherent = []string{
	"machine=smp", "machine=smp line=2", "machine=smp protocol=mesi", "machine=smp protocol=mesi line=4", "machine=smp coherence=update",
	"machine=smp coherence=update line=4", "machine=dancehall", "machine=dancehall coherence=update line=2", "machine=numa",
	"machine=numa line=4", "machine=numa protocol=mesi", "machine=numa coherence=update", "machine=smp coherence=uncached",
	"machine=dancehall coherence=uncached", "machine=numa coherence=uncached",
}

func systemOf(t require.TestingT, text string) machine.System {
	s, err := machine.ParseSystem(text)
	require.NoError(t, err)
	return s
}

// TestSystemsAgainstBruteForce compares generated programs on coherent systems with brute force, which has no caches:
// verdicts and final values, and every state is valid.
func TestSystemsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{
			func(t *rapid.T) *program.Program { return generate.Program(t) },
			func(t *rapid.T) *program.Program { return generate.Mixed(t) },
			heapProgram,
		}).Draw(t, "kind")(t)
		require.NoError(t, p.Validate())
		memory, err := machine.FindMemory(rapid.SampledFrom([]string{"go", "sc", "tso", "pso"}).Draw(t, "memory"))
		require.NoError(t, err)
		want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit)
		if err != nil {
			require.ErrorIs(t, err, reference.ErrLimit)
			return
		}
		sys := systemOf(t, rapid.SampledFrom(coherent).Draw(t, "system"))
		visible := rapid.Bool().Draw(t, "visible")
		name := fmt.Sprintf("%s %s visible=%v\n%v", memory.Name, sys, visible, p)
		r, err := Check(context.Background(), p, Options{Memory: memory.Name, System: sys, AllVisible: visible})
		require.NoError(t, err, name)
		requireSame(t, want, r, name)
		cfg := machine.Config{Memory: memory, System: sys, AllVisible: visible, Labels: rapid.Bool().Draw(t, "labels"), NoMemo: rapid.Bool().Draw(t, "plainly")}
		if want.Verified() {
			require.Equal(t, want.Finals, ends(t, p, cfg), name)
		}
		requireValidStates(t, machine.New(p, cfg), name)
		compared++
	})
	require.Positive(t, compared)
}

// requireValidStates checks the machine's invariants in the first states of a search.
func requireValidStates(t require.TestingT, m *machine.Machine, name string) {
	s := &search{sys: m, opts: Options{Limits: Limits{States: 1000}}}
	s.run(context.Background())
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		require.NoError(t, m.Valid(s.seen.state(pos)), name)
	}
}

// TestLibraryOnSystems compares the verdicts of the library on coherent systems with those on the flat one.
func TestLibraryOnSystems(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	for i, e := range specs.All() {
		threads, rounds := min(e.Threads, 2), min(e.Rounds, 2)
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, threads, rounds)
		require.NoError(t, err, e.Name)
		limits := Limits{States: 3000}
		want, err := Check(context.Background(), p, Options{Memory: "sc", Limits: limits})
		require.NoError(t, err, e.Name)
		sys := systemOf(t, coherent[i%len(coherent)])
		name := fmt.Sprintf("%s on %s", e.Name, sys)
		requireValidStates(t, machine.New(p, machine.Config{Memory: machine.Memories()[0], System: sys}), name)
		got, err := Check(context.Background(), p, Options{Memory: "sc", System: sys, Limits: limits})
		require.NoError(t, err, name)
		if want.Verdict != Incomplete && got.Verdict != Incomplete {
			require.Equal(t, want.Verdict, got.Verdict, name)
			require.Equal(t, want.Property, got.Property, name)
		}
	}
}

// TestWithoutCoherence has what the lecture says of machines whose hardware keeps no copies alike: who spins
// on a copy spins for ever, who spins on read-modify-writes, or in a memory of its own, does not.
func TestWithoutCoherence(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	for name, want := range map[string]string{
		"lock/tas": "", "lock/backoff": "", "lock/ttas": PropertyStuck, "lock/delay": PropertyStuck, "lock/ticket": PropertyStuck,
		"lock/anderson": PropertyStuck, "lock/bakery": PropertyStuck, "flag/producer-consumer": PropertyStuck,
		"barrier/sense": PropertyStuck, "barrier/tree": PropertyStuck,
		"lock/peterson": "", // its waiting reads two cells in turn, and each acquiring read drops the copy of the other
	} {
		e, err := specs.Find(name)
		require.NoError(t, err)
		p, err := loader.Load(source.Target{Name: name, Path: e.Package, Func: e.Check}, 2, 2)
		require.NoError(t, err)
		for _, system := range []string{"machine=numa coherence=none", "machine=dancehall coherence=none line=2", "machine=smp coherence=none"} {
			r, err := Check(context.Background(), p, Options{Memory: "go", System: systemOf(t, system)})
			require.NoError(t, err)
			require.Equal(t, want, r.Property, "%s on %s: %s", name, system, r.Message)
			requireValidStates(t, machine.New(p, machine.Config{Memory: machine.Memories()[0], System: systemOf(t, system)}), name)
		}
	}
}
