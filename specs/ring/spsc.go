package ring

import "heddle/model"

// SPSC is a bounded queue between one producer and one consumer by atomic reads and writes alone. Each
// counts what it has put, or taken; only the producer writes put, and only the consumer taken.
//
// 0 ≤ put - taken ≤ capacity.
//
// Source: L. Lamport, Specifying concurrent program modules, ACM TOPLAS 5(2), 1983, section 3. Where there the
// indices go round, here they count on.
//
// That values are there when they are counted, releases and acquires would do for. But that the ring is full, and that it is
// empty, are said of a count of the other side: both sides must not read one that is old after they have written their own. So
// counts are sequentially consistent; see SPSCReleased.
type SPSC struct {
	values     []int
	put, taken model.Word
}

// NewSPSC gives an empty ring for capacity values.
func NewSPSC(capacity int) *SPSC { return &SPSC{values: make([]int, capacity)} }

// Enqueue puts v at the end, if there is room. The place is free, and the value there, when they are counted.
func (r *SPSC) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadSeqCst() == len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.StoreSeqCst(put + 1)
	return true
}

// Dequeue takes the first value, if there is one.
func (r *SPSC) Dequeue() (v int, ok bool) {
	taken := r.taken.LoadRelaxed()
	if r.put.LoadSeqCst() == taken {
		return 0, false
	}
	v = *r.place(taken)
	r.taken.StoreSeqCst(taken + 1)
	return v, true
}

func (r *SPSC) place(count int) *int { return &r.values[count%len(r.values)] }
