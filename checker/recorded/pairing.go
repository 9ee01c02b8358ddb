package recorded

import "fmt"

// event is a line of a history of events.
type event struct {
	line    int
	client  int
	kind    string // of kinds
	steps   []Step // of an invocation; of a completion if it says all over again
	key     any
	results []any // of a completion without steps
	effect  bool  // the operation may change something
}

// The kinds of events. An operation that failed has not happened; of one that ended otherwise nobody knows.
const (
	invoked   = "invoke"
	succeeded = "ok"
	failed    = "fail"
	unknown   = "info"
)

var kinds = []string{invoked, succeeded, failed, unknown}

// pairing makes operations of events, which come in the order in which they happened.
type pairing struct {
	operations []Operation
	dropped    map[int]bool // operations, by place: they did not happen, or nothing can tell
	open       map[int]int  // by client: the place of its operation
	now        int64
}

func newPairing() *pairing { return &pairing{dropped: map[int]bool{}, open: map[int]int{}} }

// add takes the next event. The error says what was found and expected.
func (p *pairing) add(e event) error {
	p.now++
	at, open := p.open[e.client]
	if e.kind == invoked {
		if open {
			return fmt.Errorf("client %d calls %s, expected a return of its %s of line %d first", e.client, e.steps[0].Name, p.operations[at].Steps[0].Name, p.operations[at].Line)
		}
		p.open[e.client] = len(p.operations)
		p.operations = append(p.operations, Operation{Client: e.client, Key: e.key, Steps: e.steps, Call: p.now, Return: Open, Line: e.line})
		return nil
	}
	if !open {
		return fmt.Errorf("client %d returns (%q), expected a call first", e.client, e.kind)
	}
	o := &p.operations[at]
	if e.steps != nil && e.steps[0].Name != o.Steps[0].Name {
		return fmt.Errorf("client %d returns from %s, expected %s, which line %d calls", e.client, e.steps[0].Name, o.Steps[0].Name, o.Line)
	}
	delete(p.open, e.client)
	switch e.kind {
	case failed:
		p.dropped[at] = true
	case unknown:
		p.dropped[at] = !e.effect
	case succeeded:
		o.Return, o.LineBack = p.now, e.line
		if e.steps != nil {
			o.Steps = e.steps
		} else {
			o.Steps[0].Results = e.results
		}
	}
	return nil
}

// history gives the operations that happened, or may have.
func (p *pairing) history() []Operation {
	list := make([]Operation, 0, len(p.operations))
	for i, o := range p.operations {
		if !p.dropped[i] {
			list = append(list, o)
		}
	}
	return list
}
