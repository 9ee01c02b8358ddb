package waiting

import (
	"fmt"
	"sync"
)

// A server announces that it listens; a client waits for that.
// Blocking, Wait: Signal reaches only who waits already, and nothing remembers it.

type server struct {
	mu        sync.Mutex
	changed   *sync.Cond
	listening bool
}

func newServer() *server {
	s := &server{}
	s.changed = sync.NewCond(&s.mu)
	return s
}

func (s *server) listenSignalOnly() { s.changed.Signal() }

func (s *server) awaitSignalOnly() {
	s.mu.Lock()
	s.changed.Wait() // want violated deadlock in CheckSignalMissed
	s.mu.Unlock()
}

func (s *server) listen() {
	s.mu.Lock()
	s.listening = true
	s.mu.Unlock()
	s.changed.Signal()
}

func (s *server) await() {
	s.mu.Lock()
	for !s.listening {
		s.changed.Wait()
	}
	s.mu.Unlock()
}

func CheckSignalMissed() {
	s := newServer()
	go s.listenSignalOnly()
	s.awaitSignalOnly()
}

func CheckSignalRemembered() { // want verified
	s := newServer()
	go s.listen()
	s.await()
	fmt.Println("connected")
}
