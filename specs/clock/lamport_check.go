package clock

import (
	"heddle/model"
	"heddle/model/history"
)

// timed is a message with the time of its sending; its event is what claims call it.
type timed struct{ event, time int }

// scalar is a clock of integers.
type scalar interface {
	Tick() int
	Hear(sent int) int
}

// compute lets each node of a network have so many events: each is the receipt of any message that has come, a
// sending to any other node, or neither. The clock of each stamps them, and h judges that.
func compute(nodes, events int, h *history.Clock, clockOf func(id int) scalar) {
	net := model.NewNetwork[timed](nodes)
	clocks := make([]scalar, nodes)
	for id := range clocks {
		clocks[id] = clockOf(id)
	}
	net.Run(func(node model.Node[timed]) {
		clock := clocks[node.ID()]
		for i := range events {
			event := node.ID()*events + i
			_, m, ok := node.TryReceive()
			if ok {
				h.Receive(node.ID(), event, m.event, clock.Hear(m.time))
				continue
			}
			now := clock.Tick()
			if to := model.Choose(nodes); to == node.ID() {
				h.Event(node.ID(), event, now)
			} else {
				h.Send(node.ID(), event, event, now)
				node.Send(to, timed{event, now})
			}
		}
	})
}

// CheckLamport checks Lamport: an event that happens before another has the lower time. threads are processes, rounds events of each.
func CheckLamport(threads, rounds int) {
	compute(threads, rounds, history.NewClock(threads, threads*rounds, threads*rounds), func(int) scalar { return new(Lamport) })
}

// CheckLamportPaces checks Lamport where the clocks start apart and go at different paces.
func CheckLamportPaces(threads, rounds int) {
	compute(threads, rounds, history.NewClock(threads, threads*rounds, threads*rounds), func(id int) scalar {
		c := NewLamport(5*id, 1+3*(id%2))
		return &c
	})
}

// CheckLamportConverse checks Lamport for the converse as well: that an event with a lower time happens before one with a higher.
// It need not: the two may be concurrent.
func CheckLamportConverse(threads, rounds int) {
	compute(threads, rounds, history.NewExactClock(threads, threads*rounds, threads*rounds), func(int) scalar { return new(Lamport) })
}

// lamportDeaf takes a receipt for an event of its own.
type lamportDeaf struct{ Lamport }

func (c *lamportDeaf) Hear(int) int { return c.Tick() }

// CheckLamportDeaf checks Lamport without the rule for receipts: one can have a lower time than the sending.
func CheckLamportDeaf(threads, rounds int) {
	compute(threads, rounds, history.NewClock(threads, threads*rounds, threads*rounds), func(int) scalar { return new(lamportDeaf) })
}

// lamportForgetful sets itself by a message, back if need be.
type lamportForgetful struct{ Lamport }

func (c *lamportForgetful) Hear(sent int) int {
	c.now = sent
	return c.Tick()
}

// CheckLamportForgetful checks Lamport where a receipt is only later than the sending: it can have a lower time than
// what its process did before.
func CheckLamportForgetful(threads, rounds int) {
	compute(threads, rounds, history.NewClock(threads, threads*rounds, threads*rounds), func(int) scalar { return new(lamportForgetful) })
}

// lamportSame gives a receipt the time of the sending, if that is the later one.
type lamportSame struct{ Lamport }

func (c *lamportSame) Hear(sent int) int {
	c.now = max(c.now+1, sent)
	return c.now
}

// CheckLamportSame checks Lamport where a receipt has no later time than the sending.
func CheckLamportSame(threads, rounds int) {
	compute(threads, rounds, history.NewClock(threads, threads*rounds, threads*rounds), func(int) scalar { return new(lamportSame) })
}
