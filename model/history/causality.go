package history

import "heddle/model"

// Causality tells which events of a run happened before which: those of one process in their order, the sending of a message before
// it is received, and what follows from that. Events and messages have numbers that the program gives them. A message may be
// received many times, or never; an event happens once.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978.
type Causality struct {
	Names []string // of events, by which they are marked; nil: "event 0", "event 1", …

	known   []Set // by process: the events that have happened before its next one
	carried []Set // by message: those that it tells of
	past    []Set // by event: those that happened before it
	all     Set   // that have happened
}

// NewCausality begins a history of so many events among processes 0 … processes-1 which send messages 0 … messages-1. Call
// it before threads start.
func NewCausality(processes, messages, events int) *Causality {
	bound("events", events)
	return &Causality{known: make([]Set, processes), carried: make([]Set, messages), past: make([]Set, events)}
}

// Event says that an event of a process happens that neither sends nor receives.
func (c *Causality) Event(process, event int) {
	model.Mark(c.name(event))
	model.Ghost(func() { c.happens(process, event) })
}

// Send says that an event of a process sends a message.
func (c *Causality) Send(process, event, message int) {
	model.Mark(c.name(event))
	model.Ghost(func() { c.sends(process, event, message) })
}

// Receive says that an event of a process receives a message.
func (c *Causality) Receive(process, event, message int) {
	model.Mark(c.name(event))
	model.Ghost(func() { c.receives(process, event, message) })
}

func (c *Causality) name(event int) string {
	if event < len(c.Names) {
		return c.Names[event]
	}
	return "event " + Decimal(event)
}

// Happened gives the events that have happened. It may be called in ghost code only.
func (c *Causality) Happened() Set { return c.all }

// Before reports whether event a has happened before event b. It may be called in ghost code only.
func (c *Causality) Before(a, b int) bool { return c.past[b].Has(a) }

func (c *Causality) happens(process, event int) {
	admit("process", process, len(c.known))
	admit("event", event, len(c.past))
	if c.all.Has(event) {
		panic("history: event " + Decimal(event) + " happens twice")
	}
	c.past[event] = c.known[process]
	c.all, c.known[process] = c.all.With(event), c.known[process].With(event)
}

func (c *Causality) sends(process, event, message int) {
	admit("message", message, len(c.carried))
	c.happens(process, event)
	c.carried[message] = c.known[process]
}

func (c *Causality) receives(process, event, message int) {
	admit("message", message, len(c.carried))
	admit("process", process, len(c.known))
	c.known[process] |= c.carried[message]
	c.happens(process, event)
}
