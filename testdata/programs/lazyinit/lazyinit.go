// Package lazyinit makes a value when it is first asked for: double-checked, wrong and right.
package lazyinit

import (
	"sync"
	"sync/atomic"
)

type config struct{ limit int }

// broken looks at ready without synchronization.
type broken struct {
	mu    sync.Mutex
	ready bool
	value config
}

func (b *broken) get() int {
	if !b.ready { // want violated race in CheckBroken
		b.mu.Lock()
		if !b.ready {
			b.value.limit = 7
			b.ready = true
		}
		b.mu.Unlock()
	}
	return b.value.limit
}

// repaired publishes the value by one atomic store.
type repaired struct {
	mu    sync.Mutex
	value atomic.Pointer[config]
}

func (r *repaired) get() int {
	if c := r.value.Load(); c != nil {
		return c.limit
	}
	r.mu.Lock()
	c := r.value.Load()
	if c == nil {
		c = &config{limit: 7}
		r.value.Store(c)
	}
	r.mu.Unlock()
	return c.limit
}

// ask has two goroutines ask at once.
func ask(get func() int) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if get() != 7 {
				panic("the value is not ready")
			}
		})
	}
	wg.Wait()
}

func CheckBroken() { ask(new(broken).get) }

func CheckRepaired() { ask(new(repaired).get) } // want verified

func CheckOnceValue() { // want verified
	made := 0
	get := sync.OnceValue(func() int {
		made++
		return 7
	})
	ask(get)
	if made != 1 {
		panic("made more than once")
	}
}
