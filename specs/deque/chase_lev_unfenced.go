package deque

import "heddle/model"

// Unfenced is ChaseLev by ordinary accesses, as published for sequential consistency.
type Unfenced struct {
	top, bottom model.Word
	items       model.Pointer[ringUnfenced]
}

type ringUnfenced struct{ slots []model.Word }

func (r *ringUnfenced) slot(i int) *model.Word { return &r.slots[i%len(r.slots)] }

// NewUnfenced gives an empty deque with an array of that size, which is at least 1.
func NewUnfenced(size int) *Unfenced {
	d := new(Unfenced)
	d.items.Store(&ringUnfenced{make([]model.Word, size)})
	return d
}

// Push puts v at the bottom.
func (d *Unfenced) Push(v int) {
	b, t := d.bottom.Load(), d.top.Load()
	items := d.items.Load()
	if size := len(items.slots); b-t >= size {
		longer := &ringUnfenced{make([]model.Word, 2*size)}
		for i := t; i < b; i++ {
			longer.slot(i).Store(items.slot(i).Load())
		}
		d.items.Store(longer)
		items = longer
	}
	items.slot(b).Store(v)
	d.bottom.Store(b + 1)
}

// Pop takes the item that was pushed last, if there is one.
func (d *Unfenced) Pop() (v int, ok bool) {
	b := d.bottom.Load() - 1
	d.bottom.Store(b)
	t := d.top.Load()
	if t > b {
		d.bottom.Store(b + 1)
		return 0, false
	}
	v = d.items.Load().slot(b).Load()
	if t < b {
		return v, true
	}
	ok = d.top.CompareAndSwap(t, t+1)
	d.bottom.Store(b + 1)
	if !ok {
		return 0, false
	}
	return v, true
}

// Steal takes the item that was pushed first, if there is one.
func (d *Unfenced) Steal() (v int, ok bool) {
	for {
		t := d.top.Load()
		if d.bottom.Load() <= t {
			return 0, false
		}
		v = d.items.Load().slot(t).Load()
		if d.top.CompareAndSwap(t, t+1) {
			return v, true
		}
	}
}
