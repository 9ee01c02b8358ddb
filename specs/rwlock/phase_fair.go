package rwlock

import "heddle/model"

// PhaseFair lets phases of readers and of one writer take turns, if there are both:
// a reader waits at most for the writer before it and the one inside, a writer for the writers
// before it and a phase of readers between any two. Nobody starves.
//
// arrived and left count readers, in steps of oneArrival; below that, arrived has the
// mark of the writer whose turn it is: that there is one, and the parity of its ticket, by which a
// reader sees that its phase has come though it has missed the moment without a writer.
//
// Source: B. B. Brandenburg, J. H. Anderson, Spin-based reader-writer
// synchronization for multiprocessor real-time systems, Real-Time Systems 46(1),
// 2010: the phase-fair ticket lock. There the writer clears its mark as a byte of the word.
type PhaseFair struct {
	arrived, left  model.Word
	tickets, turns model.Word // of writers
}

// The parts of arrived.
const (
	parity     = 1 // of the ticket of the writer whose turn it is
	present    = 2 // there is one
	oneArrival = 4
)

// RLock takes the lock for reading. Either the count or the wait acquires what
// the writer before released.
func (l *PhaseFair) RLock() {
	mark := l.arrived.FetchAndAdd(oneArrival, model.Acquire) & (present | parity)
	model.Doorway()
	for mark != 0 && l.arrived.LoadAcquire()&(present|parity) == mark {
		model.Pause()
	}
}

// RUnlock frees a lock taken for reading. The release keeps what was read before it.
func (l *PhaseFair) RUnlock() { l.left.FetchAndAdd(oneArrival, model.Release) }

// Lock takes the lock for writing, and gives the writer's mark. One wait acquires what
// the writer before released, the other what the readers before did.
func (l *PhaseFair) Lock() int {
	my := l.tickets.FetchAndAdd(1, model.Relaxed)
	model.Doorway()
	for l.turns.LoadAcquire() != my {
		model.Pause()
	}
	mark := present | my&parity
	before := l.arrived.FetchAndAdd(mark, model.Relaxed)
	for l.left.LoadAcquire() != before {
		model.Pause()
	}
	return mark
}

// Unlock frees a lock taken for writing with the mark that Lock gave. The releases keep the critical section
// before them, and taking back the mark before the next writer sets its own.
func (l *PhaseFair) Unlock(mark int) {
	l.arrived.FetchAndAdd(-mark, model.Release)
	l.turns.StoreRelease(l.turns.Load() + 1)
}

// turnsOf gives turns of which writers take the lock and free it so.
func (l *PhaseFair) turnsOf(lock func() int, unlock func(mark int)) turns {
	return turns{
		read: func(_ int, g *guarded) {
			l.RLock()
			g.read()
			l.RUnlock()
		},
		write: func(_ int, g *guarded) {
			mark := lock()
			g.write()
			unlock(mark)
		},
	}
}

// CheckPhaseFair checks PhaseFair; the even threads write.
func CheckPhaseFair(threads, rounds int) {
	var l PhaseFair
	share(threads, rounds, evenWrite, l.turnsOf(l.Lock, l.Unlock))
}

// CheckPhaseFairAlone checks that PhaseFair keeps readers from each other, which it must not; the odd threads write.
func CheckPhaseFairAlone(threads, rounds int) {
	var l PhaseFair
	t := l.turnsOf(l.Lock, l.Unlock)
	t.read = func(_ int, g *guarded) {
		l.RLock()
		g.readAlone()
		l.RUnlock()
	}
	share(threads, rounds, oddWrite, t)
}

// lockNoPhase marks every writer alike: a reader that misses the moment without a
// writer waits for the next one, which waits for it.
func (l *PhaseFair) lockNoPhase() int {
	my := l.tickets.FetchAndAdd(1, model.Relaxed)
	model.Doorway()
	for l.turns.LoadAcquire() != my {
		model.Pause()
	}
	before := l.arrived.FetchAndAdd(present, model.Relaxed)
	for l.left.LoadAcquire() != before {
		model.Pause()
	}
	return present
}

// CheckPhaseFairNoPhase checks PhaseFair with marks that do not tell writers apart; the even threads write.
func CheckPhaseFairNoPhase(threads, rounds int) {
	var l PhaseFair
	share(threads, rounds, evenWrite, l.turnsOf(l.lockNoPhase, l.Unlock))
}

// unlockSwapped lets the next writer come before it takes its mark back: the two marks add up to
// something else, which counts as readers that never leave.
func (l *PhaseFair) unlockSwapped(mark int) {
	l.turns.StoreRelease(l.turns.Load() + 1)
	l.arrived.FetchAndAdd(-mark, model.Release)
}

// CheckPhaseFairSwapped checks PhaseFair with the two steps of Unlock swapped; the even threads write.
func CheckPhaseFairSwapped(threads, rounds int) {
	var l PhaseFair
	share(threads, rounds, evenWrite, l.turnsOf(l.Lock, l.unlockSwapped))
}

// lockNoWait does not wait for the readers that have arrived.
func (l *PhaseFair) lockNoWait() int {
	my := l.tickets.FetchAndAdd(1, model.Relaxed)
	for l.turns.LoadAcquire() != my {
		model.Pause()
	}
	mark := present | my&parity
	l.arrived.FetchAndAdd(mark, model.AcqRel)
	return mark
}

// CheckPhaseFairNoWait checks PhaseFair with a writer that does not wait for readers; the odd threads write.
func CheckPhaseFairNoWait(threads, rounds int) {
	var l PhaseFair
	share(threads, rounds, oddWrite, l.turnsOf(l.lockNoWait, l.Unlock))
}
