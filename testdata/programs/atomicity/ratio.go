package atomicity

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// The share of requests that hit a cache.
// Non-blocking, traditional: two atomic counters that belong together are read one after the other.

type twoCounters struct{ hits, requests atomic.Int32 }

func (c *twoCounters) hit() {
	c.hits.Add(1)
	c.requests.Add(1)
}

func (c *twoCounters) read() (hits, requests int) {
	return int(c.hits.Load()), int(c.requests.Load())
}

type bothCounters struct {
	mu             sync.Mutex
	hits, requests int
}

func (c *bothCounters) hit() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hits++
	c.requests++
}

func (c *bothCounters) read() (hits, requests int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hits, c.requests
}

// ratio is what both kinds of counters can be asked for.
func ratio(hit func(), read func() (hits, requests int)) {
	var wg sync.WaitGroup
	wg.Go(hit)
	hits, requests := read()
	if hits > requests {
		panic(fmt.Sprintf("%d hits of %d requests", hits, requests)) // want violated panic in CheckTwoCounters
	}
	wg.Wait()
	fmt.Println(read())
}

func CheckTwoCounters() {
	var c twoCounters
	ratio(c.hit, c.read)
}

func CheckBothCounters() { // want verified
	var c bothCounters
	ratio(c.hit, c.read)
}
