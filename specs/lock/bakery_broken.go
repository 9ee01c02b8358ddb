package lock

import "heddle/model"

// lockUnfenced is Lock by ordinary accesses.
func (l *Bakery) lockUnfenced(me int) {
	l.choosing[me].Store(1)
	my := l.highest(me) + 1
	l.number[me].Store(my)
	l.choosing[me].Store(0)
	model.Doorway()
	for other := range l.number {
		if other == me {
			continue
		}
		choosing, number := &l.choosing[other], &l.number[other]
		for choosing.Load() == 1 {
			model.Pause()
		}
		for {
			n := number.Load()
			if n == 0 || n > my || n == my && other > me {
				break
			}
			model.Pause()
		}
	}
}

// CheckBakeryUnfenced checks Bakery as published, for accesses in program order.
func CheckBakeryUnfenced(threads, rounds int) {
	l := NewBakery(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lockUnfenced(id)
		g.use()
		l.number[id].Store(0)
	})
}

// lockNoChoosing does not say that it chooses: a thread that has computed its
// number but not written it is passed, and then comes first.
func (l *Bakery) lockNoChoosing(me int) {
	my := l.highest(me) + 1
	l.number[me].Store(my)
	model.Fence()
	model.Doorway()
	for other := range l.number {
		if other != me {
			l.letPass(other, me, my)
		}
	}
}

// CheckBakeryNoChoosing checks Bakery without the choosing flags.
func CheckBakeryNoChoosing(threads, rounds int) {
	l := NewBakery(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lockNoChoosing(id)
		g.use()
		l.Unlock(id)
	})
}

// lockNoTieBreak lets both of two equal numbers pass: the order is not total.
func (l *Bakery) lockNoTieBreak(me int) {
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
			l.letPass(other, me-len(l.number), my)
		}
	}
}

// CheckBakeryNoTieBreak checks Bakery where equal numbers do not wait for each other.
func CheckBakeryNoTieBreak(threads, rounds int) {
	l := NewBakery(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		l.lockNoTieBreak(id)
		g.use()
		l.Unlock(id)
	})
}
