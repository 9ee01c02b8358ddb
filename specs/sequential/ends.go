package sequential

// Ends is what a deque in an array does in which nothing is moved: it has room for so many more items at either end, and what an
// item has left is room at the end where it was taken.
type Ends struct {
	items       []int
	left, right int
}

// NewEnds gives an empty deque with that room.
func NewEnds(left, right int) *Ends { return &Ends{left: left, right: right} }

// PushLeft puts v at the left, if there is room.
func (e *Ends) PushLeft(v int) bool {
	if e.left == 0 {
		return false
	}
	e.left--
	e.items = append([]int{v}, e.items...)
	return true
}

// PushRight puts v at the right, if there is room.
func (e *Ends) PushRight(v int) bool {
	if e.right == 0 {
		return false
	}
	e.right--
	e.items = append(e.items, v)
	return true
}

// PopLeft takes the item at the left, if there is one.
func (e *Ends) PopLeft() (v int, ok bool) {
	if len(e.items) == 0 {
		return 0, false
	}
	v = e.items[0]
	e.items = e.items[1:]
	e.left++
	return v, true
}

// PopRight takes the item at the right, if there is one.
func (e *Ends) PopRight() (v int, ok bool) {
	last := len(e.items) - 1
	if last < 0 {
		return 0, false
	}
	v = e.items[last]
	e.items = e.items[:last]
	e.right++
	return v, true
}
