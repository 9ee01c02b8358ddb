package lock

import "heddle/model"

// TAS is the simplest lock on a read-modify-write: spin on test-and-set. Not
// fair; every turn of a waiter's spin writes the word.
//
// Source: T. E. Anderson, The performance of spin lock alternatives for
// shared-memory multiprocessors, IEEE TPDS 1(1), 1990.
type TAS struct{ held model.Word }

// Lock takes the lock. To acquire shows what the holder before did: what it released.
func (l *TAS) Lock() {
	model.Doorway()
	for l.held.TestAndSet(model.Acquire) {
		model.Pause()
	}
}

// Unlock frees the lock. The release keeps the writes of the critical section before it.
func (l *TAS) Unlock() { l.held.StoreRelease(0) }

// CheckTAS checks TAS.
func CheckTAS(threads, rounds int) {
	var l TAS
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.use()
		l.Unlock()
	})
}

// tasUnfenced frees the lock by an ordinary store.
type tasUnfenced struct{ held model.Word }

func (l *tasUnfenced) lock() {
	model.Doorway()
	for l.held.TestAndSet() {
		model.Pause()
	}
}

func (l *tasUnfenced) unlock() { l.held.Store(0) }

// CheckTASUnfenced checks TAS as written for sequential consistency.
func CheckTASUnfenced(threads, rounds int) {
	var l tasUnfenced
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.use()
		l.unlock()
	})
}

// CheckTASUnfencedEmpty checks that of TAS as written for sequential consistency
// which does not rest on order: mutual exclusion.
func CheckTASUnfencedEmpty(threads, rounds int) {
	var l tasUnfenced
	excludeOnly(threads, rounds, func(_ int, g *guarded) {
		l.lock()
		g.pass()
		l.unlock()
	})
}
