package barrier

import "heddle/model"

// waitUnfenced is Wait by ordinary accesses.
func (b *Sense) waitUnfenced() {
	before := b.sense.Load()
	if b.count.FetchAndAdd(-1) == 1 {
		b.count.Store(b.n)
		b.sense.Store(1 - before)
		return
	}
	for b.sense.Load() == before {
		model.Pause()
	}
}

// CheckSenseUnfenced checks Sense as written for sequential consistency.
func CheckSenseUnfenced(threads, rounds int) {
	b := NewSense(threads)
	phases(threads, rounds, func(_, _ int) { b.waitUnfenced() })
}

// CheckSenseUnfencedEmpty checks Sense as written for sequential consistency,
// without work: the flag can be seen to turn before the count is set up.
func CheckSenseUnfencedEmpty(threads, rounds int) {
	b := NewSense(threads)
	meet(threads, rounds, func(_, _ int) { b.waitUnfenced() })
}

// waitFlipFirst turns the flag before the count is set up: a thread can count
// down in between, and its arrival is lost.
func (b *Sense) waitFlipFirst() {
	before := b.sense.Load()
	if b.count.FetchAndAdd(-1, model.AcqRel) == 1 {
		b.sense.StoreRelease(1 - before)
		b.count.StoreRelease(b.n)
		return
	}
	b.await(1 - before)
}

// CheckSenseFlipFirst checks Sense with the flag turned before the count is set up.
func CheckSenseFlipFirst(threads, rounds int) {
	b := NewSense(threads)
	phases(threads, rounds, func(_, _ int) { b.waitFlipFirst() })
}

// waitLateSample reads the flag after it has arrived, when it may have turned.
func (b *Sense) waitLateSample() {
	last := b.count.FetchAndAdd(-1, model.AcqRel) == 1
	before := b.sense.Load()
	if last {
		b.count.Store(b.n)
		b.sense.StoreRelease(1 - before)
		return
	}
	b.await(1 - before)
}

// CheckSenseLateSample checks Sense with the flag read after the arrival.
func CheckSenseLateSample(threads, rounds int) {
	b := NewSense(threads)
	phases(threads, rounds, func(_, _ int) { b.waitLateSample() })
}

// waitSplit counts down by a load and a store: two arrivals can count as one.
func (b *Sense) waitSplit() {
	before := b.sense.Load()
	count := b.count.LoadAcquire()
	b.count.StoreRelease(count - 1)
	if count == 1 {
		b.count.Store(b.n)
		b.sense.StoreRelease(1 - before)
		return
	}
	b.await(1 - before)
}

// CheckSenseSplit checks Sense with a count down that is not atomic.
func CheckSenseSplit(threads, rounds int) {
	b := NewSense(threads)
	phases(threads, rounds, func(_, _ int) { b.waitSplit() })
}
