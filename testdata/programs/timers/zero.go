package timers

import (
	"fmt"
	"time"
)

// Waiting for an event, for ever if no timeout is given.
// Non-blocking, Lib: a timer of 0 as a place holder fires at once.

func awaitPlaceholder(event <-chan string, timeout time.Duration) string {
	timer := time.NewTimer(0)
	if timeout > 0 {
		timer = time.NewTimer(timeout)
	}
	select {
	case e := <-event:
		return e
	case <-timer.C:
		return "timed out"
	}
}

func await(event <-chan string, timeout time.Duration) string {
	var expired <-chan time.Time // nil: never
	if timeout > 0 {
		timer := time.NewTimer(timeout)
		defer timer.Stop()
		expired = timer.C
	}
	select {
	case e := <-event:
		return e
	case <-expired:
		return "timed out"
	}
}

func awaitForEver(await func(<-chan string, time.Duration) string) {
	event := make(chan string, 1)
	go func() { event <- "ready" }()
	if e := await(event, 0); e != "ready" {
		panic("without a timeout: " + e) // want violated panic in CheckTimerOfZero
	}
	fmt.Println("ready")
}

func CheckTimerOfZero() { awaitForEver(awaitPlaceholder) }

func CheckNoTimer() { awaitForEver(await) } // want verified
