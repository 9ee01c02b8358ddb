package bug

import (
	"sync"
	"sync/atomic"
)

// CheckLostUpdate: one of five updates is a load and a store.
func CheckLostUpdate() {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			n.Add(1)
			n.Add(1)
			n.Store(n.Load() + 1)
			n.Add(1)
			n.Add(1)
		})
	}
	wg.Wait()
	if n.Load() != 10 {
		panic("lost update")
	}
}

// CheckTornSnapshot: a reader takes what it has read twice for a snapshot. In between the two cells can have been
// raised and lowered again, one after the other: then both seem to be up, though they never were.
func CheckTornSnapshot() {
	var x, y atomic.Int64
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 2 {
			x.Store(1)
			x.Store(0)
			y.Store(1)
			y.Store(0)
		}
	})
	wg.Go(func() {
		a, b := x.Load(), y.Load()
		if x.Load() == a && y.Load() == b && a+b == 2 {
			panic("both are up")
		}
	})
	wg.Wait()
}
