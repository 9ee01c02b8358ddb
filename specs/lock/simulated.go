package lock

import "heddle/model"

// simulated is a counter for a machine whose only read-modify-write is test-and-set:
// its increment is a critical section that is guarded by one. Who comes
// first need not get the lower number, and may never get one.
type simulated struct{ guard, value model.Word }

func (c *simulated) fetchAndIncrement() int {
	for c.guard.TestAndSet(model.Acquire) {
		model.Pause()
	}
	old := c.value.Load()
	c.value.Store(old + 1)
	c.guard.StoreRelease(0)
	return old
}

// ticketSimulated takes tickets from a simulated counter. A doorway must be bounded, so what settles the
// order is none here.
type ticketSimulated struct {
	next    simulated
	serving model.Word
}

func (l *ticketSimulated) lock() {
	model.Doorway()
	my := l.next.fetchAndIncrement()
	for l.serving.LoadAcquire() != my {
		model.Pause()
	}
}

func (l *ticketSimulated) unlock() { l.serving.StoreRelease(l.serving.Load() + 1) }

// CheckTicketSimulated checks Ticket with a fetch-and-increment made of a spin on test-and-set:
// right, but no longer fair.
func CheckTicketSimulated(threads, rounds int) {
	var l ticketSimulated
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.use()
		l.unlock()
	})
}

// lockSimulated takes slots from a simulated counter.
func (l *Anderson) lockSimulated(last *simulated) int {
	model.Doorway()
	my := last.fetchAndIncrement() % len(l.slots)
	l.wait(my)
	return my
}

// CheckAndersonSimulated checks Anderson with a fetch-and-increment made of a spin on test-and-set:
// right, but no longer fair.
func CheckAndersonSimulated(threads, rounds int) {
	l := NewAnderson(threads)
	var last simulated
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.lockSimulated(&last)
		g.use()
		l.Unlock(my)
	})
}
