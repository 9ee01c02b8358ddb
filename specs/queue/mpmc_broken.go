package queue

import "heddle/model"

// MPMCUnfenced is MPMC by ordinary accesses.
type MPMCUnfenced struct{ MPMC }

// NewMPMCUnfenced gives an empty queue; see NewMPMC.
func NewMPMCUnfenced(capacity int) *MPMCUnfenced { return &MPMCUnfenced{*NewMPMC(capacity)} }

// Enqueue puts v at the end, or refuses.
func (q *MPMCUnfenced) Enqueue(v int) bool {
	for {
		pos := q.put.Load()
		c := q.cell(pos)
		switch turn := c.sequence.Load(); {
		case turn < pos:
			return false
		case turn == pos && q.put.CompareAndSwap(pos, pos+1):
			c.value = v
			c.sequence.Store(pos + 1)
			return true
		}
	}
}

// Dequeue takes the first value, or refuses.
func (q *MPMCUnfenced) Dequeue() (v int, ok bool) {
	for {
		pos := q.got.Load()
		c := q.cell(pos)
		switch turn := c.sequence.Load(); {
		case turn < pos+1:
			return 0, false
		case turn == pos+1 && q.got.CompareAndSwap(pos, pos+1):
			v = c.value
			c.sequence.Store(pos + len(q.cells))
			return v, true
		}
	}
}

// MPMCEarly says that a cell is full before it is.
type MPMCEarly struct{ MPMC }

// NewMPMCEarly gives an empty queue; see NewMPMC.
func NewMPMCEarly(capacity int) *MPMCEarly { return &MPMCEarly{*NewMPMC(capacity)} }

// Enqueue puts v at the end, or refuses.
func (q *MPMCEarly) Enqueue(v int) bool {
	for {
		pos := q.put.LoadRelaxed()
		c := q.cell(pos)
		switch turn := c.sequence.LoadAcquire(); {
		case turn < pos:
			return false
		case turn == pos && q.put.CompareAndSwap(pos, pos+1, model.Relaxed):
			c.sequence.StoreRelease(pos + 1)
			c.value = v
			return true
		}
	}
}

// MPMCCompare lets a consumer take a cell that is the producer's yet: it compares with its position, not with the one after.
type MPMCCompare struct{ MPMC }

// NewMPMCCompare gives an empty queue; see NewMPMC.
func NewMPMCCompare(capacity int) *MPMCCompare { return &MPMCCompare{*NewMPMC(capacity)} }

// Dequeue takes the first value, or refuses.
func (q *MPMCCompare) Dequeue() (v int, ok bool) {
	for {
		pos := q.got.LoadRelaxed()
		c := q.cell(pos)
		switch turn := c.sequence.LoadAcquire(); {
		case turn < pos:
			return 0, false
		case q.got.CompareAndSwap(pos, pos+1, model.Relaxed):
			v = c.value
			c.sequence.StoreRelease(pos + len(q.cells))
			return v, true
		}
	}
}

// MPMCSplit takes a position by a load and a store: two producers can take the same.
type MPMCSplit struct{ MPMC }

// NewMPMCSplit gives an empty queue; see NewMPMC.
func NewMPMCSplit(capacity int) *MPMCSplit { return &MPMCSplit{*NewMPMC(capacity)} }

// Enqueue puts v at the end, or refuses.
func (q *MPMCSplit) Enqueue(v int) bool {
	for {
		pos := q.put.LoadRelaxed()
		c := q.cell(pos)
		switch turn := c.sequence.LoadAcquire(); {
		case turn < pos:
			return false
		case turn == pos:
			q.put.StoreRelaxed(pos + 1)
			c.value = v
			c.sequence.StoreRelease(pos + 1)
			return true
		}
	}
}

// Put puts v at the end; it waits until there is room.
func (q *MPMCSplit) Put(v int) {
	for !q.Enqueue(v) {
		model.Pause()
	}
}

// MPMCSingle has a single cell, for which sequence numbers are too few: a full cell has the number
// of the next producer's turn.
type MPMCSingle struct{ MPMC }

// NewMPMCSingle gives an empty queue for one value.
func NewMPMCSingle() *MPMCSingle { return &MPMCSingle{*newMPMC(1)} }
