package causality_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"heddle/checker/causality"
	"heddle/checker/result"
)

// drawn makes a schedule of a figure, one step an event: "P1: a>2" is event a of P1, which sends message 2, "P2: b<2" receives it,
// "P3: c" is local, and "lose 2", "duplicate 2" are the network's. Threads are the processes, in the order of names; a
// message goes to who receives it first, else to the process after its sender.
func drawn(t require.TestingT, names []string, lines ...string) *result.Schedule {
	s := &result.Schedule{Target: "figure", Memory: "sc", Names: append([]string{"main"}, names...)}
	from, to := map[int]int{}, map[int]int{}
	parse := func(line string) (thread int, name, kind string, message int) {
		who, event, _ := strings.Cut(line, ": ")
		for i, n := range names {
			if n == who {
				thread = i + 1
			}
		}
		require.NotZero(t, thread, line)
		kind = "mark"
		if at := strings.IndexAny(event, "<>"); at >= 0 {
			kind = map[byte]string{'>': "send", '<': "receive"}[event[at]]
			var err error
			message, err = strconv.Atoi(event[at+1:])
			require.NoError(t, err, line)
			event = event[:at]
		}
		return thread, event, kind, message
	}
	for _, line := range lines {
		if !strings.Contains(line, ": ") {
			continue
		}
		switch thread, _, kind, m := parse(line); {
		case kind == "send":
			from[m] = thread - 1
		case kind == "receive" && to[m] == 0:
			to[m] = thread - 1
		}
	}
	for _, line := range lines {
		if kind, number, ok := strings.Cut(line, " "); ok && !strings.HasSuffix(kind, ":") {
			m, err := strconv.Atoi(number)
			require.NoError(t, err, line)
			s.Steps = append(s.Steps, result.Step{Fault: true, Events: []result.Event{{Kind: kind, Text: kind + "s M", Message: m, From: from[m], To: to[m]}}})
			continue
		}
		thread, name, kind, m := parse(line)
		var events []result.Event
		if name != "" {
			events = []result.Event{{Thread: thread, Kind: "mark", Text: name}}
		}
		switch kind {
		case "send":
			events = append(events, result.Event{Thread: thread, Kind: "send", Text: fmt.Sprintf("sends M(%d) to P%d", m, to[m]), Message: m, From: from[m], To: to[m]})
		case "receive":
			events = append([]result.Event{{Thread: thread, Kind: "receive", Text: fmt.Sprintf("receives M(%d) from P%d", m, from[m]), Message: m, From: from[m], To: to[m]}}, events...)
		}
		s.Steps = append(s.Steps, result.Step{Thread: thread, Events: events})
	}
	return s
}

// named gives the events of a run by their labels.
func named(r *causality.Run) map[string]int {
	events := map[string]int{}
	for i, l := range r.Labels() {
		if l != "" {
			events[l] = i
		}
	}
	return events
}

// airline is the example of a lecture: three parties, six messages.
func airline(t require.TestingT) *result.Schedule {
	return drawn(t, []string{"Me", "Expedia", "Delta"},
		"Me: a>1", "Expedia: b<1", "Expedia: c>2", "Delta: d<2", "Delta: e>3", "Expedia: f<3", "Expedia: g>4",
		"Me: h<4", "Me: i>5", "Delta: j<5", "Delta: k>6", "Me: l<6", "Expedia: m")
}

// exam has the messages of Lamport 1978, figure 1, that an exam's answers need.
func exam(t require.TestingT) *result.Schedule {
	return drawn(t, []string{"p", "q", "r"},
		"p: p1>1", "q: q1", "r: r1", "q: q2<1", "r: r2", "q: q3", "q: q4>2", "r: r3<2", "r: r4")
}
