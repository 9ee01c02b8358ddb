package sync

import "heddle/model/golang/step"

// RWMutex is a lock for many readers or one writer. As in Go, a writer that waits
// keeps new readers out, and the readers that waited for a writer all come in
// when it is done, before any other writer.
//
// A thread that waits for its turn as a writer (locked by another) does not keep
// readers out; the one that has announced itself (writer) does. Invariant: writer ⇒
// locked; waiting > 0 ⇒ writer; admitted ≤ readers.
type RWMutex struct {
	_        noCopy
	locked   bool // a writer holds the lock or is next
	writer   bool // … and has announced itself: readers wait
	readers  int  // readers inside, or admitted
	waiting  int  // readers that came after the writer
	admitted int  // readers let in by a writer that have yet to notice
}

// RLock blocks until no writer is inside or announced, and enters as a reader.
func (rw *RWMutex) RLock() {
	step.Begin()
	wait := rw.writer
	if wait {
		rw.waiting++
	} else {
		rw.readers++
	}
	step.End()
	if wait {
		step.Begin()
		step.Await(rw.admitted > 0)
		rw.admitted--
		step.End()
	}
}

// TryRLock enters as a reader if no writer is inside or announced, and reports
// whether it did. Only success synchronizes.
func (rw *RWMutex) TryRLock() bool {
	step.Begin()
	if rw.writer {
		step.EndRelaxed()
		return false
	}
	rw.readers++
	step.End()
	return true
}

// RUnlock leaves as a reader.
func (rw *RWMutex) RUnlock() {
	step.Begin()
	inside := rw.readers > 0
	rw.readers--
	step.End()
	if !inside {
		step.Fatal("sync: RUnlock of unlocked RWMutex")
	}
}

// Lock blocks until it is the writer's turn and the readers have left.
func (rw *RWMutex) Lock() {
	step.Begin()
	step.Await(!rw.locked)
	rw.locked = true
	rw.writer = true
	wait := rw.readers > 0
	step.End()
	if wait {
		step.Begin()
		step.Await(rw.readers == 0)
		step.End()
	}
}

// TryLock enters as the writer if nobody is inside, and reports whether it did.
// Only success synchronizes.
func (rw *RWMutex) TryLock() bool {
	step.Begin()
	if rw.locked || rw.readers > 0 {
		step.EndRelaxed()
		return false
	}
	rw.locked = true
	rw.writer = true
	step.End()
	return true
}

// Unlock leaves as the writer and lets the waiting readers in.
func (rw *RWMutex) Unlock() {
	step.Begin()
	held := rw.writer
	rw.readers += rw.waiting
	rw.admitted += rw.waiting
	rw.waiting = 0
	rw.writer = false
	rw.locked = false
	step.End()
	if !held {
		step.Fatal("sync: Unlock of unlocked RWMutex")
	}
}

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// RLocker gives the readers' side as a Locker.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }
