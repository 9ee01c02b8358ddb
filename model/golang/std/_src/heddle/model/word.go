package model

// Word is a shared word.
type Word struct{ v int }

func (w *Word) Load() int
func (w *Word) LoadAcquire() int
func (w *Word) LoadSeqCst() int
func (w *Word) LoadRelaxed() int

func (w *Word) Store(v int)
func (w *Word) StoreRelease(v int)
func (w *Word) StoreSeqCst(v int)
func (w *Word) StoreRelaxed(v int)

// TestAndSet sets the word to 1 and reports whether it was nonzero.
func (w *Word) TestAndSet(order ...Order) bool

// FetchAndAdd adds delta and gives the old value.
func (w *Word) FetchAndAdd(delta int, order ...Order) int

// Swap sets the word to v and gives the old value.
func (w *Word) Swap(v int, order ...Order) int

// CompareAndSwap sets the word to new if it is old, and reports whether it did.
func (w *Word) CompareAndSwap(old, new int, order ...Order) bool

// Pointer is a shared pointer.
type Pointer[T any] struct{ p *T }

func (p *Pointer[T]) Load() *T
func (p *Pointer[T]) LoadAcquire() *T
func (p *Pointer[T]) LoadSeqCst() *T
func (p *Pointer[T]) LoadRelaxed() *T

func (p *Pointer[T]) Store(v *T)
func (p *Pointer[T]) StoreRelease(v *T)
func (p *Pointer[T]) StoreSeqCst(v *T)
func (p *Pointer[T]) StoreRelaxed(v *T)

// Swap sets the pointer to v and gives the old value.
func (p *Pointer[T]) Swap(v *T, order ...Order) *T

// CompareAndSwap sets the pointer to new if it is old, and reports whether it did.
func (p *Pointer[T]) CompareAndSwap(old, new *T, order ...Order) bool
