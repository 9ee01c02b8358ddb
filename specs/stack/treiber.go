package stack

import "heddle/model"

// Treiber is a stack as a linked list, whose top is changed by compare-and-swap:
// what was read before is tried, and if the top has changed since, all is read again.
//
// Each Push makes a new node, and the collector keeps one for as long as anybody may look at it. So that the
// top is the node that was read means that it was there all the time, or that nothing matters that
// happened between: where it is linked to is never changed.
//
// Source: R. K. Treiber, Systems programming: coping with parallelism, IBM
// Almaden Research Center, report RJ 5118, 1986. There nodes are used again, and a count that is
// changed with the top tells one use from another: see Tagged.
type Treiber struct{ top model.Pointer[node] }

// node holds a value; what is below it never changes once others can see it.
type node struct {
	value int
	below *node
}

// NewTreiber gives an empty stack.
func NewTreiber() *Treiber { return new(Treiber) }

// Push puts v on top. The compare-and-swap releases the node for whoever reads it; the top
// is read for its address alone.
func (s *Treiber) Push(v int) {
	n := &node{value: v}
	for {
		n.below = s.top.LoadRelaxed()
		if s.top.CompareAndSwap(n.below, n, model.Release) {
			return
		}
	}
}

// Pop takes what is on top, if anything is. The read of the top acquires all nodes from there on:
// the swaps that put the node and all those below it there are one release sequence.
func (s *Treiber) Pop() (v int, ok bool) {
	for {
		n := s.top.LoadAcquire()
		if n == nil {
			return 0, false
		}
		if s.top.CompareAndSwap(n, n.below, model.Relaxed) {
			return n.value, true
		}
	}
}
