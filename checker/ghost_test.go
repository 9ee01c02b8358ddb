package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestGhostsThatAreNoGhosts: ghost code that other code could notice, or that could notice when another thread's step
// is taken to end, is refused where it runs. Brute force cannot tell: it looks at one run at a time.
func TestGhostsThatAreNoGhosts(t *testing.T) {
	const x = 1 // the address of a global
	step := func(f *build.Func) { f.Section(func() { f.Store(2, f.Const(1), program.Plain) }) }
	write := func(f *build.Func) { f.Store(x, f.Const(1), program.Plain) }
	read := func(f *build.Func) { f.Load(x, program.Plain) }
	for name, c := range map[string]struct {
		one, other func(f *build.Func)
		want       string // "" if there is nothing wrong
	}{
		"read elsewhere": {func(f *build.Func) { f.GhostCode(func() { write(f) }) }, read,
			"ghost code writes x at built.go:9, which other code accesses at built.go:19"},
		"written elsewhere": {func(f *build.Func) { f.GhostCode(func() { write(f) }) }, write,
			"ghost code writes x at built.go:9, which other code accesses at built.go:20"},
		"reads what another thread writes": {func(f *build.Func) { f.GhostCode(func() { read(f) }) }, write,
			"ghost code reads x at built.go:8, which another thread writes at built.go:19"},
		"reads what its own thread writes": {func(f *build.Func) { write(f); step(f); f.GhostCode(func() { read(f) }) }, step, ""},
		"both by ghost code":               {func(f *build.Func) { f.GhostCode(func() { write(f) }) }, func(f *build.Func) { f.GhostCode(func() { read(f) }) }, ""},
		"reads what nobody writes":         {func(f *build.Func) { f.GhostCode(func() { read(f) }) }, read, ""},
		"a choice": {func(f *build.Func) { f.GhostCode(func() { f.Choose(f.Const(2)) }) }, step,
			"ghost code makes a choice at built.go:8"},
		"a section": {func(f *build.Func) { f.GhostCode(func() { step(f) }) }, step, "ghost code synchronizes at built.go:7"},
		"an ordered access": {func(f *build.Func) { f.GhostCode(func() { f.Load(x, program.SeqCst) }) }, step,
			"ghost code synchronizes at built.go:8"},
		"ghost code": {func(f *build.Func) { f.GhostCode(func() { f.GhostCode(func() {}) }) }, step,
			"ghost code has another claim in it at built.go:7"},
		"the end": {func(f *build.Func) { f.GhostCode(func() { f.Goexit() }) }, step, "ghost code ends its thread at built.go:7"},
	} {
		t.Run(name, func(t *testing.T) {
			b := build.New()
			require.EqualValues(t, x, b.Global("x", 1))
			require.EqualValues(t, x+1, b.Global("y", 1))
			main := b.Func("main")
			for _, body := range []func(f *build.Func){c.one, c.other} {
				f := b.Func("thread")
				step(f)
				body(f)
				f.Return()
				main.Go(f)
			}
			main.Join()
			main.Return()
			p := b.Program(main)
			for _, m := range machine.Memories() {
				r, err := Check(context.Background(), p, Options{Memory: m.Name})
				require.NoError(t, err)
				if assert.Equal(t, c.want, r.Message, m.Name); c.want == "" {
					assert.Equal(t, Verified, r.Verdict)
				} else {
					assert.Equal(t, Incomplete, r.Verdict)
				}
			}
		})
	}
}
