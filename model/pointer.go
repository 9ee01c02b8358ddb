package model

import "sync/atomic"

// Pointer is a shared pointer to a T. The zero value is nil and ready for use.
// A Pointer must not be copied once it is in use. Its operations are those of Word.
type Pointer[T any] struct{ p atomic.Pointer[T] }

// Load reads the pointer by an ordinary access.
func (p *Pointer[T]) Load() *T { return p.p.Load() }

// Store writes the pointer by an ordinary access.
func (p *Pointer[T]) Store(v *T) { p.p.Store(v) }

// LoadAcquire reads the pointer; see Word.LoadAcquire.
func (p *Pointer[T]) LoadAcquire() *T { return p.p.Load() }

// StoreRelease writes the pointer; see Word.LoadAcquire.
func (p *Pointer[T]) StoreRelease(v *T) { p.p.Store(v) }

// LoadSeqCst reads the pointer; see Word.LoadSeqCst.
func (p *Pointer[T]) LoadSeqCst() *T { return p.p.Load() }

// StoreSeqCst writes the pointer; see Word.StoreSeqCst.
func (p *Pointer[T]) StoreSeqCst(v *T) { p.p.Store(v) }

// LoadRelaxed reads the pointer and orders nothing.
func (p *Pointer[T]) LoadRelaxed() *T { return p.p.Load() }

// StoreRelaxed writes the pointer and orders nothing.
func (p *Pointer[T]) StoreRelaxed(v *T) { p.p.Store(v) }

// Swap sets the pointer to v and gives its value before, in one step.
func (p *Pointer[T]) Swap(v *T, order ...Order) *T { return p.p.Swap(v) }

// CompareAndSwap sets the pointer to new if it is old, in one step, and reports
// whether it was; see Word.CompareAndSwap.
func (p *Pointer[T]) CompareAndSwap(old, new *T, order ...Order) bool {
	return p.p.CompareAndSwap(old, new)
}
