package timers

import (
	"fmt"
	"time"
)

// A heartbeat that counts the ticks of a ticker until it is stopped.
// Blocking, Lib: Stop does not close the ticker's channel, so a range over it never ends.

type heartbeat struct {
	ticker *time.Ticker
	stop   chan struct{}
	ended  chan struct{}
	alive  bool
}

func newHeartbeat() *heartbeat {
	return &heartbeat{time.NewTicker(time.Second), make(chan struct{}), make(chan struct{}), false}
}

func (h *heartbeat) runRange() {
	for range h.ticker.C { // want violated leak in CheckTickerStopped
		h.alive = true
	}
}

func (h *heartbeat) run() {
	defer close(h.ended)
	defer h.ticker.Stop()
	for {
		select {
		case <-h.ticker.C:
			h.alive = true
		case <-h.stop:
			return
		}
	}
}

func CheckTickerStopped() {
	h := newHeartbeat()
	go h.runRange()
	h.ticker.Stop()
}

func CheckHeartbeatStopped() { // want verified
	h := newHeartbeat()
	go h.run()
	close(h.stop)
	<-h.ended
	fmt.Println("stopped")
}
