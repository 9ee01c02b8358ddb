package rwlock

import "heddle/model"

// ReaderPreference is one word: the number of readers, inside or waiting, and whether a
// writer is inside. A reader counts itself, and then waits at most for the writer that is inside; a
// writer waits until there is nobody. As long as readers come before the last has
// left, writers starve.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, Scalable reader-writer
// synchronization for shared-memory multiprocessors, PPoPP 1991, section 3: the
// simple reader-preference lock. Its problem is the first of P. J. Courtois, F.
// Heymans, D. L. Parnas, Concurrent control with "readers" and "writers", CACM 14(10), 1971.
type ReaderPreference struct{ state model.Word }

// The parts of a state.
const (
	writing   = 1 // a writer is inside
	oneReader = 2 // times the readers
)

// RLock takes the lock for reading. Counting orders nothing: it only keeps writers
// from coming in. The wait acquires what the writer before released.
func (l *ReaderPreference) RLock() {
	l.state.FetchAndAdd(oneReader, model.Relaxed)
	model.Doorway()
	for l.state.LoadAcquire()&writing != 0 {
		model.Pause()
	}
}

// RUnlock frees a lock taken for reading. The release keeps what was read before it.
func (l *ReaderPreference) RUnlock() { l.state.FetchAndAdd(-oneReader, model.Release) }

// Lock takes the lock for writing.
func (l *ReaderPreference) Lock() {
	model.Doorway()
	for !l.state.CompareAndSwap(0, writing, model.Acquire, model.Relaxed) {
		model.Pause()
	}
}

// Unlock frees a lock taken for writing. The release keeps the critical section before it.
func (l *ReaderPreference) Unlock() { l.state.FetchAndAdd(-writing, model.Release) }

// CheckReaderPreference checks ReaderPreference; the odd threads write.
func CheckReaderPreference(threads, rounds int) {
	var l ReaderPreference
	share(threads, rounds, oddWrite, turnsOf(&l))
}

// CheckReaderPreferenceAlone checks that ReaderPreference keeps readers from each other, which it must not; the odd threads write.
func CheckReaderPreferenceAlone(threads, rounds int) {
	var l ReaderPreference
	share(threads, rounds, oddWrite, aloneOf(&l))
}

// CheckReaderPreferenceSplit checks ReaderPreference with readers that leave by a read and a write:
// another that comes or goes in between is forgotten.
func CheckReaderPreferenceSplit(threads, rounds int) {
	var l ReaderPreference
	t := turnsOf(&l)
	t.read = func(_ int, g *guarded) {
		l.RLock()
		g.read()
		l.state.StoreRelease(l.state.LoadAcquire() - oneReader)
	}
	share(threads, rounds, oddWrite, t)
}

// CheckReaderPreferenceNoWait checks ReaderPreference with a writer that waits for writers only.
func CheckReaderPreferenceNoWait(threads, rounds int) {
	var l ReaderPreference
	t := turnsOf(&l)
	t.write = func(_ int, g *guarded) {
		for {
			s := l.state.Load()
			if s&writing == 0 && l.state.CompareAndSwap(s, s+writing, model.Acquire, model.Relaxed) {
				break
			}
			model.Pause()
		}
		g.write()
		l.Unlock()
	}
	share(threads, rounds, oddWrite, t)
}
