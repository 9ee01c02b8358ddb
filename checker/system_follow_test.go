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

// apart are systems on which programs may do what they do not on the flat one.
var apart = []string{
	"machine=smp coherence=none", "machine=numa coherence=none", "machine=numa coherence=none line=2", "machine=dancehall coherence=none line=4",
}

// TestCostsAreFollowed lets the reference interpreter, which has caches of its own, follow schedules of generated programs on all
// systems: each step costs the same, and where no copies are kept alike the values at the end are the same.
func TestCostsAreFollowed(t *testing.T) {
	steps := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{generate.Program, generate.Mixed, heapProgram, generate.Channels}).Draw(t, "kind")(t)
		require.NoError(t, p.Validate())
		text := rapid.SampledFrom(append(append([]string{"machine=flat"}, coherent...), apart...)).Draw(t, "system")
		memory, err := machine.FindMemory(rapid.SampledFrom([]string{"sc", "go", "tso", "pso"}).Draw(t, "memory"))
		require.NoError(t, err)
		sys := systemOf(t, text)
		if sys.With(memory) != nil {
			memory = machine.Memories()[0]
		}
		picks := rapid.SliceOfN(rapid.IntRange(0, 299), 1, 6).Draw(t, "states")
		steps += followCosts(t, p, machine.Config{Memory: memory, System: sys, Labels: true}, 300, picks)
	})
	require.Positive(t, steps)
}

// followCosts follows the paths to some of the first states of a search, those with these numbers, and gives their steps.
func followCosts(t require.TestingT, p *program.Program, cfg machine.Config, states int, picks []int) (steps int) {
	m := machine.New(p, cfg)
	s := explore(m, Options{Limits: Limits{States: states}})
	var paths [][]machine.Action
	n := 0
	if s.seen == nil {
		return 0
	}
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		for _, pick := range picks {
			if pick == n {
				paths = append(paths, s.seen.path(pos))
			}
		}
		n++
	}
	for _, actions := range paths {
		rec := &recording{Schedule: &Schedule{System: cfg.System.String()}}
		trace, _, err := rec.play(m, actions)
		trace.Close()
		require.NoError(t, err)
		c := newConfirmation(p, cfg.Memory, rec)
		require.NoError(t, c.follow(), "%s %s\n%v\n%v", cfg.Memory.Name, cfg.System, rec.Steps, p)
		for u := range c.m.Threads() {
			c.release(u)
		}
		steps += len(actions)
	}
	return steps
}

// TestCostsOfTheLibraryAreFollowed does so for the library.
func TestCostsOfTheLibraryAreFollowed(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	systems := append(append([]string{}, coherent...), apart...)
	for i, e := range specs.All() {
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, min(e.Threads, 3), min(e.Rounds, 2))
		require.NoError(t, err, e.Name)
		for k := range 3 {
			cfg := machine.Config{Memory: machine.Memories()[0], System: systemOf(t, systems[(i+7*k)%len(systems)]), Labels: true}
			followCosts(t, p, cfg, 1500, []int{1499, 1200, 700})
		}
	}
}

// TestWithoutCoherenceAgainstBruteForce compares what programs without a heap end with, where no copies are kept alike, with brute force,
// in which each access goes through a cache.
func TestWithoutCoherenceAgainstBruteForce(t *testing.T) {
	compared, more := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{generate.Program, generate.Mixed, generate.Weak}).Draw(t, "kind")(t)
		require.NoError(t, p.Validate())
		if allocates(p) {
			return
		}
		sys := systemOf(t, rapid.SampledFrom(apart).Draw(t, "system"))
		config := reference.Under("sc")
		config.System = systemOfReference(sys.String())
		config.System.All = true
		want, err := reference.Explore(p, config, bruteForceLimit)
		if err != nil {
			require.ErrorIs(t, err, reference.ErrLimit)
			return
		}
		flat, err := reference.Explore(p, reference.Under("sc"), bruteForceLimit)
		require.NoError(t, err)
		visible := rapid.Bool().Draw(t, "visible")
		r, err := Check(context.Background(), p, Options{Memory: "sc", System: sys, AllVisible: visible})
		require.NoError(t, err)
		requireSame(t, want, r, fmt.Sprintf("%s visible=%v\n%v", sys, visible, p))
		if memory, err := machine.FindMemory("sc"); want.Verified() {
			require.NoError(t, err)
			require.Equal(t, want.Finals, ends(t, p, machine.Config{Memory: memory, System: sys, AllVisible: visible}), "%s visible=%v\n%v", sys, visible, p)
		}
		if want.Verified() != flat.Verified() || len(want.Finals) > len(flat.Finals) {
			more++
		}
		compared++
	})
	require.Positive(t, compared)
	t.Logf("%d compared, %d behave as they do not on a flat machine", compared, more)
}

// allocates reports whether p can make objects.
func allocates(p *program.Program) bool {
	for _, f := range p.Funcs {
		for _, in := range f.Code {
			switch in.Op {
			case program.Alloc, program.AllocArray, program.MakeChan, program.MapMake:
				return true
			}
		}
	}
	return false
}
