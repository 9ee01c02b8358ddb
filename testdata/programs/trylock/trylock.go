// Package trylock counts only when nobody else does, with TryLock.
package trylock

import "sync"

func CheckCount() { // want verified
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	for range 2 {
		wg.Go(func() {
			if mu.TryLock() {
				n++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if n < 1 || n > 2 {
		panic("nobody counted, or twice")
	}
}

// CheckFailed takes the lock's being held for a sign that n is set: a failed
// TryLock does not synchronize.
func CheckFailed() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() {
		n = 1
		mu.Lock()
	})
	if !mu.TryLock() {
		n = 2 // want violated race in CheckFailed
	} else {
		mu.Unlock()
	}
	wg.Wait()
	if n == 0 {
		panic("not set")
	}
}

// CheckReader is the same with a lock for readers and writers.
func CheckReader() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() {
		n = 1
		mu.Lock()
	})
	if !mu.TryRLock() {
		n = 2 // want violated race in CheckReader
	} else {
		mu.RUnlock()
	}
	wg.Wait()
	if n == 0 {
		panic("not set")
	}
}

// CheckWriter fails to become the writer when a reader is inside.
func CheckWriter() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() {
		n = 1
		mu.RLock()
	})
	if !mu.TryLock() {
		n = 2 // want violated race in CheckWriter
	} else {
		mu.Unlock()
	}
	wg.Wait()
	if n == 0 {
		panic("not set")
	}
}
