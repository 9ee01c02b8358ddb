package compile

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// place is a variable or a part of one: in registers, or at an address.
type place struct {
	slot    []loc // registers, if not nil
	mutable bool  // the registers are written again: reading copies
	literal bool  // what is written takes the place of what is in slot; see initial.go

	base   loc // address = base + off
	off    int64
	nonnil bool // base is not nil
}

// place gives the variable at address v.
func (d *body) place(v ssa.Value) *place {
	val := d.same(v)
	if val.place != nil {
		return val.place
	}
	return &place{base: val.words[0], nonnil: val.nonnil}
}

// address makes the address of p. It panics, as Go does, if the variable that p is a part of is at nil.
func (d *body) address(p *place) loc {
	switch {
	case p.slot != nil:
		panic(bugf("%s: address of a variable in registers", d.fn))
	case p.base.known && p.base.word != 0:
		return knownPtr(p.base.word + uint64(p.off))
	case p.nonnil && p.off == 0:
		return p.base
	}
	rb := d.b.reg(p.base)
	dst := d.b.fresh(true)
	d.b.emit(program.Instr{Op: program.AddrAdd, A: dst.reg, B: rb, Imm: p.off})
	return dst
}

// operand makes the address of p for an operation that panics itself if it is nil.
func (d *body) operand(p *place) loc {
	if p.slot == nil && p.off == 0 {
		return p.base
	}
	return d.address(p)
}

// part gives n words of p from word at.
func (p *place) part(at, n int) *place {
	if p.slot != nil {
		return &place{slot: p.slot[at : at+n : at+n], mutable: p.mutable, literal: p.literal}
	}
	return &place{base: p.base, off: p.off + int64(at), nonnil: p.nonnil}
}

// alloc makes a variable.
func (d *body) alloc(a *ssa.Alloc) {
	f := d.c.types.of(elem(a))
	switch e := &d.c.reach.escape; {
	case d.initial(a) && literal(a):
		d.vals[a] = value{place: &place{slot: zeros(f), literal: true}}
	case e.value(a):
		d.vals[a] = value{place: &place{slot: zeros(f)}, pending: true}
	case e.local(a):
		slot := d.b.freshes(f)
		for _, l := range slot {
			d.b.move(l, loc{known: true})
		}
		d.vals[a] = value{place: &place{slot: slot, mutable: true}}
	case d.initial(a) && d.c.standard(a.Pos()):
		d.vals[a] = value{words: []loc{knownPtr(d.c.static.object(d.objectName(a, elem(a)), d.c.static.layout(elem(a)), nil))}, nonnil: true}
	default:
		addr := d.b.alloc(d.c.static.layout(elem(a)), d.objectName(a, elem(a)))
		d.vals[a] = value{words: []loc{addr}, nonnil: true}
	}
}

// load reads the words of p, a variable of type f; only those that want says, the others are known 0.
func (d *body) load(p *place, f *flat, order program.Order, want func(i int) bool) []loc {
	list := make([]loc, len(f.words))
	if p.slot != nil {
		for i, l := range p.slot {
			list[i] = l
			if p.mutable {
				list[i] = d.b.fresh(f.pointer(i))
				d.b.move(list[i], l)
			}
		}
		return list
	}
	if len(list) == 0 && !p.nonnil && !p.base.known {
		d.address(&place{base: p.base})
	}
	for i := range list {
		if want != nil && !want(i) {
			list[i] = loc{known: true, ptr: f.pointer(i)}
			continue
		}
		rb := d.b.reg(p.base)
		list[i] = d.b.fresh(f.pointer(i))
		d.b.emit(program.Instr{
			Op: program.Load, Kind: f.words[i].Kind, Aux: uint8(order), A: list[i].reg, B: rb, Imm: p.off + int64(i),
		})
	}
	return list
}

// write stores words in p, a variable of type f.
func (d *body) write(p *place, f *flat, order program.Order, words []loc) {
	switch {
	case p.literal:
		copy(p.slot, words)
		return
	case p.slot != nil:
		d.b.moves(p.slot, words)
		return
	}
	if len(words) == 0 && !p.nonnil && !p.base.known {
		d.address(&place{base: p.base})
	}
	for i, w := range words {
		rw := d.b.reg(w)
		rb := d.b.reg(p.base)
		d.b.emit(program.Instr{
			Op: program.Store, Kind: f.words[i].Kind, Aux: uint8(order), A: rb, B: rw, Imm: p.off + int64(i),
		})
	}
}

func (d *body) store(in *ssa.Store) {
	for _, address := range d.postponed[in] {
		d.make(address)
	}
	if a, ok := in.Addr.(*ssa.Alloc); ok && d.vals[a].pending {
		d.vals[a] = value{place: &place{slot: d.words(in.Val)}}
		return
	}
	p, words := d.place(in.Addr), d.words(in.Val)
	if d.initial(in) && d.initialise(p, words) {
		return
	}
	d.write(p, d.c.types.of(in.Val.Type()), program.Plain, words)
}

// deref emits the load *X.
func (d *body) deref(in *ssa.UnOp) {
	if _, ok := in.Type().Underlying().(*types.Array); ok && len(*in.Referrers()) == 0 {
		d.vals[in] = value{} // the operand of a range with no value variable, which Go does not evaluate
		return
	}
	var want func(int) bool
	if _, ok := in.Type().Underlying().(*types.Slice); ok && !usesCap(in) {
		want = func(i int) bool { return i < 2 }
	}
	d.vals[in] = value{words: d.load(d.place(in.X), d.c.types.of(in.Type()), program.Plain, want)}
	d.loopOver(in)
}

// usesCap reports whether the capacity of slice v may matter. If it does not, it is
// not loaded: a store to a slice variable always writes the pointer too, so no race is lost.
func usesCap(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch in := ref.(type) {
		case *ssa.IndexAddr:
		case *ssa.Call:
			if b, ok := in.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" && b.Name() != "copy" {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// fieldAddr makes the address of a field. It is kept as a place, and made only
// where it is needed, if no nil dereference moves to another block by that.
func (d *body) fieldAddr(in *ssa.FieldAddr) {
	st := elem(in.X).Underlying().(*types.Struct)
	p := d.place(in.X).part(d.c.types.offset(st, in.Field), d.c.types.size(elem(in)))
	d.setPlace(in, p)
}

func (d *body) setPlace(v ssa.Value, p *place) {
	if p.slot != nil || p.nonnil || p.base.known || d.addressOnly(v) {
		d.vals[v] = value{place: p}
		return
	}
	d.vals[v] = value{words: []loc{d.address(p)}, nonnil: true}
}

// addressOnly reports whether v is only used to access memory, in its own block.
func (d *body) addressOnly(v ssa.Value) bool {
	blk := v.(ssa.Instruction).Block()
	for _, ref := range *v.Referrers() {
		if ref.Block() != blk {
			return false
		}
		switch in := ref.(type) {
		case *ssa.UnOp:
			if in.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if in.Val == v {
				return false
			}
		case *ssa.FieldAddr:
			if !d.addressOnly(in) {
				return false
			}
		case *ssa.Call:
			callee := in.Call.StaticCallee()
			if callee == nil || intrinsicOf(callee) == nil && !d.c.expandable(callee) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
