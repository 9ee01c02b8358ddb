package mutexes

import (
	"fmt"
	"sync"
)

// A subject that tells its observers; one of them unsubscribes from within its callback.
// Blocking, Mutex: a callback runs under the lock that it needs.

type subject struct {
	mu        sync.Mutex
	observers map[int]func(event string)
	next      int
}

func (s *subject) subscribe(f func(event string)) (id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.observers[s.next] = f
	return s.next
}

func (s *subject) unsubscribe(id int) {
	s.mu.Lock() // want violated deadlock in CheckNotifyUnderLock
	defer s.mu.Unlock()
	delete(s.observers, id)
}

func (s *subject) notifyUnderLock(event string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.observers {
		f(event)
	}
}

// notify calls the observers that there were, without the lock.
func (s *subject) notify(event string) {
	s.mu.Lock()
	called := make([]func(string), 0, len(s.observers))
	for _, f := range s.observers {
		called = append(called, f)
	}
	s.mu.Unlock()
	for _, f := range called {
		f(event)
	}
}

func notifyOnce(notify func(s *subject, event string)) {
	s := &subject{observers: map[int]func(string){}}
	seen, id := "", 0
	id = s.subscribe(func(event string) {
		seen += event
		s.unsubscribe(id)
	})
	var wg sync.WaitGroup
	wg.Go(func() { s.subscribe(func(string) {}) })
	notify(s, "ready")
	wg.Wait()
	fmt.Println(seen, len(s.observers))
}

func CheckNotifyUnderLock() { notifyOnce((*subject).notifyUnderLock) }

func CheckNotifySnapshot() { notifyOnce((*subject).notify) } // want verified
