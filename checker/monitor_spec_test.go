package checker

import (
	"fmt"
	"slices"
)

// counter is a sequential specification: of a number from 0, by what an operation makes of it and gives back; ok is
// false if the operation cannot happen.
func counter(n int, operation string, arguments []int) (next int, results []int, ok bool) {
	switch operation {
	case "Add":
		return n + arguments[0], []int{n}, true
	case "Get":
		return n, []int{n}, true
	case "Take":
		return n - 1, nil, n > 0
	case "TryTake":
		return max(0, n-1), []int{min(n, 1)}, true
	}
	panic(operation)
}

// configuration is one way to explain a history: the number, and by client what its operation that has taken effect will return.
type configuration struct {
	n      int
	taken  uint64 // clients whose operation has taken effect and not returned
	result [8]string
}

// configurations are all the ways to explain one. They are comparable by their text.
type configurations struct {
	open [8]string // by client: the call, "" if there is none
	call [8]HistoryEvent
	all  []configuration // sorted by their text
}

// counterMonitor judges whether histories of a counter are linearizable, in the plainest way.
type counterMonitor struct {
	sets    []configurations
	numbers map[string]uint64
	atEnd   func(n int) string // what is wrong with the number at the end
}

func newCounterMonitor() *counterMonitor {
	m := &counterMonitor{numbers: map[string]uint64{}}
	m.word(configurations{all: []configuration{{}}})
	return m
}

func (m *counterMonitor) word(c configurations) uint64 {
	texts := map[string]configuration{}
	for _, x := range c.all {
		texts[fmt.Sprint(x)] = x
	}
	keys := make([]string, 0, len(texts))
	for k := range texts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	c.all = nil
	for _, k := range keys {
		c.all = append(c.all, texts[k])
	}
	key := fmt.Sprint(c.open, keys)
	w, ok := m.numbers[key]
	if !ok {
		w = uint64(len(m.sets))
		m.numbers[key] = w
		m.sets = append(m.sets, c)
	}
	return w
}

func (m *counterMonitor) Call(set uint64, client int, operation string, arguments []uint64) (uint64, string) {
	c := m.sets[set]
	e := HistoryEvent{Client: client, Operation: operation}
	for _, a := range arguments {
		e.Arguments = append(e.Arguments, int(a))
	}
	c.open[client], c.call[client] = fmt.Sprint(operation, e.Arguments), e
	var effect func(x configuration)
	effect = func(x configuration) {
		c.all = append(c.all, x)
		for i, call := range c.open {
			if call != "" && x.taken>>i&1 == 0 {
				if n, results, ok := counter(x.n, c.call[i].Operation, c.call[i].Arguments); ok {
					y := x
					y.n, y.taken, y.result[i] = n, y.taken|1<<i, fmt.Sprint(results)
					effect(y)
				}
			}
		}
	}
	before := c.all
	c.all = nil
	for _, x := range before {
		effect(x)
	}
	return m.word(c), ""
}

func (m *counterMonitor) Return(set uint64, client int, results []uint64) (uint64, string) {
	c := m.sets[set]
	got := []int(nil)
	for _, r := range results {
		got = append(got, int(r))
	}
	before := c.all
	c.all = nil
	for _, x := range before {
		if x.taken>>client&1 != 0 && x.result[client] == fmt.Sprint(got) {
			x.taken, x.result[client] = x.taken&^(1<<client), ""
			c.all = append(c.all, x)
		}
	}
	call := c.open[client]
	c.open[client] = ""
	if len(c.all) == 0 {
		return set, fmt.Sprintf("client %d: %s returns %v", client, call, got)
	}
	return m.word(c), ""
}

func (m *counterMonitor) Waits(set uint64) bool {
	c := m.sets[set]
	return slices.ContainsFunc(c.all, func(x configuration) bool {
		for i, call := range c.open {
			if call != "" {
				if _, _, ok := counter(x.n, c.call[i].Operation, c.call[i].Arguments); ok {
					return false
				}
			}
		}
		return x.taken == 0
	})
}

func (m *counterMonitor) End(set uint64) string {
	if m.atEnd == nil {
		return ""
	}
	return m.atEnd(m.sets[set].all[0].n)
}

func (m *counterMonitor) Property() string { return "linearizability" }

// span is an operation of a history, from one of its events to another.
type span struct {
	operation          string
	arguments, results []int
	call, back         int // back is never if it has not returned
}

const never = 1 << 30

func spans(history []HistoryEvent) (list []span) {
	open := map[int]int{}
	for i, e := range history {
		if !e.Return {
			open[e.Client] = len(list)
			list = append(list, span{e.Operation, e.Arguments, nil, i, never})
			continue
		}
		list[open[e.Client]].results, list[open[e.Client]].back = e.Results, i
	}
	return list
}

// explained reports whether operations may have taken effect in some order, on a counter of n, none after one that was called after
// it had returned. Those that have not returned may have taken effect or not; if they wait, none has and none can in the end.
func explained(list []span, n int, waits bool) bool {
	first, blocked := never, true
	for _, o := range list {
		first = min(first, o.back)
		_, _, ok := counter(n, o.operation, o.arguments)
		blocked = blocked && !ok
	}
	if first == never && (blocked || !waits) {
		return true
	}
	for i, o := range list {
		next, results, ok := counter(n, o.operation, o.arguments)
		if !ok || o.call > first || o.back == never && waits || o.back != never && !slices.Equal(results, o.results) {
			continue
		}
		if explained(slices.Delete(slices.Clone(list), i, i+1), next, waits) {
			return true
		}
	}
	return false
}

// judgeCounter is the second answer to what a counterMonitor finds.
func judgeCounter(history []HistoryEvent, waits bool) error {
	if explained(spans(history), 0, waits) {
		return fmt.Errorf("the history %v can be explained", history)
	}
	return nil
}
