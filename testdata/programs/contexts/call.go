package contexts

import (
	"context"
	"errors"
	"fmt"
)

// A remote call that is given up when its context is cancelled.
// Non-blocking, Lib: the caller that gave up reads what the call, still running, writes.

type remoteCall struct {
	reply string
	done  chan struct{}
}

func (c *remoteCall) do() {
	c.reply = "42 rows" // want violated race in CheckReplyOfGivenUp
	close(c.done)
}

func callShared(ctx context.Context) (string, error) {
	c := &remoteCall{done: make(chan struct{})}
	go c.do()
	select {
	case <-c.done:
		return c.reply, nil
	case <-ctx.Done():
		return c.reply, fmt.Errorf("call: %w", context.Cause(ctx))
	}
}

func call(ctx context.Context) (string, error) {
	c := &remoteCall{done: make(chan struct{})}
	go c.do()
	select {
	case <-c.done:
		return c.reply, nil
	case <-ctx.Done():
		return "", fmt.Errorf("call: %w", context.Cause(ctx))
	}
}

func callAndCancel(call func(context.Context) (string, error)) {
	ctx, cancel := context.WithCancelCause(context.Background())
	errShutdown := errors.New("shutting down")
	go cancel(errShutdown)
	reply, err := call(ctx)
	if (reply == "42 rows") == errors.Is(err, errShutdown) {
		panic(fmt.Sprint(reply, " and ", err))
	}
	fmt.Println("call returned")
}

func CheckReplyOfGivenUp() { callAndCancel(callShared) }

func CheckReplyOrError() { callAndCancel(call) } // want verified
