package queue

import "heddle/model"

// MichaelScottUnfenced is MichaelScott by ordinary accesses.
type MichaelScottUnfenced struct{ MichaelScott }

// NewMichaelScottUnfenced gives an empty queue.
func NewMichaelScottUnfenced() *MichaelScottUnfenced {
	return &MichaelScottUnfenced{*NewMichaelScott()}
}

// Enqueue puts v at the end.
func (q *MichaelScottUnfenced) Enqueue(v int) {
	n := &node{value: v}
	for {
		last := q.tail.Load()
		if next := last.next.Load(); next != nil {
			q.tail.CompareAndSwap(last, next)
			continue
		}
		if last.next.CompareAndSwap(nil, n) {
			q.tail.CompareAndSwap(last, n)
			return
		}
	}
}

// Dequeue takes the first value, if there is one.
func (q *MichaelScottUnfenced) Dequeue() (v int, ok bool) {
	for {
		first := q.head.Load()
		last := q.tail.Load()
		next := first.next.Load()
		switch {
		case next == nil:
			return 0, false
		case first == last:
			q.tail.CompareAndSwap(last, next)
		case q.head.CompareAndSwap(first, next):
			return next.value, true
		}
	}
}

// MichaelScottRelaxed does not release the node that is linked.
type MichaelScottRelaxed struct{ MichaelScott }

// NewMichaelScottRelaxed gives an empty queue.
func NewMichaelScottRelaxed() *MichaelScottRelaxed { return &MichaelScottRelaxed{*NewMichaelScott()} }

// Enqueue puts v at the end.
func (q *MichaelScottRelaxed) Enqueue(v int) {
	n := &node{value: v}
	for {
		last := q.tail.LoadAcquire()
		if next := last.next.LoadAcquire(); next != nil {
			q.tail.CompareAndSwap(last, next, model.Release)
			continue
		}
		if last.next.CompareAndSwap(nil, n, model.Relaxed) {
			q.tail.CompareAndSwap(last, n, model.Release)
			return
		}
	}
}

// MichaelScottNoHelp waits for the one who has linked a node to move the tail: right, but no more free of locks.
type MichaelScottNoHelp struct{ MichaelScott }

// NewMichaelScottNoHelp gives an empty queue.
func NewMichaelScottNoHelp() *MichaelScottNoHelp { return &MichaelScottNoHelp{*NewMichaelScott()} }

// Enqueue puts v at the end.
func (q *MichaelScottNoHelp) Enqueue(v int) {
	n := &node{value: v}
	for {
		last := q.tail.LoadAcquire()
		if last.next.CompareAndSwap(nil, n, model.Release) {
			q.tail.StoreRelease(n)
			return
		}
		model.Pause()
	}
}

// Dequeue takes the first value, if there is one.
func (q *MichaelScottNoHelp) Dequeue() (v int, ok bool) {
	for {
		first := q.head.LoadAcquire()
		last := q.tail.LoadRelaxed()
		next := first.next.LoadAcquire()
		switch {
		case next == nil:
			return 0, false
		case first == last:
			model.Pause()
		case q.head.CompareAndSwap(first, next, model.Release):
			return next.value, true
		}
	}
}

// MichaelScottNoSwing moves the tail no more, and nobody helps: who comes second waits for ever.
type MichaelScottNoSwing struct{ MichaelScottNoHelp }

// NewMichaelScottNoSwing gives an empty queue.
func NewMichaelScottNoSwing() *MichaelScottNoSwing {
	return &MichaelScottNoSwing{*NewMichaelScottNoHelp()}
}

// Enqueue puts v at the end.
func (q *MichaelScottNoSwing) Enqueue(v int) {
	n := &node{value: v}
	for !q.tail.LoadAcquire().next.CompareAndSwap(nil, n, model.Release) {
		model.Pause()
	}
}

// MichaelScottSplitLink links by a store, after it has looked: two may link behind the same node, and one is lost.
type MichaelScottSplitLink struct{ MichaelScott }

// NewMichaelScottSplitLink gives an empty queue.
func NewMichaelScottSplitLink() *MichaelScottSplitLink {
	return &MichaelScottSplitLink{*NewMichaelScott()}
}

// Enqueue puts v at the end.
func (q *MichaelScottSplitLink) Enqueue(v int) {
	n := &node{value: v}
	for {
		last := q.tail.LoadAcquire()
		if next := last.next.LoadAcquire(); next != nil {
			q.tail.CompareAndSwap(last, next, model.Release)
			continue
		}
		last.next.StoreRelease(n)
		q.tail.CompareAndSwap(last, n, model.Release)
		return
	}
}

// MichaelScottTailFirst moves the tail before it links: while one has not linked yet, what others
// have put behind it cannot be reached, and the queue seems empty to who comes after them.
type MichaelScottTailFirst struct{ MichaelScott }

// NewMichaelScottTailFirst gives an empty queue.
func NewMichaelScottTailFirst() *MichaelScottTailFirst {
	return &MichaelScottTailFirst{*NewMichaelScott()}
}

// Enqueue puts v at the end.
func (q *MichaelScottTailFirst) Enqueue(v int) {
	n := &node{value: v}
	q.tail.Swap(n, model.AcqRel).next.StoreRelease(n)
}

// Dequeue takes the first value, if there is one.
func (q *MichaelScottTailFirst) Dequeue() (v int, ok bool) {
	for {
		first := q.head.LoadAcquire()
		next := first.next.LoadAcquire()
		switch {
		case next == nil:
			return 0, false
		case q.head.CompareAndSwap(first, next, model.Release):
			return next.value, true
		}
	}
}

// MichaelScottSwapped reads the tail before the head, and takes a head that is another for one that has a value behind it.
type MichaelScottSwapped struct{ MichaelScott }

// NewMichaelScottSwapped gives an empty queue.
func NewMichaelScottSwapped() *MichaelScottSwapped { return &MichaelScottSwapped{*NewMichaelScott()} }

// Dequeue takes the first value, if there is one.
func (q *MichaelScottSwapped) Dequeue() (v int, ok bool) {
	for {
		last := q.tail.LoadAcquire()
		first := q.head.LoadAcquire()
		next := first.next.LoadAcquire()
		switch {
		case first == last && next == nil:
			return 0, false
		case first == last:
			q.tail.CompareAndSwap(last, next, model.Release)
		case q.head.CompareAndSwap(first, next, model.Release):
			return next.value, true
		}
	}
}

// MichaelScottPlainHead moves the head by a store: two may take the same value.
type MichaelScottPlainHead struct{ MichaelScott }

// NewMichaelScottPlainHead gives an empty queue.
func NewMichaelScottPlainHead() *MichaelScottPlainHead {
	return &MichaelScottPlainHead{*NewMichaelScott()}
}

// Dequeue takes the first value, if there is one.
func (q *MichaelScottPlainHead) Dequeue() (v int, ok bool) {
	for {
		first := q.head.LoadAcquire()
		last := q.tail.LoadRelaxed()
		next := first.next.LoadAcquire()
		switch {
		case next == nil:
			return 0, false
		case first == last:
			q.tail.CompareAndSwap(last, next, model.Release)
		default:
			q.head.StoreRelease(next)
			return next.value, true
		}
	}
}
