package semaphore

// Hoare is Semaphore in which who is woken takes a permit without looking again: one who came since may have taken it, and
// there are less than none.
type Hoare struct{ *Semaphore }

// NewHoare gives a semaphore with so many permits.
func NewHoare(permits int) Hoare { return Hoare{New(permits)} }

// Acquire takes a permit; it waits while there is none.
func (s Hoare) Acquire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.permits == 0 {
		s.free.Wait()
	}
	s.permits--
}

// Sparing is Semaphore whose Release wakes somebody only if there was no permit before: a second one, given before the
// first who was woken has taken his, wakes nobody. The wake-up is lost.
type Sparing struct{ *Semaphore }

// NewSparing gives a semaphore with so many permits.
func NewSparing(permits int) Sparing { return Sparing{New(permits)} }

// Release gives a permit back, or a new one.
func (s Sparing) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.permits++; s.permits == 1 {
		s.free.Signal()
	}
}
