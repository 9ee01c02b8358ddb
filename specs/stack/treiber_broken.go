package stack

import "heddle/model"

// TreiberUnfenced is Treiber by ordinary accesses.
type TreiberUnfenced struct{ Treiber }

// NewTreiberUnfenced gives an empty stack.
func NewTreiberUnfenced() *TreiberUnfenced { return new(TreiberUnfenced) }

// Push puts v on top.
func (s *TreiberUnfenced) Push(v int) {
	n := &node{value: v}
	for {
		n.below = s.top.Load()
		if s.top.CompareAndSwap(n.below, n) {
			return
		}
	}
}

// Pop takes what is on top, if anything is.
func (s *TreiberUnfenced) Pop() (v int, ok bool) {
	for {
		n := s.top.Load()
		if n == nil {
			return 0, false
		}
		if s.top.CompareAndSwap(n, n.below) {
			return n.value, true
		}
	}
}

// TreiberRelaxed does not release the node that is pushed.
type TreiberRelaxed struct{ Treiber }

// NewTreiberRelaxed gives an empty stack.
func NewTreiberRelaxed() *TreiberRelaxed { return new(TreiberRelaxed) }

// Push puts v on top.
func (s *TreiberRelaxed) Push(v int) {
	n := &node{value: v}
	for {
		n.below = s.top.LoadRelaxed()
		if s.top.CompareAndSwap(n.below, n, model.Relaxed) {
			return
		}
	}
}

// TreiberPlainPop takes the top away by a store: two may take the same, or one what has just been pushed.
type TreiberPlainPop struct{ Treiber }

// NewTreiberPlainPop gives an empty stack.
func NewTreiberPlainPop() *TreiberPlainPop { return new(TreiberPlainPop) }

// Pop takes what is on top, if anything is.
func (s *TreiberPlainPop) Pop() (v int, ok bool) {
	n := s.top.LoadAcquire()
	if n == nil {
		return 0, false
	}
	s.top.StoreRelease(n.below)
	return n.value, true
}

// TreiberReread compares with the top as it is after the node was linked, not with what the node was linked to.
type TreiberReread struct{ Treiber }

// NewTreiberReread gives an empty stack.
func NewTreiberReread() *TreiberReread { return new(TreiberReread) }

// Push puts v on top.
func (s *TreiberReread) Push(v int) {
	n := &node{value: v}
	for {
		n.below = s.top.LoadRelaxed()
		if s.top.CompareAndSwap(s.top.LoadRelaxed(), n, model.Release) {
			return
		}
	}
}

// TreiberOnce gives up when another thread was faster, and says that the stack is empty.
type TreiberOnce struct{ Treiber }

// NewTreiberOnce gives an empty stack.
func NewTreiberOnce() *TreiberOnce { return new(TreiberOnce) }

// Pop takes what is on top, if anything is.
func (s *TreiberOnce) Pop() (v int, ok bool) {
	n := s.top.LoadAcquire()
	if n == nil || !s.top.CompareAndSwap(n, n.below, model.Relaxed) {
		return 0, false
	}
	return n.value, true
}
