package lock

import "heddle/model"

// Delay is TTAS with a static delay: a waiter that sees a release lets a while
// pass, of a length of its own, before it tries, so that not all try at once.
// Delays spare traffic; no claim rests on them.
//
// Source: T. E. Anderson, IEEE TPDS 1(1), 1990, delay after the spinning
// processor notices that the lock is released.
type Delay struct{ held model.Word }

// Lock takes the lock; delay is the caller's own, in calls of model.Pause. The reads order
// nothing: the test-and-set does.
func (l *Delay) Lock(delay int) {
	model.Doorway()
	for l.held.Load() != 0 || l.held.TestAndSet(model.Acquire) {
		for l.held.Load() != 0 {
			model.Pause()
		}
		for range delay {
			model.Pause()
		}
	}
}

// Unlock frees the lock. The release keeps the critical section before it.
func (l *Delay) Unlock() { l.held.StoreRelease(0) }

// CheckDelay checks Delay, each thread with its number for a delay.
func CheckDelay(threads, rounds int) {
	var l Delay
	exclude(threads, rounds, func(id int, g *guarded) {
		l.Lock(id)
		g.use()
		l.Unlock()
	})
}

// delayUnfenced frees the lock by an ordinary store.
type delayUnfenced struct{ Delay }

func (l *delayUnfenced) unlock() { l.held.Store(0) }

// CheckDelayUnfenced checks Delay as written for sequential consistency.
func CheckDelayUnfenced(threads, rounds int) {
	var l delayUnfenced
	exclude(threads, rounds, func(id int, g *guarded) {
		l.Lock(id)
		g.use()
		l.unlock()
	})
}
