package linear

import (
	"fmt"
	"slices"
)

// Accepts reports whether a history keeps a criterion. It tries the orders of the operations one after the other, and knows of
// nothing but the definition: it is the judge of what a Monitor says.
func (a *Automaton) Accepts(h History, c Criterion) bool {
	return a.ordered(h, c, true, func(uint32) bool { return true })
}

// MayWait reports whether in a history that keeps a criterion the operations that have not returned may wait for ever, since in some order of the
// others they cannot take effect. It is false if all have returned.
func (a *Automaton) MayWait(h History, c Criterion) bool {
	open := func(op Operation) bool { return !op.Returned }
	return slices.ContainsFunc(h, open) && a.ordered(h, c, false, func(node uint32) bool {
		for _, e := range a.nodes[node] {
			if slices.ContainsFunc(h, func(op Operation) bool { return open(op) && a.labels(e, op, c) }) {
				return false
			}
		}
		return true
	})
}

// ordered reports whether some order of the operations leads to a node that fits. What has not returned may take effect only if that is asked for.
func (a *Automaton) ordered(h History, c Criterion, open bool, fits func(node uint32) bool) bool {
	placed := make([]byte, len(h)) // 1: the operation is
	failed := map[string]bool{}
	var follow func(node uint32) bool
	follow = func(node uint32) bool {
		key := fmt.Sprint(node, placed)
		if failed[key] {
			return false
		}
		failed[key] = true
		done := true
		for i, op := range h {
			done = done && (placed[i] == 1 || !op.Returned)
		}
		if done && fits(node) {
			return true
		}
		for i, op := range h {
			if placed[i] == 1 || !op.Returned && !open || !h.mayBeNext(i, c, placed) {
				continue
			}
			placed[i] = 1
			for _, e := range a.nodes[node] {
				if a.labels(e, op, c) && follow(e.to) {
					return true
				}
			}
			placed[i] = 0
		}
		return false
	}
	return follow(0)
}

// labels reports whether e is an edge of operation op.
func (a *Automaton) labels(e edge, op Operation, c Criterion) bool {
	call := a.calls[e.call]
	return (call.Client == op.Client || c == QuiescentlyConsistent) && call.Operation == op.Operation &&
		slices.Equal(call.Arguments, op.Arguments) && (!op.Returned || slices.Equal(a.results[e.result], op.Results))
}

// mayBeNext reports whether all operations that must come before operation i are placed.
func (h History) mayBeNext(i int, c Criterion, placed []byte) bool {
	for j := range h {
		if placed[j] == 0 && h.precedes(j, i, c) {
			return false
		}
	}
	return true
}

// precedes reports whether operation i must come before operation j.
func (h History) precedes(i, j int, c Criterion) bool {
	switch {
	case i == j || !h[i].Returned:
		return false
	case c == SequentiallyConsistent:
		return h[i].Client == h[j].Client && i < j
	case c == QuiescentlyConsistent:
		for at := h[i].End; at < h[j].Begin; at++ {
			if h.quiescentAfter(at) {
				return true
			}
		}
		return false
	case h[j].Before != nil:
		return h[i].Client == h[j].Client && i < j || h.index(i) < h[j].knows(h[i].Client)
	}
	return h[i].End < h[j].Begin
}

// quiescentAfter reports whether no call is open right after the event at a place.
func (h History) quiescentAfter(at int) bool {
	for _, op := range h {
		if op.Begin <= at && (!op.Returned || op.End > at) {
			return false
		}
	}
	return true
}

// index gives how many operations of the same client stand before operation i.
func (h History) index(i int) int {
	n := 0
	for j := range i {
		if h[j].Client == h[i].Client {
			n++
		}
	}
	return n
}

// knows gives how many operations of a client precede op.
func (op Operation) knows(client int) int {
	if client < len(op.Before) {
		return op.Before[client]
	}
	return 0
}
