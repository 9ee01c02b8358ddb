package lock

import "heddle/model"

// TTAS spins on reading the lock, in its cache where there is one, and tries
// test-and-set only when it has seen the lock free. Not fair; all waiters rush
// at a release.
//
// Source: L. Rudolph, Z. Segall, Dynamic decentralized cache schemes for MIMD
// parallel processors, ISCA 1984; "spin on read" in T. E. Anderson, IEEE TPDS
// 1(1), 1990.
type TTAS struct{ held model.Word }

// Lock takes the lock. The read orders nothing: the test-and-set after it does.
func (l *TTAS) Lock() {
	model.Doorway()
	for {
		for l.held.Load() != 0 {
			model.Pause()
		}
		if !l.held.TestAndSet(model.Acquire) {
			return
		}
	}
}

// Unlock frees the lock. The release keeps the critical section before it.
func (l *TTAS) Unlock() { l.held.StoreRelease(0) }

// CheckTTAS checks TTAS.
func CheckTTAS(threads, rounds int) {
	var l TTAS
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.use()
		l.Unlock()
	})
}

// ttasUnfenced frees the lock by an ordinary store.
type ttasUnfenced struct{ TTAS }

func (l *ttasUnfenced) unlock() { l.held.Store(0) }

// CheckTTASUnfenced checks TTAS as written for sequential consistency.
func CheckTTASUnfenced(threads, rounds int) {
	var l ttasUnfenced
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.use()
		l.unlock()
	})
}

// CheckTTASUnfencedEmpty checks TTAS as written for sequential consistency for mutual exclusion alone.
func CheckTTASUnfencedEmpty(threads, rounds int) {
	var l ttasUnfenced
	excludeOnly(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.pass()
		l.unlock()
	})
}
