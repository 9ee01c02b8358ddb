package deque

import "heddle/model"

// ObstructionFree is a deque in an array that is not circular: left nulls, then the items, then right nulls. An end is the
// boundary between the items and the nulls of its side. Who changes it needs two cells, the last that is
// no null and the null beside it: one is renewed as it is, so that whoever has read it before fails, and then the other one is changed.
// Two that do so in opposite order can make each other fail for ever, and neither ever hinders one who is alone.
//
// A side is full when none of its nulls is left but the outermost, though there may be room on the other side: nothing is moved.
//
// Source: M. Herlihy, V. Luchangco, M. Moir, Obstruction-free synchronization: double-ended queues as an example,
// ICDCS 2003, section 3, figures 1 and 2. Cells have counts there that are raised; here each write makes a new content, and the
// collector keeps one for as long as anybody may look at it. Where an end is an oracle says there, which may be wrong for as long as others
// are at work; here the cells are read from the other side on.
type ObstructionFree struct{ cells []cell }

type cell = model.Pointer[content]

// content is a null, or an item; it never changes.
type content struct {
	kind kind
	item int
}

type kind int

const (
	leftNull kind = iota
	rightNull
	anItem
)

// NewObstructionFree gives an empty deque with room for so many items on either side.
func NewObstructionFree(left, right int) *ObstructionFree {
	d := &ObstructionFree{make([]cell, left+right+2)}
	for i := range d.cells {
		null := leftNull
		if i > left {
			null = rightNull
		}
		d.cells[i].Store(&content{kind: null})
	}
	return d
}

// end is one side of a deque, as seen by one operation.
type end struct {
	cells []cell
	step  int // from one cell to the next towards the outside
	outer int // index of the outermost cell
	null  kind
}

func (d *ObstructionFree) left() end  { return end{d.cells, -1, 0, leftNull} }
func (d *ObstructionFree) right() end { return end{d.cells, 1, len(d.cells) - 1, rightNull} }

// oracle gives the index of the innermost null of the end, as cells are read from the other side on, whose outermost cell is none.
func (e end) oracle() int {
	k := len(e.cells) - 1 - e.outer + e.step
	for k != e.outer && e.cells[k].LoadSeqCst().kind != e.null {
		k += e.step
	}
	return k
}

// look reads the null that the oracle gives, and before it the cell inside of it; ok says whether they are the boundary.
func (e end) look() (k int, inner, null *content, ok bool) {
	k = e.oracle()
	inner, null = e.cells[k-e.step].LoadSeqCst(), e.cells[k].LoadSeqCst()
	return k, inner, null, inner.kind != e.null && null.kind == e.null
}

// renew writes a cell as it was read before.
func (e end) renew(k int, was *content) bool {
	now := *was
	return e.cells[k].CompareAndSwap(was, &now)
}

// set changes a cell that was read before.
func (e end) set(k int, was, now *content) bool { return e.cells[k].CompareAndSwap(was, now) }

// push puts v at the end, if there is room. The cell inside of the null is renewed, and so stays no null until the null is changed.
func (e end) push(v int) bool {
	for {
		k, inner, null, ok := e.look()
		switch {
		case !ok:
		case k == e.outer:
			return false
		case e.renew(k-e.step, inner) && e.set(k, null, &content{anItem, v}):
			return true
		}
	}
}

// pop takes the item at the end, if there is one. The null is renewed, and so stays one until the item is taken.
func (e end) pop() (v int, ok bool) {
	for {
		k, inner, null, ok := e.look()
		switch {
		case !ok:
		case inner.kind != anItem:
			if e.cells[k-e.step].LoadSeqCst() == inner {
				return 0, false // the two kinds of nulls were side by side when the second was read
			}
		case e.renew(k, null) && e.set(k-e.step, inner, &content{kind: e.null}):
			return inner.item, true
		}
	}
}

// PushLeft puts v at the left, if there is room on that side.
func (d *ObstructionFree) PushLeft(v int) bool { return d.left().push(v) }

// PushRight puts v at the right, if there is room on that side.
func (d *ObstructionFree) PushRight(v int) bool { return d.right().push(v) }

// PopLeft takes the item at the left, if there is one.
func (d *ObstructionFree) PopLeft() (v int, ok bool) { return d.left().pop() }

// PopRight takes the item at the right, if there is one.
func (d *ObstructionFree) PopRight() (v int, ok bool) { return d.right().pop() }
