package lock

import "heddle/model"

// Backoff is TAS with exponential backoff: a thread that does not get the lock
// lets a while pass before it tries again, each time twice as long, up to a
// limit. It never reads a cached copy, so it needs no cache coherence.
//
// Source: T. E. Anderson, IEEE TPDS 1(1), 1990; J. M. Mellor-Crummey, M. L. Scott,
// Algorithms for scalable synchronization on shared-memory multiprocessors, ACM
// TOCS 9(1), 1991, section 2.1.
type Backoff struct{ held model.Word }

// Lock takes the lock; limit is the longest delay, in calls of model.Pause.
func (l *Backoff) Lock(limit int) {
	model.Doorway()
	for delay := 1; l.held.TestAndSet(model.Acquire); delay = min(2*delay, limit) {
		for range delay {
			model.Pause()
		}
	}
}

// Unlock frees the lock. The release keeps the critical section before it.
func (l *Backoff) Unlock() { l.held.StoreRelease(0) }

// CheckBackoff checks Backoff with a limit of 1: a delay has no effect that a
// check could see, but a delay that grows would tell apart states that only differ in it.
func CheckBackoff(threads, rounds int) {
	var l Backoff
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock(1)
		g.use()
		l.Unlock()
	})
}

// backoffUnfenced frees the lock by an ordinary store.
type backoffUnfenced struct{ Backoff }

func (l *backoffUnfenced) unlock() { l.held.Store(0) }

// CheckBackoffUnfenced checks Backoff as written for sequential consistency.
func CheckBackoffUnfenced(threads, rounds int) {
	var l backoffUnfenced
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock(1)
		g.use()
		l.unlock()
	})
}
