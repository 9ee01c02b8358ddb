package rwlock

import "heddle/model"

// WriterPreference lets writers queue with tickets, and readers begin only when no
// writer is there; readers that have begun count themselves, and wait at most for
// the writer that is inside. As long as writers come before the last has left,
// readers starve.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, Scalable reader-writer
// synchronization for shared-memory multiprocessors, PPoPP 1991, section 3: the simple
// writer-preference lock. Its problem is the second of P. J. Courtois, F. Heymans,
// D. L. Parnas, Concurrent control with "readers" and "writers", CACM 14(10), 1971.
type WriterPreference struct {
	requests, completions model.Word // of writers
	state                 model.Word // as that of ReaderPreference
}

// RLock takes the lock for reading. The two looks at requests and completions, and counting, order
// nothing: whether a writer is inside is settled by the state alone. The wait acquires
// what the writer before released.
func (l *WriterPreference) RLock() {
	model.Doorway()
	for l.requests.Load() != l.completions.Load() {
		model.Pause()
	}
	l.state.FetchAndAdd(oneReader, model.Relaxed)
	for l.state.LoadAcquire()&writing != 0 {
		model.Pause()
	}
}

// RUnlock frees a lock taken for reading. The release keeps what was read before it.
func (l *WriterPreference) RUnlock() { l.state.FetchAndAdd(-oneReader, model.Release) }

// Lock takes the lock for writing. To take it from the state acquires what readers
// and the last writer released.
func (l *WriterPreference) Lock() {
	my := l.requests.FetchAndAdd(1, model.Relaxed)
	model.Doorway()
	for l.completions.Load() != my {
		model.Pause()
	}
	for !l.state.CompareAndSwap(0, writing, model.Acquire, model.Relaxed) {
		model.Pause()
	}
}

// Unlock frees a lock taken for writing. Only the writer inside writes completions. The
// release of the state keeps the critical section before it.
func (l *WriterPreference) Unlock() {
	l.state.FetchAndAdd(-writing, model.Release)
	l.completions.Store(l.completions.Load() + 1)
}

// CheckWriterPreference checks WriterPreference; the even threads write.
func CheckWriterPreference(threads, rounds int) {
	var l WriterPreference
	share(threads, rounds, evenWrite, turnsOf(&l))
}

// CheckWriterPreferenceAlone checks that WriterPreference keeps readers from each other, which it
// must not; the odd threads write.
func CheckWriterPreferenceAlone(threads, rounds int) {
	var l WriterPreference
	share(threads, rounds, oddWrite, aloneOf(&l))
}

// CheckWriterPreferenceNoCount checks WriterPreference with readers that rest on requests and completions and
// do not look at the state again: a writer may have come since.
func CheckWriterPreferenceNoCount(threads, rounds int) {
	var l WriterPreference
	t := turnsOf(&l)
	t.read = func(_ int, g *guarded) {
		for l.requests.LoadAcquire() != l.completions.LoadAcquire() {
			model.Pause()
		}
		l.state.FetchAndAdd(oneReader, model.AcqRel)
		g.read()
		l.RUnlock()
	}
	share(threads, rounds, evenWrite, t)
}

// CheckWriterPreferenceEarly checks WriterPreference with a writer that completes before it has freed the state, by a write:
// the next writer's mark is lost.
func CheckWriterPreferenceEarly(threads, rounds int) {
	var l WriterPreference
	t := turnsOf(&l)
	t.write = func(_ int, g *guarded) {
		l.Lock()
		g.write()
		s := l.state.LoadAcquire()
		l.state.StoreRelease(s &^ writing)
		l.completions.Store(l.completions.Load() + 1)
	}
	share(threads, rounds, evenWrite, t)
}
