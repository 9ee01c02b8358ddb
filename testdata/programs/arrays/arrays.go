// Package arrays ranges over shared arrays: a range without a value variable does not read them.
package arrays

import (
	"sync"
	"sync/atomic"
)

// CheckSlots lets two goroutines count in every slot.
func CheckSlots() { // want verified
	var slots [3]atomic.Int32
	var wg sync.WaitGroup
	wg.Add(2)
	for range 2 {
		go func() {
			for i := range slots {
				slots[i].Add(1)
			}
			wg.Done()
		}()
	}
	wg.Wait()
	for i := range slots {
		if slots[i].Load() != 2 {
			panic("lost update")
		}
	}
}

// CheckCopy ranges over values, which copies the array before the loop.
func CheckCopy() {
	var slots [3]int
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		slots[2] = 1 // want violated race
		wg.Done()
	}()
	sum := 0
	for _, v := range slots {
		sum += v
	}
	wg.Wait()
}
