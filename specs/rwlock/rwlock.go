// Package rwlock is a library of readers–writers locks in plain Go, each with its
// broken twins: the mistakes that are made when it is written.
//
// The locks are for use as they are: they run natively on sync/atomic, and the
// orders that they name make them right under every memory model that heddle
// has. A check (CheckReaderPreference …) is what a lock claims: while a writer is in
// the critical section nobody else is, what writers do there is seen whole and no
// update is lost, and every thread gets through in the end if it is scheduled often
// enough to. That readers do share the section is shown by twins that claim
// the contrary. Whom a lock makes starve, its doc says. First come, first served is not
// what such locks are about: readers who are in together come in any order.
//
// Threads have the numbers 0 … n-1. Which of those of a check write, its doc says.
package rwlock

import (
	"heddle/model"
	"heddle/specs/round"
)

// role says which threads of a check write.
type role func(id int) bool

func oddWrite(id int) bool    { return id%2 == 1 }
func evenWrite(id int) bool   { return id%2 == 0 }
func firstWrites(id int) bool { return id == 0 }

// count gives how many of threads threads write.
func (writes role) count(threads int) int {
	n := 0
	for id := range threads {
		if writes(id) {
			n++
		}
	}
	return n
}

// guarded is what the checks let a lock guard: two counters that writers keep
// equal, and the claim that nobody is beside a writer.
type guarded struct {
	inside        model.Section
	first, second int
	endless       bool // counting would never come to an end
}

// write is a writer's critical section. Entering comes first: where threads meet,
// mutual exclusion is what is violated, whatever the race on the counters does next.
func (g *guarded) write() {
	g.inside.Enter()
	g.first = g.next(g.first)
	g.second = g.next(g.second)
	g.inside.Leave()
}

func (g *guarded) next(n int) int {
	if g.endless {
		return 1 - n
	}
	return n + 1
}

// read is a reader's critical section.
func (g *guarded) read() {
	g.inside.EnterShared()
	model.Assert(g.first == g.second, "a reader sees half of what a writer did")
	g.inside.LeaveShared()
}

// readAlone claims what a readers–writers lock is not for: that a reader is alone.
func (g *guarded) readAlone() {
	g.inside.Enter()
	g.inside.Leave()
}

// turns are what a thread does to take a lock, use what it guards, and free it again.
type turns struct{ read, write func(id int, g *guarded) }

// locker is a lock that is taken without parameters.
type locker interface {
	RLock()
	RUnlock()
	Lock()
	Unlock()
}

// turnsOf gives the turns of a lock as it is.
func turnsOf(l locker) turns {
	return turns{
		read: func(_ int, g *guarded) {
			l.RLock()
			g.read()
			l.RUnlock()
		},
		write: func(_ int, g *guarded) {
			l.Lock()
			g.write()
			l.Unlock()
		},
	}
}

// aloneOf gives turns with readers that claim to be alone.
func aloneOf(l locker) turns {
	t := turnsOf(l)
	t.read = func(_ int, g *guarded) {
		l.RLock()
		g.readAlone()
		l.RUnlock()
	}
	return t
}

// share lets each of threads threads take rounds turns, and claims that every
// turn of a writer counted. Rounds may be model.Forever.
func share(threads, rounds int, writes role, t turns) {
	g := guarded{endless: rounds == model.Forever}
	model.Run(threads, func(id int) {
		turn := t.read
		if writes(id) {
			turn = t.write
		}
		for r := 0; r != rounds; r = round.Next(r, rounds, 1) {
			g.inside.Want()
			turn(id, &g)
		}
	})
	model.Assert(g.first == writes.count(threads)*rounds, "lost update: fewer turns were counted than writers took")
}
