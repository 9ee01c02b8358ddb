package checker

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// racy is a thread under construction, and what all of them are given.
type racy struct {
	b              *build.Builder
	f              *build.Func
	x, y           uint64
	lock           uint64 // 1 if it is held
	head, given    uint64 // address of a node that main allocates on the heap; of another, or nil
	node           int32  // layout
	zero, one, two build.Reg
}

// take tries to take the lock in a section, and gives whether it was free.
func (r *racy) take(section func(func())) build.Reg {
	free := r.f.Reg()
	section(func() {
		r.f.MoveTo(free, r.f.Op(program.Eq, r.f.Load(r.lock, program.Plain), r.zero))
		r.f.If(free, func() { r.f.Store(r.lock, r.one, program.Plain) })
	})
	return free
}

// TestRacesBeyondAdjacency has races of accesses that are never next in their
// threads in one state, and neighbours of theirs that are none.
func TestRacesBeyondAdjacency(t *testing.T) {
	const plain, seqcst = program.Plain, program.SeqCst
	type body = func(r *racy)
	for _, c := range []struct {
		name    string
		p, q    body
		race    bool
		another body // a third thread, or nil
	}{
		{"a compare-and-swap that wins only if it comes first",
			func(r *racy) { r.f.CAS(r.f.Addr(r.x), r.zero, r.one, seqcst) },
			func(r *racy) { r.f.Store(r.x, r.two, seqcst); r.f.Load(r.x, plain) }, true, nil},
		{"… whose winner is acquired",
			func(r *racy) { r.f.CAS(r.f.Addr(r.x), r.zero, r.one, seqcst) },
			func(r *racy) { r.f.RMW(program.AtomicSwap, r.f.Addr(r.x), r.two, seqcst); r.f.Load(r.x, plain) }, false, nil},
		{"a plain write that lets a section go on",
			func(r *racy) { r.f.Section(func() { r.f.Await(r.f.Load(r.x, plain)) }) },
			func(r *racy) { r.f.Store(r.x, r.one, plain) }, true, nil},
		{"… after a section that it waits for",
			func(r *racy) {
				r.f.Section(func() { r.f.Load(r.x, plain); r.f.Await(r.f.Load(r.y, plain)) })
			},
			func(r *racy) {
				r.f.Store(r.x, r.one, plain)
				r.f.Section(func() { r.f.Store(r.y, r.one, plain) })
			}, false, nil},
		{"a failed attempt at a lock",
			func(r *racy) { r.f.Store(r.x, r.one, plain); r.take(r.f.Section) },
			func(r *racy) {
				free := r.take(r.f.RelaxedSection)
				r.f.If(r.f.Op(program.Eq, free, r.zero), func() { r.f.Store(r.x, r.two, plain) })
			}, true, nil},
		{"a failed attempt at a lock that synchronizes",
			func(r *racy) { r.f.Store(r.x, r.one, plain); r.take(r.f.Section) },
			func(r *racy) {
				free := r.take(r.f.Section)
				r.f.If(r.f.Op(program.Eq, free, r.zero), func() { r.f.Store(r.x, r.two, plain) })
			}, false, nil},
		{"a failed attempt, then a flag",
			func(r *racy) {
				r.f.Store(r.x, r.one, plain)
				r.take(r.f.Section)
				r.f.Store(r.y, r.one, seqcst)
			},
			func(r *racy) {
				r.take(r.f.RelaxedSection)
				r.f.If(r.f.Load(r.y, seqcst), func() { r.f.Store(r.x, r.two, plain) })
			}, false, nil},
		{"a compare-and-swap on the heap that wins only if it comes first",
			func(r *racy) { r.f.CAS(r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst), r.zero, r.one, seqcst) },
			func(r *racy) {
				n := r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst)
				r.f.StoreAt(n, 0, r.two, seqcst)
				r.f.LoadAt(n, 0, plain)
			}, true, nil},
		{"… and then only one thread can reach it",
			func(r *racy) {
				n := r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst)
				r.f.If(n, func() { r.f.CAS(n, r.zero, r.one, seqcst) })
			},
			func(r *racy) {
				n := r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst)
				r.f.StoreAt(n, 0, r.two, seqcst)
				r.f.Store(r.head, r.zero, seqcst)
				r.f.LoadAt(n, 0, plain)
			}, true, nil},
		{"a failed attempt at a lock that guards a node",
			func(r *racy) {
				r.f.StoreAt(r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst), 0, r.one, plain)
				r.take(r.f.Section)
			},
			func(r *racy) {
				n := r.f.LoadPointerAt(r.f.Addr(r.head), 0, seqcst)
				free := r.take(r.f.RelaxedSection)
				r.f.If(r.f.Op(program.Eq, free, r.zero), func() { r.f.StoreAt(n, 0, r.two, plain) })
			}, true, nil},
		{"what an ended thread knew is known after the join",
			func(r *racy) { r.f.CAS(r.f.Addr(r.result()), r.zero, r.one, seqcst) },
			func(r *racy) { r.f.Load(r.y, seqcst) }, false, nil},
		{"what a thread knows its children know",
			func(r *racy) {
				r.f.Store(r.x, r.one, plain)
				child := r.b.Func("child")
				child.CAS(child.Addr(r.x), child.Const(1), child.Const(2), seqcst)
				child.Return()
				r.f.Go(child)
				r.f.Join()
				r.f.Load(r.x, plain)
			},
			func(r *racy) { r.f.Load(r.y, seqcst) }, false, nil},
		{"a node taken without synchronization, which at each time one thread only can reach",
			func(r *racy) {
				n := r.f.Alloc("n", r.node)
				r.f.StoreAt(n, 0, r.one, plain)
				r.f.Section(func() { r.f.Store(r.given, n, plain) })
			},
			func(r *racy) {
				n := r.f.PointerReg()
				r.f.RelaxedSection(func() {
					r.f.MoveTo(n, r.f.LoadPointerAt(r.f.Addr(r.given), 0, plain))
					r.f.Store(r.given, r.zero, plain)
				})
				r.f.If(n, func() { r.f.LoadAt(n, 0, plain) })
			}, true, nil},
		{"a release cut by a store",
			func(r *racy) { r.f.Store(r.x, r.one, plain); r.f.Store(r.y, r.one, seqcst) },
			func(r *racy) {
				r.f.If(r.relaxedLoad(r.y), func() { r.f.Store(r.y, r.two, seqcst) })
			}, true,
			func(r *racy) {
				r.f.If(r.f.Op(program.Eq, r.f.Load(r.y, seqcst), r.two), func() { r.f.Store(r.x, r.two, plain) })
			}},
		{"a release that a read-modify-write hands on",
			func(r *racy) { r.f.Store(r.x, r.one, plain); r.f.Store(r.y, r.one, seqcst) },
			func(r *racy) {
				r.f.If(r.relaxedLoad(r.y), func() { r.f.RMW(program.AtomicSwap, r.f.Addr(r.y), r.two, seqcst) })
			}, false,
			func(r *racy) {
				r.f.If(r.f.Op(program.Eq, r.f.Load(r.y, seqcst), r.two), func() { r.f.Store(r.x, r.two, plain) })
			}},
		{"a plain write behind a later atomic read",
			func(r *racy) { r.f.Store(r.x, r.one, plain); r.f.Store(r.y, r.one, seqcst) },
			func(r *racy) {
				r.f.If(r.f.Load(r.y, seqcst), func() {
					r.f.Load(r.x, seqcst)
					r.f.Section(func() { r.f.Store(r.lock, r.one, plain) })
				})
			}, true,
			func(r *racy) { r.f.If(r.relaxedLoad(r.lock), func() { r.f.Load(r.x, seqcst) }) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			bodies := []func(*racy){c.p, c.q}
			if c.another != nil {
				bodies = append(bodies, c.another)
			}
			p := racyProgram(bodies...)
			require.NoError(t, p.Validate())
			o, err := reference.Explore(p, reference.Config{Races: true}, 50_000)
			require.NoError(t, err)
			_, race := o.Violations[PropertyRace]
			require.Equal(t, c.race, race, "brute force: %v", o.Violations)
			for _, opts := range variants("go") {
				r, err := Check(context.Background(), p, opts)
				require.NoError(t, err)
				if !c.race {
					assert.Equal(t, Verified, r.Verdict, r.Message)
					continue
				}
				require.Equal(t, PropertyRace, r.Property, r.Message)
				assert.Regexp(t, `data race on .*: P\d .* at built.go:\d+, and P\d .* at built.go:\d+`, r.Message)
				again, err := Replay(p, r.Schedule)
				require.NoError(t, err)
				assert.Equal(t, PropertyRace, again.Property)
				assert.Equal(t, r.Message[strings.Index(r.Message, ":"):], again.Message[strings.Index(again.Message, ":"):])
			}
		})
	}
}

