package recorded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"heddle/checker/report"
	"heddle/model"
	"heddle/model/record"
)

// OfEvents gives the history that a model.History has recorded natively. The error is that the calls and returns
// of a client do not alternate.
func OfEvents(events []model.HistoryEvent) (*History, error) {
	p := newPairing()
	for i, e := range events {
		v := event{client: e.Client, kind: invoked, effect: true}
		if e.Return {
			v.kind, v.results = succeeded, integers(e.Results)
		} else {
			v.steps = []Step{{Name: e.Operation, Arguments: integers(e.Arguments)}}
		}
		if err := p.add(v); err != nil {
			return nil, fmt.Errorf("event %d of a history: %w", i+1, err)
		}
	}
	return &History{Operations: p.history(), Initial: ""}, nil
}

func integers(values []int) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = int64(v)
	}
	return list
}

// Keep writes the history of events that a is about to a directory, as JSON lines, and the picture of what is wrong with it.
func (a *Answer) Keep(dir string, events []model.HistoryEvent) error {
	if a.Violation != nil {
		var page strings.Builder
		if err := a.Violation.Picture(&page); err != nil {
			return err
		}
		if _, err := (&report.Saver{Dir: dir}).SavePage("history", page.String()); err != nil {
			return err
		}
	}
	file, err := os.Create(filepath.Join(dir, "history.jsonl"))
	if err != nil {
		return err
	}
	return errors.Join(record.Write(file, events), file.Close())
}
