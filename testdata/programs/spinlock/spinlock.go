// Package spinlock is a lock of one word, and two ways to get it wrong.
package spinlock

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Lock is free when its state is 0.
type Lock struct{ state atomic.Uint32 }

// Lock spins until the lock is free, and takes it.
func (l *Lock) Lock() {
	for !l.state.CompareAndSwap(0, 1) { // want violated stuck in CheckForgotten
		runtime.Gosched()
	}
}

// Unlock frees the lock.
func (l *Lock) Unlock() { l.state.Store(0) }

// lockInTwoSteps looks and takes, but not at once.
func (l *Lock) lockInTwoSteps() {
	for l.state.Load() != 0 {
		runtime.Gosched()
	}
	l.state.Store(1)
}

// account is what the lock guards.
type account struct {
	lock    Lock
	balance int
}

func (a *account) deposit(amount int) {
	a.lock.Lock()
	a.balance += amount
	a.lock.Unlock()
}

func CheckDeposit() { // want verified
	var a account
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { a.deposit(i + 1) })
	}
	wg.Wait()
	if a.balance != 6 {
		panic("a deposit is lost")
	}
}

func CheckTwoSteps() {
	var l Lock
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			l.lockInTwoSteps()
			n++ // want violated race in CheckTwoSteps
			l.Unlock()
		})
	}
	wg.Wait()
}

func CheckForgotten() {
	var l Lock
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { l.Lock() })
	}
	wg.Wait()
}
