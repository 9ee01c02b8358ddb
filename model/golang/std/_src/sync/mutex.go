// Package sync is Go's package sync in atomic steps: each blocking operation is
// as few of them as its meaning allows.
package sync

import "heddle/model/golang/step"

// noCopy marks a type that must not be copied after its first use.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// Locker is a lock.
type Locker interface {
	Lock()
	Unlock()
}

// Mutex is a mutual exclusion lock. Which of several waiting threads gets it is open.
type Mutex struct {
	_      noCopy
	locked bool
}

// Lock blocks until the lock is free, and takes it.
func (m *Mutex) Lock() {
	step.Begin()
	step.Await(!m.locked)
	m.locked = true
	step.End()
}

// TryLock takes the lock if it is free, and reports whether it did. Only success
// synchronizes.
func (m *Mutex) TryLock() bool {
	step.Begin()
	if m.locked {
		step.EndRelaxed()
		return false
	}
	m.locked = true
	step.End()
	return true
}

// Unlock frees the lock, whoever holds it.
func (m *Mutex) Unlock() {
	step.Begin()
	held := m.locked
	m.locked = false
	step.End()
	if !held {
		step.Fatal("sync: unlock of unlocked mutex")
	}
}
