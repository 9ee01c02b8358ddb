package queue

import "heddle/model"

// MichaelScott is a queue as a linked list that needs no lock. Its first node is a dummy, which holds no
// value any more; head is that node, and tail the last node or one that was. Who finds that the tail
// is behind helps it on, so that nobody waits for the one who has linked a node but has not moved the tail yet.
//
// Source: M. M. Michael, M. L. Scott, Simple, fast, and practical non-blocking and
// blocking concurrent queue algorithms, PODC 1996, figure 1. There nodes are used again, so pointers are
// counted and read twice. Here the collector keeps a node for as long as
// anybody may look at it, and neither is needed: a compare-and-swap that succeeds says that nothing has changed.
type MichaelScott struct{ head, tail model.Pointer[node] }

// node holds a value; next is set once.
type node struct {
	value int
	next  model.Pointer[node]
}

// NewMichaelScott gives an empty queue.
func NewMichaelScott() *MichaelScott {
	q := new(MichaelScott)
	dummy := new(node)
	q.head.Store(dummy)
	q.tail.Store(dummy)
	return q
}

// Enqueue puts v at the end. The link releases the node; so does whoever moves the tail to it, for the next
// one who links behind it.
func (q *MichaelScott) Enqueue(v int) {
	n := &node{value: v}
	for {
		last := q.tail.LoadAcquire()
		if next := last.next.LoadAcquire(); next != nil {
			q.tail.CompareAndSwap(last, next, model.Release)
			continue
		}
		if last.next.CompareAndSwap(nil, n, model.Release) {
			q.tail.CompareAndSwap(last, n, model.Release)
			return
		}
	}
}

// Dequeue takes the first value, if there is one. The head is read before the tail: so the tail is not before it.
func (q *MichaelScott) Dequeue() (v int, ok bool) {
	for {
		first := q.head.LoadAcquire()
		last := q.tail.LoadRelaxed()
		next := first.next.LoadAcquire()
		switch {
		case next == nil:
			return 0, false
		case first == last:
			q.tail.CompareAndSwap(last, next, model.Release)
		case q.head.CompareAndSwap(first, next, model.Release):
			return next.value, true
		}
	}
}
