// Package lock is a library of mutual exclusion locks in plain Go, each with its
// broken twins: the mistakes that are made when it is written.
//
// The locks are for use as they are: they run natively on sync/atomic, and the
// orders that they name make them right under every memory model that heddle
// has. A check (CheckTicket …) is what a lock claims: at most one thread is in
// the critical section, no update made there is lost, and every thread gets
// through in the end if it is scheduled often enough to. Who must wait for whom is
// not claimed, but said (Section.Want, model.Doorway), so that it can be asked for.
//
// Threads that a lock must tell apart have the numbers 0 … n-1. A wait is a spin
// loop; its delays are model.Pause, which no untimed model can see.
package lock

import (
	"heddle/model"
	"heddle/specs/round"
)

// guarded is what the checks let a lock guard: a counter, and the claim that no
// two threads count at once.
type guarded struct {
	inside  model.Section
	count   int
	endless bool // counting would never come to an end
}

// use is a critical section. Entering comes first: where threads meet, mutual
// exclusion is what is violated, whatever the race on count does next.
func (g *guarded) use() {
	g.inside.Enter()
	if g.endless {
		g.count = 1 - g.count
	} else {
		g.count++
	}
	g.inside.Leave()
}

// exclude lets each of threads threads take rounds turns, in which it uses g
// once, and claims that every turn counted. Rounds may be model.Forever.
func exclude(threads, rounds int, turn func(id int, g *guarded)) {
	g := guarded{endless: rounds == model.Forever}
	model.Run(threads, func(id int) {
		for r := 0; r != rounds; r = round.Next(r, rounds, 1) {
			g.inside.Want()
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
		for r := 0; r != rounds; r = round.Next(r, rounds, 1) {
			g.inside.Want()
			turn(id, &g)
		}
	})
}
