package contexts

import (
	"context"
	"fmt"
	"time"
)

// A client gives its requests a context, with a timeout if there is one.
// Blocking, Lib: a second context takes the place of the first, whose cancel is lost.

type client struct {
	ctx    context.Context
	cancel context.CancelFunc
	ended  chan struct{}
}

func (c *client) withCancel(parent context.Context) {
	c.ctx, c.cancel = context.WithCancel(parent)
	go c.keepAlive(c.ctx)
}

func (c *client) withTimeout(parent context.Context, d time.Duration) {
	c.ctx, c.cancel = context.WithTimeout(parent, d)
}

// keepAlive holds the connection until the requests of ctx are over.
func (c *client) keepAlive(ctx context.Context) {
	<-ctx.Done() // want violated leak in CheckCancelOverwritten
	close(c.ended)
}

func CheckCancelOverwritten() {
	c := &client{ended: make(chan struct{})}
	c.withCancel(context.Background())
	c.withTimeout(context.Background(), time.Minute)
	c.cancel()
}

// The context with the timeout is derived from the first, and both are cancelled.
func CheckCancelDerived() { // want verified
	c := &client{ended: make(chan struct{})}
	c.withCancel(context.Background())
	defer c.cancel()
	request, done := context.WithTimeout(c.ctx, time.Minute)
	done()
	<-request.Done()
	c.cancel()
	<-c.ended
	fmt.Println("ended:", c.ctx.Err())
}
