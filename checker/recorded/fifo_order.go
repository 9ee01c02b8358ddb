package recorded

import (
	"cmp"
	"slices"
)

// pass puts the operations on items after those that are in order: what keeps → first. It is false if there is no such order.
func (f *fifo) pass(items []*item) bool {
	inOrder := make([]*item, 0, len(items))
	put := newFront(items, func(i *item) interval { return i.put })
	taken := newFront(items, func(i *item) interval { return i.taken })
	var ready []*item
	for len(inOrder) < len(items) {
		ready = taken.next(put.next(ready))
		if len(ready) == 0 {
			return false // the value with the first P and that with the first T must come before each other
		}
		i := ready[0]
		ready = ready[1:]
		i.placed = true
		inOrder = append(inOrder, i)
	}
	f.merge(inOrder)
	return true
}

// front is what of items may come next, as far as one of their intervals says.
type front struct {
	of           func(*item) interval
	byFrom, byTo []*item // not looked at, and not known to be placed
}

func newFront(items []*item, of func(*item) interval) *front {
	f := &front{of: of, byFrom: slices.Clone(items), byTo: slices.Clone(items)}
	slices.SortStableFunc(f.byFrom, func(a, b *item) int { return cmp.Compare(of(a).from, of(b).from) })
	slices.SortStableFunc(f.byTo, func(a, b *item) int { return cmp.Compare(of(a).to, of(b).to) })
	return f
}

// next adds to ready the items that are ready with this interval, and were with the other one.
func (f *front) next(ready []*item) []*item {
	for f.byTo[0].placed {
		f.byTo = f.byTo[1:]
	}
	for len(f.byFrom) > 0 && f.of(f.byFrom[0]).from <= f.of(f.byTo[0]).to {
		i := f.byFrom[0]
		f.byFrom = f.byFrom[1:]
		if i.ready++; i.ready == 2 {
			ready = append(ready, i)
		}
	}
	return ready
}

// merge puts the operations on items, which are put in and taken out in this order.
func (f *fifo) merge(items []*item) {
	out := 0 // items[:out] are taken out
	for k, i := range items {
		for ; out < k && items[out].taken.from < i.put.from; out++ {
			f.take(items[out])
		}
		f.ordered = append(f.ordered, i.enqueue)
	}
	for _, i := range items[out:] {
		f.take(i)
	}
}

// take lets i be taken out, if it is.
func (f *fifo) take(i *item) {
	if i.dequeue != nil {
		f.ordered = append(f.ordered, i.dequeue)
	}
}
