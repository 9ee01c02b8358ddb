package contexts

import (
	"context"
	"fmt"
	"sync"
)

// Workers that a context stops; the state that they work on is then saved.
// Non-blocking, Lib: cancel tells them to stop, it does not wait until they have.

type tally struct {
	wg    sync.WaitGroup
	work  chan int
	total int
}

func (t *tally) run(ctx context.Context) {
	defer t.wg.Done()
	for {
		select {
		case n := <-t.work:
			t.total += n
		case <-ctx.Done():
			return
		}
	}
}

func (t *tally) start(parent context.Context) context.CancelFunc {
	ctx, cancel := context.WithCancel(parent)
	t.wg.Add(1)
	go t.run(ctx)
	return cancel
}

func CheckSaveAfterCancel() {
	t := &tally{work: make(chan int)}
	cancel := t.start(context.Background())
	t.work <- 2
	cancel()
	fmt.Println("saved", t.total) // want violated race in CheckSaveAfterCancel
}

func CheckSaveAfterWait() { // want verified
	t := &tally{work: make(chan int)}
	cancel := t.start(context.Background())
	t.work <- 2
	t.work <- 3
	cancel()
	t.wg.Wait()
	fmt.Println("saved", t.total)
}
