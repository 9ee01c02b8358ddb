package lock

import "heddle/model"

// Ticket serves threads in the order in which they took a ticket: fair, one
// read-modify-write a turn, two words. All waiters spin on one word.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, section 2.2;
// the idea is that of D. P. Reed, R. K. Kanodia, Synchronization with eventcounts
// and sequencers, CACM 22(2), 1979. Where they pause in proportion to the
// tickets still to be served, we pause once a turn.
type Ticket struct{ next, serving model.Word }

// Lock takes a ticket and waits until it is served. Taking it orders nothing:
// tickets differ, and that is all it is for. The wait acquires what the holder before released.
func (l *Ticket) Lock() {
	my := l.next.FetchAndAdd(1, model.Relaxed)
	model.Doorway()
	for l.serving.LoadAcquire() != my {
		model.Pause()
	}
}

// Unlock serves the next ticket. Only the holder writes the word, so it needs no read-modify-write.
func (l *Ticket) Unlock() { l.serving.StoreRelease(l.serving.Load() + 1) }

// CheckTicket checks Ticket.
func CheckTicket(threads, rounds int) {
	var l Ticket
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.use()
		l.Unlock()
	})
}

// ticketUnfenced reads and writes by ordinary accesses.
type ticketUnfenced struct{ next, serving model.Word }

func (l *ticketUnfenced) lock() {
	my := l.next.FetchAndAdd(1)
	model.Doorway()
	for l.serving.Load() != my {
		model.Pause()
	}
}

func (l *ticketUnfenced) unlock() { l.serving.Store(l.serving.Load() + 1) }

// CheckTicketUnfenced checks Ticket as written for sequential consistency.
func CheckTicketUnfenced(threads, rounds int) {
	var l ticketUnfenced
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.use()
		l.unlock()
	})
}

// CheckTicketUnfencedEmpty checks Ticket as written for sequential consistency for mutual exclusion alone.
func CheckTicketUnfencedEmpty(threads, rounds int) {
	var l ticketUnfenced
	excludeOnly(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.pass()
		l.unlock()
	})
}

// ticketSplit takes a ticket by a load and a store: two threads can take the same.
type ticketSplit struct{ Ticket }

func (l *ticketSplit) lock() {
	my := l.next.Load()
	l.next.Store(my + 1)
	model.Doorway()
	for l.serving.LoadAcquire() != my {
		model.Pause()
	}
}

// CheckTicketSplit checks Ticket with a fetch-and-increment that is not atomic.
func CheckTicketSplit(threads, rounds int) {
	var l ticketSplit
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.use()
		l.Unlock()
	})
}

// ticketWrap has two tickets, 0 and 1, over and over: a third thread at a time gets
// the number of one that is still being served.
type ticketWrap struct{ next, serving model.Word }

func (l *ticketWrap) lock() {
	my := l.next.FetchAndAdd(1, model.Relaxed) & 1
	model.Doorway()
	for l.serving.LoadAcquire() != my {
		model.Pause()
	}
}

func (l *ticketWrap) unlock() { l.serving.StoreRelease((l.serving.Load() + 1) & 1) }

// CheckTicketWrap checks Ticket with counters that wrap at 2: wrong from three
// threads on, right for two.
func CheckTicketWrap(threads, rounds int) {
	var l ticketWrap
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.use()
		l.unlock()
	})
}
