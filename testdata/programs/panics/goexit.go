package panics

import (
	"fmt"
	"runtime"
)

// Steps of a test that run in a goroutine each; a failing one ends its goroutine, as FailNow does.
// Blocking, Chan: Goexit skips the send that the caller waits for.

type suite struct{ failed string }

func (s *suite) failNow(why string) {
	s.failed = why
	runtime.Goexit()
}

func (s *suite) require(ok bool, why string) {
	if !ok {
		s.failNow(why)
	}
}

func (s *suite) stepUndeferred(f func(s *suite)) {
	done := make(chan struct{})
	go func() {
		f(s)
		close(done)
	}()
	<-done // want violated deadlock in CheckGoexitSkips
}

func (s *suite) step(f func(s *suite)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(s)
	}()
	<-done
}

func failing(s *suite) {
	s.require(1+1 == 2, "sum")
	s.require(len("go") == 3, "length")
	s.require(false, "not reached")
}

func CheckGoexitSkips() {
	var s suite
	s.stepUndeferred(failing)
}

func CheckGoexitRunsDeferred() { // want verified
	var s suite
	s.step(failing)
	fmt.Println("failed:", s.failed)
}
