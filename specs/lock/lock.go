// Package lock is a library of mutual exclusion locks in plain Go, each with its
// broken twins: the mistakes that are made when it is written.
//
// The locks are for use as they are: they run natively on sync/atomic, and the
// orders that they name make them right under every memory model that heddle
// has. A check (CheckTicket …) is what a lock claims: at most one thread is in
// the critical section, no update made there is lost, and every thread gets
// through in the end if it is scheduled often enough to. Fairness is not claimed.
//
// Threads that a lock must tell apart have the numbers 0 … n-1. A wait is a spin
// loop; its delays are model.Pause, which no untimed model can see.
package lock

import "heddle/model"

// guarded is what the checks let a lock guard: a counter, and the claim that no
// two threads count at once.
type guarded struct {
	inside model.Section
	count  int
}

// use is a critical section. Entering comes first: where threads meet, mutual
// exclusion is what is violated, whatever the race on count does next.
func (g *guarded) use() {
	g.inside.Enter()
	g.count++
	g.inside.Leave()
}

// exclude lets each of threads threads take rounds turns, in which it uses g
// once, and claims that every turn counted.
func exclude(threads, rounds int, turn func(id int, g *guarded)) {
	var g guarded
	model.Run(threads, func(id int) {
		for range rounds {
			turn(id, &g)
		}
	})
	model.Assert(g.count == threads*rounds, "lost update: fewer turns were counted than were taken")
}

// pass is a critical section in which nothing is done.
func (g *guarded) pass() {
	g.inside.Enter()
	g.inside.Leave()
}

// excludeOnly is exclude for turns that do nothing: whether a lock keeps others
// out, which does not say that they see what was done inside.
func excludeOnly(threads, rounds int, turn func(id int, g *guarded)) {
	var g guarded
	model.Run(threads, func(id int) {
		for range rounds {
			turn(id, &g)
		}
	})
}
