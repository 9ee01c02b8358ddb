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
		picks := rapid.SliceOfN(rapid.IntRange(0, 1000), 1, 4).Draw(t, "states")
		steps += followCosts(t, p, machine.Config{Memory: memory, System: sys, Labels: true}, 300, picks)
	})
	require.Positive(t, steps)
}

// followCosts follows the paths to some of the first states of a search, and gives their steps. A pick is how far before the
// last state one was found, in thousandths of them all.
func followCosts(t require.TestingT, p *program.Program, cfg machine.Config, states int, picks []int) (steps int) {
	m := machine.New(p, cfg)
	s := explore(m, Options{Limits: Limits{States: states}})
	var found []position
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		found = append(found, pos)
	}
	if len(found) == 0 {
		return 0
	}
	var paths [][]machine.Action
	for _, pick := range picks {
		paths = append(paths, s.seen.path(found[len(found)-1-pick*(len(found)-1)/1000]))
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
	for i, e := range specs.Shared() {
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, min(e.Threads, 3), min(e.Rounds, 2))
		require.NoError(t, err, e.Name)
		for k := range 3 {
			cfg := machine.Config{Memory: machine.Memories()[0], System: systemOf(t, systems[(i+7*k)%len(systems)]), Labels: true}
			followCosts(t, p, cfg, 1500, []int{0, 200, 500})
		}
	}
}

// TestWithoutCoherenceAgainstBruteForce compares what programs end with, where no copies are kept alike, with brute force, in which
// each access goes through a cache.
func TestWithoutCoherenceAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{generate.Program, generate.Mixed, heapProgram, rereading, rereading}).Draw(t, "kind")(t)
		require.NoError(t, p.Validate())
		sys := systemOf(t, rapid.SampledFrom(apart).Draw(t, "system"))
		config := reference.Under("sc")
		config.System = systemOfReference(sys.String())
		config.System.All = true
		want, err := reference.Explore(p, config, 1500)
		if err != nil {
			require.ErrorIs(t, err, reference.ErrLimit)
			return
		}
		visible := rapid.Bool().Draw(t, "visible")
		r, err := Check(context.Background(), p, Options{Memory: "sc", System: sys, AllVisible: visible})
		require.NoError(t, err)
		requireSame(t, want, r, fmt.Sprintf("%s visible=%v\n%v", sys, visible, p))
		if memory, err := machine.FindMemory("sc"); want.Verified() {
			require.NoError(t, err)
			require.Equal(t, want.Finals, ends(t, p, machine.Config{Memory: memory, System: sys, AllVisible: visible}), "%s visible=%v\n%v", sys, visible, p)
		}
		compared++
	})
	require.Positive(t, compared)
}

// TestRereading has a thread read x, y and x again while another one writes x and then y. Where no copies are kept
// alike the second read of x finds what the first one did.
func TestRereading(t *testing.T) {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	writer, reader, main := b.Func("writer"), b.Func("reader"), b.Func("main")
	for _, cell := range []uint64{x, y} {
		writer.Store(cell, writer.Const(1), program.Ordinary)
	}
	for i, cell := range []uint64{x, y, x} {
		reader.Store(b.Global(fmt.Sprintf("result%d", i), 1), reader.Load(cell, program.Ordinary), program.Plain)
	}
	for _, f := range []*build.Func{writer, reader} {
		f.Return()
		main.Go(f)
	}
	main.Join()
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	memory, err := machine.FindMemory("sc")
	require.NoError(t, err)
	for system, want := range map[string][]string{
		"machine=smp":                 {"0 0 0", "0 0 1", "0 1 1", "1 0 1", "1 1 1"},
		"machine=smp coherence=none":  {"0 0 0", "0 1 0", "1 0 1", "1 1 1"},
		"machine=numa coherence=none": {"0 0 0", "0 1 0", "1 0 1", "1 1 1"},
	} {
		finals := map[string]bool{}
		for _, w := range want {
			finals[fmt.Sprintf("result0=%c result1=%c result2=%c", w[0], w[2], w[4])] = true
		}
		require.Equal(t, finals, ends(t, p, machine.Config{Memory: memory, System: systemOf(t, system)}), system)
		config := reference.Under("sc")
		config.System = systemOfReference(system)
		config.System.All = true
		got, err := reference.Explore(p, config, bruteForceLimit)
		require.NoError(t, err)
		if systemOf(t, system).Coherence == machine.None { // else the reference does not tell caches apart
			require.Equal(t, finals, got.Finals, system)
		}
	}
}

// rereading draws a program whose threads read words of one object again and again, and write them now and then.
func rereading(t *rapid.T) *program.Program {
	b := build.New()
	cells := b.Global("cells", 2)
	main := b.Func("main")
	results := 0
	orders := rapid.SampledFrom([]program.Order{program.Ordinary, program.Ordinary, program.Ordinary, program.Ordinary, program.Acquire, program.SeqCst})
	for i := range rapid.IntRange(2, 3).Draw(t, "threads") {
		f := b.Func("thread")
		for range rapid.IntRange(2, 3).Draw(t, "operations") {
			at := f.Addr(cells + uint64(rapid.IntRange(0, 1).Draw(t, "cell")))
			order := orders.Draw(t, "order")
			operation := rapid.IntRange(0, 9).Draw(t, "operation")
			if i == 0 && operation > 3 { // one writes, the others read
				operation = 0
			}
			var seen build.Reg
			switch operation {
			case 0:
				if order == program.Acquire {
					order = program.Release
				}
				f.StoreAt(at, 0, f.Const(int64(rapid.IntRange(1, 2).Draw(t, "value"))), order)
				continue
			case 1:
				f.Fence(program.Acquire)
				seen = f.LoadAt(at, 0, order)
			case 2:
				seen = f.RMW(program.AtomicAdd, at, f.Const(1), order)
			case 3:
				seen = f.CAS(at, f.Const(0), f.Const(3), order)
			default:
				seen = f.LoadAt(at, 0, order)
			}
			f.Store(b.Global(fmt.Sprintf("result%d", results), 1), seen, program.Plain)
			results++
		}
		f.Return()
		main.Go(f)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}
