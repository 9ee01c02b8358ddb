package outcome

import (
	"time"

	"heddle/model/litmus"
)

// Result is all that a test can end with under one memory model.
type Result struct {
	Outcomes []Outcome // sorted by State
	Counted  bool      // the schedules have been counted: no loop waits
	Limit    string    // the limit that was met before all was found; "" if none
	Race     string    // a data race that can happen: the program is undefined; "" if none can
	Stuck    int       // states from which no schedule comes to an end any more
	Failure  string    // of a step that can fail, which ends its schedule; "" if none can

	States      int
	Transitions int
	Passes      int // searches, all but the last given up; see machine.ErrAgain
	Elapsed     time.Duration

	quantifier litmus.Quantifier
	explorer   *Explorer
}

// Outcome is a final state, over what the test observes.
type Outcome struct {
	State     string   // as herd7 prints it: "0:EAX=0; [x]=1;"
	Holds     bool     // the test's condition is true in it
	Schedules uint64   // that end in it, at most Many; 0 if they were not counted
	Words     []uint64 // what the cells that are observed hold
	end       int      // state of the graph
}

// What a condition is observed to be: true in some of the final states, and in others
// not; in all of them; in none.
const (
	Sometimes = "Sometimes"
	Always    = "Always"
	Never     = "Never"
)

// Observation says in which of the final states the condition is true; "" if not all were found.
func (r *Result) Observation() string {
	yes, no := r.split()
	switch {
	case r.Limit != "":
		return ""
	case yes == 0:
		return Never
	case no == 0:
		return Always
	}
	return Sometimes
}

// split counts the outcomes in which the condition is true, and the others.
func (r *Result) split() (yes, no int) {
	for _, o := range r.Outcomes {
		if o.Holds {
			yes++
		} else {
			no++
		}
	}
	return yes, no
}

// Numbers gives the schedules with the condition true at their end, and the others;
// if they were not counted, of outcomes.
func (r *Result) Numbers() (positive, negative uint64) {
	if yes, no := r.split(); !r.Counted {
		return uint64(yes), uint64(no)
	}
	for _, o := range r.Outcomes {
		sum := &negative
		if o.Holds {
			sum = &positive
		}
		if *sum += o.Schedules; *sum < o.Schedules {
			*sum = Many
		}
	}
	return positive, negative
}

// Whether what a test says of its condition is true; a program with a data race has no meaning.
const (
	Ok    = "Ok"
	No    = "No"
	Undef = "Undef"
)

// Validation says whether what the test claims is true: that its condition is true in some
// final state (exists), in none (~exists), in all (forall). It is "" if not all were found.
func (r *Result) Validation() string {
	if r.Limit != "" {
		return ""
	}
	if r.Race != "" {
		return Undef
	}
	yes, no := r.split()
	ok := yes > 0
	switch r.quantifier {
	case litmus.NotExists:
		ok = yes == 0
	case litmus.Forall:
		ok = no == 0
	}
	if ok {
		return Ok
	}
	return No
}

// Find gives the index of the outcome with that state, -1 if there is none.
func (r *Result) Find(state string) int {
	for i := range r.Outcomes {
		if r.Outcomes[i].State == state {
			return i
		}
	}
	return -1
}
