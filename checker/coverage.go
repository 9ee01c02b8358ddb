package checker

import (
	"fmt"
	"slices"

	"heddle/checker/result"
	"heddle/machine"
)

// coverage is what the schedules of all scenarios have met.
type coverage struct {
	pairs     map[[2]string]bool // operations of different clients that were open at the same time, in order of their names
	results   map[string]bool    // operations with arguments, client and results
	histories int                // beginnings of them, as far as their specifications tell them apart: words of monitors
}

func newCoverage() *coverage {
	return &coverage{pairs: map[[2]string]bool{}, results: map[string]bool{}}
}

// watched is a monitor that knows of happens-before, which of its words are stricter, and its size.
type watched interface {
	machine.PartialMonitor
	machine.StrictMonitor
	Bytes() int
}

// watch gives a monitor that judges as m does, and notes what it is shown.
func (c *coverage) watch(m watched) machine.Monitor {
	return &watcher{watched: m, coverage: c, open: map[uint64][]openCall{0: nil}, seen: map[[2]uint64]bool{}}
}

// watcher watches what a monitor is shown. Its words are the monitor's, of which each knows which calls are open.
type watcher struct {
	watched
	coverage *coverage
	open     map[uint64][]openCall
	seen     map[[2]uint64]bool // pairs of words that follow each other
}

// openCall is a call that has not returned.
type openCall struct {
	client    int
	operation string
	text      string
}

// Call shows a call to the monitor.
func (w *watcher) Call(set uint64, client int, operation string, arguments []uint64) (uint64, string) {
	next, why := w.watched.Call(set, client, operation, arguments)
	if why == "" {
		w.called(set, next, client, operation, arguments)
	}
	return next, why
}

// CallAfter shows a call to the monitor that some operations precede.
func (w *watcher) CallAfter(set uint64, client int, operation string, arguments []uint64, before []int) (uint64, string) {
	next, why := w.watched.CallAfter(set, client, operation, arguments, before)
	if why == "" {
		w.called(set, next, client, operation, arguments)
	}
	return next, why
}

// called notes a call that leads from one word to another.
func (w *watcher) called(set, next uint64, client int, operation string, arguments []uint64) {
	if _, known := w.open[next]; !known {
		call := openCall{client, operation, fmt.Sprint(client, operation, arguments)}
		for _, o := range w.open[set] {
			w.coverage.pairs[[2]string{min(operation, o.operation), max(operation, o.operation)}] = true
		}
		w.coverage.histories++
		w.open[next] = append(slices.Clip(w.open[set]), call)
	}
}

// Return shows a return to the monitor.
func (w *watcher) Return(set uint64, client int, results []uint64) (uint64, string) {
	next, why := w.watched.Return(set, client, results)
	if step := [2]uint64{set, next}; !w.seen[step] && why == "" {
		w.seen[step] = true
		mine := func(o openCall) bool { return o.client == client }
		open := w.open[set]
		if i := slices.IndexFunc(open, mine); i >= 0 {
			w.coverage.results[fmt.Sprint(open[i].text, results)] = true
		}
		if _, known := w.open[next]; !known {
			w.coverage.histories++
			w.open[next] = slices.DeleteFunc(slices.Clone(open), mine)
		}
	}
	return next, why
}

// String says what was met.
func (c *coverage) String() string {
	return fmt.Sprintf("%s of operations overlapped, %s, %s of histories that the specification tells apart",
		result.Count(len(c.pairs), "pair"), result.Count(len(c.results), "different result"), result.Count(c.histories, "beginning"))
}
