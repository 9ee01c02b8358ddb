package waiting

import (
	"fmt"
	"sync"
)

// A gate that holds goroutines back until it is opened for all.
// Blocking, Wait: Signal wakes one of those that wait, the others stay.

type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func newGate() *gate {
	g := &gate{}
	g.cond = sync.NewCond(&g.mu)
	return g
}

func (g *gate) pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open {
		g.cond.Wait() // want violated deadlock in CheckSignalForTwo
	}
}

func (g *gate) openWith(wake func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = true
	wake()
}

func passTwo(g *gate, wake func()) {
	var wg sync.WaitGroup
	passed := make([]bool, 2)
	for i := range passed {
		wg.Go(func() {
			g.pass()
			passed[i] = true
		})
	}
	g.openWith(wake)
	wg.Wait()
	fmt.Println(passed)
}

func CheckSignalForTwo() {
	g := newGate()
	passTwo(g, g.cond.Signal)
}

func CheckBroadcastForTwo() { // want verified
	g := newGate()
	passTwo(g, g.cond.Broadcast)
}
