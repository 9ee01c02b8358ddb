package selects

import "fmt"

// A server goroutine that owns a counter; all use goes through its channels.
// Blocking, Chan: its select has no way out, so it outlives everybody who uses it.

type counterServer struct {
	add  chan int
	get  chan int
	quit chan struct{} // nil: never
}

func (s *counterServer) run() {
	n := 0
	for {
		select { // want violated leak in CheckNoWayOut
		case d := <-s.add:
			n += d
		case s.get <- n:
		case <-s.quit:
			return
		}
	}
}

func (s *counterServer) use() {
	s.add <- 2
	s.add <- 3
	fmt.Println(<-s.get)
}

func CheckNoWayOut() {
	s := &counterServer{add: make(chan int), get: make(chan int)}
	go s.run()
	s.use()
}

func CheckQuit() { // want verified
	s := &counterServer{add: make(chan int), get: make(chan int), quit: make(chan struct{})}
	go s.run()
	defer close(s.quit)
	s.use()
}
