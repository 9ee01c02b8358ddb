package specs

import "heddle/checker/scenario"

// The sources of more than one entry.
const (
	mcsReaders1991  = "J. M. Mellor-Crummey, M. L. Scott, Scalable reader-writer synchronization for shared-memory multiprocessors, PPoPP 1991"
	courtois1971    = "P. J. Courtois, F. Heymans, D. L. Parnas, Concurrent control with readers and writers, CACM 14(10), 1971"
	brandenburg2010 = "B. B. Brandenburg, J. H. Anderson, Spin-based reader-writer synchronization for multiprocessor real-time systems, Real-Time Systems 46(1), 2010"
)

const notShared = "Claims that readers keep each other out, which is broken: that they share is what the lock is for."

func rwlocks() []Entry {
	return []Entry{
		rwlock("reader-preference", "CheckReaderPreference", mcsReaders1991+", section 3; problem 1 of "+courtois1971,
			"Readers wait for the writer that is inside alone: writers starve.", 3, 2),
		rwlock("reader-preference~alone", "CheckReaderPreferenceAlone", mcsReaders1991, notShared, 3, 1),
		rwlock("reader-preference~split", "CheckReaderPreferenceSplit", mcsReaders1991,
			"A reader leaves by a read and a write: others that come or go in between are forgotten.", 3, 1),
		rwlock("reader-preference~no-wait", "CheckReaderPreferenceNoWait", mcsReaders1991,
			"A writer does not wait for readers.", 2, 1),

		rwlock("courtois-readers", "CheckCourtoisReaders", courtois1971+", problem 1",
			"Readers take the writers' semaphore together: writers starve.", 3, 2),
		rwlock("courtois-readers~alone", "CheckCourtoisReadersAlone", courtois1971, notShared, 3, 1),
		rwlock("courtois-readers~kept", "CheckCourtoisReadersKept", courtois1971,
			"The last reader lets no writer in.", 2, 1),
		rwlock("courtois-readers~unguarded", "CheckCourtoisReadersUnguarded", courtois1971,
			"Readers leave without the mutex that guards their count.", 3, 1),

		rwlock("writer-preference", "CheckWriterPreference", mcsReaders1991+", section 3; problem 2 of "+courtois1971,
			"Readers begin only where no writer is or waits: readers starve.", 3, 2),
		rwlock("writer-preference~alone", "CheckWriterPreferenceAlone", mcsReaders1991, notShared, 3, 1),
		rwlock("writer-preference~no-count", "CheckWriterPreferenceNoCount", mcsReaders1991,
			"A reader does not look again when it has counted itself.", 2, 1),
		rwlock("writer-preference~early", "CheckWriterPreferenceEarly", mcsReaders1991,
			"A writer leaves by a read and a write: readers that come in between are forgotten.", 3, 1),

		rwlock("courtois-writers", "CheckCourtoisWriters", courtois1971+", problem 2",
			"Writers take together what every reader needs to begin: readers starve.", 3, 1),
		rwlock("courtois-writers~alone", "CheckCourtoisWritersAlone", courtois1971, notShared, 3, 1),
		rwlock("courtois-writers~kept", "CheckCourtoisWritersKept", courtois1971,
			"The last writer lets no reader begin.", 2, 1),

		rwlock("phase-fair", "CheckPhaseFair", brandenburg2010+", the phase-fair ticket lock",
			"Phases of readers and of one writer take turns: nobody starves.", 3, 2),
		rwlock("phase-fair~alone", "CheckPhaseFairAlone", brandenburg2010, notShared, 3, 1),
		rwlock("phase-fair~no-phase", "CheckPhaseFairNoPhase", brandenburg2010,
			"Writers have no parity: a reader that misses the moment between two, and the second, wait for each other.", 3, 2),
		rwlock("phase-fair~swapped", "CheckPhaseFairSwapped", brandenburg2010,
			"The next writer comes before the mark of the last is taken back.", 3, 1),
		rwlock("phase-fair~no-wait", "CheckPhaseFairNoWait", brandenburg2010,
			"A writer does not wait for readers.", 2, 1),

		rwlock("queue", "CheckQueue", mcsReaders1991+", section 4",
			"Queue in a linked list, where readers that stand together go together: nobody starves.", 3, 2),
		rwlock("queue~alone", "CheckQueueAlone", mcsReaders1991, notShared, 3, 1),
		bare(rwlock("queue~reused", "CheckQueueReused", mcsReaders1991+", section 4",
			"Each thread uses its node again, which deceives a compare-and-swap: wrong from four threads on.", 4, 2), ClaimUpdate),
		bare(rwlock("queue~swap", "CheckQueueSwap", mcsReaders1991,
			"The last reader lets the writer in without looking for new readers: wrong from four threads on.", 4, 1), ClaimUpdate),
		rwlock("queue~late-class", "CheckQueueLateClass", mcsReaders1991,
			"A writer links itself before it says that it is one: a reader that leaves in between forgets it.", 2, 1),
	}
}

// rwlock gives an entry of package rwlock.
func rwlock(name, check, source, doc string, threads, rounds int) Entry {
	return Entry{
		Name: "rwlock/" + name, Doc: doc, Source: source,
		Package: packagePath("rwlock"), Check: check,
		Threads: threads, Rounds: rounds,
		Claims: []string{ClaimExclusion, ClaimUpdate, ClaimProgress},
	}
}

// pairs are two numbers that readers–writers locks guard.
func pairs() []Entry {
	return []Entry{
		guarded("pair-reader-preference", "NewPair(new(rwlock.ReaderPreference))", mcsReaders1991+", section 3",
			"Two numbers that a lock with reader preference guards.", 2, 2),
		guarded("pair-reader-preference~upgraded", "NewUpgraded(new(rwlock.ReaderPreference))", courtois1971,
			"Read under the lock for reading, and then written under the lock for writing: others write between.", 2, 1),
		guarded("pair-reader-preference~shared", "NewShared(new(rwlock.ReaderPreference))", courtois1971,
			"One operation changes the numbers under the lock for reading.", 2, 1),
		syncPair(guarded("pair-sync", "NewPair(new(sync.RWMutex))", "the Go standard library, package sync",
			"Two numbers that a sync.RWMutex guards.", 2, 2)),
		guarded("pair-writer-preference", "NewPair(new(rwlock.WriterPreference))", mcsReaders1991+", section 3",
			"Two numbers that a lock with writer preference guards.", 2, 2),
	}
}

// guarded gives an entry of two numbers that a lock guards.
func guarded(name, expression, source, doc string, threads, rounds int) Entry {
	return object("rwlock", name, expression, "NewPair()", source, doc, threads, rounds,
		scenario.Operation{Name: "Read", Results: []scenario.Result{scenario.Int, scenario.Int}},
		scenario.Operation{Name: "Write", Parameters: fresh},
		scenario.Operation{Name: "Advance", Results: value})
}

// syncPair gives e whose lock is that of package sync.
func syncPair(e Entry) Entry {
	e.Object.Imports = append(e.Object.Imports, "sync")
	return e
}
