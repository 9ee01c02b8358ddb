package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// The forms of a failed Slice's message, in Imm.
const (
	sliceOfCapacity = 0 // [B:C], [:C] with capacity D
	sliceOfLength   = 1 // the same, with length D
	sliceMax        = 2 // [::C] with capacity D; sliceMax|sliceOfLength: with length D
	sliceHigh       = 4 // [:C:D]
	sliceLow        = 6 // [B:C:]
)

// checkIndex panics unless 0 ≤ i < n; kind is that of i.
func (d *body) checkIndex(i loc, kind program.Kind, n loc) {
	if i.known && n.known && i.word < n.word {
		return
	}
	ri, rn := d.b.reg(i), d.b.reg(n)
	d.b.emit(program.Instr{Op: program.Bounds, Kind: kind, B: ri, C: rn})
}

// indexAddr makes the address of an element.
func (d *body) indexAddr(in *ssa.IndexAddr) {
	i := d.words(in.Index)[0]
	kind := d.c.types.kind(in.Index.Type())
	size := d.c.types.size(elem(in))
	if n, ok := arrayLen(in.X.Type()); ok {
		p := d.place(in.X)
		if p.slot != nil || i.known && i.word < uint64(n) {
			d.setPlace(in, p.part(int(i.word)*size, size))
			return
		}
		base := d.address(p)
		d.checkIndex(i, kind, known(uint64(n)))
		d.element(in, base, i, size)
		return
	}
	s := d.words(in.X)
	d.checkIndex(i, kind, s[1])
	d.element(in, s[0], i, size)
}

// element makes v the address base + i*size, which is within an object.
func (d *body) element(v ssa.Value, base, i loc, size int) {
	if i.known {
		d.vals[v] = value{place: &place{base: base, off: int64(i.word) * int64(size), nonnil: true}}
		return
	}
	d.vals[v] = value{words: []loc{d.b.indexed(base, i, size)}, nonnil: true}
}

// indexed gives base + i*size.
func (b *builder) indexed(base, i loc, size int) loc {
	switch {
	case i.known && i.word == 0 || size == 0:
		return base
	case i.known && base.known:
		return knownPtr(base.word + i.word*uint64(size))
	}
	rb, ri := b.reg(base), b.reg(i)
	dst := b.fresh(true)
	b.emit(program.Instr{Op: program.Index, A: dst.reg, B: rb, C: ri, Imm: int64(size)})
	return dst
}

// index gives an element of an array that is a value: through memory of its own if the index is not known.
func (d *body) index(in *ssa.Index) {
	if isString(in.X.Type()) {
		d.strIndex(in)
		return
	}
	f := d.c.types.of(in.X.Type())
	arr := in.X.Type().Underlying().(*types.Array)
	i, size := d.words(in.Index)[0], d.c.types.size(in.Type())
	if i.known && i.word < uint64(arr.Len()) {
		d.sub(in, in.X, int(i.word)*size)
		return
	}
	d.checkIndex(i, d.c.types.kind(in.Index.Type()), known(uint64(arr.Len())))
	base := d.b.alloc(d.c.static.layout(in.X.Type()), "")
	d.write(&place{base: base, nonnil: true}, f, program.Plain, d.words(in.X))
	p := &place{base: d.b.indexed(base, i, size), nonnil: true}
	d.vals[in] = value{words: d.load(p, d.c.types.of(in.Type()), program.Plain, nil)}
}

// makeSlice allocates an array and slices it.
func (d *body) makeSlice(in *ssa.MakeSlice) {
	b := d.b
	n, c := d.words(in.Len)[0], d.words(in.Cap)[0]
	b.checkLen(n, 0)
	if n != c {
		b.checkLen(c, 1)
		fits, bad := b.newLabel(), b.newLabel()
		b.branch(b.binary(program.Le, program.KindInt64, n, c), fits, bad)
		b.label(bad)
		b.fail(program.FailPanic, "runtime error: makeslice: cap out of range")
		b.label(fits)
	}
	e := in.Type().Underlying().(*types.Slice).Elem()
	d.vals[in] = value{words: []loc{d.newArray(e, c, d.objectName(in, e)), n, c}}
}

// checkLen panics if n is no length; which says if it is that of a slice (0) or its capacity (1).
func (b *builder) checkLen(n loc, which int64) {
	if n.known && n.word <= 1<<32 {
		return
	}
	rn := b.reg(n)
	b.emit(program.Instr{Op: program.Len, B: rn, Imm: which})
}

