package deque

// OneSided is ObstructionFree whose pushes do not renew the cell inside: who pops may have renewed the null
// before it was read, and takes the item beside it away. Then there is a null between items.
type OneSided struct{ *ObstructionFree }

// NewOneSided gives an empty deque with room for so many items on either side.
func NewOneSided(left, right int) OneSided { return OneSided{NewObstructionFree(left, right)} }

func (e end) pushOneSided(v int) bool {
	for {
		k, _, null, ok := e.look()
		switch {
		case !ok:
		case k == e.outer:
			return false
		case e.set(k, null, &content{anItem, v}):
			return true
		}
	}
}

// PushLeft puts v at the left, if there is room on that side.
func (d OneSided) PushLeft(v int) bool { return d.left().pushOneSided(v) }

// PushRight puts v at the right, if there is room on that side.
func (d OneSided) PushRight(v int) bool { return d.right().pushOneSided(v) }

// Trusting is ObstructionFree whose pushes take the oracle at its word: that the cell which it gave holds no null any more when it is read is
// not noticed, and another's item is lost.
type Trusting struct{ *ObstructionFree }

// NewTrusting gives an empty deque with room for so many items on either side.
func NewTrusting(left, right int) Trusting { return Trusting{NewObstructionFree(left, right)} }

func (e end) pushTrusting(v int) bool {
	for {
		k := e.oracle()
		if k == e.outer {
			return false
		}
		inner, null := e.cells[k-e.step].LoadSeqCst(), e.cells[k].LoadSeqCst()
		if e.renew(k-e.step, inner) && e.set(k, null, &content{anItem, v}) {
			return true
		}
	}
}

// PushLeft puts v at the left, if there is room on that side.
func (d Trusting) PushLeft(v int) bool { return d.left().pushTrusting(v) }

// PushRight puts v at the right, if there is room on that side.
func (d Trusting) PushRight(v int) bool { return d.right().pushTrusting(v) }
