package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// mapped is a program under construction: threads that share a map[int]*node.
type mapped struct {
	b       *build.Builder
	typ     int64
	table   uint64 // the variable that holds the map
	node    int32
	results []uint64
}

// mapPrograms are small programs on maps. What they come to is compared with brute force.
var mapPrograms = []struct {
	name, property, message string // under go; message is the beginning
	threads                 []func(m *mapped, f *build.Func, table build.Reg)
}{
	{"writes", PropertyRace, "fatal error: concurrent map writes on ", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) { m.set(f, table, 1, f.Addr(0)) },
		func(m *mapped, f *build.Func, table build.Reg) { f.MapDelete(m.typ, table, f.Const(2)) },
	}},
	{"read and write", PropertyRace, "fatal error: concurrent map read and map write on ", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) { m.set(f, table, 1, f.Addr(0)) },
		func(m *mapped, f *build.Func, table build.Reg) { f.MapGet(m.typ, table, f.Const(1)) },
	}},
	{"iteration and write", PropertyRace, "fatal error: concurrent map iteration and map write on ", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) { f.MapClear(m.typ, table) },
		func(m *mapped, f *build.Func, table build.Reg) { f.MapRange(m.typ, table) },
	}},
	{"reads", "", "", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) {
			f.Store(m.results[0], f.MapLen(m.typ, table), program.Ordinary)
		},
		func(m *mapped, f *build.Func, table build.Reg) { m.sum(f, table, m.results[1]) },
	}},
	{"in sections", "", "", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) {
			f.Section(func() { m.set(f, table, 5, f.Alloc("node", m.node)) })
			f.Section(func() { m.sum(f, table, m.results[0]) })
		},
		func(m *mapped, f *build.Func, table build.Reg) {
			f.Section(func() { f.MapDelete(m.typ, table, f.Const(1)) })
			f.Section(func() { f.Store(m.results[1], f.MapLen(m.typ, table), program.Plain) })
		},
	}},
	{"an object published by a map", PropertyRace, "data race on ", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) {
			n := f.Alloc("node", m.node)
			f.Section(func() { m.set(f, table, 5, n) })
			f.StoreAt(n, 0, f.Const(1), program.Plain)
		},
		func(m *mapped, f *build.Func, table build.Reg) {
			got := f.PointerReg()
			f.Section(func() { f.MoveTo(got, f.MapGet(m.typ, table, f.Const(5))) })
			f.If(got, func() { f.StoreAt(got, 0, f.Const(2), program.Plain) })
		},
	}},
	{"an object published by a map of one's own", PropertyRace, "data race on ", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) {
			n, own := f.Alloc("node", m.node), f.MapMake("own", m.typ)
			m.set(f, own, 5, n)
			f.Section(func() { f.StoreAt(f.Addr(m.table), 0, own, program.Plain) })
			f.StoreAt(n, 0, f.Const(1), program.Plain)
		},
		func(m *mapped, f *build.Func, table build.Reg) {
			other, got := f.PointerReg(), f.PointerReg()
			f.Section(func() {
				f.MoveTo(other, f.LoadPointerAt(f.Addr(m.table), 0, program.Plain))
				f.MoveTo(got, f.MapGet(m.typ, other, f.Const(5)))
			})
			f.If(got, func() { f.StoreAt(got, 0, f.Const(2), program.Plain) })
		},
	}},
	{"two orders", "", "", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) { m.anyOrder(f, table, m.results[0]) },
		func(m *mapped, f *build.Func, table build.Reg) { m.anyOrder(f, table, m.results[1]) },
	}},
	{"behind a lock", "", "", []func(m *mapped, f *build.Func, table build.Reg){
		func(m *mapped, f *build.Func, table build.Reg) {
			m.locked(f, func() { m.anyOrder(f, table, m.results[0]) })
		},
		func(m *mapped, f *build.Func, table build.Reg) { m.locked(f, func() { m.set(f, table, 3, f.Addr(0)) }) },
	}},
}

