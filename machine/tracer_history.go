package machine

import (
	"fmt"
	"strconv"
	"strings"

	"heddle/model/program"
)

// Operation is a call or a return of an operation on an object with a History.
type Operation struct {
	Thread, Client int
	Return         bool
	Name           string // of a call
	Words          []int  // its arguments, or the results
	Before         []int  // of a call, if the Monitor is a PartialMonitor that needs to know: see CallAfter
}

// Waits reports whether all operations that have not returned in the present state may wait for ever, as the Monitor says.
// Calls that are put off to the next steps of their threads count as made; open lists those.
func (t *Trace) Waits() (open []Operation, may bool) {
	t.m.eachPutOff(&t.m.cur, func(thread int, args []uint64) {
		open = append(open, t.m.operated(&t.m.cur, thread, program.EventCall, args))
	})
	return open, t.m.mayWait(&t.m.cur)
}

// called notes an event of a history, and gives its text: "calls Push(3)", "returns 3, 1".
func (tr *tracer) called(p *proc, e program.Event, args []uint64) string {
	o := tr.m.operated(&tr.m.step.state, p.thread, e, args)
	tr.history = append(tr.history, o)
	var texts []string
	for _, w := range o.Words {
		texts = append(texts, strconv.Itoa(w))
	}
	list := strings.Join(texts, ", ")
	switch {
	case !o.Return:
		return fmt.Sprintf("calls %s(%s)", o.Name, list)
	case list == "":
		return "returns"
	}
	return "returns " + list
}

func (m *Machine) operated(st *State, thread int, e program.Event, args []uint64) Operation {
	o := Operation{Thread: thread, Client: int(args[0]), Return: e == program.EventReturn}
	words := args[1:]
	if !o.Return {
		o.Name, words = m.strings.at(args[1]), args[2:]
	}
	for _, w := range words {
		o.Words = append(o.Words, int(w))
	}
	if !o.Return && m.partial != nil {
		o.Before = m.returnsBefore([]int{}, st, thread)
	}
	return o
}
