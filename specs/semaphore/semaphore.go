// Package semaphore is a library of counting semaphores in plain Go, each with its broken twins: the mistakes that are made
// when it is written.
//
// A semaphore is a number of permits. It is linearizable: it does what sequential.Semaphore does, and an
// Acquire waits for ever only if that has no permit.
//
// Source: E. W. Dijkstra, Cooperating sequential processes (EWD 123), 1965, section 4.1, where Acquire is P and Release is V.
package semaphore

import "sync"

// Semaphore is a number of permits, guarded by a mutex, and a condition to wait for one.
//
// Source: the form is that of monitors: C. A. R. Hoare, Monitors: an operating system structuring concept, CACM 17(10), 1974,
// section 2, but that who is woken looks again whether there is a permit: somebody else may have come before. That is
// from B. W. Lampson, D. D. Redell, Experience with processes and monitors in Mesa, CACM 23(2), 1980, section 4.
type Semaphore struct {
	mu      sync.Mutex
	free    sync.Cond // there is a permit
	permits int
}

// New gives a semaphore with so many permits.
func New(permits int) *Semaphore {
	s := &Semaphore{permits: permits}
	s.free.L = &s.mu
	return s
}

// Acquire takes a permit; it waits while there is none.
func (s *Semaphore) Acquire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.permits == 0 {
		s.free.Wait()
	}
	s.permits--
}

// TryAcquire takes a permit, if there is one.
func (s *Semaphore) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.permits == 0 {
		return false
	}
	s.permits--
	return true
}

// Release gives a permit back, or a new one.
func (s *Semaphore) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.permits++
	s.free.Signal()
}
