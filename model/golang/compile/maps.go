package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// mapType gives the index in Maps of t's underlying type.
func (s *statics) mapType(t types.Type) int64 {
	m := t.Underlying().(*types.Map)
	if i, ok := s.maps.At(m).(int64); ok {
		return i
	}
	key, elem := s.c.types.of(m.Key()), s.c.types.of(m.Elem())
	name := shortName(m)
	object := program.Layout{Name: name, Words: 2, Pointer: []bool{false, true}, Cells: []string{"", ".entries"}}
	iter := program.Layout{Name: "range " + name, Words: 3, Pointer: []bool{true, true, true}, Cells: []string{"", ".keys", ".done"}}
	mt := program.MapType{
		Name: name, Key: key.words, Elem: elem.words,
		Object: s.addLayout(object), Iter: s.addLayout(iter),
		Entries: s.parts(name, part{".key", key}, part{".value", elem}), Keys: s.parts(name, part{".key", key}),
	}
	i := int64(len(s.c.prog.Maps))
	s.c.prog.Maps = append(s.c.prog.Maps, mt)
	s.maps.Set(m, i)
	return i
}

// part is one value of an object that holds several.
type part struct {
	cell string
	flat *flat
}

// parts gives a layout of the words of list, one at least.
func (s *statics) parts(name string, list ...part) int32 {
	l := program.Layout{Name: name}
	for _, p := range list {
		for i, cell := range p.flat.cells {
			l.Pointer = append(l.Pointer, p.flat.pointer(i))
			l.Cells = append(l.Cells, p.cell+cell)
		}
	}
	if len(l.Cells) == 0 {
		l.Pointer, l.Cells = []bool{false}, []string{""}
	}
	l.Words = len(l.Cells)
	return s.addLayout(l)
}

// mapRun makes consecutive registers for a truth value and the words of fs, in that order
// or, if okLast, the other.
func (d *body) mapRun(okLast bool, fs ...*flat) []loc {
	var ptrs []bool
	for _, f := range fs {
		for i := range f.words {
			ptrs = append(ptrs, f.pointer(i))
		}
	}
	if okLast {
		return d.b.run(append(ptrs, false)...)
	}
	return d.b.run(append([]bool{false}, ptrs...)...)
}

// makeMap emits make of a map. Its size is only a hint.
func (d *body) makeMap(in *ssa.MakeMap) {
	dst := d.b.fresh(true)
	name := d.b.name(d.objectName(in, in.Type()))
	d.b.emit(program.Instr{Op: program.MapMake, A: dst.reg, C: name, Imm: d.c.static.mapType(in.Type())})
	d.vals[in] = value{words: []loc{dst}, nonnil: true}
}

// mapOp emits op on map m, with a list of words.
func (d *body) mapOp(op program.Op, m ssa.Value, list []loc) {
	in := program.Instr{Op: op, C: d.b.list(list), Imm: d.c.static.mapType(m.Type())}
	in.B = d.b.reg(d.words(m)[0])
	d.b.emit(in)
}

// lookup emits m[k], with or without ok.
func (d *body) lookup(in *ssa.Lookup) {
	res := d.mapRun(true, d.c.types.of(in.X.Type().Underlying().(*types.Map).Elem()))
	op := program.Instr{Op: program.MapGet, A: res[0].reg, D: int32(len(res)), Imm: d.c.static.mapType(in.X.Type())}
	if updates(in) {
		op.Aux = 1
	}
	op.C = d.b.list(d.words(in.Index))
	op.B = d.b.reg(d.words(in.X)[0])
	d.b.emit(op)
	if !in.CommaOk {
		res = res[:len(res)-1]
	}
	d.vals[in] = value{words: res}
}

// updates reports whether in is the m[k] of an m[k] op= x: Go does both at once, as a write.
func updates(in *ssa.Lookup) bool {
	if len(*in.Referrers()) != 1 {
		return false
	}
	op, ok := (*in.Referrers())[0].(*ssa.BinOp)
	if !ok || op.X != in || len(*op.Referrers()) != 1 {
		return false
	}
	set, ok := (*op.Referrers())[0].(*ssa.MapUpdate)
	return ok && set.Map == in.X && set.Key == in.Index && set.Value == op && set.Block() == in.Block() && !effectBetween(in, set)
}

// mapUpdate emits m[k] = v.
func (d *body) mapUpdate(in *ssa.MapUpdate) {
	key := d.words(in.Key)
	d.mapOp(program.MapSet, in.Map, append(key[:len(key):len(key)], d.words(in.Value)...))
}

// mapLen emits len(m).
func (d *body) mapLen(m ssa.Value) loc {
	r := d.b.reg(d.words(m)[0])
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.MapLen, A: dst.reg, B: r, Imm: d.c.static.mapType(m.Type())})
	return dst
}

// mapClear emits clear(m).
func (d *body) mapClear(m ssa.Value) {
	r := d.b.reg(d.words(m)[0])
	d.b.emit(program.Instr{Op: program.MapClear, B: r, Imm: d.c.static.mapType(m.Type())})
}

// mapRange starts a range over a map.
func (d *body) mapRange(in *ssa.Range) {
	r := d.b.reg(d.words(in.X)[0])
	it := d.b.fresh(true)
	d.b.emit(program.Instr{Op: program.MapRange, A: it.reg, B: r, Imm: d.c.static.mapType(in.X.Type())})
	d.vals[in] = value{words: []loc{it}}
}

// mapNext produces whether there is an entry, its key and its element: any that may come
// next, or the first of them if their order cannot matter. If all that must come have, the
// end is one more choice.
func (d *body) mapNext(in *ssa.Next) {
	b := d.b
	rng := in.Iter.(*ssa.Range)
	t := rng.X.Type().Underlying().(*types.Map)
	mt := d.c.static.mapType(t)
	it := d.words(rng)[0]
	next := known(0)
	if !d.c.orderFree(in) {
		left := b.run(false, false)
		b.emit(program.Instr{Op: program.MapCount, A: left[0].reg, B: it.reg, Imm: mt})
		end := b.binary(program.Eq, program.KindInt64, left[0], known(0))
		rn := b.reg(b.binary(program.Add, program.KindInt64, left[1], end))
		next = b.fresh(false)
		b.emit(program.Instr{Op: program.Choose, A: next.reg, B: rn, C: -1})
	}
	key, elem := d.c.types.of(t.Key()), d.c.types.of(t.Elem())
	res := d.mapRun(false, key, elem)
	rc := b.reg(next)
	b.emit(program.Instr{Op: program.MapNext, A: res[0].reg, B: it.reg, C: rc, D: int32(len(res)), Imm: mt})
	// A key or element that is not wanted is a word of no type in the tuple.
	words := []loc{res[0]}
	tuple := in.Type().(*types.Tuple)
	for i, part := range [][]loc{res[1 : 1+len(key.words)], res[1+len(key.words):]} {
		if tuple.At(i+1).Type() == types.Typ[types.Invalid] {
			part = []loc{known(0)}
		}
		words = append(words, part...)
	}
	d.vals[in] = value{words: words}
}
