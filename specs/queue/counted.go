package queue

import "heddle/model"

// Counted is MichaelScott as it was published: nodes are used again, and pointers to them are counted, so that
// one that is compared and swapped is the one that was read.
//
// Without a collector a node may be in the queue anew when what was read of it is used. So Dequeue takes the value before it
// moves the head, and whatever is read of a node counts only if the head, or the tail, is still the one that led to it.
//
// Source: M. M. Michael, M. L. Scott, Simple, fast, and practical non-blocking and
// blocking concurrent queue algorithms, PODC 1996, figure 1. Here nodes have numbers, so that one word holds a
// count and a number, and each client has free nodes of its own; a link of a node keeps its count when the node is used again.
type Counted struct {
	head, tail model.Word // references
	nodes      []countedNode
	own        []pool // by client
	faults
}

// faults are what is wrong with a queue. The zero value is nothing.
type faults struct{ uncounted, unchecked bool }

// countedNode holds a value, which who is late may still read.
type countedNode struct {
	value model.Word
	next  model.Word // a reference
}

// A reference is a count and, in its last bits, the number of a node, 0 if it leads to none.
const (
	numberBits = 16
	numberMask = 1<<numberBits - 1
)

// refer gives what takes the place of a reference: one to node n that counts one more.
func (f faults) refer(before, n int) int {
	if f.uncounted {
		return n
	}
	return (before>>numberBits+1)<<numberBits | n
}

// changed reports whether a reference is no more the one that was read.
func (f faults) changed(w *model.Word, read int) bool { return !f.unchecked && w.LoadAcquire() != read }

// NewCounted gives a queue for clients 0 … clients-1 that holds values, and has nodes for each client to enqueue in the first place.
func NewCounted(clients, nodes int, values ...int) *Counted {
	total := 1 + len(values) + clients*nodes
	if total > numberMask {
		panic("queue: more nodes than numbers")
	}
	q := &Counted{nodes: make([]countedNode, 1+total), own: make([]pool, clients)}
	q.head.Store(1) // the dummy
	for i, v := range values {
		q.nodes[1+i].next.Store(2 + i)
		q.nodes[2+i].value.Store(v)
	}
	q.tail.Store(1 + len(values))
	for c := range q.own {
		q.own[c].unused = 2 + len(values) + c*nodes
		q.own[c].end = q.own[c].unused + nodes
	}
	return q
}

// node gives the node that a reference leads to.
func (q *Counted) node(reference int) *countedNode { return &q.nodes[reference&numberMask] }

// Enqueue puts v at the end. It panics if the client has no node left. What is stored in a node's link releases how the node came to
// be free: who is late and reads it finds that head or tail have changed.
func (q *Counted) Enqueue(client, v int) {
	n := q.own[client].take()
	q.node(n).value.StoreRelaxed(v)
	q.node(n).next.StoreRelease(q.refer(q.node(n).next.LoadRelaxed(), 0))
	for {
		last := q.tail.LoadAcquire()
		next := q.node(last).next.LoadAcquire()
		switch {
		case q.changed(&q.tail, last):
		case next&numberMask != 0:
			q.tail.CompareAndSwap(last, q.refer(last, next&numberMask), model.Release)
		case q.node(last).next.CompareAndSwap(next, q.refer(next, n), model.Release):
			q.tail.CompareAndSwap(last, q.refer(last, n), model.Release)
			return
		}
	}
}

// Dequeue takes the first value, if there is one.
func (q *Counted) Dequeue(client int) (v int, ok bool) {
	for {
		first := q.head.LoadAcquire()
		last := q.tail.LoadAcquire()
		next := q.node(first).next.LoadAcquire()
		switch {
		case q.changed(&q.head, first):
		case first&numberMask != last&numberMask:
			v = q.node(next).value.LoadRelaxed()
			if q.head.CompareAndSwap(first, q.refer(first, next&numberMask), model.Release) {
				q.own[client].put(first & numberMask)
				return v, true
			}
		case next&numberMask == 0:
			return 0, false
		default:
			q.tail.CompareAndSwap(last, q.refer(last, next&numberMask), model.Release)
		}
	}
}

// pool has the numbers of the nodes that a client may enqueue.
type pool struct {
	free        []int // that were dequeued
	unused, end int   // unused … end-1 were never enqueued
}

// take gives the number of a node to enqueue: of the one that has been free for the longest.
func (p *pool) take() int {
	if len(p.free) > 0 {
		n := p.free[0]
		p.free = p.free[1:]
		return n
	}
	if p.unused == p.end {
		panic("queue: the client has no node left")
	}
	p.unused++
	return p.unused - 1
}

// put makes n free.
func (p *pool) put(n int) { p.free = append(p.free, n) }
