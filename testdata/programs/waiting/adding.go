package waiting

import (
	"fmt"
	"sync"
)

// A crawler that counts its fetches with a WaitGroup.
// Non-blocking, WaitGroup: Add is called by the new goroutine, so Wait may come before it.

type crawler struct {
	wg      sync.WaitGroup
	mu      sync.Mutex
	fetched int
}

func (c *crawler) begin() { c.wg.Add(1) }

func (c *crawler) fetch() {
	c.mu.Lock()
	c.fetched++
	c.mu.Unlock()
	c.wg.Done()
}

func CheckAddInGoroutine() {
	var c crawler
	for range 2 {
		go func() {
			c.begin()
			c.fetch()
		}()
	}
	c.wg.Wait()
	fmt.Println(c.fetched) // want violated race in CheckAddInGoroutine
}

func CheckAddBeforeGo() { // want verified
	var c crawler
	for range 2 {
		c.begin()
		go c.fetch()
	}
	c.wg.Wait()
	fmt.Println(c.fetched)
}
