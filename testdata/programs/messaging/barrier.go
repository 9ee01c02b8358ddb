package messaging

import (
	"fmt"
	"sync"
)

// A barrier: the last to arrive releases the others through a channel, round after round.
// Blocking, Chan: the tokens of one round can be taken by one who is a round ahead.

type barrier struct {
	mu      sync.Mutex
	parties int
	arrived int
	gate    chan struct{}
}

// last counts an arrival, and reports whether it completes a round.
func (b *barrier) last() (gate chan struct{}, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	gate = b.gate
	if b.arrived++; b.arrived < b.parties {
		return gate, false
	}
	b.arrived = 0
	return gate, true
}

func (b *barrier) passTokens() {
	gate, last := b.last()
	if !last {
		<-gate
		return
	}
	for range b.parties - 1 {
		gate <- struct{}{}
	}
}

// pass gives each round a channel of its own, which is closed.
func (b *barrier) pass() {
	b.mu.Lock()
	gate := b.gate
	if b.arrived++; b.arrived == b.parties {
		b.arrived, b.gate = 0, make(chan struct{})
		close(gate)
	}
	b.mu.Unlock()
	<-gate
}

func rounds(parties int, pass func(b *barrier)) {
	b := &barrier{parties: parties, gate: make(chan struct{}, parties)}
	work := make([]int, parties)
	var wg sync.WaitGroup
	for i := range parties {
		wg.Go(func() {
			for round := 1; round <= 2; round++ {
				work[i] = round
				pass(b)
				for _, other := range work { // want violated race in CheckBarrierTokens
					if other != round {
						panic("left a round early")
					}
				}
				pass(b)
			}
		})
	}
	wg.Wait()
	fmt.Println(work)
}

func CheckBarrierTokens() { rounds(3, (*barrier).passTokens) }

func CheckBarrierClosed() { rounds(2, (*barrier).pass) } // want verified
