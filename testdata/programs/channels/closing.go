package channels

import (
	"fmt"
	"sync"
)

// A connection that both of its ends may close.
// Non-blocking, Chan: a channel is closed twice, as a check whether it is closed is no lock.

type conn struct {
	closed chan struct{}
	once   sync.Once
}

func (c *conn) closeChecked() {
	select {
	case <-c.closed:
	default:
		close(c.closed) // want violated panic in CheckCloseTwice
	}
}

func (c *conn) close() {
	c.once.Do(func() { close(c.closed) })
}

func bothEndsClose(closeEnd func(c *conn)) {
	c := &conn{closed: make(chan struct{})}
	var wg sync.WaitGroup
	wg.Go(func() { closeEnd(c) })
	wg.Go(func() { closeEnd(c) })
	<-c.closed
	wg.Wait()
	fmt.Println("closed")
}

func CheckCloseTwice() { bothEndsClose((*conn).closeChecked) }

func CheckCloseOnce() { bothEndsClose((*conn).close) } // want verified
