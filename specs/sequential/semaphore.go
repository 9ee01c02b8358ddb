package sequential

import "heddle/model"

// Semaphore is a number of permits.
type Semaphore struct{ permits int }

// NewSemaphore gives a semaphore with so many permits.
func NewSemaphore(permits int) *Semaphore { return &Semaphore{permits} }

// Acquire takes a permit; it waits while there is none.
func (s *Semaphore) Acquire() {
	if s.permits == 0 {
		model.Refuse()
	}
	s.permits--
}

// TryAcquire takes a permit, if there is one.
func (s *Semaphore) TryAcquire() bool {
	if s.permits == 0 {
		return false
	}
	s.permits--
	return true
}

// Release gives a permit back, or a new one.
func (s *Semaphore) Release() { s.permits++ }
