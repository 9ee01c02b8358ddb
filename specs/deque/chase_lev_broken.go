package deque

import "heddle/model"

// NoFence is ChaseLev without the fence in Pop: the read of top may come before the write of bottom, and
// a thief takes the item that the owner takes.
type NoFence struct{ *ChaseLev }

// NewNoFence gives an empty deque with an array of that size.
func NewNoFence(size int) NoFence { return NoFence{NewChaseLev(size)} }

// Pop takes the item that was pushed last, if there is one.
func (d NoFence) Pop() (v int, ok bool) { return d.takeBottom(d.lower()) }

// NoCompare is ChaseLev whose owner takes the last item by a write of top: a thief may have taken it since top was read.
type NoCompare struct{ *ChaseLev }

// NewNoCompare gives an empty deque with an array of that size.
func NewNoCompare(size int) NoCompare { return NoCompare{NewChaseLev(size)} }

// Pop takes the item that was pushed last, if there is one.
func (d NoCompare) Pop() (v int, ok bool) {
	b := d.lower()
	model.Fence()
	t := d.top.LoadRelaxed()
	if t > b {
		d.bottom.StoreRelaxed(b + 1)
		return 0, false
	}
	v = d.items.LoadRelaxed().get(b)
	if t == b {
		d.top.StoreRelaxed(t + 1)
		d.bottom.StoreRelaxed(b + 1)
	}
	return v, true
}

// LateLower is ChaseLev whose owner reads top before it lowers bottom: what it knows of thieves is old.
type LateLower struct{ *ChaseLev }

// NewLateLower gives an empty deque with an array of that size.
func NewLateLower(size int) LateLower { return LateLower{NewChaseLev(size)} }

// Pop takes the item that was pushed last, if there is one.
func (d LateLower) Pop() (v int, ok bool) {
	t := d.top.LoadSeqCst()
	b := d.bottom.LoadRelaxed() - 1
	if t > b {
		return 0, false
	}
	v = d.items.LoadRelaxed().get(b)
	if t < b {
		d.bottom.StoreSeqCst(b)
		return v, true
	}
	if !d.top.CompareAndSwap(t, t+1) {
		return 0, false
	}
	return v, true
}

// LateRead is ChaseLev whose thieves read an item when they have taken it: the owner may have written the slot again.
type LateRead struct{ *ChaseLev }

// NewLateRead gives an empty deque with an array of that size.
func NewLateRead(size int) LateRead { return LateRead{NewChaseLev(size)} }

// Steal takes the item that was pushed first, if there is one.
func (d LateRead) Steal() (v int, ok bool) {
	for {
		t := d.top.LoadAcquire()
		model.Fence()
		if d.bottom.LoadAcquire() <= t {
			return 0, false
		}
		if d.top.CompareAndSwap(t, t+1) {
			return d.items.LoadAcquire().get(t), true
		}
	}
}

// Copied is ChaseLev that grows by copying slot by slot: an item whose index is longer than the old array is not
// where it is looked for.
type Copied struct{ *ChaseLev }

// NewCopied gives an empty deque with an array of that size.
func NewCopied(size int) Copied { return Copied{NewChaseLev(size)} }

// Push puts v at the bottom.
func (d Copied) Push(v int) {
	b, t := d.bottom.LoadRelaxed(), d.top.LoadAcquire()
	if items := d.items.LoadRelaxed(); !items.holds(b - t + 1) {
		longer := newRing(2 * len(items.slots))
		for i := range items.slots {
			longer.put(i, items.get(i))
		}
		d.items.StoreRelease(longer)
	}
	d.ChaseLev.Push(v)
}

// Published is ChaseLev with the orders that were published: a grown array is published by a relaxed write. A thief
// that has read an old bottom finds the new array, but not the items in it.
//
// That it is wrong was found by a checker: B. Norris, B. Demsky, CDSChecker: checking concurrent data structures written with C/C++
// atomics, OOPSLA 2013, section 6.
type Published struct{ *ChaseLev }

// NewPublished gives an empty deque with an array of that size.
func NewPublished(size int) Published { return Published{NewChaseLev(size)} }

// Push puts v at the bottom.
func (d Published) Push(v int) {
	b, t := d.bottom.LoadRelaxed(), d.top.LoadAcquire()
	if items := d.items.LoadRelaxed(); !items.holds(b - t + 1) {
		d.items.StoreRelaxed(items.grown(t, b))
	}
	d.ChaseLev.Push(v)
}

// Buffered is ChaseLev with the order of bottom that was published: Push may return before others see the item. That is right where
// happens-before is all that orders operations, and not where time does.
type Buffered struct{ *ChaseLev }

// NewBuffered gives an empty deque with an array of that size.
func NewBuffered(size int) Buffered { return Buffered{NewChaseLev(size)} }

// Push puts v at the bottom.
func (d Buffered) Push(v int) {
	b := d.place(v)
	model.Fence(model.Release)
	d.bottom.StoreRelaxed(b)
}
