package atomic

import "heddle/model/golang/step"

// noCopy marks a type that must not be copied after its first use.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// Int32 is an int32 with atomic operations.
type Int32 struct {
	_ noCopy
	v int32
}

func (x *Int32) Load() int32                { return step.Load(&x.v) }
func (x *Int32) Store(val int32)            { step.Store(&x.v, val) }
func (x *Int32) Swap(new int32) (old int32) { return step.Swap(&x.v, new) }
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
func (x *Int32) Add(delta int32) (new int32) { return step.Add(&x.v, delta) }
func (x *Int32) And(mask int32) (old int32)  { return step.And(&x.v, mask) }
func (x *Int32) Or(mask int32) (old int32)   { return step.Or(&x.v, mask) }

// Int64 is an int64 with atomic operations.
type Int64 struct {
	_ noCopy
	v int64
}

func (x *Int64) Load() int64                { return step.Load(&x.v) }
func (x *Int64) Store(val int64)            { step.Store(&x.v, val) }
func (x *Int64) Swap(new int64) (old int64) { return step.Swap(&x.v, new) }
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
func (x *Int64) Add(delta int64) (new int64) { return step.Add(&x.v, delta) }
func (x *Int64) And(mask int64) (old int64)  { return step.And(&x.v, mask) }
func (x *Int64) Or(mask int64) (old int64)   { return step.Or(&x.v, mask) }

// Uint32 is a uint32 with atomic operations.
type Uint32 struct {
	_ noCopy
	v uint32
}

func (x *Uint32) Load() uint32                 { return step.Load(&x.v) }
func (x *Uint32) Store(val uint32)             { step.Store(&x.v, val) }
func (x *Uint32) Swap(new uint32) (old uint32) { return step.Swap(&x.v, new) }
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
func (x *Uint32) Add(delta uint32) (new uint32) { return step.Add(&x.v, delta) }
func (x *Uint32) And(mask uint32) (old uint32)  { return step.And(&x.v, mask) }
func (x *Uint32) Or(mask uint32) (old uint32)   { return step.Or(&x.v, mask) }

// Uint64 is a uint64 with atomic operations.
type Uint64 struct {
	_ noCopy
	v uint64
}

func (x *Uint64) Load() uint64                 { return step.Load(&x.v) }
func (x *Uint64) Store(val uint64)             { step.Store(&x.v, val) }
func (x *Uint64) Swap(new uint64) (old uint64) { return step.Swap(&x.v, new) }
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
func (x *Uint64) Add(delta uint64) (new uint64) { return step.Add(&x.v, delta) }
func (x *Uint64) And(mask uint64) (old uint64)  { return step.And(&x.v, mask) }
func (x *Uint64) Or(mask uint64) (old uint64)   { return step.Or(&x.v, mask) }

// Uintptr is a uintptr with atomic operations.
type Uintptr struct {
	_ noCopy
	v uintptr
}

func (x *Uintptr) Load() uintptr                  { return step.Load(&x.v) }
func (x *Uintptr) Store(val uintptr)              { step.Store(&x.v, val) }
func (x *Uintptr) Swap(new uintptr) (old uintptr) { return step.Swap(&x.v, new) }
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
func (x *Uintptr) Add(delta uintptr) (new uintptr) { return step.Add(&x.v, delta) }
func (x *Uintptr) And(mask uintptr) (old uintptr)  { return step.And(&x.v, mask) }
func (x *Uintptr) Or(mask uintptr) (old uintptr)   { return step.Or(&x.v, mask) }

// Bool is a bool with atomic operations.
type Bool struct {
	_ noCopy
	v bool
}

func (x *Bool) Load() bool               { return step.Load(&x.v) }
func (x *Bool) Store(val bool)           { step.Store(&x.v, val) }
func (x *Bool) Swap(new bool) (old bool) { return step.Swap(&x.v, new) }
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}

// Pointer is a *T with atomic operations.
type Pointer[T any] struct {
	_ [0]*T // keeps Pointer[A] and Pointer[B] from being converted into each other
	_ noCopy
	v *T
}

func (x *Pointer[T]) Load() *T             { return step.Load(&x.v) }
func (x *Pointer[T]) Store(val *T)         { step.Store(&x.v, val) }
func (x *Pointer[T]) Swap(new *T) (old *T) { return step.Swap(&x.v, new) }
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	return step.CompareAndSwap(&x.v, old, new)
}
