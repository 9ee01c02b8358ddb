package timers

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// An operation that is tried again, with pauses in between, until its context ends.
// Blocking, Lib: the context is looked at between the pauses, not where the goroutine blocks.

type flaky struct{ failures int }

func (f *flaky) try() error {
	if f.failures > 0 {
		f.failures--
		return errors.New("unavailable")
	}
	return nil
}

func (f *flaky) until(ctx context.Context, pause time.Duration) (attempts int, err error) {
	for {
		attempts++
		if err = f.try(); err == nil {
			return attempts, nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return attempts, errors.Join(err, ctx.Err())
		}
	}
}

func CheckBackoffHeard() { // want verified
	f := &flaky{failures: 2}
	attempts, err := f.until(context.Background(), time.Millisecond)
	fmt.Println(attempts, err)
}

// announceAll announces each attempt, whether or not somebody still listens.
func announceAll(ctx context.Context, attempts chan<- int) {
	defer close(attempts)
	for n := 1; ctx.Err() == nil; n++ {
		time.Sleep(time.Millisecond)
		attempts <- n // want violated leak in CheckBackoffUnheard
	}
}

func CheckBackoffUnheard() {
	ctx, cancel := context.WithCancel(context.Background())
	attempts := make(chan int)
	go announceAll(ctx, attempts)
	<-attempts
	cancel()
}
