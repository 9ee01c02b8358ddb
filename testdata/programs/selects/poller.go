package selects

import (
	"fmt"
	"sync"
)

// A poller that reads its source at each tick until it is stopped.
// Non-blocking, Chan: stop and tick are both ready, and select may take the tick.

type source struct{ closed bool }

func (s *source) read() {
	if s.closed {
		panic("read from a closed source") // want violated panic in CheckTickAfterStop
	}
}

type poller struct {
	mu         sync.Mutex
	src        source
	ticks      chan struct{}
	stop, done chan struct{}
}

func newPoller() *poller {
	p := &poller{ticks: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *poller) run() {
	defer close(p.done)
	for {
		select {
		case <-p.stop:
			return
		case <-p.ticks:
			p.mu.Lock()
			p.src.read()
			p.mu.Unlock()
		}
	}
}

func (p *poller) closeSource() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.src.closed = true
}

func CheckTickAfterStop() {
	p := newPoller()
	p.ticks <- struct{}{}
	close(p.stop)
	p.closeSource()
}

// Only when run has ended will no further tick be taken.
func CheckStopAwaited() { // want verified
	p := newPoller()
	p.ticks <- struct{}{}
	close(p.stop)
	<-p.done
	p.closeSource()
	fmt.Println("stopped, source closed:", p.src.closed)
}
