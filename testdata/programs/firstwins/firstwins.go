// Package firstwins has races with accesses that happen, or write, only if they come first.
package firstwins

import (
	"sync"
	"sync/atomic"
)

// CheckClaimed mixes atomic and ordinary accesses: the store does not wait for
// the winner, whose write races with the ordinary read.
func CheckClaimed() {
	var owner int32
	var wg sync.WaitGroup
	wg.Go(func() { atomic.CompareAndSwapInt32(&owner, 0, 1) })
	wg.Go(func() {
		atomic.StoreInt32(&owner, 2)
		if owner != 2 { // want violated race in CheckClaimed
			panic("not the owner")
		}
	})
	wg.Wait()
}

func CheckSwapped() { // want verified (not natively: the race detector takes a failed CompareAndSwap for a write)
	var owner int32
	var wg sync.WaitGroup
	wg.Go(func() { atomic.CompareAndSwapInt32(&owner, 0, 1) })
	wg.Go(func() {
		atomic.SwapInt32(&owner, 2)
		if owner != 2 {
			panic("not the owner")
		}
	})
	wg.Wait()
}

// CheckReset frees a lock by overwriting it, while another thread waits for it.
func CheckReset() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	mu.Lock()
	wg.Go(func() {
		mu.Lock()
		mu.Unlock()
	})
	mu = sync.Mutex{} // want violated race in CheckReset
	wg.Wait()
}
