package queue

import (
	"sync"

	"heddle/model"
)

// TwoLock is a queue as a linked list with a lock at each end. Its first node is a dummy, which holds no value any
// more: so producers and consumers have no variable in common, but next of the last node.
//
// Source: M. M. Michael, M. L. Scott, Simple, fast, and practical non-blocking and
// blocking concurrent queue algorithms, PODC 1996, figure 2.
type TwoLock struct {
	headLock sync.Mutex
	head     *node // under headLock
	tailLock sync.Mutex
	tail     *node // under tailLock
}

// NewTwoLock gives an empty queue.
func NewTwoLock() *TwoLock {
	dummy := new(node)
	return &TwoLock{head: dummy, tail: dummy}
}

// Enqueue puts v at the end. The link releases the node: who dequeues it holds the other lock.
func (q *TwoLock) Enqueue(v int) {
	n := &node{value: v}
	q.tailLock.Lock()
	defer q.tailLock.Unlock()
	q.tail.next.StoreRelease(n)
	q.tail = n
}

// Dequeue takes the first value, if there is one.
func (q *TwoLock) Dequeue() (v int, ok bool) {
	q.headLock.Lock()
	defer q.headLock.Unlock()
	next := q.head.next.LoadAcquire()
	if next == nil {
		return 0, false
	}
	q.head = next
	return next.value, true
}

// TwoLockUnfenced links by ordinary accesses.
type TwoLockUnfenced struct{ TwoLock }

// NewTwoLockUnfenced gives an empty queue.
func NewTwoLockUnfenced() *TwoLockUnfenced {
	dummy := new(node)
	return &TwoLockUnfenced{TwoLock{head: dummy, tail: dummy}}
}

// Enqueue puts v at the end.
func (q *TwoLockUnfenced) Enqueue(v int) {
	n := &node{value: v}
	q.tailLock.Lock()
	defer q.tailLock.Unlock()
	q.tail.next.Store(n)
	q.tail = n
}

// Dequeue takes the first value, if there is one.
func (q *TwoLockUnfenced) Dequeue() (v int, ok bool) {
	q.headLock.Lock()
	defer q.headLock.Unlock()
	next := q.head.next.Load()
	if next == nil {
		return 0, false
	}
	q.head = next
	return next.value, true
}

// TwoLockPlain links by an ordinary variable, which the locks do not guard: they are two.
type TwoLockPlain struct {
	headLock, tailLock sync.Mutex
	head, tail         *plainNode
}

type plainNode struct {
	value int
	next  *plainNode
}

// NewTwoLockPlain gives an empty queue.
func NewTwoLockPlain() *TwoLockPlain {
	dummy := new(plainNode)
	return &TwoLockPlain{head: dummy, tail: dummy}
}

// Enqueue puts v at the end.
func (q *TwoLockPlain) Enqueue(v int) {
	n := &plainNode{value: v}
	q.tailLock.Lock()
	defer q.tailLock.Unlock()
	q.tail.next = n
	q.tail = n
}

// Dequeue takes the first value, if there is one.
func (q *TwoLockPlain) Dequeue() (v int, ok bool) {
	q.headLock.Lock()
	defer q.headLock.Unlock()
	next := q.head.next
	if next == nil {
		return 0, false
	}
	q.head = next
	return next.value, true
}

// TwoLockUnlockedTail has no lock at the tail.
type TwoLockUnlockedTail struct {
	lock sync.Mutex
	head *node // under lock
	tail model.Pointer[node]
}

// NewTwoLockUnlockedTail gives an empty queue.
func NewTwoLockUnlockedTail() *TwoLockUnlockedTail {
	dummy := new(node)
	q := &TwoLockUnlockedTail{head: dummy}
	q.tail.Store(dummy)
	return q
}

// Enqueue puts v at the end.
func (q *TwoLockUnlockedTail) Enqueue(v int) {
	n := &node{value: v}
	q.tail.LoadAcquire().next.StoreRelease(n)
	q.tail.StoreRelease(n)
}

// Dequeue takes the first value, if there is one.
func (q *TwoLockUnlockedTail) Dequeue() (v int, ok bool) {
	q.lock.Lock()
	defer q.lock.Unlock()
	next := q.head.next.LoadAcquire()
	if next == nil {
		return 0, false
	}
	q.head = next
	return next.value, true
}
