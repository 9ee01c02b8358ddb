package live

import (
	"math/bits"
	"slices"
)

// deliveries is a set of what networks can deliver, by graph.Edge.Takes. It always has 0, which is nothing.
type deliveries []uint64

func (d *deliveries) add(n uint32) {
	for int(n/64) >= len(*d) && n > 0 {
		*d = append(*d, 0)
	}
	if n > 0 {
		(*d)[n/64] |= 1 << (n % 64)
	}
}

func (d deliveries) has(n uint32) bool {
	return n == 0 || int(n/64) < len(d) && d[n/64]>>(n%64)&1 != 0
}

func (d deliveries) drop(n uint32) {
	if n > 0 && d.has(n) {
		d[n/64] &^= 1 << (n % 64)
	}
}

func (d *deliveries) clear() { *d = (*d)[:0] }

// remove takes out what e has.
func (d deliveries) remove(e deliveries) {
	for i := range min(len(d), len(e)) {
		d[i] &^= e[i]
	}
}

// empty reports whether there is nothing but 0.
func (d deliveries) empty() bool {
	return !slices.ContainsFunc(d, func(w uint64) bool { return w != 0 })
}

// list gives all but 0, ascending.
func (d deliveries) list() (all []uint32) {
	for i, w := range d {
		for ; w != 0; w &= w - 1 {
			all = append(all, uint32(64*i+bits.TrailingZeros64(w)))
		}
	}
	return all
}
