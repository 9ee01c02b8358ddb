package rwlock

// CheckCourtoisReaders checks CourtoisReaders; the odd threads write.
func CheckCourtoisReaders(threads, rounds int) {
	var l CourtoisReaders
	share(threads, rounds, oddWrite, turnsOf(&l))
}

// CheckCourtoisReadersAlone checks that CourtoisReaders keeps readers from each other, which it must not;
// the odd threads write.
func CheckCourtoisReadersAlone(threads, rounds int) {
	var l CourtoisReaders
	share(threads, rounds, oddWrite, aloneOf(&l))
}

// keptByReaders never frees the writers' semaphore.
type keptByReaders struct{ CourtoisReaders }

func (l *keptByReaders) RUnlock() {
	l.readers.mutex.p()
	l.readers.count--
	l.readers.mutex.v()
}

// CheckCourtoisReadersKept checks CourtoisReaders with a last reader that lets no writer in; the odd threads write.
func CheckCourtoisReadersKept(threads, rounds int) {
	var l keptByReaders
	share(threads, rounds, oddWrite, turnsOf(&l))
}

// unguardedReaders counts readers outside of their mutex when they leave.
type unguardedReaders struct{ CourtoisReaders }

func (l *unguardedReaders) RUnlock() {
	l.readers.count--
	if l.readers.count == 0 {
		l.write.v()
	}
}

// CheckCourtoisReadersUnguarded checks CourtoisReaders with readers that leave without their mutex; the odd threads write.
func CheckCourtoisReadersUnguarded(threads, rounds int) {
	var l unguardedReaders
	share(threads, rounds, oddWrite, turnsOf(&l))
}

// CheckCourtoisWriters checks CourtoisWriters; the even threads write.
func CheckCourtoisWriters(threads, rounds int) {
	var l CourtoisWriters
	share(threads, rounds, evenWrite, turnsOf(&l))
}

// CheckCourtoisWritersAlone checks that CourtoisWriters keeps readers from each other, which it must not;
// the odd threads write.
func CheckCourtoisWritersAlone(threads, rounds int) {
	var l CourtoisWriters
	share(threads, rounds, oddWrite, aloneOf(&l))
}

// keptByWriters never lets readers begin again.
type keptByWriters struct{ CourtoisWriters }

func (l *keptByWriters) Unlock() {
	l.write.v()
	l.writers.mutex.p()
	l.writers.count--
	l.writers.mutex.v()
}

// CheckCourtoisWritersKept checks CourtoisWriters with a last writer that lets no reader begin; the even threads write.
func CheckCourtoisWritersKept(threads, rounds int) {
	var l keptByWriters
	share(threads, rounds, evenWrite, turnsOf(&l))
}
