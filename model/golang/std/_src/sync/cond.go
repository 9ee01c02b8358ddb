package sync

import "heddle/model/golang/step"

// Cond is a condition variable. Waiters are woken in the order in which they came,
// as Go's run-time list does.
type Cond struct {
	_ noCopy
	L Locker

	self        *Cond   // set by the first use: a copy differs from it
	first, last *waiter // those that were not woken yet
}

type waiter struct {
	next  *waiter
	woken bool
}

// NewCond gives a condition variable with lock l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait frees c.L, blocks until woken, and takes c.L again.
func (c *Cond) Wait() {
	cond := new(waiter) // so named for schedules, which call what a thread waits for by its variable
	step.Begin()
	copied := c.copied()
	if c.last == nil {
		c.first = cond
	} else {
		c.last.next = cond
	}
	c.last = cond
	step.End()
	checkCopied(copied)
	c.L.Unlock()
	step.Begin()
	step.Await(cond.woken)
	step.End()
	c.L.Lock()
}

// Signal wakes the thread that has waited longest, if any waits.
func (c *Cond) Signal() {
	step.Begin()
	copied := c.copied()
	if w := c.first; w != nil {
		c.wake(w)
	}
	step.End()
	checkCopied(copied)
}

// Broadcast wakes all threads that wait.
func (c *Cond) Broadcast() {
	step.Begin()
	copied := c.copied()
	for c.first != nil {
		c.wake(c.first)
	}
	step.End()
	checkCopied(copied)
}

// wake takes w, the first, off the list and wakes it.
func (c *Cond) wake(w *waiter) {
	c.first = w.next
	if c.first == nil {
		c.last = nil
	}
	w.next = nil
	w.woken = true
}

func (c *Cond) copied() bool {
	if c.self == nil {
		c.self = c
	}
	return c.self != c
}

func checkCopied(copied bool) {
	if copied {
		panic("sync.Cond is copied")
	}
}