func (m *mapped) set(f *build.Func, table build.Reg, key int64, node build.Reg) {
	f.MapSet(m.typ, table, f.Const(key), node)
}

// sum adds up the keys.
func (m *mapped) sum(f *build.Func, table build.Reg, result uint64) {
	m.iterate(f, table, result, func(it, _ build.Reg) build.Reg { return f.Const(0) }, func(sum, key build.Reg) build.Reg {
		return f.Op(program.Add, sum, key)
	})
}

// anyOrder makes a number of the keys in any order.
func (m *mapped) anyOrder(f *build.Func, table build.Reg, result uint64) {
	m.iterate(f, table, result, func(it, all build.Reg) build.Reg { return f.Choose(all) }, func(sum, key build.Reg) build.Reg {
		return f.Op(program.Add, f.Op(program.Mul, sum, f.Const(10)), key)
	})
}

func (m *mapped) iterate(f *build.Func, table build.Reg, result uint64, choose func(it, all build.Reg) build.Reg, fold func(sum, key build.Reg) build.Reg) {
	it, sum := f.MapRange(m.typ, table), f.Reg()
	f.MoveTo(sum, f.Const(0))
	again, produce, end := f.Here(), f.Label(), f.Label()
	_, all := f.MapCount(m.typ, it)
	f.Branch(all, produce, end)
	f.Place(produce)
	next := f.MapNext(m.typ, it, choose(it, all))
	f.MoveTo(sum, fold(sum, next+1))
	f.Jump(again)
	f.Place(end)
	f.Store(result, sum, program.Ordinary)
}

func (m *mapped) locked(f *build.Func, body func()) {
	lock := f.Addr(m.results[2])
	f.Section(func() {
		held := f.LoadAt(lock, 0, program.Plain)
		f.Await(f.Op(program.Eq, held, f.Const(0)))
		f.StoreAt(lock, 0, f.Const(1), program.Plain)
	})
	body()
	f.Section(func() { f.StoreAt(lock, 0, f.Const(0), program.Plain) })
}

// program makes main fill a map, in the initial block or later, and start the threads.
func (m *mapped) program(late bool, threads []func(m *mapped, f *build.Func, table build.Reg)) *program.Program {
	b := build.New()
	*m = mapped{b: b, node: b.Layout("node", false), table: b.Pointer("table")}
	m.typ = b.MapType("map[int]*node", []program.Kind{program.KindInt64}, []program.Kind{program.KindPointer})
	for _, name := range []string{"result0", "result1", "lock"} {
		m.results = append(m.results, b.Global(name, 1))
	}
	main := b.Func("main")
	if late {
		idle := b.Func("idle")
		idle.Return()
		main.Go(idle)
		main.Join()
	}
	table := main.MapMake("m", m.typ)
	for _, k := range []int64{2, 1} {
		m.set(main, table, k, main.Alloc("node", m.node))
	}
	main.StoreAt(main.Addr(m.table), 0, table, program.Plain)
	for _, body := range threads {
		f := b.Func("thread", true)
		body(m, f, 0)
		f.Return()
		main.Go(f, table)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}

func TestMapsAgainstBruteForce(t *testing.T) {
	for _, c := range mapPrograms {
		for _, late := range []bool{false, true} {
			var m mapped
			p := m.program(late, c.threads)
			require.NoError(t, p.Validate())
			requireValid(t, p, 5000)
			for _, memory := range machine.Memories() {
				want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit)
				require.NoError(t, err, c.name)
				for _, opts := range variants(memory.Name) {
					r, err := Check(context.Background(), p, opts)
					require.NoError(t, err, c.name)
					requireSame(t, want, r, c.name)
					if memory.Name == "go" {
						assert.Equal(t, c.property, r.Property, c.name)
						if c.message != "" {
							assert.Contains(t, r.Message, c.message, c.name)
						}
					}
				}
				if want.Verified() {
					for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}} {
						require.Equal(t, want.Finals, ends(t, p, cfg), "%s %s", c.name, memory.Name)
					}
				}
			}
		}
	}
}