// relaxedLoad reads a word without acquiring anything.
func (r *racy) relaxedLoad(x uint64) build.Reg {
	v := r.f.Reg()
	r.f.RelaxedSection(func() { r.f.MoveTo(v, r.f.Load(x, program.Plain)) })
	return v
}

// result is a word that main reads as an ordinary variable after it has joined.
func (r *racy) result() uint64 { return r.y + 1 }

func racyProgram(bodies ...func(r *racy)) *program.Program {
	b := build.New()
	r := racy{b: b, x: b.Global("x", 1), y: b.Global("y", 1)}
	result := b.Global("result", 1)
	r.lock, r.head, r.given = b.Global("lock", 1), b.Pointer("head"), b.Pointer("given")
	r.node = b.Layout("node", false)
	start := b.Global("start", 1)
	main := b.Func("main")
	for i, body := range bodies {
		r.f = b.Func(fmt.Sprintf("thread%d", i))
		r.zero, r.one, r.two = r.f.Const(0), r.f.Const(1), r.f.Const(2)
		r.f.Spin(r.f.Addr(start), r.zero, program.SeqCst)
		body(&r)
		r.f.Return()
		main.Go(r.f)
	}
	// Main allocates the node after its first step: it is on the heap.
	main.RMW(program.AtomicAdd, main.Addr(start), main.Const(0), program.SeqCst)
	main.Store(r.head, main.Alloc("n", r.node), program.SeqCst)
	main.Store(start, main.Const(1), program.SeqCst)
	main.Join()
	main.Load(result, program.Plain)
	main.Return()
	return b.Program(main)
}
