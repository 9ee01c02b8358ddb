package rwlock

import "heddle/model"

// semaphore is a binary semaphore, free at first, that lets threads in in the order in which they come.
// Source: E. W. Dijkstra, Cooperating sequential processes (EWD 123), 1965, section 4; first come,
// first served is ours, by tickets.
type semaphore struct{ tickets, turns model.Word }

// p waits until the semaphore is free and takes it. To acquire shows what was released with it.
func (s *semaphore) p() {
	my := s.tickets.FetchAndAdd(1, model.Relaxed)
	for s.turns.LoadAcquire() != my {
		model.Pause()
	}
}

// v frees the semaphore, whoever has taken it. The release keeps all that came before it.
func (s *semaphore) v() { s.turns.StoreRelease(s.turns.Load() + 1) }

// crowd is a number of threads that take a semaphore together: the first for all, to be
// freed by the last.
type crowd struct {
	mutex semaphore
	count int // guarded by mutex
}

func (c *crowd) enter(s *semaphore) {
	c.mutex.p()
	c.count++
	if c.count == 1 {
		s.p()
	}
	c.mutex.v()
}

func (c *crowd) leave(s *semaphore) {
	c.mutex.p()
	c.count--
	if c.count == 0 {
		s.v()
	}
	c.mutex.v()
}

// CourtoisReaders lets readers take the writers' semaphore together. A reader waits
// at most for those writers that have come before the first of its crowd; as long as readers come before
// the last has left, writers starve.
//
// Source: P. J. Courtois, F. Heymans, D. L. Parnas, Concurrent control with
// "readers" and "writers", CACM 14(10), 1971, problem 1. There semaphores say nothing of order.
type CourtoisReaders struct {
	readers crowd
	write   semaphore
}

// RLock takes the lock for reading.
func (l *CourtoisReaders) RLock() {
	model.Doorway()
	l.readers.enter(&l.write)
}

// RUnlock frees a lock taken for reading.
func (l *CourtoisReaders) RUnlock() { l.readers.leave(&l.write) }

// Lock takes the lock for writing.
func (l *CourtoisReaders) Lock() {
	model.Doorway()
	l.write.p()
}

// Unlock frees a lock taken for writing.
func (l *CourtoisReaders) Unlock() { l.write.v() }

// CourtoisWriters lets writers, too, come as a crowd, which takes a semaphore that
// every reader needs to begin; only one reader at a time waits for that, so that the first writer has at most one
// before it. As long as writers come before the last has left, readers starve.
//
// Source: as CourtoisReaders, problem 2.
type CourtoisWriters struct {
	readers, writers crowd
	first            semaphore // of the readers that want to begin
	begin            semaphore
	write            semaphore
}

// RLock takes the lock for reading.
func (l *CourtoisWriters) RLock() {
	model.Doorway()
	l.first.p()
	l.begin.p()
	l.readers.enter(&l.write)
	l.begin.v()
	l.first.v()
}

// RUnlock frees a lock taken for reading.
func (l *CourtoisWriters) RUnlock() { l.readers.leave(&l.write) }

// Lock takes the lock for writing.
func (l *CourtoisWriters) Lock() {
	model.Doorway()
	l.writers.enter(&l.begin)
	l.write.p()
}

// Unlock frees a lock taken for writing.
func (l *CourtoisWriters) Unlock() {
	l.write.v()
	l.writers.leave(&l.begin)
}
