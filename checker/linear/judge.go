package linear

// Accepts reports whether a history keeps a criterion. It tries all orders, one after the other: it takes time
// that grows with the factorial of the number of operations, and no thought to believe.
func (a *Automaton) Accepts(h History, c Criterion) bool {
	return a.orders(h, c, 0, make([]bool, len(h)))
}

// orders reports whether the operations that are not placed yet can follow a node.
func (a *Automaton) orders(h History, c Criterion, node uint32, placed []bool) bool {
	done := true
	for i, op := range h {
		done = done && (placed[i] || !op.Returned)
	}
	if done {
		return true // what has not returned need not take effect
	}
	for i, op := range h {
		if placed[i] || !h.mayBeNext(i, c, placed) {
			continue
		}
		placed[i] = true
		for _, e := range a.nodes[node] {
			if a.labels(e, op, c) && a.orders(h, c, e.to, placed) {
				return true
			}
		}
		placed[i] = false
	}
	return false
}

// labels reports whether e is an edge of operation op.
func (a *Automaton) labels(e edge, op Operation, c Criterion) bool {
	call := a.calls[e.call]
	return (call.Client == op.Client || c == QuiescentlyConsistent) && call.Operation == op.Operation &&
		equal(call.Arguments, op.Arguments) && (!op.Returned || equal(a.results[e.result], op.Results))
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// mayBeNext reports whether all operations that must come before operation i are placed.
func (h History) mayBeNext(i int, c Criterion, placed []bool) bool {
	for j := range h {
		if !placed[j] && h.precedes(j, i, c) {
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
