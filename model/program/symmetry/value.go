package symmetry

import (
	"cmp"
	"slices"
)

// value is what is known of a word.
type value struct {
	kind kind
	word uint64   // of a constant
	to   []target // of an address that is not nil, ascending
}

type kind uint8

const (
	unreached kind = iota
	constant       // one word, the same for all threads
	data           // permutations do not act on it
	number         // of a thread, or another word that the program keeps there
	address        // nil, or of one of some cells
)

// target is a word of an object.
type target struct {
	region int // an object of fixed memory; from there on: a family, or a layout on the heap; see analysis.family
	off    int // in the object, the block, or the element; -1: any
}

// maxTargets bounds what is kept of an address.
const maxTargets = 64

func word(w uint64) value { return value{kind: constant, word: w} }

func truth(b bool) value {
	if b {
		return word(1)
	}
	return word(0)
}

func pointing(region, off int) value { return value{kind: address, to: []target{{region, off}}} }

func (v value) equal(w value) bool {
	return v.kind == w.kind && v.word == w.word && slices.Equal(v.to, w.to)
}

// acted reports whether permutations may act on a word of value v.
func (a *analysis) acted(v value) bool {
	return v.kind == number || v.kind == address && slices.ContainsFunc(v.to, func(t target) bool { return a.isFamily(t.region) })
}

// join is what is known of a word that has value v or w; pointer says that it holds addresses.
func (a *analysis) join(v, w value, pointer bool) value {
	if v.kind > w.kind {
		v, w = w, v
	}
	switch {
	case v.kind == unreached || v.equal(w):
		return w
	case w.kind == constant && pointer:
		return a.joinAddresses(a.pointsTo(v), a.pointsTo(w))
	case w.kind == constant, w.kind == data && v.kind <= data:
		return value{kind: data}
	case w.kind == number && v.kind == constant:
		a.mention(v.word)
		return w
	case w.kind == address && v.kind == constant:
		return a.joinAddresses(a.pointsTo(v), w)
	case w.kind == address && v.kind == address:
		return a.joinAddresses(v, w)
	case w.kind == address && v.kind == data && !a.acted(w):
		return v
	}
	a.refuse("a thread's number, or an address in its own memory, is kept where other values are")
	return value{kind: data}
}

// mention notes that a word may be a number of a thread where it is a constant: that thread is not like the others.
func (a *analysis) mention(w uint64) {
	if i := w - a.first; i < uint64(len(a.group)) {
		a.single(int(i))
		return
	}
	if !a.outside[w] {
		a.outside[w], a.changed = true, true
	}
}

// pointsTo takes a constant for an address.
func (a *analysis) pointsTo(v value) value {
	if v.word == 0 {
		return value{kind: address}
	}
	i := a.objectAt(v.word)
	if i < 0 {
		a.refuse("an address is not one of an object")
		return value{kind: data}
	}
	return pointing(i, int(v.word-a.Objects[i].Base))
}

func (a *analysis) joinAddresses(v, w value) value {
	if v.kind != address || w.kind != address {
		return value{kind: data} // refused
	}
	to := append(slices.Clone(v.to), w.to...)
	slices.SortFunc(to, func(s, t target) int { return cmp.Or(cmp.Compare(s.region, t.region), cmp.Compare(s.off, t.off)) })
	to = slices.Compact(to)
	if len(to) > maxTargets {
		a.refuse("an address may be of too many cells")
	}
	u := value{kind: address, to: to}
	if a.acted(u) {
		for _, t := range to {
			a.disown(t)
		}
	}
	return u
}

// disown is told of an address of fixed memory that stands for itself where addresses of blocks
// stand for what is their threads' own: the thread whose block it is in is not like the others.
func (a *analysis) disown(t target) {
	switch {
	case t.region >= len(a.Objects):
	case t.off >= 0:
		if addr := a.Objects[t.region].Base + uint64(t.off); addr < uint64(len(a.owner)) && a.owner[addr] >= 0 {
			a.single(int(a.owner[addr]))
		}
	case a.ownedInside(t.region):
		a.refuse("an address is of any thread's own memory")
	}
}

// ownedInside reports whether some cell of an object is a thread's own.
func (a *analysis) ownedInside(object int) bool {
	o := &a.Objects[object]
	return slices.ContainsFunc(a.owner[o.Base:o.Base+uint64(o.Size)], func(owner int16) bool { return owner >= 0 })
}

// objectAt gives the object of fixed memory that addr lies in, or is the end of; -1 if none.
func (a *analysis) objectAt(addr uint64) int {
	i, found := slices.BinarySearchFunc(a.Objects, addr, func(o Object, addr uint64) int { return cmp.Compare(o.Base, addr) })
	if !found {
		i--
	}
	if i < 0 || addr > a.Objects[i].Base+uint64(a.Objects[i].Size) {
		return -1
	}
	return i
}
