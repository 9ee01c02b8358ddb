package reference_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

var integers = []program.Kind{program.KindInt64}

// mapResults runs main with a map type and gives what it kept.
func mapResults(t *testing.T, words int, key []program.Kind, main func(f *build.Func, typ int64, keep func(...build.Reg))) []uint64 {
	return results(t, words, func(b *build.Builder, f *build.Func, keep func(build.Reg)) {
		main(f, b.MapType("map", key, integers), func(list ...build.Reg) {
			for _, r := range list {
				keep(r)
			}
		})
	})
}

func TestMaps(t *testing.T) {
	got := mapResults(t, 14, integers, func(f *build.Func, typ int64, keep func(...build.Reg)) {
		null, m := f.Addr(0), f.MapMake("m", typ)
		one, two, three := f.Const(1), f.Const(2), f.Const(3)
		for _, x := range []build.Reg{null, m} {
			got := f.MapGet(typ, x, one)
			keep(got, got+1, f.MapLen(typ, x))
		}
		f.MapDelete(typ, null, one)
		f.MapClear(typ, null)
		f.MapSet(typ, m, two, f.Const(20))
		f.MapSet(typ, m, one, f.Const(10))
		f.MapSet(typ, m, two, f.Const(21))
		got := f.MapGet(typ, m, two)
		keep(got, got+1, f.MapLen(typ, m))
		f.MapDelete(typ, m, two)
		f.MapDelete(typ, m, three)
		got = f.MapGet(typ, m, two)
		keep(got, got+1, f.MapLen(typ, m))
		f.MapSet(typ, m, three, one)
		keep(f.MapLen(typ, m))
		f.MapClear(typ, m)
		keep(f.MapLen(typ, m))
	})
	assert.Equal(t, []uint64{0, 0, 0, 0, 0, 0, 21, 1, 2, 0, 0, 1, 2, 0}, got)
}

// TestMapOrder: sorted by keys; by age if keys hold addresses.
func TestMapOrder(t *testing.T) {
	for _, c := range []struct {
		kind program.Kind
		keys []uint64
		want []uint64
	}{
		{program.KindInt64, []uint64{3, 1, math.MaxUint64, 2}, []uint64{math.MaxUint64, 1, 2, 3}},
		{program.KindUint64, []uint64{3, math.MaxUint64, 2}, []uint64{2, 3, math.MaxUint64}},
		{program.KindFloat64, []uint64{math.Float64bits(2), math.Float64bits(-1)}, []uint64{math.Float64bits(-1), math.Float64bits(2)}},
		{program.KindPointer, []uint64{3, 1, 2}, []uint64{3, 1, 2}},
	} {
		got := mapResults(t, len(c.keys), []program.Kind{c.kind}, func(f *build.Func, typ int64, keep func(...build.Reg)) {
			m := f.MapMake("m", typ)
			for _, k := range c.keys {
				key := f.Addr(k)
				f.MapSet(typ, m, key, key)
			}
			for i := range c.keys {
				keep(f.MapNext(typ, f.MapRange(typ, m), f.Const(int64(i))) + 1)
			}
		})
		assert.Equal(t, c.want, got, "%s", c.kind)
	}
}

// TestStringKeys are sorted by their bytes, made in any order.
func TestStringKeys(t *testing.T) {
	got := mapResults(t, 2, []program.Kind{program.KindString}, func(f *build.Func, typ int64, keep func(...build.Reg)) {
		m := f.MapMake("m", typ)
		z, a := f.String("z"), f.String("a")
		f.MapSet(typ, m, z, f.Const(1))
		f.MapSet(typ, m, f.OpKind(program.StrConcat, program.KindString, a, f.String("b")), f.Const(2))
		f.MapSet(typ, m, f.String("ab"), f.Const(3))
		keep(f.MapLen(typ, m), f.MapNext(typ, f.MapRange(typ, m), f.Const(0))+2)
	})
	assert.Equal(t, []uint64{2, 3}, got)
}

// TestNotANumber: each is a key of its own, which is produced once and never found.
func TestNotANumber(t *testing.T) {
	got := mapResults(t, 6, []program.Kind{program.KindFloat64}, func(f *build.Func, typ int64, keep func(...build.Reg)) {
		m, zero := f.MapMake("m", typ), f.Const(0)
		nan := f.Const(int64(math.Float64bits(math.NaN())))
		f.MapSet(typ, m, nan, zero)
		f.MapSet(typ, m, nan, zero)
		keep(f.MapLen(typ, m), f.MapGet(typ, m, nan)+1)
		it := f.MapRange(typ, m)
		for range 2 {
			f.MapNext(typ, it, zero)
			must, all := f.MapCount(typ, it)
			keep(must, all)
		}
	})
	assert.Equal(t, []uint64{2, 0, 1, 1, 0, 0}, got)
}

