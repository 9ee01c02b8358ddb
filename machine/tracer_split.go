package machine

import (
	"slices"

	"heddle/machine/coherence"
)

// asked reports that a thread has sent a request.
func (tr *tracer) asked(t int, a coherence.Access) {
	st := &tr.m.step.state
	messages := st.Split.Messages()
	e := Event{Thread: t, Kind: "request", Loc: tr.m.name(st, a.Line), Pos: tr.m.restPosition(st.Locals[t])}
	for i := range messages {
		if msg := &messages[i]; msg.Proc == t && msg.Kind.Asks() {
			e.Text = "asks to " + msg.Text(tr.m.namesOf(st))
		}
	}
	tr.events = append(tr.events, e)
}

// delivered reports a message that is about to be delivered.
func (tr *tracer) delivered(msg *coherence.Message) {
	st := &tr.m.step.state
	tr.events = append(tr.events, Event{Thread: msg.Proc, Kind: "message", Loc: tr.m.name(st, msg.Line), Text: tr.m.messageText(st, msg)})
}

// Copy is what a cache, or memory, has of a line: what a program can read.
type Copy struct {
	Thread int    // whose processor's cache; -1 for memory
	Owned  bool   // the processor may write it
	Line   uint64 // address of the first word
	Words  []uint64
	Latest []uint64 // what was written last
}

// Copies lists what can be read in the present state, where transactions are split.
func (t *Trace) Copies() []Copy {
	m, st := t.m, &t.m.cur
	if m.split == nil || st.Split == nil { // the initial block has failed
		return nil
	}
	var list []Copy
	m.split.Copies(st.Split, func(line uint64, proc int, owned bool, words []uint64) {
		c := Copy{Thread: proc, Owned: owned, Line: line, Words: slices.Clone(words)}
		for i := range words {
			c.Latest = append(c.Latest, m.word(st, line+uint64(i)))
		}
		list = append(list, c)
	})
	return list
}
