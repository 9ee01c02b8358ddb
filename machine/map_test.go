package machine

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/program"
	"heddle/model/program/build"
)

// mapKind is a type of keys: its words, and constants of it; equal says which are one key.
type mapKind struct {
	name  string
	kinds []program.Kind
	keys  func(u *unwinder, f *build.Func) [][]build.Reg // in the order of a sorted map
	equal func(i, j int) bool
}

func same(i, j int) bool { return i == j }

func integers(kind program.Kind, list ...int64) mapKind {
	return mapKind{kind.String(), []program.Kind{kind}, func(_ *unwinder, f *build.Func) (keys [][]build.Reg) {
		for _, v := range list {
			keys = append(keys, []build.Reg{f.Const(v)})
		}
		return keys
	}, same}
}

func mapKinds() []mapKind {
	bits := func(x float64) int64 { return int64(math.Float64bits(x)) }
	floats := integers(program.KindFloat64, bits(math.NaN()), bits(-2), bits(math.Copysign(0, -1)), 0, bits(1))
	floats.equal = func(i, j int) bool { return i == j && i > 0 || min(i, j) == 2 && max(i, j) == 3 }
	boxed := func(u *unwinder, f *build.Func, typ, v int64) []build.Reg {
		box := u.b.Global("", 1)
		u.b.Set(box, uint64(v))
		return []build.Reg{f.Const(typ), f.Addr(box)}
	}
	return []mapKind{
		integers(program.KindInt64, math.MinInt64, -1, 0, 5),
		integers(program.KindUint64, 0, 5, -1),
		integers(program.KindInt8, -128, -1, 127),
		floats,
		{"string", []program.Kind{program.KindString}, func(u *unwinder, f *build.Func) (keys [][]build.Reg) {
			for _, s := range []string{"", "a", "ab", "b"} {
				keys = append(keys, []build.Reg{f.String(s)})
			}
			return keys
		}, same},
		{"any", []program.Kind{program.KindIface, program.KindData}, func(u *unwinder, f *build.Func) [][]build.Reg {
			return [][]build.Reg{
				{f.Const(0), f.Addr(0)}, boxed(u, f, u.number, 1), boxed(u, f, u.number, 2), boxed(u, f, u.number, 1), boxed(u, f, u.text, 1),
			}
		}, func(i, j int) bool { return i == j || min(i, j) == 1 && max(i, j) == 3 }},
		{"struct", []program.Kind{program.KindInt64, program.KindString}, func(u *unwinder, f *build.Func) (keys [][]build.Reg) {
			for _, n := range []int64{-1, 1} {
				for _, s := range []string{"x", "y"} {
					keys = append(keys, []build.Reg{f.Const(n), f.String(s)})
				}
			}
			return keys
		}, same},
		{"struct{}", nil, func(*unwinder, *build.Func) [][]build.Reg { return [][]build.Reg{nil} }, same},
	}
}

// entry is one of the entries that a map should have: by the index of its key.
type mapEntry struct {
	key  int
	elem int64
}

// TestMaps compares operations with a list of entries: on one map of each type, in main and in a thread.
func TestMaps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom(mapKinds()).Draw(rt, "keys")
		cfg := rapid.SampledFrom([]Config{{Memory: Memories()[0]}, {Memory: Memories()[0], AllVisible: true}, {Memory: Memories()[2]}}).Draw(rt, "config")
		u := newUnwinder(false)
		typ := u.b.MapType("map["+kind.name+"]int", kind.kinds, []program.Kind{program.KindInt64})
		main := u.b.Func("main")
		if rapid.Bool().Draw(rt, "in a thread") {
			f := u.b.Func("thread")
			u.useMap(rt, f, kind, typ)
			u.threads(main, f)
		} else {
			u.useMap(rt, main, kind, typ)
		}
		_, failure, _ := play(t, u.b.Program(main), cfg)
		require.Equal(rt, "", failure)
	})
}

