package model

import (
	"slices"
	"sync"
)

// History records the calls and returns of operations on a shared object, in
// the order in which they happen. The zero value is an empty history.
type History struct {
	mu     sync.Mutex
	events []HistoryEvent
}

// HistoryEvent is a call or a return. Of one client they alternate, a call first.
type HistoryEvent struct {
	Client    int
	Return    bool
	Operation string // of a call
	Argument  int    // of a call
	Result    int    // of a return
}

// Call records that client calls operation with argument; call it just before
// the operation.
func (h *History) Call(client int, operation string, argument int) {
	h.record(HistoryEvent{Client: client, Operation: operation, Argument: argument})
}

// Return records that client's operation returned result; call it just after
// the operation.
func (h *History) Return(client, result int) {
	h.record(HistoryEvent{Client: client, Return: true, Result: result})
}

// Events gives a copy of what was recorded so far. It is for programs that run
// natively; a checked program cannot read its own history.
func (h *History) Events() []HistoryEvent {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.events)
}

func (h *History) record(e HistoryEvent) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, e)
}
