package recorded

import (
	"cmp"
	"math"
	"slices"
)

// fifo finds an order in which a queue returns what was recorded, or that there is none, in time n log n, if no value was put in twice.
//
// Each operation happens at a moment between its call and its return; of two at one moment either may be the first. A value v may be put in at
// [p, P] and taken out at [t, T], where p ≤ t: if its Dequeue was called before its Enqueue it happens later. It must be put in, or taken out,
// before w, written v → w, if P(v) < p(w) or T(v) < t(w). There is an order if and only if
//
//   - no value was taken out twice, or without being put in;
//   - there are no v → v (it was taken out before it was put in) and no v → w → v. Then → has no cycle: steps v → w and v' → w' for reasons
//     of one kind give v → w' or v' → w, so that the shortest cycle has two values at most;
//   - each operation that found the queue empty has a moment which is in no (P, t), in which the queue holds a value for sure. All values with
//     t up to this moment come before it, the others after it: P and T of these are not before it, p and t of those not after it.
//
// Values are put in and taken out in an order that keeps →, and each is taken out before those are put in that were not called at t.
//
// An Enqueue that never returned may be the last. A Dequeue that never returned may be left out, or have taken any value that no other did: those
// that were put in first must be gone first, so that in the order of P they go to such Dequeues in the order of their calls.
//
// Without operations that find nothing the conditions are those of T. Henzinger, A. Sezgin, V. Vafeiadis, Aspect-oriented linearizability
// proofs, CONCUR 2013, and of A. Bouajjani, M. Emmi, C. Enea, J. Hamza, On reducing linearizability to state reachability, ICALP 2015.
type fifo struct {
	items   []*item
	found   []nothing // Dequeues that found nothing
	ordered []*task
}

// item is a value, and when it may be put in and taken out.
type item struct {
	enqueue, dequeue *task    // dequeue is nil if it stays
	put, taken       interval // [p, P] and [t, T]
	ready            int      // of its two intervals, those that none of another value must come before
	placed           bool
}

// interval is of moments: from ≤ moment ≤ to.
type interval struct{ from, to int64 }

// nothing is a Dequeue that found nothing, and a moment at which it may.
type nothing struct {
	*task
	at int64
}

// fifoOrder gives tasks on a queue in an order that explains them, without Dequeues that have not happened; nil if there is none. It is not known
// if a value is put in twice, or if there are other operations.
func fifoOrder(tasks []*task) (order []*task, known bool) {
	u := usesOf(tasks)
	if u == nil {
		return nil, false
	}
	f := &fifo{items: itemsOf(u), found: u.nothing, ordered: []*task{}}
	if u.impossible || !f.moments() || !f.arrange() {
		return nil, true
	}
	return f.ordered, true
}

// uses is what tasks do with values.
type uses struct {
	enqueues   []*task
	dequeues   map[int64]*task // that returned, by value
	waiting    []*task         // Dequeues that never returned
	nothing    []nothing
	impossible bool // no queue returns what was recorded, whatever the order
}

// usesOf is nil if a value is put in twice, or something else is done.
func usesOf(tasks []*task) *uses {
	u := &uses{dequeues: map[int64]*task{}}
	put := map[int64]bool{}
	for _, t := range tasks {
		if len(t.calls) != 1 {
			return nil
		}
		switch c := t.calls[0]; {
		case c.name == "Enqueue":
			v := c.in[0].Int()
			if put[v] {
				return nil
			}
			put[v] = true
			u.enqueues = append(u.enqueues, t)
		case c.name != "Dequeue" || !t.open() && !c.known:
			return nil
		case t.open():
			u.waiting = append(u.waiting, t)
		case !c.results[1].Bool():
			u.impossible = u.impossible || c.results[0].Int() != 0
			u.nothing = append(u.nothing, nothing{task: t})
		default:
			v := c.results[0].Int()
			u.impossible = u.impossible || u.dequeues[v] != nil
			u.dequeues[v] = t
		}
	}
	for v := range u.dequeues {
		u.impossible = u.impossible || !put[v]
	}
	return u
}

// itemsOf gives the values that were put in, with what takes them out.
func itemsOf(u *uses) []*item {
	var items, left []*item
	for _, t := range u.enqueues {
		i := &item{enqueue: t, dequeue: u.dequeues[t.calls[0].in[0].Int()], put: interval{t.Call, t.Return}, taken: interval{Open, Open}}
		items = append(items, i)
		if i.dequeue == nil {
			left = append(left, i)
		}
	}
	slices.SortStableFunc(left, func(a, b *item) int { return cmp.Compare(a.put.to, b.put.to) })
	slices.SortStableFunc(u.waiting, func(a, b *task) int { return cmp.Compare(a.Call, b.Call) })
	for k := range min(len(left), len(u.waiting)) {
		left[k].dequeue = u.waiting[k]
	}
	for _, i := range items {
		if d := i.dequeue; d != nil {
			i.taken = interval{max(d.Call, i.put.from), d.Return}
		}
	}
	return items
}

// busy leaves out of tasks the Dequeues that never returned for which no value is left: whether there is an order does not depend on them.
func busy(tasks []*task) []*task {
	u := usesOf(tasks)
	if u == nil {
		return tasks
	}
	idle := map[*task]bool{}
	for _, t := range u.waiting {
		idle[t] = true
	}
	for _, i := range itemsOf(u) {
		delete(idle, i.dequeue)
	}
	return slices.DeleteFunc(slices.Clone(tasks), func(t *task) bool { return idle[t] })
}

// moments gives the Dequeues that found nothing the first moments at which they may, in their order. It is false if one has none.
func (f *fifo) moments() bool {
	var full []interval // in which there is a value for sure, without the ends
	for _, i := range f.items {
		if i.put.to < i.taken.from {
			full = append(full, interval{i.put.to, i.taken.from})
		}
	}
	slices.SortFunc(full, func(a, b interval) int { return cmp.Compare(a.from, b.from) })
	slices.SortStableFunc(f.found, func(a, b nothing) int { return cmp.Compare(a.Call, b.Call) })
	next, until := 0, int64(math.MinInt64) // full[:next] are looked at; those that begin before a moment reach to until
	for k := range f.found {
		n := &f.found[k]
		n.at = max(n.Call, until)
		for ; next < len(full) && full[next].from < n.at; next++ {
			if full[next].to > n.at {
				until = full[next].to
				n.at = until
			}
		}
		if n.at > n.Return {
			return false
		}
	}
	return true
}

// arrange puts the operations in order. It is false if there is none.
func (f *fifo) arrange() bool {
	slices.SortStableFunc(f.items, func(a, b *item) int { return cmp.Compare(a.taken.from, b.taken.from) })
	begin := 0
	for _, n := range f.found {
		end := begin
		for end < len(f.items) && f.items[end].taken.from <= n.at {
			end++
		}
		if !f.pass(f.items[begin:end]) {
			return false
		}
		f.ordered, begin = append(f.ordered, n.task), end
	}
	return f.pass(f.items[begin:])
}
