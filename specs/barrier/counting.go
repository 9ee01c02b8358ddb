package barrier

import "heddle/model"

// Counting is the simplest barrier, and broken: threads count down and wait for
// 0, and the last one sets the count up again. A thread that has seen 0 can come to the next
// episode, count down and find the count still at most 0, so that it falls
// through; one that has not seen 0 when the count is set up waits for ever.
//
// Source: lecture example.
type Counting struct {
	n     int
	count model.Word
}

// NewCounting gives a barrier for n threads.
func NewCounting(n int) *Counting {
	b := &Counting{n: n}
	b.count.Store(n)
	return b
}

// Wait arrives, and waits for the count to be 0.
func (b *Counting) Wait() {
	if b.count.FetchAndAdd(-1, model.AcqRel) == 1 {
		b.count.StoreRelease(b.n)
		return
	}
	for b.count.LoadAcquire() > 0 {
		model.Pause()
	}
}

// CheckCounting checks Counting.
func CheckCounting(threads, rounds int) {
	b := NewCounting(threads)
	phases(threads, rounds, func(_, _ int) { b.Wait() })
}

// TwoLoops is the lecture's repair of Counting, and broken too: a thread waits
// for the count to be 0 and then to be set up again. Nobody leaves early, but who
// does not look between the last count down and the setting up never sees 0 and waits for
// ever: with two threads, in the first episode.
//
// Source: lecture example, there said to be right.
type TwoLoops struct{ Counting }

// NewTwoLoops gives a barrier for n threads.
func NewTwoLoops(n int) *TwoLoops {
	b := &TwoLoops{}
	b.n = n
	b.count.Store(n)
	return b
}

// Wait arrives, waits for the count to be 0, and then for it to be n.
func (b *TwoLoops) Wait() {
	if b.count.FetchAndAdd(-1, model.AcqRel) == 1 {
		b.count.StoreRelease(b.n)
		return
	}
	for b.count.LoadAcquire() > 0 {
		model.Pause()
	}
	for b.count.LoadAcquire() != b.n {
		model.Pause()
	}
}

// CheckTwoLoops checks TwoLoops.
func CheckTwoLoops(threads, rounds int) {
	b := NewTwoLoops(threads)
	phases(threads, rounds, func(_, _ int) { b.Wait() })
}
