package checker

import (
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// observed makes a program of threads, each of which leaves what it returns in result0, ….
func observed(b *build.Builder, bodies ...func(f *build.Func) []build.Reg) *program.Program {
	main := b.Func("main")
	n := 0
	for _, body := range bodies {
		f := b.Func("thread")
		for _, r := range body(f) {
			f.Store(b.Global("result"+string(rune('0'+n)), 1), r, program.Plain)
			n++
		}
		f.Return()
		main.Go(f)
	}
	main.Return()
	return b.Program(main)
}

// requireBruteForce demands the final values of brute force under each memory model, if p is correct.
func requireBruteForce(t *testing.T, name string, p *program.Program) {
	require.NoError(t, p.Validate())
	for _, memory := range machine.Memories() {
		want, err := reference.Explore(p, reference.Under(memory.Name), 100*weakLimit)
		require.NoError(t, err)
		for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}} {
			if want.Verified() {
				require.Equal(t, want.Finals, ends(t, p, cfg), "%s: %s", name, memory.Name)
			}
		}
	}
}

// TestSectionsOfMessages: a section reads the last messages, writes right after them, and
// synchronizes unless it is relaxed.
func TestSectionsOfMessages(t *testing.T) {
	const rlx = program.Relaxed
	type section = func(f *build.Func, body func())
	relaxed := func(f *build.Func, body func()) { f.RelaxedSection(body) }
	full := func(f *build.Func, body func()) { f.Section(body) }
	for name, pair := range map[string][2]section{
		"relaxed": {relaxed, relaxed}, "full": {full, full}, "release": {full, relaxed}, "acquire": {relaxed, full},
	} {
		b := build.New()
		x, y := b.Global("x", 1), b.Global("y", 1)
		requireBruteForce(t, "MP by sections, "+name, observed(b,
			func(f *build.Func) []build.Reg {
				f.Store(x, f.Const(1), rlx)
				pair[0](f, func() { f.Store(y, f.Const(1), program.Plain) })
				return nil
			},
			func(f *build.Func) []build.Reg {
				r := f.Reg()
				pair[1](f, func() { f.MoveTo(r, f.Load(y, program.Plain)) })
				return []build.Reg{r, f.Load(x, rlx)}
			}))
		b = build.New()
		x = b.Global("resultx", 1)
		requireBruteForce(t, "a store beside sections, "+name, observed(b,
			func(f *build.Func) []build.Reg {
				f.Store(x, f.Const(1), rlx)
				pair[0](f, func() { f.Store(x, f.Const(2), program.Plain) })
				return []build.Reg{f.Load(x, rlx)}
			},
			func(f *build.Func) []build.Reg {
				f.Store(x, f.Const(3), rlx)
				pair[1](f, func() { f.Store(x, f.Op(program.Add, f.Load(x, program.Plain), f.Const(4)), program.Plain) })
				return nil
			}))
	}
}
