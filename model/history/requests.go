package history

import "heddle/model"

// Requests is a history of requests with time stamps and of their grants. It claims that they are granted in the order of
// their stamps, and of their processes if stamps are equal: none is granted while an earlier one waits ("timestamp-order").
// A process has one request at a time.
type Requests struct {
	waiting Set   // processes with a request
	stamps  []int // by process, of its request; 0 if it has none
}

// NewRequests begins a history of requests by processes 0 … processes-1. Call it before threads start.
func NewRequests(processes int) *Requests {
	bound("processes", processes)
	return &Requests{stamps: make([]int, processes)}
}

// Request says that a process requests.
func (r *Requests) Request(process, stamp int) {
	model.Mark("requests at " + Decimal(stamp))
	model.Ghost(func() {
		admit("process", process, len(r.stamps))
		r.waiting, r.stamps[process] = r.waiting.With(process), stamp
	})
}

// Grant says that a process has been granted its request.
func (r *Requests) Grant(process int) {
	model.Mark("is granted its request")
	model.Ghost(func() {
		admit("process", process, len(r.stamps))
		claim("timestamp-order", r.overtakes(process))
		r.waiting, r.stamps[process] = r.waiting&^Set(0).With(process), 0
	})
}

func (r *Requests) overtakes(p int) string {
	if !r.waiting.Has(p) {
		return process(p) + " is granted what it did not request"
	}
	for q, stamp := range r.stamps {
		if r.waiting.Has(q) && (stamp < r.stamps[p] || stamp == r.stamps[p] && q < p) {
			return process(p) + " is granted its request of " + Decimal(r.stamps[p]) + " before that of " + Decimal(stamp) + " by " + process(q)
		}
	}
	return ""
}
