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
