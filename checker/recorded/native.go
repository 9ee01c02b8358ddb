package recorded

import (
	"fmt"

	"heddle/model"
)

// OfEvents gives the history that a model.History has recorded natively. It panics if calls and returns
// of a client do not alternate.
func OfEvents(events []model.HistoryEvent) *History {
	p := newPairing()
	for i, e := range events {
		v := event{client: e.Client, kind: invoked, effect: true}
		if e.Return {
			v.kind, v.results = succeeded, integers(e.Results)
		} else {
			v.steps = []Step{{Name: e.Operation, Arguments: integers(e.Arguments)}}
		}
		if err := p.add(v); err != nil {
			panic(fmt.Sprintf("recorded: event %d of a history: %v", i+1, err))
		}
	}
	return &History{Operations: p.history(), Initial: ""}
}

func integers(values []int) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = int64(v)
	}
	return list
}
