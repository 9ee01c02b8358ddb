package checker

import (
	"fmt"
	"reflect"
	"slices"

	"heddle/machine/reference"
)

// explained compares the history of the schedule with that of the reference interpreter, and puts it before the judge.
func (c *confirmation) explained(waits bool) error {
	if got, want := byClient(c.history), byClient(c.s.History); !reflect.DeepEqual(got, want) {
		return fmt.Errorf("the history is %v, not %v", got, want)
	}
	history := c.history
	if waits {
		history = append(slices.Clip(history), c.s.open...)
	}
	if c.s.judge == nil {
		return nil
	}
	return c.s.judge(history, waits)
}

// record notes the calls and returns since the last step.
func (c *confirmation) record(step int) {
	for _, o := range c.m.History()[len(c.history):] {
		e := HistoryEvent{Step: step, Thread: c.threadOf(o.Thread), Client: o.Client, Return: o.Return, Operation: o.Name}
		words := &e.Arguments
		if o.Return {
			words = &e.Results
		}
		for _, w := range o.Words {
			*words = append(*words, int(w))
		}
		if c.s.Memory == string(reference.RC11) && !o.Return && c.s.Criterion != "" {
			e.Before = c.countedBefore(o.Before)
		}
		c.history = append(c.history, e)
	}
}

// countedBefore counts returns, given by their places in the history, by their clients.
func (c *confirmation) countedBefore(places []int) []int {
	before := []int{}
	for _, at := range places {
		client := c.m.History()[at].Client
		for len(before) <= client {
			before = append(before, 0)
		}
		before[client]++
	}
	return before
}

// threadOf gives the machine's number of a thread of the reference.
func (c *confirmation) threadOf(t int) int {
	for number, u := range c.number {
		if u == t {
			return number
		}
	}
	return -1
}

// byClient sorts calls that follow each other, and returns, by their clients: the order of two calls says nothing.
func byClient(history []HistoryEvent) []HistoryEvent {
	list := slices.Clone(history)
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].Return == list[from].Return && list[to].Step == list[from].Step {
			to++
		}
		slices.SortStableFunc(list[from:to], func(a, b HistoryEvent) int { return a.Client - b.Client })
		from = to
	}
	return list
}
