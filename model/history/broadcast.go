package history

import "heddle/model"

// Broadcast is a history of broadcasts among processes, with what it is claimed to have.
type Broadcast struct {
	Sent      []Set // by process: the messages that it has broadcast
	Delivered []Set // by process: those that it has delivered
	Crashed   Set   // the processes that are faulty

	started    Set // processes that have said so
	messages   int
	properties []Property
}

// Property is an automaton over the events of a Broadcast. Each event is told before b has it, and the
// property says why that event breaks it, or "".
type Property interface {
	Name() string // of what is violated: "total-order"

	// Begin is called once, with the number of messages.
	Begin(messages int)
	Broadcast(b *Broadcast, process, message int) string
	Deliver(b *Broadcast, process, message int) string

	// End is called when nothing will happen any more.
	End(b *Broadcast) string
}

// NewBroadcast begins a history of broadcasts of messages 0 … messages-1 among processes 0 … processes-1. Call it before threads start.
func NewBroadcast(processes, messages int, properties ...Property) *Broadcast {
	bound("processes", processes)
	bound("messages", messages)
	b := &Broadcast{Sent: make([]Set, processes), Delivered: make([]Set, processes), messages: messages, properties: properties}
	for _, p := range properties {
		p.Begin(messages)
	}
	return b
}

// Broadcast says that a process broadcasts a message, once and for all.
func (b *Broadcast) Broadcast(process, message int) {
	model.Mark("broadcasts " + Decimal(message))
	model.Ghost(func() {
		b.admit(process, message)
		for _, p := range b.properties {
			claim(p.Name(), p.Broadcast(b, process, message))
		}
		b.Sent[process] = b.Sent[process].With(message)
	})
}

// Deliver says that a process delivers a message.
func (b *Broadcast) Deliver(process, message int) {
	model.Mark("delivers " + Decimal(message))
	model.Ghost(func() {
		b.admit(process, message)
		for _, p := range b.properties {
			claim(p.Name(), p.Deliver(b, process, message))
		}
		b.Delivered[process] = b.Delivered[process].With(message)
	})
}

// Start says that a process starts, as the first thing that it does, and reports whether it has before: then it has crashed, and is
// faulty. What crashes is to stay away then, if it is not to be more than faulty.
func (b *Broadcast) Start(process int) (again bool) {
	model.Ghost(func() {
		b.admit(process, 0)
		if again = b.started.Has(process); again {
			b.Crashed = b.Crashed.With(process)
		}
		b.started = b.started.With(process)
	})
	return again
}

// Crash says that a process is faulty: it has crashed.
func (b *Broadcast) Crash(process int) {
	model.Ghost(func() {
		b.admit(process, 0)
		b.Crashed = b.Crashed.With(process)
	})
}

// End says that nothing will happen any more.
func (b *Broadcast) End() {
	model.Ghost(func() {
		for _, p := range b.properties {
			claim(p.Name(), p.End(b))
		}
	})
}

func (b *Broadcast) admit(process, message int) {
	admit("process", process, len(b.Sent))
	admit("message", message, b.messages)
}

// broadcast is the set of all messages that have been.
func (b *Broadcast) broadcast() (all Set) {
	for _, s := range b.Sent {
		all |= s
	}
	return all
}

// everywhere is the set of messages that all processes have delivered.
func (b *Broadcast) everywhere() Set {
	all := ^Set(0)
	for _, delivered := range b.Delivered {
		all &= delivered
	}
	return all
}

// everywhereAfter is everywhere once p has delivered m.
func (b *Broadcast) everywhereAfter(p, m int) Set {
	for q, delivered := range b.Delivered {
		if q != p && !delivered.Has(m) {
			return b.everywhere()
		}
	}
	return b.everywhere().With(m)
}

// passive is a property that asks nothing of some events.
type passive struct{}

func (passive) Begin(int)                             {}
func (passive) Broadcast(*Broadcast, int, int) string { return "" }
func (passive) Deliver(*Broadcast, int, int) string   { return "" }
func (passive) End(*Broadcast) string                 { return "" }
