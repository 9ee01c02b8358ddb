package history

import "heddle/model"

// Clock is a history of events with their time stamps. It claims the clock condition: if an event happens before
// another its stamp is less ("clock-condition"). For events of one process that is C1, for a message's sending and
// receipt C2, and the rest follows from these.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978, section "Logical clocks".
type Clock struct {
	Causality
	stamps   []int // by event
	converse bool
}

// NewClock begins a history as NewCausality does. Call it before threads start.
func NewClock(processes, messages, events int) *Clock {
	return &Clock{Causality: *NewCausality(processes, messages, events), stamps: make([]int, events)}
}

// NewExactClock is NewClock, and claims the converse, too: if the stamp of one event is less than that of another
// it happens before it ("converse-clock-condition"). No clock of integers has that once two events are concurrent.
func NewExactClock(processes, messages, events int) *Clock {
	c := NewClock(processes, messages, events)
	c.converse = true
	return c
}

// Event says that an event of a process with this stamp happens that neither sends nor receives.
func (c *Clock) Event(process, event, stamp int) {
	model.Mark("event " + Decimal(event) + " at " + Decimal(stamp))
	model.Ghost(func() {
		c.happens(process, event)
		c.stamp(event, stamp)
	})
}

// Send says that an event of a process with this stamp sends a message.
func (c *Clock) Send(process, event, message, stamp int) {
	model.Mark("event " + Decimal(event) + " at " + Decimal(stamp))
	model.Ghost(func() {
		c.sends(process, event, message)
		c.stamp(event, stamp)
	})
}

// Receive says that an event of a process with this stamp receives a message.
func (c *Clock) Receive(process, event, message, stamp int) {
	model.Mark("event " + Decimal(event) + " at " + Decimal(stamp))
	model.Ghost(func() {
		c.receives(process, event, message)
		c.stamp(event, stamp)
	})
}

// stamp judges an event's stamp by those of all events that have happened.
func (c *Clock) stamp(event, stamp int) {
	c.stamps[event] = stamp
	for other := range c.stamps {
		if other != event && c.all.Has(other) {
			claim("clock-condition", c.wrong(other, event))
			if c.converse {
				claim("converse-clock-condition", c.misleads(other, event))
				claim("converse-clock-condition", c.misleads(event, other))
			}
		}
	}
}

// wrong says why the stamps of two events break the clock condition; b is the later one of the run.
func (c *Clock) wrong(a, b int) string {
	if c.Before(a, b) && c.stamps[a] >= c.stamps[b] {
		return c.stamped(a) + " happens before " + c.stamped(b)
	}
	return ""
}

// misleads says why they break the converse.
func (c *Clock) misleads(a, b int) string {
	if c.stamps[a] < c.stamps[b] && !c.Before(a, b) {
		return c.stamped(a) + " does not happen before " + c.stamped(b)
	}
	return ""
}

func (c *Clock) stamped(event int) string {
	return "event " + Decimal(event) + " (stamped " + Decimal(c.stamps[event]) + ")"
}
