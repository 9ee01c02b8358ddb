package lock

import "heddle/model"

// Anderson is an array-based queue lock: each waiter spins on a slot of its own,
// and a release wakes exactly one. Fair, one read-modify-write a turn, a word of
// space for every thread that may come.
//
// Between releases exactly one slot has the lock: that of the holder or of the
// next to come. At most len(slots) threads may want the lock at a time. The counter wraps with its
// word, after which slots go on in order only if they divide the word's range: where n is no power of two,
// the lock breaks when 2⁶³ turns have been taken, and sooner with a narrower word; see CheckAndersonWrap.
//
// Source: T. E. Anderson, IEEE TPDS 1(1), 1990; J. M. Mellor-Crummey, M. L. Scott,
// ACM TOCS 9(1), 1991, section 2.3. There a thread resets its slot when it gets
// the lock; here, as in the lecture, when it releases it.
type Anderson struct {
	last  model.Word
	slots []model.Word
}

// The states of a slot.
const (
	mustWait = iota
	hasLock
)

// NewAnderson gives a lock for at most n threads at a time.
func NewAnderson(n int) *Anderson {
	l := &Anderson{slots: make([]model.Word, n)}
	l.slots[0].Store(hasLock)
	return l
}

// Lock takes the lock and gives the caller's slot. The increment must be ordered
// with those before and after it: whoever comes to a slot again must have seen that it was reset.
func (l *Anderson) Lock() int {
	my := l.last.FetchAndAdd(1, model.AcqRel) % len(l.slots)
	model.Doorway()
	l.wait(my)
	return my
}

func (l *Anderson) wait(my int) {
	slot := &l.slots[my]
	for slot.LoadAcquire() == mustWait {
		model.Pause()
	}
}

// Unlock passes the lock on from slot my. The release keeps the critical section and the
// reset before it.
func (l *Anderson) Unlock(my int) {
	l.slots[my].Store(mustWait)
	l.slots[(my+1)%len(l.slots)].StoreRelease(hasLock)
}

// CheckAnderson checks Anderson.
func CheckAnderson(threads, rounds int) {
	l := NewAnderson(threads)
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.Lock()
		g.use()
		l.Unlock(my)
	})
}
