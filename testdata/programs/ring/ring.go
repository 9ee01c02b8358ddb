// Package ring is a bounded queue for several producers and consumers.
package ring

import "sync"

// Ring is a queue of at most len(items) values.
type Ring[T any] struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	notFull  *sync.Cond
	items    []T
	first    int
	count    int
}

// New gives a queue for size values.
func New[T any](size int) *Ring[T] {
	r := &Ring[T]{items: make([]T, size)}
	r.notEmpty = sync.NewCond(&r.mu)
	r.notFull = sync.NewCond(&r.mu)
	return r
}

// Put appends v; it waits while the queue is full.
func (r *Ring[T]) Put(v T) {
	r.mu.Lock()
	for r.count == len(r.items) {
		r.notFull.Wait()
	}
	r.items[(r.first+r.count)%len(r.items)] = v
	r.count++
	r.notEmpty.Signal()
	r.mu.Unlock()
}

// Get removes the first value; it waits while the queue is empty.
func (r *Ring[T]) Get() T {
	r.mu.Lock()
	for r.count == 0 {
		r.notEmpty.Wait()
	}
	v := r.items[r.first]
	r.first = (r.first + 1) % len(r.items)
	r.count--
	r.notFull.Signal()
	r.mu.Unlock()
	return v
}

// getUnlessEmpty asks once whether the queue is empty, and waits once.
func (r *Ring[T]) getUnlessEmpty() T {
	r.mu.Lock()
	if r.count == 0 {
		r.notEmpty.Wait()
	}
	if r.count == 0 {
		panic("woken, and nothing there") // want violated panic in CheckIfInsteadOfFor
	}
	v := r.items[r.first]
	r.first = (r.first + 1) % len(r.items)
	r.count--
	r.notFull.Signal()
	r.mu.Unlock()
	return v
}

func CheckOrder() { // want verified
	r := New[int](1)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 3 {
			r.Put(i)
		}
	})
	for i := range 3 {
		if r.Get() != i {
			panic("out of order")
		}
	}
	wg.Wait()
}

func CheckIfInsteadOfFor() {
	r := New[int](1)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { r.getUnlessEmpty() })
	}
	wg.Go(func() {
		r.Put(1)
		r.Put(2)
	})
	wg.Wait()
}

// oneCond has one condition variable for two conditions: a signal can wake the wrong one.
type oneCond struct {
	mu      sync.Mutex
	changed *sync.Cond
	full    bool
}

func (o *oneCond) set(full bool) {
	o.mu.Lock()
	for o.full == full {
		o.changed.Wait()
	}
	o.full = full
	o.changed.Signal()
	o.mu.Unlock()
}

func CheckOneCond() {
	o := &oneCond{}
	o.changed = sync.NewCond(&o.mu)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { o.set(true) })
		wg.Go(func() { o.set(false) })
	}
	wg.Wait() // want violated deadlock in CheckOneCond
}
