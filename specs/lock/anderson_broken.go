package lock

import "heddle/model"

// lockUnfenced is Lock by ordinary accesses.
func (l *Anderson) lockUnfenced() int {
	my := l.last.FetchAndAdd(1) % len(l.slots)
	model.Doorway()
	slot := &l.slots[my]
	for slot.Load() == mustWait {
		model.Pause()
	}
	return my
}

// unlockUnfenced is Unlock by ordinary accesses.
func (l *Anderson) unlockUnfenced(my int) {
	l.slots[my].Store(mustWait)
	l.slots[(my+1)%len(l.slots)].Store(hasLock)
}

// CheckAndersonUnfenced checks Anderson as written for sequential consistency.
func CheckAndersonUnfenced(threads, rounds int) {
	l := NewAnderson(threads)
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.lockUnfenced()
		g.use()
		l.unlockUnfenced(my)
	})
}

// CheckAndersonUnfencedEmpty checks Anderson as written for sequential consistency
// for mutual exclusion alone: the reset of a slot can reach memory after the lock has come around.
func CheckAndersonUnfencedEmpty(threads, rounds int) {
	l := NewAnderson(threads)
	excludeOnly(threads, rounds, func(_ int, g *guarded) {
		my := l.lockUnfenced()
		g.pass()
		l.unlockUnfenced(my)
	})
}

// unlockSwapped passes the lock on before it resets its slot: the reset can
// wipe out a lock that has come all the way around.
func (l *Anderson) unlockSwapped(my int) {
	l.slots[(my+1)%len(l.slots)].StoreRelease(hasLock)
	l.slots[my].StoreRelease(mustWait)
}

// CheckAndersonSwapped checks Anderson with the two steps of Unlock swapped.
func CheckAndersonSwapped(threads, rounds int) {
	l := NewAnderson(threads)
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.Lock()
		g.use()
		l.unlockSwapped(my)
	})
}

// unlockNoReset leaves its slot as it is: whoever comes to it again need not wait.
func (l *Anderson) unlockNoReset(my int) {
	l.slots[(my+1)%len(l.slots)].StoreRelease(hasLock)
}

// CheckAndersonNoReset checks Anderson with slots that are not reset.
func CheckAndersonNoReset(threads, rounds int) {
	l := NewAnderson(threads)
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.Lock()
		g.use()
		l.unlockNoReset(my)
	})
}

// CheckAndersonFewSlots checks Anderson with one slot less than threads: two
// waiters share a slot.
func CheckAndersonFewSlots(threads, rounds int) {
	l := NewAnderson(max(1, threads-1))
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.Lock()
		g.use()
		l.Unlock(my)
	})
}

// lockWrap takes slots from a counter that wraps at 4.
func (l *Anderson) lockWrap() int {
	my := l.last.FetchAndAdd(1, model.AcqRel) & 3 % len(l.slots)
	model.Doorway()
	l.wait(my)
	return my
}

// CheckAndersonWrap checks Anderson with a counter that wraps at 4: right if the
// slots divide 4, else the order of slots jumps when it wraps.
func CheckAndersonWrap(threads, rounds int) {
	l := NewAnderson(threads)
	exclude(threads, rounds, func(_ int, g *guarded) {
		my := l.lockWrap()
		g.use()
		l.Unlock(my)
	})
}
