package causality

import "math/bits"

// Order is happened-before among the events of a run: irreflexive and transitive.
type Order struct {
	shown  []int
	before []set // by event: all that happened before it
}

// set is a set of events: bit i % 64 of word i / 64 is for event i.
type set []uint64

func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s set) addAll(t set) {
	for i, w := range t {
		s[i] |= w
	}
}

// Order closes what is directly before each event transitively.
func (r *Run) Order() *Order {
	o := &Order{shown: r.Shown(), before: make([]set, len(r.Events))}
	for i := range r.Events {
		o.before[i] = make(set, (len(r.Events)+63)/64)
		for _, c := range r.Events[i].Causes {
			o.before[i].addAll(o.before[c])
			o.before[i].add(c)
		}
	}
	return o
}

// Before reports whether a → b.
func (o *Order) Before(a, b int) bool { return o.before[b].has(a) }

// Concurrent reports whether neither of two different events happened before the other: a ∥ b.
func (o *Order) Concurrent(a, b int) bool { return a != b && !o.Before(a, b) && !o.Before(b, a) }

// Pairs counts the pairs of events, hidden ones aside, that are ordered, and those that are concurrent.
func (o *Order) Pairs() (ordered, concurrent int) {
	shown := make(set, (len(o.before)+63)/64)
	for _, e := range o.shown {
		shown.add(e)
	}
	for _, e := range o.shown {
		for i, w := range o.before[e] {
			ordered += bits.OnesCount64(w & shown[i])
		}
	}
	n := len(o.shown)
	return ordered, n*(n-1)/2 - ordered
}
