package bug

import (
	"sync"
	"sync/atomic"
)

// CheckStartedTooEarly: a worker is started before all that it needs is there. It is rarely so fast.
func CheckStartedTooEarly() {
	var handler atomic.Pointer[func() int]
	var progress, total atomic.Int64
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 8 {
			progress.Add(1)
		}
		total.Add(int64((*handler.Load())()))
	})
	progress.Load()
	one := func() int { return 1 }
	handler.Store(&one)
	wg.Wait()
}

// CheckUnsafePublication: whether a value is there is looked at without the lock under which it is made.
func CheckUnsafePublication() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var served atomic.Int64
	ready, value := false, 0
	for range 2 {
		wg.Go(func() {
			for range 4 {
				served.Add(1)
			}
			if !ready {
				mu.Lock()
				if !ready {
					value = 7
					ready = true
				}
				mu.Unlock()
			}
			served.Add(int64(value))
		})
	}
	wg.Wait()
}

// CheckLockOrder: the last transfer takes the two locks in the other order.
func CheckLockOrder() {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	transfer := func(from, to *sync.Mutex) {
		from.Lock()
		to.Lock()
		to.Unlock()
		from.Unlock()
	}
	wg.Go(func() {
		for range 4 {
			transfer(&a, &b)
		}
	})
	wg.Go(func() {
		for range 3 {
			transfer(&a, &b)
		}
		transfer(&b, &a)
	})
	wg.Wait()
}