// useMap draws operations on a map, and asserts what they give.
func (u *unwinder) useMap(t *rapid.T, f *build.Func, kind mapKind, typ int64) {
	keys := kind.keys(u, f)
	m := f.MapMake("m", typ)
	var want []mapEntry
	is := func(got build.Reg, want int64, what string) {
		f.Assert(f.Op(program.Eq, got, f.Const(want)), fmt.Sprintf("%s: want %d", what, want))
	}
	for n := range rapid.IntRange(0, 12).Draw(t, "operations") {
		k := rapid.IntRange(0, len(keys)-1).Draw(t, "key")
		i := slices.IndexFunc(want, func(e mapEntry) bool { return kind.equal(e.key, k) })
		switch rapid.IntRange(0, 9).Draw(t, "operation") {
		default:
			v := int64(100 + n)
			f.MapSet(typ, m, append(slices.Clone(keys[k]), f.Const(v))...)
			if i >= 0 {
				want[i] = mapEntry{k, v}
			} else {
				want = append(want, mapEntry{k, v})
			}
		case 0, 1, 2:
			f.MapDelete(typ, m, keys[k]...)
			if i >= 0 {
				want = slices.Delete(want, i, i+1)
			}
		case 3, 4:
			got := f.MapGet(typ, m, keys[k]...)
			if i >= 0 {
				is(got, want[i].elem, "element")
				is(got+1, 1, "there")
			} else {
				is(got, 0, "no element")
				is(got+1, 0, "not there")
			}
		case 5:
			f.MapClear(typ, m)
			want = nil
		}
		is(f.MapLen(typ, m), int64(len(want)), "length")
	}
	if len(kind.kinds) > 0 && sortable([]program.WordKind{{Kind: kind.kinds[0]}}) {
		slices.SortStableFunc(want, func(x, y mapEntry) int {
			if kind.equal(x.key, y.key) {
				return 0
			}
			return cmp.Compare(x.key, y.key)
		})
	}
	it := f.MapRange(typ, m)
	for i, e := range want {
		must, all := f.MapCount(typ, it)
		is(must, int64(len(want)-i), "to be produced")
		is(all, int64(len(want)-i), "candidates")
		got := f.MapNext(typ, it, f.Const(0))
		is(got, 1, "there is a next")
		is(got+1+build.Reg(len(kind.kinds)), e.elem, "next element")
	}
	is(f.MapNext(typ, it, f.Const(0)), 0, "no next")
	f.Return()
}

// TestIterating: entries that come and go while a map is ranged over.
func TestIterating(t *testing.T) {
	for setting, cfg := range settings() {
		u := newUnwinder(false)
		kinds := []program.Kind{program.KindInt64}
		typ := u.b.MapType("map[int]int", kinds, kinds)
		f := u.b.Func("thread")
		m := f.MapMake("m", typ)
		set := func(k int64) { f.MapSet(typ, m, f.Const(k), f.Const(10*k)) }
		is := func(got build.Reg, want int64) { f.Assert(f.Op(program.Eq, got, f.Const(want)), fmt.Sprint(want)) }
		counts := func(it build.Reg, must, all int64) {
			a, b := f.MapCount(typ, it)
			is(a, must)
			is(b, all)
		}
		next := func(it build.Reg, c, ok, key int64) {
			r := f.MapNext(typ, it, f.Const(c))
			is(r, ok)
			is(r+1, key)
			is(r+2, 10*key)
		}
		for k := range int64(4) {
			set(k + 1)
		}
		it := f.MapRange(typ, m)
		counts(it, 4, 4)
		next(it, 2, 1, 3) // of 1, 2, 3, 4
		counts(it, 3, 3)
		f.MapDelete(typ, m, f.Const(2))
		set(0) // new: it may be produced, after those that must be
		counts(it, 2, 3)
		next(it, 2, 1, 0)
		counts(it, 2, 2)
		other := f.MapRange(typ, m) // another iterator has its own mind
		counts(other, 4, 4)
		f.MapDelete(typ, m, f.Const(4))
		next(it, 0, 1, 1)
		counts(it, 0, 0)
		next(it, 0, 0, 0)
		counts(other, 3, 3)
		f.MapClear(typ, m)
		counts(other, 0, 0)
		set(3) // of it and other, the first has produced the one before, the other has not
		counts(it, 0, 1)
		counts(other, 0, 1)
		next(it, 0, 1, 3)
		f.MapDelete(typ, m, f.Const(3))
		set(3)
		counts(it, 0, 1)
		nothing := f.MapRange(typ, f.Addr(0))
		counts(nothing, 0, 0)
		next(nothing, 0, 0, 0)
		f.Return()
		main := u.b.Func("main")
		u.threads(main, f)
		_, failure, _ := play(t, u.b.Program(main), cfg)
		assert.Equal(t, "", failure, setting)
	}
}

