package races

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// A driver that is loaded when it is first used; a flag spares later users the lock.
// Non-blocking, traditional: the flag is atomic, but set before what it announces.

type driver struct {
	mu     sync.Mutex
	loaded atomic.Bool
	tables []string
}

func (d *driver) loadFlagFirst() {
	d.loaded.Store(true)
	d.tables = []string{"users"}
}

func (d *driver) loadFlagLast() {
	d.tables = []string{"users"}
	d.loaded.Store(true)
}

func (d *driver) use(load func()) int {
	if !d.loaded.Load() {
		d.mu.Lock()
		if !d.loaded.Load() {
			load()
		}
		d.mu.Unlock()
	}
	return len(d.tables) // want violated race in CheckFlagFirst
}

func useTogether(d *driver, load func()) {
	n := make([]int, 2)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { n[i] = d.use(load) })
	}
	wg.Wait()
	fmt.Println(n)
}

func CheckFlagFirst() {
	var d driver
	useTogether(&d, d.loadFlagFirst)
}

func CheckFlagLast() { // want verified
	var d driver
	useTogether(&d, d.loadFlagLast)
}
