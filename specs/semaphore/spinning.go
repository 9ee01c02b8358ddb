package semaphore

import "heddle/model"

// Spinning is a number of permits in one word; who finds none spins. TryAcquire is wait-free but for others
// that take or give permits.
type Spinning struct{ permits model.Word }

// NewSpinning gives a semaphore with so many permits.
func NewSpinning(permits int) *Spinning {
	s := new(Spinning)
	s.permits.Store(permits)
	return s
}

// Acquire takes a permit; it waits while there is none.
func (s *Spinning) Acquire() {
	for !s.TryAcquire() {
		model.Pause()
	}
}

// TryAcquire takes a permit, if there is one. What it says if there is none is true when it says it: it must not have been told late.
func (s *Spinning) TryAcquire() bool {
	for {
		n := s.permits.LoadSeqCst()
		if n == 0 {
			return false
		}
		if s.permits.CompareAndSwap(n, n-1, model.SeqCst, model.Relaxed) {
			return true
		}
	}
}

// Release gives a permit back, or a new one.
func (s *Spinning) Release() { s.permits.FetchAndAdd(1) }

// Subtracting is Spinning that looks for a permit, and then subtracts one: of two who look at the last one both take it.
type Subtracting struct{ *Spinning }

// NewSubtracting gives a semaphore with so many permits.
func NewSubtracting(permits int) Subtracting { return Subtracting{NewSpinning(permits)} }

// Acquire takes a permit; it waits while there is none.
func (s Subtracting) Acquire() {
	for !s.TryAcquire() {
		model.Pause()
	}
}

// TryAcquire takes a permit, if there is one.
func (s Subtracting) TryAcquire() bool {
	if s.permits.LoadSeqCst() <= 0 {
		return false
	}
	s.permits.FetchAndAdd(-1)
	return true
}
