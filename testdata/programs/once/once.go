// Package once starts a service once, whoever asks first.
package once

import (
	"sync"
	"sync/atomic"
)

type service struct {
	once    sync.Once
	started int
}

func (s *service) start() { s.once.Do(func() { s.started++ }) }

func CheckStart() { // want verified
	var s service
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			s.start()
			if s.started != 1 {
				panic("not started, or twice")
			}
		})
	}
	wg.Wait()
}

// flagged uses an atomic flag for a Once: who comes second does not wait until the first is done.
type flagged struct {
	taken   atomic.Bool
	started atomic.Int32
}

func (f *flagged) start() {
	if f.taken.CompareAndSwap(false, true) {
		f.started.Add(1)
	}
}

func CheckFlagged() {
	var f flagged
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			f.start()
			if f.started.Load() != 1 {
				panic("not started") // want violated panic in CheckFlagged
			}
		})
	}
	wg.Wait()
}
