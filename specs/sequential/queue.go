package sequential

import "heddle/model"

// Queue is first in, first out.
type Queue struct{ values []int }

// NewQueue gives a queue that holds values, the first in front.
func NewQueue(values ...int) *Queue { return &Queue{values} }

// Enqueue puts v at the end.
func (q *Queue) Enqueue(v int) { q.values = append(q.values, v) }

// Dequeue takes the first value, if there is one.
func (q *Queue) Dequeue() (v int, ok bool) {
	if len(q.values) == 0 {
		return 0, false
	}
	v = q.values[0]
	q.values = q.values[1:]
	return v, true
}

// ClientQueue is a Queue whose operations are told which client calls them.
type ClientQueue struct{ Queue }

// NewClientQueue gives a queue that holds values, the first in front.
func NewClientQueue(values ...int) *ClientQueue { return &ClientQueue{*NewQueue(values...)} }

// Enqueue puts v at the end.
func (q *ClientQueue) Enqueue(_, v int) { q.Queue.Enqueue(v) }

// Dequeue takes the first value, if there is one.
func (q *ClientQueue) Dequeue(_ int) (v int, ok bool) { return q.Queue.Dequeue() }

// BoundedQueue is first in, first out, and holds so many values at most.
type BoundedQueue struct {
	values   []int
	capacity int
}

// NewBoundedQueue gives an empty queue for capacity values.
func NewBoundedQueue(capacity int) *BoundedQueue { return &BoundedQueue{capacity: capacity} }

// Enqueue puts v at the end, if there is room.
func (q *BoundedQueue) Enqueue(v int) bool {
	if len(q.values) == q.capacity {
		return false
	}
	q.values = append(q.values, v)
	return true
}

// Dequeue takes the first value, if there is one.
func (q *BoundedQueue) Dequeue() (v int, ok bool) {
	if len(q.values) == 0 {
		return 0, false
	}
	v = q.values[0]
	q.values = q.values[1:]
	return v, true
}

// Len is how many values are in the queue.
func (q *BoundedQueue) Len() int { return len(q.values) }

// Put puts v at the end; it waits until there is room.
func (q *BoundedQueue) Put(v int) {
	if !q.Enqueue(v) {
		model.Refuse()
	}
}

// Take takes the first value; it waits until there is one.
func (q *BoundedQueue) Take() int {
	v, ok := q.Dequeue()
	if !ok {
		model.Refuse()
	}
	return v
}

// RefusingQueue is a BoundedQueue whose operations may refuse though there is room, or a value.
type RefusingQueue struct{ BoundedQueue }

// NewRefusingQueue gives an empty queue for capacity values.
func NewRefusingQueue(capacity int) *RefusingQueue {
	return &RefusingQueue{*NewBoundedQueue(capacity)}
}

// Enqueue puts v at the end, or refuses.
func (q *RefusingQueue) Enqueue(v int) bool {
	return model.Choose(2) == 0 && q.BoundedQueue.Enqueue(v)
}

// Dequeue takes the first value, or refuses.
func (q *RefusingQueue) Dequeue() (v int, ok bool) {
	if model.Choose(2) == 0 {
		return 0, false
	}
	return q.BoundedQueue.Dequeue()
}
