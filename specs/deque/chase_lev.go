package deque

import "heddle/model"

// ChaseLev is a deque in a circular array, which grows when it is full. Thieves take the item at top by a
// compare-and-swap; the owner takes the one below bottom by a write, and looks at top only to learn whether it was the
// last one, over which it contends with the thieves. Indexes only grow, so that a compare-and-swap is not deceived.
//
// The owner's Pop, in which bottom is written and then top read, and a thief's Steal, in which top is
// read and then bottom, have the fences that must not be missed: of the two at least one sees the other.
//
// Source: D. Chase, Y. Lev, Dynamic circular work-stealing deque, SPAA 2005; the orders are those of N. M. Lê, A.
// Pop, A. Cohen, F. Zappa Nardelli, Correct and efficient work-stealing for weak memory models, PPoPP 2013, figure 1, but
// for two writes of Push: see Published and Buffered. Steal gives up there if another thief is faster; here it tries again.
type ChaseLev struct {
	top, bottom model.Word
	items       model.Pointer[ring]
}

// ring is a circular array: item i is in slot i modulo its length.
type ring struct{ slots []model.Word }

func newRing(size int) *ring { return &ring{make([]model.Word, size)} }

func (r *ring) get(i int) int    { return r.slots[i%len(r.slots)].LoadRelaxed() }
func (r *ring) put(i, v int)     { r.slots[i%len(r.slots)].StoreRelaxed(v) }
func (r *ring) holds(n int) bool { return n <= len(r.slots) }

// NewChaseLev gives an empty deque with an array of that size, which is at least 1.
func NewChaseLev(size int) *ChaseLev {
	d := new(ChaseLev)
	d.items.Store(newRing(size))
	return d
}

// Push puts v at the bottom. The last write releases the item, and the array if it is a new one, with the new bottom.
func (d *ChaseLev) Push(v int) { d.bottom.StoreSeqCst(d.place(v)) }

// place writes v above the bottom, and gives what bottom is to be.
func (d *ChaseLev) place(v int) int {
	b := d.bottom.LoadRelaxed()
	t := d.top.LoadAcquire()
	items := d.items.LoadRelaxed()
	if !items.holds(b - t + 1) {
		items = items.grown(t, b)
		d.items.StoreRelease(items)
	}
	items.put(b, v)
	return b + 1
}

// grown gives a ring twice as long with the items from t to b-1.
func (r *ring) grown(t, b int) *ring {
	longer := newRing(2 * len(r.slots))
	for i := t; i < b; i++ {
		longer.put(i, r.get(i))
	}
	return longer
}

// Pop takes the item that was pushed last, if there is one.
func (d *ChaseLev) Pop() (v int, ok bool) {
	b := d.lower()
	model.Fence()
	return d.takeBottom(b)
}

// lower takes the last item away from those who read bottom from now on, and gives its index.
func (d *ChaseLev) lower() int {
	b := d.bottom.LoadRelaxed() - 1
	d.bottom.StoreRelaxed(b)
	return b
}

// takeBottom takes item b, which is bottom now, if it is there still. If it is the last one, thieves may be about to take it.
func (d *ChaseLev) takeBottom(b int) (v int, ok bool) {
	t := d.top.LoadRelaxed()
	if t < b {
		return d.items.LoadRelaxed().get(b), true
	}
	if t == b {
		v = d.items.LoadRelaxed().get(b)
		ok = d.top.CompareAndSwap(t, t+1, model.SeqCst, model.Relaxed)
	}
	d.bottom.StoreRelaxed(b + 1)
	if !ok {
		return 0, false
	}
	return v, true
}

// Steal takes the item that was pushed first, if there is one. It must read the item before it takes it: once taken,
// the owner may write the slot again.
func (d *ChaseLev) Steal() (v int, ok bool) {
	for {
		t := d.top.LoadAcquire()
		model.Fence()
		if d.bottom.LoadAcquire() <= t {
			return 0, false
		}
		v = d.items.LoadAcquire().get(t)
		if d.top.CompareAndSwap(t, t+1, model.SeqCst, model.Relaxed) {
			return v, true
		}
	}
}
