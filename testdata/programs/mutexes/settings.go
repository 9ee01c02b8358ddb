package mutexes

import (
	"fmt"
	"sync"
)

// A method that holds the lock calls another exported method, which locks too.
// Blocking, Mutex: locked twice by the same goroutine.

type settings struct {
	mu     sync.Mutex
	values map[string]string
	loads  int
}

func (s *settings) Get(key string) string {
	s.mu.Lock() // want violated deadlock in CheckReloadLocksTwice
	defer s.mu.Unlock()
	return s.values[key]
}

func (s *settings) reloadTwice(next map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loads++
	if s.Get("version") != next["version"] {
		s.values = next
	}
}

// Reload uses values itself: it has the lock.
func (s *settings) Reload(next map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loads++
	if s.values["version"] != next["version"] {
		s.values = next
	}
}

func reloadWhileReading(reload func(*settings, map[string]string)) {
	s := &settings{values: map[string]string{"version": "1"}}
	var wg sync.WaitGroup
	wg.Go(func() { reload(s, map[string]string{"version": "2"}) })
	wg.Go(func() {
		if v := s.Get("version"); v != "1" && v != "2" {
			panic("version " + v)
		}
	})
	wg.Wait()
	fmt.Println("version", s.Get("version"), "after", s.loads, "reload")
}

func CheckReloadLocksTwice() { reloadWhileReading((*settings).reloadTwice) }

func CheckReload() { reloadWhileReading((*settings).Reload) } // want verified
