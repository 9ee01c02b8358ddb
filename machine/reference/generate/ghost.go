package generate

import (
	"fmt"

	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// haunted is a program under construction whose threads take steps that are steps under every memory model and
// every reduction, with ghost code after them: so that brute force can say with which step that happens.
type haunted struct {
	t      *rapid.T
	b      *build.Builder
	shared [2]uint64 // variables of sections
	ghosts [2]uint64 // … of ghost code; their names make them results
	list   uint64    // a pointer to nodes that ghost code makes; or nil
	node   int32     // layout: value, next
}

// Ghosts draws a program with ghost code, which keeps a few words and a list of its own, reads what its thread has read, and claims something of it.
func Ghosts(t *rapid.T) *program.Program {
	b := build.New()
	h := &haunted{t: t, b: b, node: b.Layout("node", false, true)}
	for i := range h.shared {
		h.shared[i] = b.Global(string(rune('x'+i)), 1)
		h.ghosts[i] = b.Global(fmt.Sprintf("result%d", i), 1)
	}
	h.list = b.Pointer("list")
	main := b.Func("main")
	threads := 2 + rapid.IntRange(0, 4).Draw(t, "threads")/4
	for id := range threads {
		f := b.Func(fmt.Sprintf("thread%d", id))
		for range rapid.IntRange(1, 4-threads).Draw(t, "rounds") {
			h.round(f, id)
		}
		f.Return()
		main.Go(f)
	}
	main.Join()
	if rapid.Bool().Draw(t, "at the end") {
		h.ghost(main, main.Const(int64(threads)))
	}
	main.Return()
	return b.Program(main)
}

// round appends a step, and perhaps ghost code that belongs to it.
func (h *haunted) round(f *build.Func, id int) {
	seen := f.Const(int64(id))
	x := rapid.SampledFrom(h.shared[:]).Draw(h.t, "variable")
	switch rapid.IntRange(0, 3).Draw(h.t, "step") {
	case 0:
		f.MoveTo(seen, f.Choose(f.Const(2)))
	case 1:
		f.Section(func() { f.Store(x, f.Const(int64(rapid.IntRange(1, 2).Draw(h.t, "value"))), program.Plain) })
	case 2:
		f.Section(func() {
			f.MoveTo(seen, f.Load(x, program.Plain))
			f.Store(x, f.Op(program.Add, seen, f.Const(1)), program.Plain)
		})
	default:
		f.Section(func() {
			f.MoveTo(seen, f.Load(x, program.Plain))
			if id > 0 && rapid.IntRange(0, 3).Draw(h.t, "waits") == 0 {
				f.Await(seen)
			}
		})
	}
	for range rapid.IntRange(0, 2).Draw(h.t, "ghosts") {
		h.ghost(f, seen)
	}
}

// ghost appends ghost code.
func (h *haunted) ghost(f *build.Func, seen build.Reg) {
	g := rapid.SampledFrom(h.ghosts[:]).Draw(h.t, "ghost variable")
	f.GhostCode(func() {
		old := f.Load(g, program.Plain)
		switch rapid.IntRange(0, 3).Draw(h.t, "what") {
		case 0:
			f.Store(g, f.Op(program.Add, f.Op(program.Mul, old, f.Const(3)), seen), program.Plain)
		case 1:
			f.Store(g, f.Op(program.Xor, old, f.Const(5)), program.Plain)
		case 2:
			node := f.Alloc("node", h.node)
			f.StoreAt(node, 0, old, program.Plain)
			f.StoreAt(node, 1, f.LoadPointerAt(f.Addr(h.list), 0, program.Plain), program.Plain)
			f.StoreAt(f.Addr(h.list), 0, node, program.Plain)
		default:
			first := f.LoadPointerAt(f.Addr(h.list), 0, program.Plain)
			f.If(first, func() {
				f.StoreAt(first, 0, f.Op(program.Add, f.LoadAt(first, 0, program.Plain), f.Const(1)), program.Plain)
				f.Store(g, f.LoadAt(first, 0, program.Plain), program.Plain)
			})
		}
		if rapid.IntRange(0, 3).Draw(h.t, "claim") == 0 {
			bad := f.Op(program.Eq, f.Load(g, program.Plain), f.Const(int64(rapid.IntRange(1, 9).Draw(h.t, "bad"))))
			f.If(bad, func() { f.Violate(rapid.SampledFrom([]string{"order", "agreement"}).Draw(h.t, "property"), "bad") })
		}
	})
}
