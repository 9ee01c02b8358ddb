package history_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/history"
)

var properties = map[string]func() history.Property{
	"integrity":         history.Integrity,
	"validity":          history.Validity,
	"agreement":         history.Agreement,
	"uniform-agreement": history.UniformAgreement,
	"total-order":       history.TotalOrder,
	"fifo-order":        history.FIFOOrder,
	"causal-order":      history.CausalOrder,
}

// atEnd are the properties that promise that something happens: they hold of every beginning of a history.
var atEnd = []string{"validity", "agreement", "uniform-agreement"}

// TestPropertiesAreAsDefined compares each automaton with the definition, event by event. For all but integrity a message is
// broadcast once at most, and before it is delivered.
func TestPropertiesAreAsDefined(t *testing.T) {
	broken := map[string]int{}
	for name, property := range properties {
		t.Run(name, func(t *testing.T) {
			held := 0
			rapid.Check(t, func(t *rapid.T) {
				processes, messages := rapid.IntRange(2, 3).Draw(t, "processes"), rapid.IntRange(2, 4).Draw(t, "messages")
				b := history.NewBroadcast(processes, messages, property())
				h := []event{}
				for range rapid.IntRange(0, 30).Draw(t, "events") {
					e := drawEvent(t, processes, messages)
					if sound := name == "integrity" || possible(h, e); !sound {
						continue
					}
					h = append(h, e)
					want := slices.Contains(atEnd, name) || naive[name](processes, h)
					got := tell(b, e)
					require.Equal(t, want, got == "", "%s: %v", got, h)
					if !want {
						require.Contains(t, got, "model: "+name+": ")
						broken[name]++
						return
					}
				}
				if want := naive[name](processes, h); !want {
					broken[name]++
					require.Contains(t, tell(b, event{kind: "end"}), "model: "+name+": ", h)
				} else {
					held++
					require.Empty(t, tell(b, event{kind: "end"}), h)
				}
			})
			assert.Positive(t, broken[name])
			assert.Positive(t, held)
		})
	}
}

func drawEvent(t *rapid.T, processes, messages int) event {
	kind := rapid.SampledFrom([]string{"broadcast", "broadcast", "deliver", "deliver", "deliver", "deliver", "deliver", "crash"}).Draw(t, "kind")
	e := event{kind: kind, process: rapid.IntRange(0, processes-1).Draw(t, "process")}
	if kind != "crash" {
		e.message = rapid.IntRange(0, messages-1).Draw(t, "message")
	}
	return e
}

// possible reports whether e can follow h where messages are broadcast once, and are not made up.
func possible(h []event, e event) bool {
	broadcast := slices.ContainsFunc(h, func(f event) bool { return f.kind == "broadcast" && f.message == e.message })
	return e.kind == "crash" || broadcast == (e.kind == "deliver")
}

// tell tells b of an event and gives what it panics with, "" if nothing.
func tell(b *history.Broadcast, e event) (why string) {
	defer func() {
		if x := recover(); x != nil {
			why = fmt.Sprint(x)
		}
	}()
	switch e.kind {
	case "broadcast":
		b.Broadcast(e.process, e.message)
	case "deliver":
		b.Deliver(e.process, e.message)
	case "crash":
		b.Crash(e.process)
	case "end":
		b.End()
	}
	return ""
}

func TestAtomicBroadcast(t *testing.T) {
	for name, c := range map[string]struct {
		events []event
		why    string
	}{
		"all the same": {events: []event{{"broadcast", 0, 0}, {"broadcast", 1, 1}, {"deliver", 1, 1}, {"deliver", 0, 1}, {"deliver", 0, 0}, {"deliver", 1, 0}}},
		"other order": {
			[]event{{"broadcast", 0, 0}, {"broadcast", 1, 1}, {"deliver", 1, 1}, {"deliver", 0, 0}, {"deliver", 0, 1}, {"deliver", 1, 0}},
			"model: total-order: P1 delivers message 1 before message 0, another process the other way round",
		},
		"one missing": {
			[]event{{"broadcast", 0, 0}, {"deliver", 0, 0}},
			"model: agreement: P0 has delivered message 0 and P1 has not",
		},
		"by a faulty one": {events: []event{{"broadcast", 0, 0}, {"deliver", 0, 0}, {"crash", 0, 0}}},
		"none": {
			[]event{{"broadcast", 1, 0}},
			"model: validity: P1 has not delivered message 0, which it broadcast",
		},
		"no such process": {[]event{{"deliver", 2, 0}}, "history: process 2, want 0 … 1"},
		"no such message": {[]event{{"deliver", 0, 2}}, "history: message 2, want 0 … 1"},
	} {
		t.Run(name, func(t *testing.T) {
			b := history.NewBroadcast(2, 2, history.Atomic()...)
			why := ""
			for _, e := range append(c.events, event{kind: "end"}) {
				if why = tell(b, e); why != "" {
					break
				}
			}
			assert.Equal(t, c.why, why)
		})
	}
}

func TestTooMany(t *testing.T) {
	assert.Panics(t, func() { history.NewBroadcast(2, history.Most+1) })
	assert.Panics(t, func() { history.NewBroadcast(history.Most+1, 2) })
}
