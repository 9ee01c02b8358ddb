package histories

import (
	"heddle/model"
	"heddle/model/history"
)

// stamped is a message with a time stamp.
type stamped struct{ time int }

// exchange has two nodes with logical clocks, of which one has an event and sends a message and the other has an event and receives it;
// events are numbered 0, 1 and 2, 3.
func exchange(c *history.Clock, receive func(clock, stamp int) int) {
	net := model.NewNetwork[stamped](2)
	net.Run(func(node model.Node[stamped]) {
		if node.ID() == 0 {
			c.Event(0, 0, 1)
			c.Send(0, 1, 0, 2)
			node.Send(1, stamped{2})
			return
		}
		c.Event(1, 2, 1)
		_, m := node.Receive()
		c.Receive(1, 3, 0, receive(1, m.time)) // want violated clock-condition in CheckClockNotAdvanced
	})
}

// CheckClock: the receiver's clock goes past the stamp.
func CheckClock() { // want verified
	exchange(history.NewClock(2, 1, 4), func(clock, stamp int) int { return max(clock, stamp) + 1 })
}

// CheckClockNotAdvanced: the receiver's clock goes on by itself.
func CheckClockNotAdvanced() {
	exchange(history.NewClock(2, 1, 4), func(clock, _ int) int { return clock + 1 })
}

// CheckClockConverse: a lower stamp does not tell which event was first.
func CheckClockConverse() { // want violated converse-clock-condition
	exchange(history.NewExactClock(2, 1, 4), func(clock, stamp int) int { return max(clock, stamp) + 1 })
}