// TestMapPanics: as Go's, and they can be recovered.
func TestMapPanics(t *testing.T) {
	any := []program.Kind{program.KindIface, program.KindData}
	slice := func(u *unwinder, f *build.Func) []build.Reg { // any([]int(nil))
		typ := u.b.Type(program.Type{Name: "[]int", Boxed: true, Words: []program.WordKind{{Kind: program.KindPointer}}})
		return []build.Reg{f.Const(typ), f.Addr(u.b.Pointer(""))}
	}
	nested := func(u *unwinder, f *build.Func) []build.Reg { // any(T{any([]int(nil))})
		inner := u.b.Type(program.Type{Name: "[]int", Boxed: true, Words: []program.WordKind{{Kind: program.KindPointer}}})
		typ := u.b.Type(program.Type{Name: "main.T", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindIface}, {Kind: program.KindData}}})
		box := u.b.Variable("", u.b.Layout("T", false, true))
		u.b.Set(box, uint64(inner))
		u.b.Set(box+1, u.b.Pointer(""))
		return []build.Reg{f.Const(typ), f.Addr(box)}
	}
	for name, c := range map[string]struct {
		want string
		body func(u *unwinder, f *build.Func, typ int64)
	}{
		"nil": {"assignment to entry in nil map", func(u *unwinder, f *build.Func, typ int64) {
			f.MapSet(typ, f.Addr(0), f.Const(0), f.Addr(0))
		}},
		"get": {"runtime error: hash of unhashable type []int", func(u *unwinder, f *build.Func, typ int64) {
			f.MapGet(typ, f.MapMake("m", typ), slice(u, f)...)
		}},
		"get of nil": {"runtime error: hash of unhashable type []int", func(u *unwinder, f *build.Func, typ int64) {
			f.MapGet(typ, f.Addr(0), slice(u, f)...)
		}},
		"set": {"runtime error: hash of unhashable type []int", func(u *unwinder, f *build.Func, typ int64) {
			f.MapSet(typ, f.MapMake("m", typ), slice(u, f)...)
		}},
		"delete": {"runtime error: hash of unhashable type []int", func(u *unwinder, f *build.Func, typ int64) {
			f.MapDelete(typ, f.MapMake("m", typ), nested(u, f)...)
		}},
		"nothing": {"", func(u *unwinder, f *build.Func, typ int64) {
			null := f.Addr(0)
			f.MapDelete(typ, null, f.Const(0), null)
			f.MapClear(typ, null)
			f.Op(program.Div, f.Const(1), f.Op(program.Sub, f.Const(1), f.MapLen(typ, null)))
			got := f.MapGet(typ, null, f.Const(0), null)
			f.Assert(f.Op(program.Eq, got, f.Const(0)), "an element of nil")
		}},
	} {
		u := newUnwinder(false)
		typ := u.b.MapType("map[any]", any, nil)
		g := u.function(func(f *build.Func) { c.body(u, f, typ) }, u.recovers())
		main := u.b.Func("main")
		main.Call(g, 0)
		main.Return()
		output, failure, _ := play(t, u.b.Program(main), Config{Memory: Memories()[0]})
		assert.Equal(t, "", failure, name)
		want := "err:" + c.want + " "
		if c.want == "" {
			want = "end nil "
		}
		assert.Equal(t, want, output, name)
	}
}
