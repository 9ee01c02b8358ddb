package resources

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// A configuration in an atomic.Value, read by many and seldom changed.
// Non-blocking, Lib: the loaded map is changed in place, and readers have it.

type config struct {
	mu      sync.Mutex // of writers
	current atomic.Value
}

func newConfig() *config {
	c := &config{}
	c.current.Store(map[string]int{"limit": 1})
	return c
}

func (c *config) get(key string) int { return c.current.Load().(map[string]int)[key] }

func (c *config) setInPlace(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current.Load().(map[string]int)[key] = value // want violated race in CheckChangedInPlace
}

func (c *config) set(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := map[string]int{key: value}
	for k, v := range c.current.Load().(map[string]int) {
		if k != key {
			next[k] = v
		}
	}
	c.current.Store(next)
}

func readAndChange(c *config, set func(key string, value int)) {
	var wg sync.WaitGroup
	wg.Go(func() { set("limit", 2) })
	wg.Go(func() { set("depth", 3) })
	if n := c.get("limit"); n != 1 && n != 2 {
		panic(n)
	}
	wg.Wait()
	fmt.Println(c.get("limit"), c.get("depth"))
}

func CheckChangedInPlace() {
	c := newConfig()
	readAndChange(c, c.setInPlace)
}

func CheckChangedByCopy() { // want verified
	c := newConfig()
	readAndChange(c, c.set)
}
