package list

// NoMark is Harris whose Delete links past a node without marking it: what is put behind the node at that time is lost, and
// two that delete neighbours at the same time delete one.
type NoMark struct{ Harris }

// NewNoMark gives an empty set.
func NewNoMark() *NoMark { return new(NoMark) }

// Delete takes key out, and reports whether it was there before.
func (l *NoMark) Delete(key int) bool {
	for {
		left, at := l.search(key)
		n := at.node()
		if !n.is(key) {
			return false
		}
		if left.next.CompareAndSwap(at, n.next.LoadSeqCst()) {
			return true
		}
	}
}

// Blind is Harris whose Contains does not look at marks: it finds nodes that are deleted.
type Blind struct{ Harris }

// NewBlind gives an empty set.
func NewBlind() *Blind { return new(Blind) }

// Contains reports whether key is there.
func (l *Blind) Contains(key int) bool {
	n := l.head.next.LoadSeqCst().node()
	for n != nil && n.key < key {
		n = n.next.LoadSeqCst().node()
	}
	return n.is(key)
}

// Overwritten is Harris whose Delete marks by a write: what is put behind the node, or another's mark, is lost.
type Overwritten struct{ Harris }

// NewOverwritten gives an empty set.
func NewOverwritten() *Overwritten { return new(Overwritten) }

// Delete takes key out, and reports whether it was there before.
func (l *Overwritten) Delete(key int) bool {
	left, at := l.search(key)
	n := at.node()
	if !n.is(key) {
		return false
	}
	next := n.next.LoadSeqCst()
	if next.marked() {
		return false
	}
	n.next.StoreSeqCst(next.mark())
	if !left.next.CompareAndSwap(at, next) {
		l.search(key)
	}
	return true
}
