package workers

import (
	"errors"
	"fmt"
	"sync"
)

// A server with a queue that is shut down while requests still come in.
// Non-blocking, Chan: a request sends on the queue that the shutdown has closed.

var errDown = errors.New("server is down")

type queueServer struct {
	mu     sync.RWMutex
	down   bool
	queue  chan string
	served chan int
}

func newQueueServer() *queueServer {
	s := &queueServer{queue: make(chan string, 2), served: make(chan int, 1)}
	go func() {
		n := 0
		for range s.queue {
			n++
		}
		s.served <- n
	}()
	return s
}

func (s *queueServer) isDown() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.down
}

func (s *queueServer) submitChecked(request string) error {
	if s.isDown() {
		return errDown
	}
	s.queue <- request // want violated panic in CheckSubmitAfterShutdown
	return nil
}

// submit keeps the shutdown out while it sends.
func (s *queueServer) submit(request string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.down {
		return errDown
	}
	s.queue <- request
	return nil
}

func (s *queueServer) shutdown() int {
	s.mu.Lock()
	s.down = true
	close(s.queue)
	s.mu.Unlock()
	return <-s.served
}

func shutdownInUse(submit func(s *queueServer, request string) error) {
	s := newQueueServer()
	accepted := make(chan int, 1)
	go func() {
		if submit(s, "late") == nil {
			accepted <- 1
		} else {
			accepted <- 0
		}
	}()
	served := s.shutdown()
	fmt.Println("lost:", <-accepted-served)
}

func CheckSubmitAfterShutdown() { shutdownInUse((*queueServer).submitChecked) }

func CheckSubmitDuringShutdown() { shutdownInUse((*queueServer).submit) } // want verified
