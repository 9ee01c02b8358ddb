package queue

// NewCountedUncounted gives a Counted that does not count: a node that was away is taken for the one that was read.
func NewCountedUncounted(clients, nodes int, values ...int) *Counted {
	q := NewCounted(clients, nodes, values...)
	q.uncounted = true
	return q
}

// NewCountedUnchecked gives a Counted that does not look whether the head, or the tail, still leads to a node that it has read.
func NewCountedUnchecked(clients, nodes int, values ...int) *Counted {
	q := NewCounted(clients, nodes, values...)
	q.unchecked = true
	return q
}
