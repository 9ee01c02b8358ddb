package compile

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// The intrinsics of package step that ask for a dynamic type. Go's own packages do so
// by reflection; here all types that an interface may hold are known.

func (d *body) typeNameOf(c *intrinsicCall) {
	c.result = []loc{d.b.unary(program.TypeName, program.KindUint64, d.words(c.args[0])[0])}
}

func (d *body) comparable(c *intrinsicCall) {
	c.result = []loc{d.typeIn(d.words(c.args[0])[0], types.Comparable)}
}

// typeIn emits the test whether the type word id is a type for which is holds.
func (d *body) typeIn(id loc, is func(types.Type) bool) loc {
	r := d.b.reg(id)
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.TypeIn, A: dst.reg, B: r, Imm: d.c.typeSet(is)})
	return dst
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// takesErrors gives the type that t points to if a variable of it can take some error.
func takesErrors(t types.Type) (elem types.Type, ok bool) {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil, false
	}
	return p.Elem(), types.IsInterface(p.Elem()) || types.Implements(p.Elem(), errorType)
}

// errorTarget emits step.Target.
func (d *body) errorTarget(c *intrinsicCall) {
	b := d.b
	x := d.words(c.args[0])
	res := b.fresh(false)
	b.move(res, known(3))
	isPointer := d.typeIn(x[0], func(t types.Type) bool { return pointer(t) })
	takes := d.typeIn(x[0], func(t types.Type) bool { _, ok := takesErrors(t); return ok })
	some, null, set, end := b.newLabel(), b.newLabel(), b.newLabel(), b.newLabel()
	b.branch(isPointer, some, end)
	b.label(some)
	b.branch(b.binary(program.Eq, program.KindPointer, x[1], knownPtr(0)), null, set)
	b.label(null)
	b.move(res, known(2))
	b.jump(end)
	b.label(set)
	b.move(res, b.unary(program.Not, program.KindBool, takes))
	b.jump(end)
	b.label(end)
	c.result = []loc{res}
}

func pointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// forType emits do for each dynamic type of the interface x for which is holds.
func (d *body) forType(x []loc, is func(types.Type) bool, do func(t types.Type)) {
	b := d.b
	end := b.newLabel()
	for i, t := range d.c.reach.types[1:] {
		if !is(t) {
			continue
		}
		yes, no := b.newLabel(), b.newLabel()
		b.branch(b.binary(program.Eq, program.KindUint64, x[0], known(uint64(i+1))), yes, no)
		b.label(yes)
		do(t)
		b.jump(end)
		b.label(no)
	}
	b.jump(end)
	b.label(end)
}

// assignError emits step.Assign.
func (d *body) assignError(c *intrinsicCall) {
	b := d.b
	target, err := d.words(c.args[0]), d.words(c.args[1])
	res := b.fresh(false)
	b.move(res, known(0))
	takes := func(t types.Type) bool { _, ok := takesErrors(t); return ok }
	d.forType(target, takes, func(t types.Type) {
		elem, _ := takesErrors(t)
		set, not := b.newLabel(), b.newLabel()
		b.branch(d.hasType(err[0], elem), set, not)
		b.label(set)
		if types.IsInterface(elem) || d.c.reach.id(elem) != 0 {
			d.write(&place{base: target[1], nonnil: true}, d.c.types.of(elem), program.Plain, d.unpack(elem, err))
		}
		b.move(res, known(1))
		b.jump(not)
		b.label(not)
	})
	c.result = []loc{res}
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// sliceLen emits step.Len.
func (d *body) sliceLen(c *intrinsicCall) {
	x := d.words(c.args[0])
	res := d.b.fresh(false)
	d.b.move(res, known(0))
	d.forType(x, isSlice, func(t types.Type) { d.b.move(res, d.unpack(t, x)[1]) })
	c.result = []loc{res}
}

// swapElems emits step.SwapElems.
func (d *body) swapElems(c *intrinsicCall) {
	b := d.b
	x, i, j := d.words(c.args[0]), d.words(c.args[1])[0], d.words(c.args[2])[0]
	d.forType(x, isSlice, func(t types.Type) {
		s := d.unpack(t, x)
		f := d.c.types.of(t.Underlying().(*types.Slice).Elem())
		var places [2]*place
		var words [2][]loc
		for k, at := range []loc{i, j} {
			index, length := b.reg(at), b.reg(s[1])
			b.emit(program.Instr{Op: program.Bounds, Kind: program.KindInt64, B: index, C: length})
			places[k] = &place{base: b.indexed(s[0], at, len(f.words)), nonnil: true}
			words[k] = d.load(places[k], f, program.Plain, nil)
		}
		d.write(places[0], f, program.Plain, words[1])
		d.write(places[1], f, program.Plain, words[0])
	})
}

// mapKeys emits step.Keys: the first candidate is next each time.
func (d *body) mapKeys(c *intrinsicCall) {
	b := d.b
	t := c.args[0].Type().Underlying().(*types.Map)
	mt, n := d.c.static.mapType(t), d.mapLen(c.args[0])
	key, elem := d.c.types.of(t.Key()), d.c.types.of(t.Elem())
	list := d.newArray(t.Key(), n, "")
	it := b.fresh(true)
	b.emit(program.Instr{Op: program.MapRange, A: it.reg, B: b.reg(d.words(c.args[0])[0]), Imm: mt})
	d.count(n, func(i loc) {
		res := d.mapRun(false, key, elem)
		b.emit(program.Instr{Op: program.MapNext, A: res[0].reg, B: it.reg, C: b.reg(known(0)), D: int32(len(res)), Imm: mt})
		d.write(&place{base: b.indexed(list, i, len(key.words)), nonnil: true}, key, program.Plain, res[1:1+len(key.words)])
	})
	c.result = []loc{list, n, n}
}

// used emits step.Used: a constant.
func (d *body) used(c *intrinsicCall) {
	word := uint64(0)
	for _, name := range strings.Fields(stringConst(c.args[0])) {
		if d.c.reach.mentioned[mention{packagePath(d.fn), name}] {
			word = 1
		}
	}
	c.result = []loc{known(word)}
}

// bound notes the bound that step.Bound states.
func (d *body) bound(c *intrinsicCall) {
	cond, text := d.words(c.args[0])[0], stringConst(c.args[1])
	if !cond.known || text == "" {
		d.c.refuse(c.pos, "", "step.Bound wants constants")
	}
	if cond.word != 0 && !slices.Contains(d.c.prog.Bounds, text) {
		d.c.prog.Bounds = append(d.c.prog.Bounds, text)
	}
}

// mention is a function, or a type a method of which is mentioned, by package and name.
type mention struct{ path, name string }

// mentions notes that the user's code mentions fn.
func (r *reach) mentions(fn *ssa.Function) {
	obj, ok := objectOf(fn).(*types.Func)
	if !ok || obj.Pkg() == nil {
		return
	}
	name := obj.Name()
	if recv := obj.Signature().Recv(); recv != nil {
		if n := receiverName(recv.Type()); n != "" {
			name = n
		}
	}
	r.mentioned[mention{obj.Pkg().Path(), name}] = true
}

// receiverName gives the name of the type of a receiver.
func receiverName(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// stringConst gives the value of a string constant.
func stringConst(v ssa.Value) string {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return ""
	}
	return constant.StringVal(c.Value)
}
