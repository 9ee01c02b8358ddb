package compile

import (
	"go/types"

	"heddle/model/program"
)

// typeDescription emits step.TypeOf.
func (d *body) typeDescription(c *intrinsicCall) {
	b := d.b
	at := b.indexed(knownPtr(d.c.described(c.fn).all()), d.words(c.args[0])[0], 1)
	dst := b.fresh(true)
	b.emit(program.Instr{Op: program.Load, Kind: program.KindPointer, A: dst.reg, B: b.reg(at)})
	c.result = []loc{dst}
}

// refAt emits step.At.
func (d *body) refAt(c *intrinsicCall) {
	c.result = []loc{d.b.indexed(d.words(c.args[0])[0], d.words(c.args[1])[0], 1)}
}

// copyValue emits step.Copy: it finds the type by bisection.
func (d *body) copyValue(c *intrinsicCall) {
	b := d.b
	id, at := d.words(c.args[0])[0], d.words(c.args[1])[0]
	res := b.fresh(true)
	end := b.newLabel()
	all := d.c.reach.types
	var find func(from, to int)
	find = func(from, to int) {
		if to-from > 1 {
			low, high := b.newLabel(), b.newLabel()
			b.branch(b.binary(program.Lt, program.KindInt64, id, known(uint64((from+to)/2))), low, high)
			b.label(low)
			find(from, (from+to)/2)
			b.label(high)
			find((from+to)/2, to)
			return
		}
		if t := all[from]; t == nil || pointerShaped(t) {
			b.emit(program.Instr{Op: program.Load, Kind: program.KindPointer, A: res.reg, B: b.reg(at)})
		} else {
			words := d.load(&place{base: at, nonnil: true}, d.c.types.of(t), program.Plain, nil)
			box := b.alloc(d.c.static.box(t), "")
			d.write(&place{base: box, nonnil: true}, d.c.types.of(t), program.Plain, words)
			b.move(res, box)
		}
		b.jump(end)
	}
	find(0, len(all))
	b.label(end)
	c.result = []loc{id, res}
}

// components notes as dynamic types what package reflect can reach of those that
// are there, whole ones first: the type of what a value contains, if all fields on the
// way are exported, and of what a pointer in an interface points to.
func (r *reach) components() {
	for ; r.taken < len(r.types)-1; r.taken++ {
		t := r.types[r.taken+1]
		r.component(t)
		if p, ok := t.Underlying().(*types.Pointer); ok && r.parts.At(t) == nil {
			r.pointed(p)
		}
	}
}

// pointed notes what a pointer that is in an interface by itself points to.
func (r *reach) pointed(p *types.Pointer) {
	switch p.Elem().Underlying().(type) {
	case *types.Array, *types.Slice, *types.Struct, *types.Map:
		r.part(p.Elem())
	}
}

// part notes the type of a part.
func (r *reach) part(t types.Type) {
	if types.IsInterface(t) || r.typeID.At(t) != nil {
		return
	}
	r.parts.Set(t, true)
	r.number(t)
}

// component notes the types of t's parts.
func (r *reach) component(t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Array:
		r.part(u.Elem())
	case *types.Slice:
		r.part(u.Elem())
	case *types.Map:
		r.part(u.Key())
		r.part(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			switch f := u.Field(i); {
			case f.Exported():
				r.part(f.Type())
			case f.Embedded():
				r.component(f.Type())
			}
		}
	}
}
