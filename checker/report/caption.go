package report

import (
	"fmt"
	"strings"

	"heddle/checker/causality"
)

// Beside says what pictures of a run show beside each event.
type Beside struct {
	Lamport, Vector bool // its timestamps
	First           int  // of Lamport's clocks: see causality.Run.Clocks
	Labels          bool // what it is called in lists of events
}

// captions says of each event of a run what happens in it: "[3] asks: 1▶P1 2▶P2 REQ(ts=1)". Timestamps and labels come first.
func captions(r *causality.Run, beside Beside) []string {
	texts, stamps, labels := make([]string, len(r.Events)), r.Clocks(beside.First), r.Labels()
	for i := range r.Events {
		e := &r.Events[i]
		var words []string
		if beside.Lamport && e.Process != causality.Nobody {
			words = append(words, fmt.Sprintf("[%d]", stamps.Lamport[i]))
		}
		if beside.Vector && e.Process != causality.Nobody {
			words = append(words, strings.ReplaceAll(fmt.Sprint(stamps.Vector[i]), " ", ","))
		}
		name := e.Name
		if beside.Labels && labels[i] != name {
			name = strings.TrimSpace(labels[i] + " " + name)
		}
		if text := happening(r, e); text != "" && name != "" {
			words = append(words, clean(name)+": "+text)
		} else {
			words = append(words, clean(name)+text)
		}
		texts[i] = strings.Join(words, " ")
	}
	return texts
}

// happening is what an event does: "1▶P1 2▶P2 REQ(ts=1)" sends two messages that say REQ(ts=1).
func happening(r *causality.Run, e *causality.Event) string {
	var words []string
	for _, n := range e.Sends {
		m := r.Message(n)
		word := fmt.Sprintf("%d▶%s", n, target(m))
		if m.Lost >= 0 && m.Lost == m.Sent {
			word += "✗"
		}
		words = append(words, word)
	}
	if e.Receives > 0 {
		words = append(words, fmt.Sprintf("▶%d", e.Receives))
		if c := r.Message(e.Receives).Channel; c != "" {
			words = append(words, clean(c))
		}
	}
	does := map[string]string{"lose": "is lost ✗", "duplicate": "is duplicated", "reorder": "overtakes"}[e.Kind]
	if does != "" && e.Faulty > 0 {
		return fmt.Sprintf("%d %s", e.Faulty, does)
	}
	if e.Kind == "partition" || e.Kind == "heal" {
		words = append(words, "the network")
	}
	if text := clean(e.Text); text != noWords {
		words = append(words, text)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// noWords is what a message without any fields says.
const noWords = "()"

// numbered is a message with its number: "1 REQ(ts=1)".
func numbered(m *causality.Message) string {
	text := fmt.Sprint(m.Number)
	if m.Text != noWords && m.Text != "" {
		text += " " + clean(m.Text)
	}
	return text
}

// target is where a message goes: a node or a channel.
func target(m *causality.Message) string {
	if m.Channel != "" {
		return clean(m.Channel)
	}
	return causality.NodeName(m.To)
}
