package recorded

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"
)

// Picture writes the part as a page of HTML, in which porcupine shows how far it can be linearized.
func (v *Violation) Picture(w io.Writer) error {
	s, err := v.judge.stepper()
	if err != nil {
		return err
	}
	m := s.model(context.Background())
	m.DescribeOperation = func(input, _ any) string { return input.(*task).String() }
	m.DescribeState = func(state any) string {
		var texts []string
		for _, n := range state.([]any) {
			texts = append(texts, s.describe(n.(*node).object))
		}
		return strings.Join(texts, " or ")
	}
	m.DescribeOperationMetadata = func(where any) string { return fmt.Sprint(where) }
	list := operations(v.tasks)
	lanes := v.lanes()
	for i, t := range v.tasks {
		list[i].ClientId, list[i].Metadata = lanes[i], t.where()
	}
	_, info := porcupine.CheckOperationsVerbose(m, list, 0)
	for _, orders := range info.PartialLinearizations() {
		slices.SortFunc(orders, slices.Compare) // they come in no order
	}
	// In the goroutine of the caller porcupine takes the steps again, which have all been taken: nothing chooses.
	defer s.close()
	return porcupine.Visualize(m, info, w)
}

// lanes gives the line on which an operation is drawn: its client, or one of its own if the client calls more while it is open.
func (v *Violation) lanes() []int {
	free := 0
	for _, t := range v.tasks {
		free = max(free, t.Client+1)
	}
	lanes := make([]int, len(v.tasks))
	for i, t := range v.tasks {
		lanes[i] = t.Client
		if t.open() && slices.ContainsFunc(v.tasks[i+1:], func(u *task) bool { return u.Client == t.Client }) {
			lanes[i] = free
			free++
		}
	}
	return lanes
}
