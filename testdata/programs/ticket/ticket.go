// Package ticket is a ticket lock as one would write it in a service.
package ticket

import (
	"sync"
	"sync/atomic"
)

// Lock serves its callers in the order of their arrival. It is a sync.Locker.
type Lock struct {
	next, serving atomic.Int64
}

var _ sync.Locker = (*Lock)(nil)

// Lock takes a ticket and waits until it is served.
func (l *Lock) Lock() {
	mine := l.next.Add(1) - 1
	for l.serving.Load() != mine {
	}
}

// Unlock serves the next ticket.
func (l *Lock) Unlock() { l.serving.Add(1) }

// split takes its ticket by a load and a store.
type split struct{ ticket Lock }

func (l *split) Lock() {
	mine := l.ticket.next.Load()
	l.ticket.next.Store(mine + 1)
	for l.ticket.serving.Load() != mine {
	}
}

func (l *split) Unlock() { l.ticket.Unlock() }

// count has three goroutines count under a lock.
func count(l sync.Locker) int {
	n := 0
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			l.Lock()
			n++ // want violated race in CheckSplit
			l.Unlock()
		})
	}
	wg.Wait()
	return n
}

func CheckTicket() { // want verified
	if n := count(&Lock{}); n != 3 {
		panic("lost update")
	}
}

func CheckSplit() {
	count(&split{})
}
