package timers

import (
	"fmt"
	"sync"
	"time"
)

// A lease that a timer takes away, unless it is renewed.
// Non-blocking, Lib: Stop does not wait for a function that runs already.

type lease struct {
	mu    sync.Mutex
	owner string
	timer *time.Timer
}

func (l *lease) expireUnlocked() {
	l.owner = "nobody" // want violated race in CheckStopTakenForWait
}

func (l *lease) expire() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.owner = "nobody"
}

func CheckStopTakenForWait() {
	l := &lease{owner: "ann"}
	l.timer = time.AfterFunc(time.Minute, l.expireUnlocked)
	l.timer.Stop()
	l.owner = "bob"
	fmt.Println(l.owner)
}

// The new owner comes only if the timer was stopped in time.
func CheckStopAsked() { // want verified
	l := &lease{owner: "ann"}
	l.timer = time.AfterFunc(time.Minute, l.expire)
	stopped := l.timer.Stop()
	if stopped {
		l.mu.Lock()
		l.owner = "bob"
		l.mu.Unlock()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if stopped && l.owner != "bob" {
		panic("expired after it was stopped")
	}
	fmt.Println("renewed or expired")
}
