package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// sizes are those of package unsafe, as they are on the machines that the loader reads source for.
var sizes = types.SizesFor("gc", "amd64")

// builtin emits a call of a built-in function.
func (d *body) builtin(in *ssa.Call, name string) {
	args := in.Call.Args
	switch name {
	case "len":
		d.length(in, 1)
	case "cap":
		d.length(in, 2)
	case "append":
		d.appendSlice(in)
	case "print", "println":
		d.print(args, name == "println")
	case "recover":
		d.recover(in)
	case "panic":
		d.b.emit(program.Instr{Op: program.Panic, B: d.b.pair(d.words(args[0]))})
	case "ssa:deferstack":
		d.set(in, d.defers.head.base)
	case "close":
		d.closeChan(args[0])
	case "copy":
		d.copySlice(in)
	case "clear":
		if isMap(args[0].Type()) {
			d.mapClear(args[0])
		} else {
			d.clearSlice(args[0])
		}
	case "delete":
		d.mapOp(program.MapDelete, args[0], d.words(args[1]))
	case "min":
		d.minMax(in, true)
	case "max":
		d.minMax(in, false)
	case "complex":
		d.vals[in] = value{words: []loc{d.words(args[0])[0], d.words(args[1])[0]}}
	case "real":
		d.set(in, d.words(args[0])[0])
	case "imag":
		d.set(in, d.words(args[0])[1])
	case "Sizeof": // of a type parameter: else it is a constant
		d.set(in, known(uint64(sizes.Sizeof(args[0].Type()))))
	case "Alignof":
		d.set(in, known(uint64(sizes.Alignof(args[0].Type()))))
	case "ssa:wrapnilchk":
		d.wrapNil(in)
	default:
		panic(bugf("built-in %s is not refused", name))
	}
}

// length emits len (word 1 of a slice) or cap (word 2).
func (d *body) length(in *ssa.Call, word int) {
	x := in.Call.Args[0]
	switch t := x.Type().Underlying().(type) {
	case *types.Slice:
		d.set(in, d.words(x)[word])
	case *types.Array:
		d.set(in, known(uint64(t.Len())))
	case *types.Pointer:
		n, _ := arrayLen(t)
		d.set(in, known(uint64(n)))
	case *types.Map:
		d.set(in, d.mapLen(x))
	case *types.Chan:
		d.set(in, d.chanLength(d.words(x)[0], word == 2))
	default:
		d.set(in, d.strLen(d.words(x)[0]))
	}
}

// wrapNil emits the check of a pointer receiver in a wrapper of a value method.
func (d *body) wrapNil(in *ssa.Call) {
	b := d.b
	args := in.Call.Args
	p := d.words(args[0])[0]
	ok, bad := b.newLabel(), b.newLabel()
	b.branch(b.binary(program.Ne, program.KindPointer, p, knownPtr(0)), ok, bad)
	b.label(bad)
	t := elem(args[0])
	b.fail(program.FailPanic, "value method %s.%s called using nil *%s pointer",
		types.TypeString(t, nil), stringConst(args[2]), shortName(t))
	b.label(ok)
	d.vals[in] = value{words: []loc{p}, nonnil: true}
}

// appendSlice emits append(s, t...).
func (d *body) appendSlice(in *ssa.Call) {
	b := d.b
	e := in.Type().Underlying().(*types.Slice).Elem()
	size := d.c.types.size(e)
	s, t := d.words(in.Call.Args[0]), d.words(in.Call.Args[1])
	text := isString(in.Call.Args[1].Type())
	if text {
		t = []loc{t[0], d.strLen(t[0])}
	}
	res := b.freshes(d.c.types.of(in.Type()))
	ptr, length, capacity := res[0], res[1], res[2]
	b.move(ptr, s[0])
	b.move(capacity, s[2])
	b.move(length, b.binary(program.Add, program.KindInt64, s[1], t[1]))
	grow, fits := b.newLabel(), b.newLabel()
	b.branch(b.binary(program.Gt, program.KindInt64, length, capacity), grow, fits)

	b.label(grow)
	b.move(capacity, b.binary(program.Add, program.KindInt64, capacity, capacity))
	need, have := b.newLabel(), b.newLabel()
	b.branch(b.binary(program.Lt, program.KindInt64, capacity, length), need, have)
	b.label(need)
	b.move(capacity, length)
	b.jump(have)
	b.label(have)
	b.move(ptr, d.newArray(e, capacity, d.objectName(in, e)))
	d.forward(e, ptr, s[0], s[1])
	b.jump(fits)

	b.label(fits)
	if end := b.indexed(ptr, s[1], size); text {
		d.copyString(e, end, t[0], t[1])
	} else {
		d.moveElems(e, end, t[0], t[1])
	}
	d.vals[in] = value{words: res}
}

