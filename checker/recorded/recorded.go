// Package recorded judges histories that were recorded while programs really ran: of a test that stressed an object
// natively, of a service, of a run of Jepsen. A history is linearizable with respect to a sequential specification, an
// ordinary Go type whose methods are the operations, if its operations can be put in an order that keeps those apart that do
// not overlap and in which the specification returns what was recorded (M. Herlihy, J. Wing, Linearizability: a
// correctness condition for concurrent objects, TOPLAS 12(3), 1990).
//
// The judge is porcupine (A. Athalye), which searches for the order as in G. Lowe, Testing for linearizability, CCPE 29(4), 2017,
// but for queues that no value is put in twice: of those an order is found without a search.
// The specifications are those that the checker judges every schedule of an object by; here they run natively.
//
// Unlike the rest of the checker this says nothing of runs that were not recorded. The search is exponential in the worst case: of a stack that many
// values stay in for long, or of a queue to which values come back, while clients overlap, there may be no answer in time.
package recorded

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// History is operations on one object, or on one object for each key.
type History struct {
	File       string // named in messages, "" if there is none
	Operations []Operation

	// Symbols says that values are names, which differ but have no order: of whatever kind they are, a specification that
	// only compares values sees each as a number, and Initial, nil say, as 0.
	Symbols bool
	Initial any
}

// Operation is one operation, from its call to its return. Places in time are of one clock, or of the order of events.
type Operation struct {
	Client   int
	Key      any    // which of independent objects it is on, nil if there is one
	Steps    []Step // one; several are a transaction, which happens at one moment
	Call     int64
	Return   int64 // Open if it never returned: it may have happened at any time since the call, or not
	Line     int   // where the call is written, 0 if nowhere
	LineBack int   // where the return is written
}

// Step is a call of a method and what it returned. Values are int64, string, bool, nil, Keyword, float64 or lists of values.
type Step struct {
	Name      string
	Arguments []any
	Results   []any // nil if nothing is known of them
}

// Open is the Return of an operation that has none.
const Open = math.MaxInt64

// oneAtATime checks that no client calls an operation before its last one has returned, unless that never did.
func (h *History) oneAtATime() error {
	order := make([]int, len(h.Operations))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(h.Operations[i].Call, h.Operations[j].Call), cmp.Compare(h.Operations[i].Return, h.Operations[j].Return))
	})
	last := map[int]Operation{}
	for _, i := range order {
		o := h.Operations[i]
		if before, ok := last[o.Client]; ok && before.Return != Open && before.Return > o.Call {
			return fmt.Errorf("%s:%d: client %d calls %s at %d, expected a return of its %s of line %d before, which is at %d",
				h.File, o.Line, o.Client, o.Steps[0].Name, o.Call, before.Steps[0].Name, before.Line, before.Return)
		}
		last[o.Client] = o
	}
	return nil
}

// Clients counts the clients.
func (h *History) Clients() int {
	clients := map[int]bool{}
	for _, o := range h.Operations {
		clients[o.Client] = true
	}
	return len(clients)
}

// Open counts the operations that never returned.
func (h *History) Open() int {
	n := 0
	for _, o := range h.Operations {
		if o.Return == Open {
			n++
		}
	}
	return n
}

// String prints an operation as Go would call it, and what it returned: Pop() = 3, true.
func (o Operation) String() string {
	var steps []string
	for _, s := range o.Steps {
		text := s.Name + "(" + list(s.Arguments) + ")"
		switch {
		case o.Return == Open:
			text += " …"
		case len(s.Results) > 0:
			text += " = " + list(s.Results)
		}
		steps = append(steps, text)
	}
	return strings.Join(steps, "; ")
}

// where is the place in the history's file, in words.
func (o Operation) where() string {
	switch {
	case o.Line == 0:
		return ""
	case o.LineBack == 0 || o.LineBack == o.Line:
		return fmt.Sprintf("line %d", o.Line)
	}
	return fmt.Sprintf("lines %d, %d", o.Line, o.LineBack)
}

func list(values []any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = text(v)
	}
	return strings.Join(texts, ", ")
}

// text prints a value.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case nil:
		return "nil"
	case []any:
		return "[" + list(v) + "]"
	}
	return fmt.Sprint(v)
}
