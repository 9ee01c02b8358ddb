package recorded

import (
	"context"
	"fmt"
	"runtime/metrics"
	"time"
)

// Bounded gives a context that ends when a check may go on no longer: after limit, or when the process holds more than so many bytes; 0 is no
// limit. Its cause says which. To search among orders takes memory: what was tried is remembered.
func Bounded(ctx context.Context, limit time.Duration, bytes int) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	if bytes > 0 {
		go watchMemory(ctx, uint64(bytes), cancel)
	}
	if limit == 0 {
		return ctx, func() { cancel(nil) }
	}
	ctx, stop := context.WithTimeoutCause(ctx, limit, fmt.Errorf("the limit of %v is met", limit))
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// watchMemory cancels when the heap grows beyond limit.
func watchMemory(ctx context.Context, limit uint64, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if metrics.Read(sample); sample[0].Value.Uint64() > limit {
				cancel(fmt.Errorf("the limit of %d bytes of memory is met", limit))
				return
			}
		}
	}
}
