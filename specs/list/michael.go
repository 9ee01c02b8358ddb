package list

// Michael is a set as a sorted linked list, in which a node is deleted in two steps as in Harris. Who finds a marked
// node unlinks it before it goes on: it never stands on a deleted one, which is what lets nodes be
// used again where nothing else tells when one is free.
//
// Source: M. M. Michael, High performance dynamic lock-free hash tables and list-based sets, SPAA 2002, figure 7.
type Michael struct{ head node }

// NewMichael gives an empty set.
func NewMichael() *Michael { return new(Michael) }

// Insert puts key in, and reports whether it was not there before.
func (l *Michael) Insert(key int) bool {
	for {
		before, at := l.find(key)
		if at.node().is(key) {
			return false
		}
		if before.link(at, key) {
			return true
		}
	}
}

// Delete takes key out, and reports whether it was there before.
func (l *Michael) Delete(key int) bool {
	for {
		before, at := l.find(key)
		n := at.node()
		if !n.is(key) {
			return false
		}
		next := n.next.LoadSeqCst()
		if next.marked() || !n.next.CompareAndSwap(next, next.mark()) {
			continue
		}
		if !before.next.CompareAndSwap(at, next) {
			l.find(key) // unlinks it
		}
		return true
	}
}

// Contains reports whether key is there.
func (l *Michael) Contains(key int) bool {
	_, at := l.find(key)
	return at.node().is(key)
}

// find gives the last node with a key less than key and its link, which leads to the first node with another key.
func (l *Michael) find(key int) (before *node, at *link) {
	for {
		if before, at, ok := l.walk(key); ok {
			return before, at
		}
	}
}

// walk is one attempt to find: ok is false if the list has changed where it walks.
func (l *Michael) walk(key int) (before *node, at *link, ok bool) {
	before = &l.head
	at = before.next.LoadSeqCst()
	for n := at.node(); n != nil; n = at.node() {
		next := n.next.LoadSeqCst()
		switch {
		case before.next.LoadSeqCst() != at:
			return nil, nil, false
		case next.marked():
			past := next.unmarked()
			if !before.next.CompareAndSwap(at, past) {
				return nil, nil, false
			}
			at = past
		case n.key >= key:
			return before, at, true
		default:
			before, at = n, next
		}
	}
	return before, at, true
}