// TestIteration has entries that come and go during it.
func TestIteration(t *testing.T) {
	got := mapResults(t, 18, integers, func(f *build.Func, typ int64, keep func(...build.Reg)) {
		m, zero := f.MapMake("m", typ), f.Const(0)
		for i := range int64(4) {
			f.MapSet(typ, m, f.Const(2*i), f.Const(i))
		}
		it := f.MapRange(typ, m)
		count := func() { must, all := f.MapCount(typ, it); keep(must, all) }
		count()                                                      // 0 2 4 6
		keep(f.MapNext(typ, it, f.Const(2)) + 1)                     // 4
		f.MapDelete(typ, m, f.Const(6))                              // was not produced
		f.MapSet(typ, m, f.Const(1), zero)                           // may be
		f.MapSet(typ, m, f.Const(4), zero)                           // has been
		count()                                                      // 0 2; 1
		keep(f.MapNext(typ, it, f.Const(2)) + 1)                     // 1
		keep(f.MapNext(typ, it, zero)+1, f.MapNext(typ, it, zero)+1) // 0, 2
		count()
		f.MapDelete(typ, m, f.Const(4))
		f.MapSet(typ, m, f.Const(4), zero) // another entry
		count()                            // ; 4
		f.MapClear(typ, m)
		f.MapSet(typ, m, f.Const(0), zero)
		count() // ; 0
		f.MapClear(typ, m)
		r := f.MapNext(typ, it, zero)
		keep(r, r+1)
		must, all := f.MapCount(typ, f.MapRange(typ, f.Addr(0)))
		keep(must, all)
	})
	assert.Equal(t, []uint64{4, 4, 4, 2, 3, 1, 0, 2, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0}, got)
}

func TestUnhashable(t *testing.T) {
	for _, c := range []struct {
		op     func(f *build.Func, typ int64, m build.Reg, key ...build.Reg)
		null   bool
		panics string
	}{
		{func(f *build.Func, typ int64, m build.Reg, key ...build.Reg) { f.MapGet(typ, m, key...) }, true, "runtime error: hash of unhashable type []int"},
		{func(f *build.Func, typ int64, m build.Reg, key ...build.Reg) { f.MapDelete(typ, m, key...) }, false, "runtime error: hash of unhashable type []int"},
		{func(f *build.Func, typ int64, m build.Reg, key ...build.Reg) {
			f.MapSet(typ, m, append(key, f.Const(1))...)
		}, false, "runtime error: hash of unhashable type []int"},
		{func(f *build.Func, typ int64, m build.Reg, key ...build.Reg) {
			f.MapSet(typ, m, append(key, f.Const(1))...)
		}, true, "panic: assignment to entry in nil map"},
	} {
		b := build.New()
		typ := b.MapType("map[any]int", []program.Kind{program.KindIface, program.KindData}, integers)
		box := b.Layout("[]int", true, false, false)
		slice := b.Type(program.Type{Name: "[]int", Boxed: true})
		outer := b.Type(program.Type{Name: "struct", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindIface}, {Kind: program.KindData}}})
		pair := b.Layout("struct", false, true)
		f := b.Func("main")
		m := f.Addr(0)
		if !c.null {
			m = f.MapMake("m", typ)
		}
		x := f.Alloc("x", pair)
		f.StoreAt(x, 0, f.Const(slice), program.Plain)
		f.StoreAt(x, 1, f.Alloc("s", box), program.Plain)
		c.op(f, typ, m, f.Const(outer), x)
		f.Return()
		_, err := reference.Run(b.Program(f), 100)
		requireFailure(t, err, "panic", c.panics)
	}
}

// TestMapRaces names them as Go does.
func TestMapRaces(t *testing.T) {
	get := func(f *build.Func, typ int64, m build.Reg) { f.MapGet(typ, m, f.Const(1)) }
	set := func(f *build.Func, typ int64, m build.Reg) { f.MapSet(typ, m, f.Const(1), f.Const(2)) }
	walk := func(f *build.Func, typ int64, m build.Reg) { f.MapNext(typ, f.MapRange(typ, m), f.Const(0)) }
	type use = func(f *build.Func, typ int64, m build.Reg)
	locked := func(u use) use {
		return func(f *build.Func, typ int64, m build.Reg) { f.Section(func() { u(f, typ, m) }) }
	}
	for _, c := range []struct {
		p, q use
		want string
	}{
		{get, get, ""}, {get, walk, ""},
		{get, set, "fatal error: concurrent map read and map write on m: "},
		{set, set, "fatal error: concurrent map writes on m: "},
		{walk, set, "fatal error: concurrent map iteration and map write on m: "},
		{locked(set), locked(get), ""}, {locked(set), get, "fatal error: concurrent map read and map write on m: "},
	} {
		b := build.New()
		typ := b.MapType("map[int]int", integers, integers)
		main := b.Func("main")
		m := main.MapMake("m", typ)
		for _, use := range []use{c.p, c.q} {
			f := b.Func("f", true)
			use(f, typ, 0)
			f.Return()
			main.Go(f, m)
		}
		main.Join()
		main.Return()
		o := explore(t, b.Program(main), races)
		if c.want == "" {
			require.Empty(t, o.Violations)
			continue
		}
		assert.Contains(t, o.Violations["race"], c.want)
	}
}
