package sequential

import "heddle/model"

// Mutex is a lock that is not told who holds it.
type Mutex struct{ locked bool }

// NewMutex gives a lock that nobody holds.
func NewMutex() *Mutex { return new(Mutex) }

// Lock takes the lock; it waits while somebody holds it.
func (m *Mutex) Lock() {
	if m.locked {
		model.Refuse()
	}
	m.locked = true
}

// TryLock takes the lock, if nobody holds it.
func (m *Mutex) TryLock() bool {
	if m.locked {
		return false
	}
	m.locked = true
	return true
}

// Unlock gives the lock back; nobody can who does not hold it.
func (m *Mutex) Unlock() {
	if !m.locked {
		model.Refuse()
	}
	m.locked = false
}
