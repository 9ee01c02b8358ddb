package axiom

import "math/bits"

// Relation is a relation over the events 0 … n-1 of an execution, a matrix of bits.
type Relation struct {
	n, stride int
	bits      []uint64 // row a at a*stride: b is in it if a is related to b
}

// relationIn gives the empty relation over n events, in buffer if it is large enough.
func relationIn(buffer []uint64, n int) Relation {
	stride := (n + 63) / 64
	if cap(buffer) < n*stride {
		return Relation{n, stride, make([]uint64, n*stride, 2*n*stride)}
	}
	clear(buffer[:n*stride])
	return Relation{n, stride, buffer[:n*stride]}
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

// copyOf makes r equal to s.
func (r Relation) copyOf(s Relation) { copy(r.bits, s.bits) }

// or adds what s relates, and keeps what s relates, minus removes it.
func (r Relation) or(s Relation) { orInto(r.bits, s.bits) }

func (r Relation) and(s Relation) {
	for i, w := range s.bits {
		r.bits[i] &= w
	}
}

func (r Relation) minus(s Relation) {
	for i, w := range s.bits {
		r.bits[i] &^= w
	}
}

// compose adds s;t: it relates a to c if s relates a to some b that t relates to c.
func (r Relation) compose(s, t Relation) {
	for a := range r.n {
		out := r.row(a)
		for i, w := range s.row(a) {
			for ; w != 0; w &= w - 1 {
				orInto(out, t.row(i<<6+bits.TrailingZeros64(w)))
			}
		}
	}
}

// invert adds s⁻¹: it relates b to a if s relates a to b.
func (r Relation) invert(s Relation) { s.Each(func(a, b int) { r.Add(b, a) }) }

// reflex relates every event to itself.
func (r Relation) reflex() {
	for a := range r.n {
		r.Add(a, a)
	}
}

// close makes r its transitive closure (Warshall, A theorem on Boolean matrices, JACM 1962).
func (r Relation) close() {
	for b := range r.n {
		through := r.row(b)
		for a := range r.n {
			if r.Has(a, b) {
				orInto(r.row(a), through)
			}
		}
	}
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

func orInto(to, from []uint64) {
	for i, w := range from {
		to[i] |= w
	}
}
