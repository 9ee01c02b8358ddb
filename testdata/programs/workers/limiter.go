package workers

import (
	"fmt"
	"time"
)

// A rate limiter: a bucket of tokens that a ticker refills.
// Blocking, Chan: the refill waits at a full bucket, and does not hear that it should stop.

type limiter struct {
	tokens chan struct{}
	ticker *time.Ticker
	quit   chan struct{}
	ended  chan struct{}
}

func newLimiter(run func(l *limiter)) *limiter {
	l := &limiter{make(chan struct{}, 1), time.NewTicker(time.Second), make(chan struct{}), make(chan struct{})}
	go run(l)
	return l
}

func (l *limiter) refillWaiting() {
	defer close(l.ended)
	for {
		select {
		case <-l.ticker.C:
			l.tokens <- struct{}{} // want violated deadlock in CheckRefillWaits
		case <-l.quit:
			return
		}
	}
}

// refill drops the token that a full bucket has no room for.
func (l *limiter) refill() {
	defer close(l.ended)
	for {
		select {
		case <-l.ticker.C:
			select {
			case l.tokens <- struct{}{}:
			default:
			}
		case <-l.quit:
			return
		}
	}
}

func (l *limiter) use() {
	<-l.tokens
	fmt.Println("allowed")
	l.ticker.Stop()
	close(l.quit)
	<-l.ended
}

func CheckRefillWaits() { newLimiter((*limiter).refillWaiting).use() }

func CheckRefillDrops() { newLimiter((*limiter).refill).use() } // want verified