// copySlice emits copy(dst, src).
func (d *body) copySlice(in *ssa.Call) {
	b := d.b
	e := in.Call.Args[0].Type().Underlying().(*types.Slice).Elem()
	dst, src := d.words(in.Call.Args[0]), d.words(in.Call.Args[1])
	text := isString(in.Call.Args[1].Type())
	if text {
		src = []loc{src[0], d.strLen(src[0])}
	}
	n := b.fresh(false)
	b.move(n, dst[1])
	less, end := b.newLabel(), b.newLabel()
	b.branch(b.binary(program.Lt, program.KindInt64, src[1], n), less, end)
	b.label(less)
	b.move(n, src[1])
	b.jump(end)
	b.label(end)
	if text {
		d.copyString(e, dst[0], src[0], n)
	} else {
		d.moveElems(e, dst[0], src[0], n)
	}
	d.set(in, n)
}

// moveElems copies n elements of type e that may overlap.
func (d *body) moveElems(e types.Type, dst, src, n loc) {
	b := d.b
	if d.c.types.size(e) == 0 || n.known && n.word == 0 {
		return
	}
	up, down, end := b.newLabel(), b.newLabel(), b.newLabel()
	if n.known && n.word == 1 {
		d.copyElem(e, dst, src, known(0))
		return
	}
	b.branch(b.binary(program.Le, program.KindUint64, dst, src), up, down)
	b.label(down)
	i := b.fresh(false)
	b.move(i, n)
	loop, more := b.newLabel(), b.newLabel()
	b.jump(loop)
	b.label(loop)
	b.branch(b.binary(program.Gt, program.KindInt64, i, known(0)), more, end)
	b.label(more)
	b.move(i, b.binary(program.Sub, program.KindInt64, i, known(1)))
	d.copyElem(e, dst, src, i)
	b.jump(loop)
	b.label(up)
	d.forward(e, dst, src, n)
	b.jump(end)
	b.label(end)
}

// forward copies n elements from the first to the last.
func (d *body) forward(e types.Type, dst, src, n loc) {
	if d.c.types.size(e) == 0 {
		return
	}
	d.count(n, func(i loc) { d.copyElem(e, dst, src, i) })
}

// count emits a loop of i from 0 to n-1.
func (d *body) count(n loc, do func(i loc)) {
	b := d.b
	i := b.fresh(false)
	b.move(i, known(0))
	loop, more, end := b.newLabel(), b.newLabel(), b.newLabel()
	b.jump(loop)
	b.label(loop)
	b.branch(b.binary(program.Lt, program.KindInt64, i, n), more, end)
	b.label(more)
	do(i)
	b.move(i, b.binary(program.Add, program.KindInt64, i, known(1)))
	b.jump(loop)
	b.label(end)
}

// copyElem copies element i.
func (d *body) copyElem(e types.Type, dst, src, i loc) {
	f := d.c.types.of(e)
	size := len(f.words)
	from := &place{base: d.b.indexed(src, i, size), nonnil: true}
	words := d.load(from, f, program.Plain, nil)
	d.write(&place{base: d.b.indexed(dst, i, size), nonnil: true}, f, program.Plain, words)
}

// clearSlice emits clear(s).
func (d *body) clearSlice(v ssa.Value) {
	s := d.words(v)
	e := v.Type().Underlying().(*types.Slice).Elem()
	f := d.c.types.of(e)
	if len(f.words) == 0 {
		return
	}
	zero := make([]loc, len(f.words))
	for i := range zero {
		zero[i] = loc{known: true, ptr: f.pointer(i)}
	}
	d.count(s[1], func(i loc) {
		d.write(&place{base: d.b.indexed(s[0], i, len(f.words)), nonnil: true}, f, program.Plain, zero)
	})
}
