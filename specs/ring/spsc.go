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
// A release of the counts would do for the values. But then a store may wait in a buffer when its operation has returned, and who comes after
// that finds no value yet, or no room: see SPSCReleased.
type SPSC struct {
	values     []int
	put, taken model.Word
}

// NewSPSC gives an empty ring for capacity values.
func NewSPSC(capacity int) *SPSC { return &SPSC{values: make([]int, capacity)} }

// Enqueue puts v at the end, if there is room. It acquires from the consumer that the place is free, and releases the value.
func (r *SPSC) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadAcquire() == len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.StoreSeqCst(put + 1)
	return true
}

// Dequeue takes the first value, if there is one. It acquires the value, and releases its place.
func (r *SPSC) Dequeue() (v int, ok bool) {
	taken := r.taken.LoadRelaxed()
	if r.put.LoadAcquire() == taken {
		return 0, false
	}
	v = *r.place(taken)
	r.taken.StoreSeqCst(taken + 1)
	return v, true
}

func (r *SPSC) place(count int) *int { return &r.values[count%len(r.values)] }
