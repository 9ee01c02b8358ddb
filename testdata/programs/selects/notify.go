package selects

import (
	"fmt"
	"sync"
)

// A store that tells a waiting goroutine that something has changed, and never waits for it.
// Blocking, Chan: with nobody at the channel yet, select takes its default, and the signal is lost.

type store struct {
	mu      sync.Mutex
	items   int
	changed chan struct{}
}

func (s *store) put() {
	s.mu.Lock()
	s.items++
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default: // somebody was told already
	}
}

func (s *store) take() {
	for {
		s.mu.Lock()
		if s.items > 0 {
			s.items--
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		<-s.changed // want violated deadlock in CheckSignalLost
	}
}

func putAndTake(room int) {
	s := &store{changed: make(chan struct{}, room)}
	go s.put()
	s.take()
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Println(s.items, "left")
}

func CheckSignalLost() { putAndTake(0) }

// A buffer of one keeps the signal until it is looked for.
func CheckSignalKept() { putAndTake(1) } // want verified
