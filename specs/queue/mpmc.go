package queue

import "heddle/model"

// MPMC is a bounded queue in an array for many producers and consumers. Each cell has a sequence number that says whose turn
// it is: pos of the producer that takes position pos of the queue, pos+1 of the consumer that does.
//
// A position is taken first and filled, or emptied, then: an operation may refuse because of one that has taken
// the position before it and is not done, though others behind that are. So a
// refusal does not say that the queue is full, or empty. Put and Take, which wait instead, have no such weakness.
//
// Source: D. Vyukov, Bounded MPMC queue, 1024cores.net, 2010.
type MPMC struct {
	cells    []cell
	put, got model.Word // positions to be taken next
}

// cell holds a value, which is whose turn it is.
type cell struct {
	sequence model.Word
	value    int
}

// NewMPMC gives an empty queue for capacity values, at least 2: in a single cell
// the turns of the next producer and of the consumer would have the same number.
func NewMPMC(capacity int) *MPMC {
	if capacity < 2 {
		panic("queue: NewMPMC: a capacity below 2")
	}
	return newMPMC(capacity)
}

func newMPMC(capacity int) *MPMC {
	q := &MPMC{cells: make([]cell, capacity)}
	for i := range q.cells {
		q.cells[i].sequence.Store(i)
	}
	return q
}

// Enqueue puts v at the end, or refuses. The sequence number releases the value for the consumer; who
// takes the position acquires from the last consumer that the cell is free.
func (q *MPMC) Enqueue(v int) bool {
	for {
		pos := q.put.LoadRelaxed()
		c := q.cell(pos)
		switch turn := c.sequence.LoadAcquire(); {
		case turn < pos:
			return false
		case turn == pos && q.put.CompareAndSwap(pos, pos+1, model.Relaxed):
			c.value = v
			c.sequence.StoreRelease(pos + 1)
			return true
		}
	}
}

// Dequeue takes the first value, or refuses.
func (q *MPMC) Dequeue() (v int, ok bool) {
	for {
		pos := q.got.LoadRelaxed()
		c := q.cell(pos)
		switch turn := c.sequence.LoadAcquire(); {
		case turn < pos+1:
			return 0, false
		case turn == pos+1 && q.got.CompareAndSwap(pos, pos+1, model.Relaxed):
			v = c.value
			c.sequence.StoreRelease(pos + len(q.cells))
			return v, true
		}
	}
}

func (q *MPMC) cell(pos int) *cell { return &q.cells[pos%len(q.cells)] }

// Put puts v at the end; it waits until there is room.
func (q *MPMC) Put(v int) {
	for !q.Enqueue(v) {
		model.Pause()
	}
}

// Take takes the first value; it waits until there is one.
func (q *MPMC) Take() int {
	for {
		if v, ok := q.Dequeue(); ok {
			return v
		}
		model.Pause()
	}
}

// Len is how many values are in the queue, while nobody is at work.
func (q *MPMC) Len() int { return q.put.Load() - q.got.Load() }
