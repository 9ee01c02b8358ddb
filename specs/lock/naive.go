package lock

import "heddle/model"

// Naive is a lock made of plain reads and writes, and broken: two threads can
// both find it free before either takes it. It shows what an atomic
// read-modify-write is for (see TAS), though not that reads and writes can never
// do (see Peterson).
//
// Source: lecture example; the flaw is that of the early attempts in E. W. Dijkstra,
// Cooperating sequential processes, 1965 (EWD 123), section 2.1.
type Naive struct{ held model.Word }

// Lock waits until the lock is free and then, a step too late, takes it.
func (l *Naive) Lock() {
	model.Doorway()
	for l.held.Load() != 0 {
		model.Pause()
	}
	l.held.Store(1)
}

// Unlock frees the lock.
func (l *Naive) Unlock() { l.held.Store(0) }

// CheckNaive checks Naive.
func CheckNaive(threads, rounds int) {
	var l Naive
	exclude(threads, rounds, func(_ int, g *guarded) {
		l.Lock()
		g.use()
		l.Unlock()
	})
}
