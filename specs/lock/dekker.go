package lock

import "heddle/model"

// Dekker is the first mutual exclusion from reads and writes alone, for two
// threads. Each says that it wants in and looks whether the other does; if both
// do, the one whose turn it is not takes its word back until it is.
//
// Source: T. J. Dekker, in E. W. Dijkstra, Cooperating sequential processes, 1965
// (EWD 123), section 2.1. It is published for sequential consistency. Where
// stores are buffered a fence must stand between saying and looking, both times.
type Dekker struct {
	wants [2]model.Word
	turn  model.Word
}

// Lock takes the lock for thread me, 0 or 1.
func (l *Dekker) Lock(me int) {
	other := 1 - me
	l.wants[me].Store(1)
	model.Fence()
	model.Doorway()
	for l.wants[other].LoadAcquire() == 1 {
		if l.turn.Load() == me {
			model.Pause()
			continue
		}
		l.yield(me)
		l.wants[me].Store(1)
		model.Fence()
	}
}

// yield lets the other go first and waits for me's turn.
func (l *Dekker) yield(me int) {
	l.wants[me].Store(0)
	for l.turn.Load() != me {
		model.Pause()
	}
}

// Unlock frees the lock that thread me has, and gives the turn away. Who finds wants 0 acquires
// what is released by it. Turn orders nothing: mutual exclusion does not rest on it.
func (l *Dekker) Unlock(me int) {
	l.turn.Store(1 - me)
	l.wants[me].StoreRelease(0)
}

// CheckDekker checks Dekker; threads is 2.
func CheckDekker(threads, rounds int) {
	var l Dekker
	exclude(threads, rounds, func(id int, g *guarded) {
		l.Lock(id)
		g.use()
		l.Unlock(id)
	})
}

// dekkerUnfenced is Dekker by ordinary accesses.
type dekkerUnfenced struct{ Dekker }

func (l *dekkerUnfenced) lock(me int) {
	other := 1 - me
	l.wants[me].Store(1)
	model.Doorway()
	for l.wants[other].Load() == 1 {
		if l.turn.Load() == me {
			model.Pause()
			continue
		}
		l.yield(me)
		l.wants[me].Store(1)
	}
}

func (l *dekkerUnfenced) unlock(me int) {
	l.turn.Store(1 - me)
	l.wants[me].Store(0)
}

// CheckDekkerUnfenced checks Dekker as published, for sequential consistency.
func CheckDekkerUnfenced(threads, rounds int) {
	var l dekkerUnfenced
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lock(id)
		g.use()
		l.unlock(id)
	})
}

// dekkerOneFence lacks the fence after the word is given again.
type dekkerOneFence struct{ Dekker }

func (l *dekkerOneFence) lock(me int) {
	other := 1 - me
	l.wants[me].Store(1)
	model.Fence()
	model.Doorway()
	for l.wants[other].LoadAcquire() == 1 {
		if l.turn.Load() == me {
			model.Pause()
			continue
		}
		l.yield(me)
		l.wants[me].Store(1)
	}
}

// CheckDekkerOneFence checks Dekker without the second of its two fences.
func CheckDekkerOneFence(threads, rounds int) {
	var l dekkerOneFence
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lock(id)
		g.use()
		l.Unlock(id)
	})
}
