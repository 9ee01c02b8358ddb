package register

import "heddle/model"

// SafeBit is a safe register of 0 and 1 with one writer, as weak as one may be. A write takes two steps, between which a read gives anything.
type SafeBit struct{ state model.Word }

// writing is the state of a SafeBit in the midst of a write.
const writing = -1

// NewSafeBit gives a register that is 0.
func NewSafeBit() *SafeBit { return new(SafeBit) }

// Write sets the bit.
func (r *SafeBit) Write(v int) {
	r.state.StoreSeqCst(writing)
	r.state.StoreSeqCst(v)
}

// Read gives the bit.
func (r *SafeBit) Read() int {
	v := r.state.LoadSeqCst()
	if v == writing {
		return model.Choose(2)
	}
	return v
}

// Regular is a regular register with one writer, as weak as one may be. A write takes two steps, between which a read gives the
// value before or the new one.
type Regular[T comparable] struct{ state model.Pointer[change[T]] }

// change is a write that is under way, or, if both are the same, done. It never changes.
type change[T comparable] struct{ before, after T }

// NewRegular gives a register that is 0.
func NewRegular() *Regular[int] { return new(Regular[int]) }

// Write sets the value.
func (r *Regular[T]) Write(v T) {
	var before T
	if c := r.state.LoadSeqCst(); c != nil {
		before = c.after
	}
	r.state.StoreSeqCst(&change[T]{before, v})
	r.state.StoreSeqCst(&change[T]{v, v})
}

// Read gives the value.
func (r *Regular[T]) Read() (v T) {
	c := r.state.LoadSeqCst()
	switch {
	case c == nil:
		return v
	case c.before != c.after && model.Choose(2) == 0:
		return c.before
	}
	return c.after
}
