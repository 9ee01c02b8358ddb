package messaging

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// A promise that several goroutines try to keep; the first one counts.
// Non-blocking, Chan: it is resolved twice, and its channel closed twice.

type promise struct {
	done     chan struct{}
	resolved atomic.Bool
	value    int
}

func (p *promise) resolveChecked(value int) {
	if p.resolved.Load() {
		return
	}
	p.resolved.Store(true)
	p.value = value // want violated race in CheckResolvedTwice
	close(p.done)
}

func (p *promise) resolve(value int) {
	if p.resolved.CompareAndSwap(false, true) {
		p.value = value
		close(p.done)
	}
}

func (p *promise) await() int {
	<-p.done
	return p.value
}

func resolveTogether(resolve func(p *promise, value int)) {
	p := &promise{done: make(chan struct{})}
	var wg sync.WaitGroup
	wg.Go(func() { resolve(p, 7) })
	wg.Go(func() { resolve(p, 17) })
	value := p.await()
	wg.Wait()
	fmt.Println(value%10, p.await() == value)
}

func CheckResolvedTwice() { resolveTogether((*promise).resolveChecked) }

func CheckResolvedOnce() { resolveTogether((*promise).resolve) } // want verified
