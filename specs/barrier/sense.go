package barrier

import "heddle/model"

// Sense is the centralized barrier with sense reversal: threads count down and
// wait for a flag, which the last to arrive turns over after it has set the
// count up again. All spin on one word.
//
// Source: D. Hensgen, R. Finkel, U. Manber, Two algorithms for barrier
// synchronization, International Journal of Parallel Programming 17(1), 1988; J. M. Mellor-Crummey,
// M. L. Scott, ACM TOCS 9(1), 1991, section 3.1. There a thread keeps its sense; here, as
// in the lecture, it reads the flag before it arrives, when it cannot turn.
type Sense struct {
	n            int
	count, sense model.Word
}

// NewSense gives a barrier for n threads.
func NewSense(n int) *Sense {
	b := &Sense{n: n}
	b.count.Store(n)
	return b
}

// Wait arrives, and waits for all. The last to arrive acquires what each has released by its
// arrival, and releases that, and the count, by turning the flag.
func (b *Sense) Wait() {
	before := b.sense.Load()
	if b.count.FetchAndAdd(-1, model.AcqRel) == 1 {
		b.count.Store(b.n)
		b.sense.StoreRelease(1 - before)
		return
	}
	b.await(1 - before)
}

func (b *Sense) await(sense int) {
	for b.sense.LoadAcquire() != sense {
		model.Pause()
	}
}

// CheckSense checks Sense.
func CheckSense(threads, rounds int) {
	b := NewSense(threads)
	phases(threads, rounds, func(_, _ int) { b.Wait() })
}
