package lock

import "heddle/model"

// Peterson is mutual exclusion for two threads from reads and writes alone. Each
// says that it wants in, gives the turn to the other, and waits while the other wants in
// and has the turn.
//
// Source: G. L. Peterson, Myths about the mutual exclusion problem, Information
// Processing Letters 12(3), 1981. It is published for sequential consistency.
// Where stores are buffered both threads can read that the other does not want
// in; so are the two stores and the look at wants sequentially consistent here.
type Peterson struct {
	wants [2]model.Word
	turn  model.Word
}

// Lock takes the lock for thread me, 0 or 1. One order of all stores and looks at
// wants makes the later of two see the other. Who gets in by turn reads what the other has
// stored there, or it would wait: to acquire that is enough.
func (l *Peterson) Lock(me int) {
	other := 1 - me
	l.wants[me].StoreSeqCst(1)
	l.turn.StoreSeqCst(other)
	model.Doorway()
	for l.wants[other].LoadSeqCst() == 1 && l.turn.LoadAcquire() == other {
		model.Pause()
	}
}

// Unlock frees the lock that thread me has. The release keeps the critical section before it.
func (l *Peterson) Unlock(me int) { l.wants[me].StoreRelease(0) }

// CheckPeterson checks Peterson; threads is 2.
func CheckPeterson(threads, rounds int) {
	var l Peterson
	exclude(threads, rounds, func(id int, g *guarded) {
		l.Lock(id)
		g.use()
		l.Unlock(id)
	})
}

// petersonUnfenced is Peterson by ordinary accesses.
type petersonUnfenced struct {
	wants [2]model.Word
	turn  model.Word
}

func (l *petersonUnfenced) lock(me int) {
	other := 1 - me
	l.wants[me].Store(1)
	l.turn.Store(other)
	model.Doorway()
	for l.wants[other].Load() == 1 && l.turn.Load() == other {
		model.Pause()
	}
}

func (l *petersonUnfenced) unlock(me int) { l.wants[me].Store(0) }

// CheckPetersonUnfenced checks Peterson as published, for sequential consistency.
func CheckPetersonUnfenced(threads, rounds int) {
	var l petersonUnfenced
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lock(id)
		g.use()
		l.unlock(id)
	})
}

// petersonSwapped gives the turn away before it says that it wants in.
type petersonSwapped struct{ Peterson }

func (l *petersonSwapped) lock(me int) {
	other := 1 - me
	l.turn.StoreSeqCst(other)
	l.wants[me].StoreSeqCst(1)
	model.Doorway()
	for l.wants[other].LoadSeqCst() == 1 && l.turn.LoadAcquire() == other {
		model.Pause()
	}
}

// CheckPetersonSwapped checks Peterson with its first two steps swapped.
func CheckPetersonSwapped(threads, rounds int) {
	var l petersonSwapped
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lock(id)
		g.use()
		l.Unlock(id)
	})
}
