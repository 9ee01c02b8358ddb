package sequential

// Deque is what a work-stealing deque does: its owner pushes and pops at one end, thieves steal at the other.
type Deque struct{ items []int }

// NewDeque gives an empty deque.
func NewDeque() *Deque { return new(Deque) }

// Push puts v at the bottom.
func (d *Deque) Push(v int) { d.items = append(d.items, v) }

// Pop takes the item at the bottom, if there is one: the one that was pushed last.
func (d *Deque) Pop() (v int, ok bool) {
	last := len(d.items) - 1
	if last < 0 {
		return 0, false
	}
	v = d.items[last]
	d.items = d.items[:last]
	return v, true
}

// Steal takes the item at the top, if there is one: the one that was pushed first.
func (d *Deque) Steal() (v int, ok bool) {
	if len(d.items) == 0 {
		return 0, false
	}
	v = d.items[0]
	d.items = d.items[1:]
	return v, true
}
