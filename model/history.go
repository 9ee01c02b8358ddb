package model

import (
	"errors"
	"slices"
	"sync"
	"time"
)

// History records the calls and returns of operations on a shared object, in
// the order in which they happen. The zero value is an empty history. An operation whose node
// crashes never returns: who goes on there is another client.
//
// Natively the order is that of the system's clock, and clients whose numbers differ modulo 64 do not wait for each other, so that what they do
// is disturbed little. That of a client's return and another's call at the same tick of the clock is not known: the call comes first.
// A call waits until the clock is past what its client did last: of two clients that return and call within the same tick, no order of
// events would say that nothing is known. Where the clock ticks every nanosecond, or every hundred, that takes no time to speak of.
type History struct {
	shards [64]shard

	reading sync.Mutex
	known   bool
	began   time.Duration // when the first event happened, if known
	drained time.Duration // what is not drained has happened, or been recorded, since
}

// shard records the events of some clients, in the order of time.
type shard struct {
	mu     sync.Mutex
	full   [][]HistoryEvent
	events []HistoryEvent // after those in full
	last   time.Duration
	values []int    // arguments and results: new ones are put behind
	_      [64]byte // what the next shard has is in another line of the cache
}

// chunk is how many events a shard makes room for at once, so that none are copied while clients wait.
const chunk = 256

// HistoryEvent is a call or a return. Of one client they alternate, a call first.
type HistoryEvent struct {
	Client    int
	Return    bool
	Operation string        // of a call
	Arguments []int         // of a call; nil if there are none
	Results   []int         // of a return; nil if there are none
	At        time.Duration // since the history's first event
}

// Call records that client, one of 0 … 62 in checked programs, calls operation with arguments; call it just before the
// operation. In checked programs the arguments must be written one by one: args... is refused.
func (h *History) Call(client int, operation string, arguments ...int) {
	h.call(sinceEpoch, client, operation, arguments)
}

func (h *History) call(clock func() time.Duration, client int, operation string, arguments []int) {
	s := h.shard(client)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := clock()
	for now <= s.last {
		now = clock()
	}
	s.record(HistoryEvent{Client: client, Operation: operation, Arguments: s.keep(arguments), At: now})
}

// Return records that client's operation returned results; call it just after
// the operation.
func (h *History) Return(client int, results ...int) {
	h.returned(sinceEpoch, client, results)
}

func (h *History) returned(clock func() time.Duration, client int, results []int) {
	now := clock()
	s := h.shard(client)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record(HistoryEvent{Client: client, Return: true, Results: s.keep(results), At: max(now, s.last)}) // others may have been first at the lock
}

// epoch is a moment before any event.
var epoch = time.Now()

func sinceEpoch() time.Duration { return time.Since(epoch) }

func (h *History) shard(client int) *shard { return &h.shards[uint(client)%uint(len(h.shards))] }

func (s *shard) record(e HistoryEvent) {
	if len(s.events) == cap(s.events) {
		if s.events != nil {
			s.full = append(s.full, s.events)
		}
		s.events = make([]HistoryEvent, 0, chunk)
	}
	s.events = append(s.events, e)
	s.last = e.At
}

// keep gives a copy of values.
func (s *shard) keep(values []int) []int {
	if len(values) == 0 {
		return nil
	}
	if len(s.values)+len(values) > cap(s.values) {
		s.values = make([]int, 0, max(chunk, len(values)))
	}
	s.values = append(s.values, values...)
	return s.values[len(s.values)-len(values) : len(s.values) : len(s.values)]
}

// Events gives a copy of what was recorded so far. It is for programs that run
// natively; a checked program cannot read its own history.
func (h *History) Events() []HistoryEvent {
	events := h.merged(false)
	for i := range events {
		events[i].Arguments, events[i].Results = slices.Clone(events[i].Arguments), slices.Clone(events[i].Results)
	}
	return events
}

// Drain gives what was recorded so far and forgets it: of what runs for long, the history is written down in parts. A call may be in another part than
// its return. It is for programs that run natively.
func (h *History) Drain() []HistoryEvent { return h.merged(true) }

// merged gives the events of all shards in the order of time.
func (h *History) merged(forget bool) []HistoryEvent {
	h.reading.Lock()
	defer h.reading.Unlock()
	queues, since := h.queues(forget)
	var list []HistoryEvent
	for {
		first := -1
		for i, q := range queues {
			if len(q) > 0 && (first < 0 || q[0].before(queues[first][0])) {
				first = i
			}
		}
		if first < 0 {
			break
		}
		e := queues[first][0]
		queues[first] = queues[first][1:]
		e.At = max(e.At, since)
		if !h.known {
			h.began, h.known = e.At, true
		}
		e.At -= h.began
		list = append(list, e)
	}
	return list
}

// queues gives the events of each shard. They have happened since the last were drained; but a return that was recorded later than it happened.
func (h *History) queues(forget bool) (list [][]HistoryEvent, since time.Duration) {
	for i := range h.shards {
		s := &h.shards[i]
		s.mu.Lock()
		defer s.mu.Unlock()
		list = append(list, slices.Concat(append(s.full, s.events)...))
		if forget {
			s.full, s.events, s.values = nil, nil, nil
		}
	}
	since = h.drained
	if forget {
		h.drained = sinceEpoch()
	}
	return list, since
}

// before reports whether e comes before f, which another client may have recorded at the same tick.
func (e HistoryEvent) before(f HistoryEvent) bool {
	return e.At < f.At || e.At == f.At && !e.Return && f.Return
}

// ErrRefused is what Refuse panics with natively.
var ErrRefused = errors.New("model: the operation cannot happen now")

// Refuse says, in an operation of a sequential specification, that it cannot happen in the present state:
// one that waits in the concurrent object, such as taking from an empty queue. When checked
// it blocks for ever, so that no history has the operation there; natively it panics with ErrRefused.
func Refuse() { panic(ErrRefused) }
