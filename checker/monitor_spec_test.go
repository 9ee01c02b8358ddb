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

// sets gives sets numbers, which are the words of a monitor.
type sets[T any] struct {
	list    []T
	numbers map[string]uint64 // by what is different in different sets
}

func (s *sets[T]) number(key string, set T) uint64 {
	w, ok := s.numbers[key]
	if !ok {
		if s.numbers == nil {
			s.numbers = map[string]uint64{}
		}
		w = uint64(len(s.list))
		s.numbers[key] = w
		s.list = append(s.list, set)
	}
	return w
}

func (s *sets[T]) of(word uint64) T { return s.list[word] }

// counterMonitor judges whether histories of a counter are linearizable, in the plainest way.
type counterMonitor struct {
	sets[configurations]
	atEnd func(n int) string // what is wrong with the number at the end
}

func newCounterMonitor() *counterMonitor {
	m := &counterMonitor{}
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
	return m.number(fmt.Sprint(c.open, keys), c)
}

func (m *counterMonitor) Call(set uint64, client int, operation string, arguments []uint64) (uint64, string) {
	c := m.of(set)
	e := HistoryEvent{Client: client, Operation: operation, Arguments: integersOf(arguments)}
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
	c := m.of(set)
	got := integersOf(results)
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
	c := m.of(set)
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
	return m.atEnd(m.of(set).all[0].n)
}

func (m *counterMonitor) Property() string { return "linearizability" }

// strictMonitor is a counterMonitor that compares words: the fewer ways to explain a history, the stricter.
type strictMonitor struct{ *counterMonitor }

func (m strictMonitor) Stricter(a, b uint64) bool {
	x, y := m.of(a), m.of(b)
	return x.open == y.open && !slices.ContainsFunc(x.all, func(c configuration) bool { return !slices.Contains(y.all, c) })
}

// span is an operation of a history.
type span struct {
	HistoryEvent // its call
	results      []int
	call, back   int // places of its events; back is never if it has not returned
	index        int // among those of its client
}

const never = 1 << 30

func spans(history []HistoryEvent) (list []span) {
	open, count := map[int]int{}, map[int]int{}
	for i, e := range history {
		if !e.Return {
			open[e.Client] = len(list)
			list = append(list, span{e, nil, i, never, count[e.Client]})
			count[e.Client]++
			continue
		}
		list[open[e.Client]].results, list[open[e.Client]].back = e.Results, i
	}
	return list
}

// precedes reports whether o comes before p, in the order of time or, if that is not said to be known, of what p knows.
func (o *span) precedes(p *span) bool {
	switch {
	case o.back == never || o == p:
		return false
	case p.Before == nil:
		return o.back < p.call
	}
	return o.Client == p.Client && o.index < p.index || o.Client < len(p.Before) && o.index < p.Before[o.Client]
}

// explained reports whether operations may have taken effect in some order, on a counter of n, none before one that
// precedes it. Those that have not returned may have taken effect or not; if they wait, none has and none can in the end.
func explained(list []span, n int, waits bool) bool {
	returned, blocked := false, true
	for i := range list {
		_, _, ok := counter(n, list[i].Operation, list[i].Arguments)
		returned, blocked = returned || list[i].back != never, blocked && !ok
	}
	if !returned && (blocked || !waits) {
		return true
	}
	for i := range list {
		o := &list[i]
		next, results, ok := counter(n, o.Operation, o.Arguments)
		if !ok || o.back == never && waits || o.back != never && !slices.Equal(results, o.results) ||
			slices.ContainsFunc(list, func(p span) bool { return p.precedes(o) }) {
			continue
		}
		if explained(slices.Delete(slices.Clone(list), i, i+1), next, waits) {
			return true
		}
	}
	return false
}

// judgeCounter is the second answer to what a monitor of a counter finds.
func judgeCounter(history []HistoryEvent, waits bool) error {
	if explained(spans(history), 0, waits) {
		return fmt.Errorf("the history %v can be explained", history)
	}
	return nil
}

// wholeMonitor keeps whole histories, and judges each anew.
type wholeMonitor struct{ sets[[]HistoryEvent] }

func newWholeMonitor() *wholeMonitor {
	m := &wholeMonitor{}
	m.number("[]", nil)
	return m
}

func (m *wholeMonitor) add(set uint64, e HistoryEvent) uint64 {
	h := append(slices.Clip(m.of(set)), e)
	return m.number(fmt.Sprint(h), h)
}

func (m *wholeMonitor) Call(set uint64, client int, operation string, arguments []uint64) (uint64, string) {
	return m.add(set, HistoryEvent{Client: client, Operation: operation, Arguments: integersOf(arguments)}), ""
}

func (m *wholeMonitor) CallAfter(set uint64, client int, operation string, arguments []uint64, before []int) (uint64, string) {
	before = append([]int{}, before...)
	return m.add(set, HistoryEvent{Client: client, Operation: operation, Arguments: integersOf(arguments), Before: before}), ""
}

func (m *wholeMonitor) Return(set uint64, client int, results []uint64) (uint64, string) {
	set = m.add(set, HistoryEvent{Client: client, Return: true, Results: integersOf(results)})
	if h := m.of(set); !explained(spans(h), 0, false) {
		return set, fmt.Sprintf("client %d returns %v", client, integersOf(results))
	}
	return set, ""
}

func (m *wholeMonitor) Waits(set uint64) bool { return explained(spans(m.of(set)), 0, true) }

func (m *wholeMonitor) End(uint64) string { return "" }

func (m *wholeMonitor) Property() string { return "linearizability" }

func integersOf(words []uint64) (list []int) {
	for _, w := range words {
		list = append(list, int(w))
	}
	return list
}
