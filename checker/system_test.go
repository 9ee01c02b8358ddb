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
	"heddle/model/program/build"
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
	for i, e := range specs.Shared() {
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
	const numa, hall, bus = "machine=numa coherence=none", "machine=dancehall coherence=none line=2", "machine=smp coherence=none"
	stuck, verified := [3]string{PropertyStuck, PropertyStuck, PropertyStuck}, [3]string{}
	own := [3]string{"", PropertyStuck, PropertyStuck} // spins in its own memory, where there is one
	loader := &golang.Loader{Library: specs.Sources()}
	for name, want := range map[string][3]string{
		"lock/tas": verified, "lock/backoff": verified, "lock/ttas": stuck, "lock/delay": stuck, "lock/ticket": stuck,
		"lock/anderson": stuck, "lock/mcs": own, "lock/bakery": stuck, "flag/producer-consumer": stuck,
		"barrier/sense": stuck, "barrier/tree": stuck, "barrier/mcs": own, "barrier/tournament": own, "barrier/dissemination": own,
		"lock/peterson": verified, // its waiting reads two cells in turn, and each acquiring read drops the copy of the other
	} {
		e, err := specs.Find(name)
		require.NoError(t, err)
		p, err := loader.Load(source.Target{Name: name, Path: e.Package, Func: e.Check}, 2, 2)
		require.NoError(t, err)
		for i, system := range []string{numa, hall, bus} {
			r, err := Check(context.Background(), p, Options{Memory: "go", System: systemOf(t, system)})
			require.NoError(t, err)
			require.Equal(t, want[i], r.Property, "%s on %s: %s", name, system, r.Message)
			requireValidStates(t, machine.New(p, machine.Config{Memory: machine.Memories()[0], System: systemOf(t, system)}), name)
		}
	}
}

// TestCluster has what a cluster refuses, and what it lets be: to write into the memory of another thread, and to wait in one's own.
func TestCluster(t *testing.T) {
	e, err := specs.Find("lock/tas")
	require.NoError(t, err)
	loader := &golang.Loader{Library: specs.Sources()}
	p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, 2, 1)
	require.NoError(t, err)
	_, err = Check(context.Background(), p, Options{System: systemOf(t, "machine=cluster")})
	var refused *machine.Refused
	require.ErrorAs(t, err, &refused)
	require.ErrorContains(t, err, "machine: l.held is in the memory of main, and P0 modifies it at specs/lock/tas.go:")

	b := build.New()
	flags := []uint64{b.Global("flag0", 1), b.Global("flag1", 1)}
	main := b.Func("main")
	for i, flag := range flags {
		main.Ghost(program.EventPlace, main.Addr(flag), main.Const(int64(i)), main.Const(1))
	}
	for i, flag := range flags {
		f := b.Func("player")
		f.Store(flags[1-i], f.Const(1), program.SeqCst)
		f.Spin(f.Addr(flag), f.Const(0), program.SeqCst)
		f.Return()
		main.Go(f)
	}
	main.Join()
	main.Return()
	p = b.Program(main)
	require.NoError(t, p.Validate())
	for _, system := range []string{"machine=cluster", "machine=numa coherence=none", "machine=numa"} {
		cfg := machine.Config{Memory: machine.Memories()[0], System: systemOf(t, system), Labels: true}
		r, err := Check(context.Background(), p, Options{System: cfg.System})
		require.NoError(t, err)
		require.Equal(t, Verified, r.Verdict, r.Message)
		require.Positive(t, followCosts(t, p, cfg, 100, []int{0, 300}))
	}
	r, err := Check(context.Background(), p, Options{System: systemOf(t, "machine=dancehall coherence=none")})
	require.NoError(t, err)
	require.Equal(t, PropertyStuck, r.Property)
}
