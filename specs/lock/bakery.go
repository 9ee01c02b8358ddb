package lock

import "heddle/model"

// Bakery is mutual exclusion for any number of threads from reads and writes
// alone: each takes a number higher than all it sees, and the lowest goes first;
// of equal numbers, the lower thread. Fair; two words a thread.
//
// Source: L. Lamport, A new solution of Dijkstra's concurrent programming problem,
// CACM 17(8), 1974. It is published for weaker registers than any memory model
// here has, but for a thread's accesses in program order. Two fences and a
// release keep those orders that it rests on.
type Bakery struct {
	choosing []model.Word
	number   []model.Word // 0: does not want the lock
}

// NewBakery gives a lock for n threads. Each has what it writes in its own memory.
func NewBakery(n int) *Bakery {
	l := &Bakery{choosing: make([]model.Word, n), number: make([]model.Word, n)}
	for id := range n {
		model.Local(id, &l.choosing[id])
		model.Local(id, &l.number[id])
	}
	return l
}

// Lock takes the lock for thread me, one of 0 … n-1. The first fence lets of two who choose at
// once one see that the other does, or that has chosen; the second, of two who have chosen one
// the other's number. The release shows the number to who sees that it is chosen.
func (l *Bakery) Lock(me int) {
	l.choosing[me].Store(1)
	model.Fence()
	my := l.highest(me) + 1
	l.number[me].Store(my)
	l.choosing[me].StoreRelease(0)
	model.Fence()
	model.Doorway()
	for other := range l.number {
		if other != me {
			l.letChoose(other)
			l.letPass(other, me, my)
		}
	}
}

// highest gives the highest number of the threads other than me, whose own is 0.
func (l *Bakery) highest(me int) int {
	highest := 0
	for other := range l.number {
		if other != me {
			highest = max(highest, l.number[other].Load())
		}
	}
	return highest
}

// letChoose waits while other may take a number that is not to be seen yet.
func (l *Bakery) letChoose(other int) {
	choosing := &l.choosing[other]
	for choosing.LoadAcquire() == 1 {
		model.Pause()
	}
}

// letPass waits while other has a number and is before me, who has my.
func (l *Bakery) letPass(other, me, my int) {
	number := &l.number[other]
	for {
		n := number.LoadAcquire()
		if n == 0 || n > my || n == my && other > me {
			return
		}
		model.Pause()
	}
}

// Unlock frees the lock that thread me has. The release keeps the critical section before it.
func (l *Bakery) Unlock(me int) { l.number[me].StoreRelease(0) }

// CheckBakery checks Bakery.
func CheckBakery(threads, rounds int) {
	l := NewBakery(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		l.Lock(id)
		g.use()
		l.Unlock(id)
	})
}
