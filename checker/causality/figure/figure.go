// Package figure makes schedules of figures, for tests of what is told about runs and drawn of them.
package figure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/result"
)

// Schedule makes a schedule of a figure, one step a line. "P1: a>2" is event a of P1, which sends message 2, "P2: b<2"
// receives it, "P3: c" is local, and "lose 2" and "duplicate 2" are the network's doing. A message goes to who receives
// it first, else to node 0. Threads are the processes, in the order of names, and nodes have their numbers less one.
// It panics if a line cannot be read.
func Schedule(names []string, lines ...string) *result.Schedule {
	s := &result.Schedule{Target: "figure", Memory: "sc", Names: append([]string{"main"}, names...)}
	list := []line{}
	from, to := map[int]int{}, map[int]int{}
	for _, text := range lines {
		l := parse(names, text)
		list = append(list, l)
		if _, known := to[l.message]; l.kind == "receive" && !known {
			to[l.message] = l.thread - 1
		} else if l.kind == "send" {
			from[l.message] = l.thread - 1
		}
	}
	for _, l := range list {
		e := result.Event{Thread: l.thread, Kind: l.kind, Text: l.name, Message: l.message, From: from[l.message], To: to[l.message]}
		mark := result.Event{Thread: l.thread, Kind: "mark", Text: l.name}
		step := result.Step{Thread: l.thread, Events: []result.Event{e}}
		says := fmt.Sprintf("M(%d)", l.message)
		if l.message > 0 {
			e.Value = says
		}
		switch l.kind {
		case "send":
			e.Text = fmt.Sprintf("sends %s to P%d", says, e.To)
			step.Events = []result.Event{mark, e}
		case "receive":
			e.Text = fmt.Sprintf("receives %s from P%d", says, e.From)
			step.Events = []result.Event{e, mark}
		case "lose", "duplicate":
			step.Fault = true
			step.Events[0].Text = fmt.Sprintf("%ss %s from P%d to P%d", l.kind, says, e.From, e.To)
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

// line is one line of a figure.
type line struct {
	thread  int
	name    string
	kind    string
	message int
}

func parse(names []string, text string) line {
	l := line{kind: "mark"}
	number := ""
	if who, event, ok := strings.Cut(text, ": "); ok {
		l.thread, l.name = slices.Index(names, who)+1, event
		if at := strings.IndexAny(event, "<>"); at >= 0 {
			l.kind = map[byte]string{'>': "send", '<': "receive"}[event[at]]
			l.name, number = event[:at], event[at+1:]
		}
	} else {
		l.kind, number, _ = strings.Cut(text, " ")
	}
	var err error
	if number != "" {
		l.message, err = strconv.Atoi(number)
	}
	if err != nil || l.thread == 0 && l.kind != "lose" && l.kind != "duplicate" {
		panic("figure: cannot read " + text)
	}
	return l
}
