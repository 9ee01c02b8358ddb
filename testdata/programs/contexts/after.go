package contexts

import (
	"context"
	"fmt"
)

// A connection that is closed when its context is cancelled, or after use.
// Non-blocking, Lib: stop says that the function was started; it is closed once more all the same.

type socket struct{ closed chan struct{} }

func (s *socket) close() {
	close(s.closed) // want violated panic in CheckCloseAfterFunc
}

func useThen(finish func(s *socket, stop func() bool)) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &socket{make(chan struct{})}
	stop := context.AfterFunc(ctx, s.close)
	go cancel()
	finish(s, stop)
	<-s.closed
	fmt.Println("closed")
}

func CheckCloseAfterFunc() {
	useThen(func(s *socket, stop func() bool) {
		stop()
		s.close()
	})
}

func CheckCloseIfStopped() { // want verified
	useThen(func(s *socket, stop func() bool) {
		if stop() {
			s.close()
		}
	})
}
