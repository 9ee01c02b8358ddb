package axiom

import (
	"math/bits"
	"slices"
)

// Relation is a relation over the events 0 … n-1 of an execution, a matrix of bits.
// The operators give new relations and change none.
type Relation struct {
	n, stride int
	bits      []uint64 // row a at a*stride: b is in it if a is related to b
}

// NewRelation gives the empty relation over n events.
func NewRelation(n int) Relation {
	stride := (n + 63) / 64
	return Relation{n, stride, make([]uint64, n*stride)}
}

func (r Relation) row(a int) []uint64 { return r.bits[a*r.stride : (a+1)*r.stride] }

// Add relates a to b.
func (r Relation) Add(a, b int) { r.bits[a*r.stride+b>>6] |= 1 << (b & 63) }

// Has reports whether a is related to b.
func (r Relation) Has(a, b int) bool { return r.bits[a*r.stride+b>>6]>>(b&63)&1 != 0 }

// Empty reports whether it relates nothing.
func (r Relation) Empty() bool {
	for _, w := range r.bits {
		if w != 0 {
			return false
		}
	}
	return true
}

// Each calls f for all pairs, in order.
func (r Relation) Each(f func(a, b int)) {
	for a := range r.n {
		eachBit(r.row(a), func(b int) { f(a, b) })
	}
}

func eachBit(row []uint64, f func(int)) {
	for i, w := range row {
		for ; w != 0; w &= w - 1 {
			f(i<<6 + bits.TrailingZeros64(w))
		}
	}
}

// Union relates what r or s relates.
func (r Relation) Union(s Relation) Relation {
	u := r.clone()
	orInto(u.bits, s.bits)
	return u
}

// Intersect relates what r and s relate.
func (r Relation) Intersect(s Relation) Relation {
	u := r.clone()
	for i, w := range s.bits {
		u.bits[i] &= w
	}
	return u
}

// Minus relates what r relates and s does not.
func (r Relation) Minus(s Relation) Relation {
	u := r.clone()
	for i, w := range s.bits {
		u.bits[i] &^= w
	}
	return u
}

// Compose is r;s: it relates a to c if r relates a to some b that s relates to c.
func (r Relation) Compose(s Relation) Relation {
	u := NewRelation(r.n)
	for a := range r.n {
		out := u.row(a)
		for i, w := range r.row(a) {
			for ; w != 0; w &= w - 1 {
				orInto(out, s.row(i<<6+bits.TrailingZeros64(w)))
			}
		}
	}
	return u
}

// Inverse relates b to a if r relates a to b.
func (r Relation) Inverse() Relation {
	u := NewRelation(r.n)
	r.Each(func(a, b int) { u.Add(b, a) })
	return u
}

// Reflexive is r with every event related to itself.
func (r Relation) Reflexive() Relation {
	u := r.clone()
	for a := range r.n {
		u.Add(a, a)
	}
	return u
}

// Closure is the transitive closure (Warshall, A theorem on Boolean matrices, JACM 1962).
func (r Relation) Closure() Relation {
	u := r.clone()
	for b := range u.n {
		through := u.row(b)
		for a := range u.n {
			if u.Has(a, b) {
				orInto(u.row(a), through)
			}
		}
	}
	return u
}

// Irreflexive reports whether no event is related to itself.
func (r Relation) Irreflexive() bool {
	for a := range r.n {
		if r.Has(a, a) {
			return false
		}
	}
	return true
}

// Acyclic reports whether there is no cycle. It takes away events that nothing
// leads to until none is left, or only such as a cycle leads to.
func (r Relation) Acyclic() bool {
	left := make([]uint64, r.stride)
	for a := range r.n {
		left[a>>6] |= 1 << (a & 63)
	}
	reached := make([]uint64, r.stride)
	for {
		clear(reached)
		eachBit(left, func(a int) { orInto(reached, r.row(a)) })
		changed, some := false, false
		for i, w := range reached {
			changed = changed || left[i]&^w != 0
			left[i] &= w
			some = some || left[i] != 0
		}
		if !some || !changed {
			return !some
		}
	}
}

func (r Relation) clone() Relation { return Relation{r.n, r.stride, slices.Clone(r.bits)} }

func orInto(to, from []uint64) {
	for i, w := range from {
		to[i] |= w
	}
}
