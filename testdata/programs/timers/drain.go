package timers

import (
	"fmt"
	"time"
)

// A retry that waits for its timer or for a wake-up, and uses the timer again.
// Blocking, Lib: after Stop the channel is drained of a value that was received already.

type retry struct {
	timer *time.Timer
	wake  chan struct{}
}

// wait reports whether the timer fired.
func (r *retry) wait() bool {
	select {
	case <-r.timer.C:
		return true
	case <-r.wake:
		return false
	}
}

func (r *retry) resetDraining(d time.Duration) {
	if !r.timer.Stop() {
		<-r.timer.C // want violated deadlock in CheckDrainedTwice
	}
	r.timer.Reset(d)
}

// reset needs no drain: since Go 1.23 no value from before a Reset is received after it.
func (r *retry) reset(d time.Duration) { r.timer.Reset(d) }

func waitTwice(reset func(r *retry, d time.Duration)) {
	r := &retry{time.NewTimer(time.Second), make(chan struct{}, 1)}
	r.wake <- struct{}{}
	first := r.wait()
	reset(r, time.Second)
	if second := r.wait(); !first && !second {
		panic("woken twice by one wake-up")
	}
	fmt.Println("waited twice")
}

func CheckDrainedTwice() { waitTwice((*retry).resetDraining) }

func CheckResetAlone() { waitTwice((*retry).reset) } // want verified
