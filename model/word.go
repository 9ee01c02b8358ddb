package model

import "sync/atomic"

// Word is a shared integer. The zero value is 0 and ready for use. A Word must
// not be copied once it is in use.
//
// Natively every operation is the one of sync/atomic, sequentially consistent
// whatever order it names; the orders count when checked under a memory model
// that tells them apart.
type Word struct{ v atomic.Int64 }

// Load reads the word by an ordinary access.
func (w *Word) Load() int { return int(w.v.Load()) }

// Store writes the word by an ordinary access.
func (w *Word) Store(v int) { w.v.Store(int64(v)) }

// LoadAcquire reads the word. What the writer did before the StoreRelease that
// is read happened before what the reader does next.
func (w *Word) LoadAcquire() int { return int(w.v.Load()) }

// StoreRelease writes the word; see LoadAcquire.
func (w *Word) StoreRelease(v int) { w.v.Store(int64(v)) }

// LoadSeqCst reads the word at a place in the one order of all sequentially consistent operations.
func (w *Word) LoadSeqCst() int { return int(w.v.Load()) }

// StoreSeqCst writes the word at a place in the one order of all sequentially consistent operations.
func (w *Word) StoreSeqCst(v int) { w.v.Store(int64(v)) }

// LoadRelaxed reads the word and orders nothing.
func (w *Word) LoadRelaxed() int { return int(w.v.Load()) }

// StoreRelaxed writes the word and orders nothing.
func (w *Word) StoreRelaxed(v int) { w.v.Store(int64(v)) }

// TestAndSet sets the word to 1 and reports whether it was not 0 before, in one step.
func (w *Word) TestAndSet(order ...Order) bool { return w.v.Swap(1) != 0 }

// FetchAndAdd adds delta to the word and gives its value before, in one step.
func (w *Word) FetchAndAdd(delta int, order ...Order) int {
	return int(w.v.Add(int64(delta))) - delta
}

// Swap sets the word to v and gives its value before, in one step.
func (w *Word) Swap(v int, order ...Order) int { return int(w.v.Swap(int64(v))) }

// CompareAndSwap sets the word to new if it is old, in one step, and reports
// whether it was. If it was not, the order holds for the read alone; a second order
// takes its place then: SeqCst, Acquire or Relaxed.
func (w *Word) CompareAndSwap(old, new int, order ...Order) bool {
	return w.v.CompareAndSwap(int64(old), int64(new))
}
