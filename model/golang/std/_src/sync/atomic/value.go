package atomic

import "heddle/model/golang/step"

// Value holds a value of any one type, with atomic operations.
type Value struct{ v any }

// Load gives the value, nil before the first Store.
func (v *Value) Load() (val any) {
	step.Begin()
	val = v.v
	step.End()
	return val
}

// Store sets the value. Its type must be that of the values before it.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	if _, ok := v.swap(val); !ok {
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
}

// Swap sets the value and gives the old one, nil if there was none.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	old, ok := v.swap(new)
	if !ok {
		panic("sync/atomic: swap of inconsistently typed value into Value")
	}
	return old
}

// swap does so unless the types differ, and reports whether it did.
func (v *Value) swap(val any) (old any, ok bool) {
	step.Begin()
	old = v.v
	ok = old == nil || step.SameType(old, val)
	if ok {
		v.v = val
	}
	step.End()
	return old, ok
}

// CompareAndSwap sets the value to new if it is old, and reports whether it did.
// It panics if they can not be compared.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !step.SameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	// A comparison may panic, which a section must not, so it comes between a
	// step that reads and one that swaps if the value is still the same.
	for {
		now := v.Load()
		if now != nil && !step.SameType(now, new) {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		if now != old {
			return false
		}
		step.Begin()
		swapped = v.v == now
		if swapped {
			v.v = new
		}
		step.End()
		if swapped {
			return true
		}
	}
}