// newArray allocates n elements of type e. The address is not nil though there are no words.
func (d *body) newArray(e types.Type, n loc, name string) loc {
	b := d.b
	zero := d.c.static.zero()
	if d.c.types.size(e) == 0 || n.known && n.word == 0 {
		return knownPtr(zero)
	}
	layout, names := d.c.static.layout(e), b.name(name)
	rn := b.reg(n)
	dst := b.fresh(true)
	b.emit(program.Instr{Op: program.AllocArray, A: dst.reg, B: rn, C: names, Imm: int64(layout)})
	if n.known {
		return dst
	}
	none := b.binary(program.Eq, program.KindPointer, dst, knownPtr(0))
	return b.indexed(dst, none, int(zero))
}

// slice emits X[low:high:max] for a string, a slice or a pointer to an array.
func (d *body) slice(in *ssa.Slice) {
	if isString(in.X.Type()) {
		d.strSlice(in)
		return
	}
	var ptr, length, capacity loc
	var size int
	form := int64(sliceOfCapacity)
	if n, ok := arrayLen(in.X.Type()); ok {
		ptr = d.address(d.place(in.X))
		length = known(uint64(n))
		capacity = length
		size = d.c.types.size(elem(in.X).Underlying().(*types.Array).Elem())
		form = sliceOfLength
	} else {
		s := d.words(in.X)
		ptr, length, capacity = s[0], s[1], s[2]
		size = d.c.types.size(in.X.Type().Underlying().(*types.Slice).Elem())
	}
	low, high, limit := known(0), length, capacity
	if in.Low != nil {
		low = d.words(in.Low)[0]
	}
	if in.High != nil {
		high = d.words(in.High)[0]
	}
	if in.Max != nil {
		limit = d.words(in.Max)[0]
		d.checkSlice(known(0), limit, capacity, form|sliceMax)
		d.checkSlice(known(0), high, limit, sliceHigh)
		d.checkSlice(low, high, high, sliceLow)
	} else if in.Low != nil || in.High != nil {
		d.checkSlice(low, high, capacity, form)
	}
	newCap := d.minus(limit, low)
	d.vals[in] = value{words: []loc{d.sliceStart(ptr, low, newCap, size), d.minus(high, low), newCap}}
}

// checkSlice panics unless 0 ≤ low ≤ high ≤ limit.
func (d *body) checkSlice(low, high, limit loc, form int64) {
	if low.known && high.known && limit.known && low.word <= high.word && high.word <= limit.word {
		return
	}
	rl, rh, rm := d.b.reg(low), d.b.reg(high), d.b.reg(limit)
	d.b.emit(program.Instr{Op: program.Slice, B: rl, C: rh, D: rm, Imm: form})
}

// sliceStart gives ptr + low*size, but ptr if the new capacity is 0: an address past the object would be another's.
func (d *body) sliceStart(ptr, low, newCap loc, size int) loc {
	if low.known && low.word == 0 || size == 0 || newCap.known && newCap.word == 0 {
		return ptr
	}
	if !newCap.known {
		some := d.b.binary(program.Ne, program.KindInt64, newCap, known(0))
		low = d.b.binary(program.Mul, program.KindInt64, low, some)
	}
	return d.b.indexed(ptr, low, size)
}

// minus gives x - y.
func (d *body) minus(x, y loc) loc {
	switch {
	case x.known && y.known:
		return known(x.word - y.word)
	case y.known && y.word == 0:
		return x
	}
	return d.b.binary(program.Sub, program.KindInt64, x, y)
}

// sliceToArray emits (*[N]T)(slice).
func (d *body) sliceToArray(in *ssa.SliceToArrayPointer) {
	b := d.b
	s := d.words(in.X)
	n, _ := arrayLen(in.Type())
	if !s[1].known || s[1].word < uint64(n) {
		fits := b.newLabel()
		d.lengthFailure(s[1], n, fits)
		b.label(fits)
	}
	d.vals[in] = value{words: []loc{s[0]}}
}

// lengthFailure goes to fits if length ≥ n and else panics with the length, of which there are n.
func (d *body) lengthFailure(length loc, n int64, fits int64) {
	const spelled = 16
	b := d.b
	bad := b.newLabel()
	b.branch(b.binary(program.Ge, program.KindInt64, length, known(uint64(n))), fits, bad)
	b.label(bad)
	const text = "runtime error: cannot convert slice with length %d to array or pointer to array with length %d"
	for i := range min(n, spelled) {
		yes, no := b.newLabel(), b.newLabel()
		b.branch(b.binary(program.Eq, program.KindInt64, length, known(uint64(i))), yes, no)
		b.label(yes)
		b.fail(program.FailPanic, text, i, n)
		b.label(no)
	}
	b.fail(program.FailPanic, "runtime error: cannot convert slice to array or pointer to array with length %d", n)
}
