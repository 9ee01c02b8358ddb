package linear

import (
	"errors"
	"fmt"
	"io"

	"heddle/checker/result"
)

// Operation is an operation of a history.
type Operation struct {
	Call
	Results  []int
	Returned bool // if not, Results and End mean nothing
	Begin    int  // place of the call among all events of the history
	End      int  // … and of the return
	// Before, if not nil, says by client how many of its operations precede this one, instead of the places.
	Before []int
}

// History is the operations of a run, in the order of their calls.
type History []Operation

// NewHistory makes a history of events. An event that does not fit the ones before is an error.
func NewHistory(events []result.HistoryEvent) (History, error) {
	var h History
	open := map[int]int{} // by client: its operation
	for place, e := range events {
		i, calling := open[e.Client]
		switch {
		case e.Return && !calling:
			return nil, fmt.Errorf("linear: event %d: client %d returns from no call", place+1, e.Client)
		case e.Return:
			h[i].Results, h[i].Returned, h[i].End = e.Results, true, place
			delete(open, e.Client)
		case calling:
			return nil, fmt.Errorf("linear: event %d: client %d calls while its last call has not returned", place+1, e.Client)
		default:
			open[e.Client] = len(h)
			h = append(h, Operation{Call: Call{e.Client, e.Operation, e.Arguments}, Begin: place, Before: e.Before})
		}
	}
	return h, nil
}

// Judge gives the function that gives a second answer to what a Monitor of criterion c says of a history: the error is that it is wrong. If
// waits, the Monitor says that what has not returned must not wait for ever; else that the history does not keep
// the criterion. What keeps no criterion is not linearizable in real time, so package porcupine must reject it.
func (a *Automaton) Judge(c Criterion) func(events []result.HistoryEvent, waits bool) error {
	return func(events []result.HistoryEvent, waits bool) error {
		h, err := NewHistory(events)
		if err != nil {
			return err
		}
		if waits {
			if a.MayWait(h, c) {
				return errors.New("what has not returned may wait for ever, by the orders of the others")
			}
			return nil
		}
		if a.Accepts(h, c) {
			return fmt.Errorf("there is an order of the operations that is %s", c.word())
		}
		if rejected, _ := a.Rejected(h); !rejected {
			return errors.New("package porcupine does not reject the history")
		}
		return nil
	}
}

// Picture writes a history as a page of HTML by package porcupine: what it is of a linearization, if there is none.
func (a *Automaton) Picture(w io.Writer, events []result.HistoryEvent) error {
	h, err := NewHistory(events)
	if err != nil {
		return err
	}
	_, info := a.Rejected(h)
	return a.draw(w, info)
}
