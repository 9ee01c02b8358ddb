package list

// Harris is a set as a sorted linked list. A node is deleted in two steps: its own link is marked, which
// takes the key out of the set and keeps anything from being put behind the node, and then the node
// before is linked past it. Who finds marked nodes on the way does that for all of them that stand together.
//
// Source: T. L. Harris, A pragmatic implementation of non-blocking linked-lists, DISC 2001, section 3.
type Harris struct{ head node }

// NewHarris gives an empty set.
func NewHarris() *Harris { return new(Harris) }

// Insert puts key in, and reports whether it was not there before.
func (l *Harris) Insert(key int) bool {
	for {
		left, at := l.search(key)
		if at.node().is(key) {
			return false
		}
		if left.link(at, key) {
			return true
		}
	}
}

// Delete takes key out, and reports whether it was there before.
func (l *Harris) Delete(key int) bool {
	for {
		left, at := l.search(key)
		n := at.node()
		if !n.is(key) {
			return false
		}
		next := n.next.LoadSeqCst()
		if next.marked() || !n.next.CompareAndSwap(next, next.mark()) {
			continue
		}
		if !left.next.CompareAndSwap(at, next) {
			l.search(key) // unlinks it
		}
		return true
	}
}

// Contains reports whether key is there.
func (l *Harris) Contains(key int) bool {
	_, at := l.search(key)
	return at.node().is(key)
}

// search gives the last node with a key less than key and its link, which leads to the first node with another key: neither of
// them was marked, and they were adjacent, at one moment.
func (l *Harris) search(key int) (left *node, at *link) {
	for {
		left, at = &l.head, l.head.next.LoadSeqCst()
		last := at // the link to n
		for n := at.node(); n != nil; n = last.node() {
			next := n.next.LoadSeqCst()
			if !next.marked() {
				if n.key >= key {
					break
				}
				left, at = n, next
			}
			last = next
		}
		if last != at { // there are marked nodes between
			past := last.unmarked()
			if !left.next.CompareAndSwap(at, past) {
				continue
			}
			at = past
		}
		if n := at.node(); n == nil || !n.next.LoadSeqCst().marked() {
			return left, at
		}
	}
}
