// Package counter counts, with and without synchronization.
package counter

import (
	"sync"
	"sync/atomic"
)

func CheckPlain() {
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			n++ // want violated race in CheckPlain
		})
	}
	wg.Wait()
}

func CheckAtomic() { // want verified
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { n.Add(1) })
	}
	wg.Wait()
	if n.Load() != 3 {
		panic("lost update")
	}
}

// CheckLoadStore has no race: each access is atomic, but the two together are not.
func CheckLoadStore() {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { n.Store(n.Load() + 1) })
	}
	wg.Wait()
	if n.Load() != 2 {
		panic("lost update") // want violated panic in CheckLoadStore
	}
}
