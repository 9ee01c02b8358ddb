// Package cache is a small cache behind a readers-writer lock.
package cache

import "sync"

// Cache holds one value and how often it was computed.
type Cache struct {
	mu       sync.RWMutex
	valid    bool
	value    int
	computed int
}

// Get gives the value; it is computed if it is not there.
func (c *Cache) Get() int {
	c.mu.RLock()
	valid, v := c.valid, c.value
	c.mu.RUnlock()
	if valid {
		return v
	}
	c.mu.Lock()
	if !c.valid {
		c.value, c.valid = 42, true
		c.computed++
	}
	v = c.value
	c.mu.Unlock()
	return v
}

// getCareless writes while it holds the lock for reading only.
func (c *Cache) getCareless() int {
	c.mu.RLock()
	if !c.valid { // want violated race in CheckCareless
		c.value, c.valid = 42, true
	}
	v := c.value
	c.mu.RUnlock()
	return v
}

// size asks a second time for the lock that its caller holds for reading.
func (c *Cache) size() int {
	c.mu.RLock() // want violated deadlock in CheckReadTwice
	n := c.computed
	c.mu.RUnlock()
	return n
}

func CheckGet() { // want verified
	var c Cache
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if c.Get() != 42 {
				panic("wrong value")
			}
		})
	}
	wg.Wait()
	if c.computed != 1 {
		panic("computed more than once")
	}
}

func CheckCareless() {
	var c Cache
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { c.getCareless() })
	}
	wg.Wait()
}

func CheckReadTwice() {
	var c Cache
	var wg sync.WaitGroup
	wg.Go(func() {
		c.mu.RLock()
		c.size()
		c.mu.RUnlock()
	})
	wg.Go(func() {
		c.mu.Lock()
		c.computed++
		c.mu.Unlock()
	})
	wg.Wait()
}
