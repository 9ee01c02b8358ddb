package model

import (
	"errors"
	"slices"
	"sync"
	"time"
)

// History records the calls and returns of operations on a shared object, in
// the order in which they happen. The zero value is an empty history.
type History struct {
	mu     sync.Mutex
	begun  time.Time // when the first event happened
	events []HistoryEvent
}

// HistoryEvent is a call or a return. Of one client they alternate, a call first.
type HistoryEvent struct {
	Client    int
	Return    bool
	Operation string        // of a call
	Arguments []int         // of a call; nil if there are none
	Results   []int         // of a return; nil if there are none
	At        time.Duration // since the history's first event
}

// Call records that client, one of 0 … 62, calls operation with arguments; call it just before the
// operation. In checked programs the arguments must be written one by one: args... is refused.
func (h *History) Call(client int, operation string, arguments ...int) {
	h.record(HistoryEvent{Client: client, Operation: operation, Arguments: slices.Clone(arguments)})
}

// Return records that client's operation returned results; call it just after
// the operation.
func (h *History) Return(client int, results ...int) {
	h.record(HistoryEvent{Client: client, Return: true, Results: slices.Clone(results)})
}

// Events gives a copy of what was recorded so far. It is for programs that run
// natively; a checked program cannot read its own history.
func (h *History) Events() []HistoryEvent {
	h.mu.Lock()
	defer h.mu.Unlock()
	events := slices.Clone(h.events)
	for i := range events {
		events[i].Arguments, events[i].Results = slices.Clone(events[i].Arguments), slices.Clone(events[i].Results)
	}
	return events
}

func (h *History) record(e HistoryEvent) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if len(h.events) == 0 {
		h.begun = now
	}
	e.At = now.Sub(h.begun)
	h.events = append(h.events, e)
}

// ErrRefused is what Refuse panics with natively.
var ErrRefused = errors.New("model: the operation cannot happen now")

// Refuse says, in an operation of a sequential specification, that it cannot happen in the present state:
// one that waits in the concurrent object, such as taking from an empty queue. When checked
// it blocks for ever, so that no history has the operation there; natively it panics with ErrRefused.
func Refuse() { panic(ErrRefused) }
