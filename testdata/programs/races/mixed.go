package races

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// A hit counter of a page, read while it counts.
// Non-blocking, traditional: atomic additions, and a plain read of the same word.

type page struct{ hits int64 }

func (p *page) hit() { atomic.AddInt64(&p.hits, 1) }

func CheckMixed() {
	var p page
	var wg sync.WaitGroup
	wg.Go(p.hit)
	if p.hits > 1 { // want violated race in CheckMixed
		panic("more hits than requests")
	}
	wg.Wait()
}

type atomicPage struct{ hits atomic.Int64 }

func (p *atomicPage) hit() { p.hits.Add(1) }

func CheckAllAtomic() { // want verified
	var p atomicPage
	var wg sync.WaitGroup
	wg.Go(p.hit)
	wg.Go(p.hit)
	if p.hits.Load() > 2 {
		panic("more hits than requests")
	}
	wg.Wait()
	fmt.Println(p.hits.Load())
}
