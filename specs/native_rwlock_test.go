package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs/rwlock"
)

// nativeRWLock is a readers–writers lock to run natively: it gives what a thread does to take
// the lock for reading, or for writing, be in its critical section, and free it.
type nativeRWLock struct {
	name  string
	check func(threads, rounds int)
	turns func() (read, write func(critical func()))
}

func nativeRWLocks() []nativeRWLock {
	type rw interface {
		RLock()
		RUnlock()
		Lock()
		Unlock()
	}
	of := func(l rw) (read, write func(func())) {
		return func(critical func()) {
				l.RLock()
				critical()
				l.RUnlock()
			}, func(critical func()) {
				l.Lock()
				critical()
				l.Unlock()
			}
	}
	return []nativeRWLock{
		{"rwlock/reader-preference", rwlock.CheckReaderPreference, func() (read, write func(func())) { return of(new(rwlock.ReaderPreference)) }},
		{"rwlock/writer-preference", rwlock.CheckWriterPreference, func() (read, write func(func())) { return of(new(rwlock.WriterPreference)) }},
		{"rwlock/courtois-readers", rwlock.CheckCourtoisReaders, func() (read, write func(func())) { return of(new(rwlock.CourtoisReaders)) }},
		{"rwlock/courtois-writers", rwlock.CheckCourtoisWriters, func() (read, write func(func())) { return of(new(rwlock.CourtoisWriters)) }},
		{"rwlock/phase-fair", rwlock.CheckPhaseFair, func() (read, write func(func())) {
			var l rwlock.PhaseFair
			return func(critical func()) {
					l.RLock()
					critical()
					l.RUnlock()
				}, func(critical func()) {
					mark := l.Lock()
					critical()
					l.Unlock(mark)
				}
		}},
		{"rwlock/queue", rwlock.CheckQueue, func() (read, write func(func())) {
			var l rwlock.Queue
			return func(critical func()) {
					me := new(rwlock.QueueNode)
					l.RLock(me)
					critical()
					l.RUnlock(me)
				}, func(critical func()) {
					me := new(rwlock.QueueNode)
					l.Lock(me)
					critical()
					l.Unlock(me)
				}
		}},
	}
}

// TestRWLocksNatively lets writers keep two counters equal and readers look at them. There is
// no other synchronization than the lock's.
func TestRWLocksNatively(t *testing.T) {
	for _, l := range nativeRWLocks() {
		t.Run(l.name, func(t *testing.T) {
			const threads, rounds, writers = 8, 300, 2
			read, write := l.turns()
			first, second := 0, 0
			torn := make([]int, threads)
			model.Run(threads, func(id int) {
				for range rounds {
					if id < writers {
						write(func() { first++; second++ })
						continue
					}
					read(func() {
						if first != second {
							torn[id]++
						}
					})
				}
			})
			assert.Equal(t, [2]int{writers * rounds, writers * rounds}, [2]int{first, second})
			assert.Equal(t, make([]int, threads), torn)
			l.check(threads, rounds/5)
		})
	}
}

// TestReadersShareNatively: a reader waits, inside, until another is inside too.
func TestReadersShareNatively(t *testing.T) {
	for _, l := range nativeRWLocks() {
		read, _ := l.turns()
		var inside model.Word
		model.Run(2, func(int) {
			read(func() {
				inside.FetchAndAdd(1)
				for inside.Load() < 2 {
					model.Pause()
				}
			})
		})
	}
}
