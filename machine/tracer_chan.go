package machine

import (
	"fmt"
	"strings"

	"heddle/model/program"
)

// chanEvent reports what p does to the channel at ch, if its step is for that. In
// the text %s is the channel; number is that of a message, 0 if it is about none.
func (tr *tracer) chanEvent(p *proc, ch uint64, kind, text, value string, number int) {
	s := &tr.m.step
	if s.section || !tr.leading(p) && !(s.meets && p == &s.other) {
		return
	}
	loc := tr.m.target(&s.state, ch)
	tr.add(p, Event{Kind: kind, Text: fmt.Sprintf(text, loc) + value, Loc: loc, Value: value, Message: number})
}

// sent reports a send, whose element is a message: it has a number, whether the send is shown or not.
func (tr *tracer) sent(p *proc, ch uint64, words []uint64, kinds []program.Kind, pointer func(i int) bool) {
	tr.messages++
	tr.queues[ch] = append(tr.queues[ch], tr.messages)
	tr.chanEvent(p, ch, "send", "%s <- ", tr.element(words, kinds, pointer), tr.messages)
}

// received reports a receive, after it was carried out.
func (tr *tracer) received(p *proc, ch uint64, words []uint64, kinds []program.Kind, pointer func(i int) bool, open bool) {
	value, number := tr.element(words, kinds, pointer), 0
	if !open {
		value += " (closed)"
	} else if q := tr.queues[ch]; len(q) == int(tr.m.step.get(ch+program.ChanCount))+1 {
		number, tr.queues[ch] = q[0], q[1:]
	}
	tr.chanEvent(p, ch, "receive", "<-%s = ", value, number)
}

func (tr *tracer) closed(p *proc, ch uint64) { tr.chanEvent(p, ch, "close", "close(%s)", "", 0) }

func (tr *tracer) length(p *proc, ch, n uint64) {
	tr.chanEvent(p, ch, "chanlen", "len(%s) = ", fmt.Sprint(n), 0)
}

// declined reports that p takes the default of a Select.
func (tr *tracer) declined(p *proc) {
	if !tr.m.step.section && tr.leading(p) {
		tr.note(p, "default", "default")
	}
}

// element prints an element of a channel. pointer says which of its words hold addresses.
func (tr *tracer) element(words []uint64, kinds []program.Kind, pointer func(i int) bool) string {
	list := make([]program.WordKind, len(words))
	for i := range list {
		switch {
		case kinds != nil && kinds[i] == program.KindIface:
			list[i].Kind = program.KindIface
		case pointer(i):
			list[i].Kind = program.KindPointer
		case kinds != nil:
			list[i].Kind = kinds[i]
		}
	}
	return tr.value(list, wordsOf(words))
}

// chanIntention says what thread t is about to do, or waits for, at an operation on
// channels; loc names the channel if it is one.
func (m *Machine) chanIntention(t int, q *pending, p *proc) (loc, text string) {
	f := p.top()
	ch := p.regs[int(f.base)+int(m.prog.Funcs[f.fn].Code[f.pc].B)]
	switch q.op {
	case program.Close:
		loc = m.target(&m.cur, ch)
		return loc, "closes " + loc
	case program.ChanLen:
		loc = m.target(&m.cur, ch)
		return loc, fmt.Sprintf("reads len(%s) (= %d)", loc, m.channelIn(&m.cur, ch).count)
	}
	waits := m.blockedIn(&m.cur, t)
	cases := m.locals.casesOf(q)
	if len(cases) == 1 && !q.fallback {
		c := &cases[0]
		if c.ch != 0 {
			loc = m.target(&m.cur, c.ch)
			if waits {
				return loc, "waits to " + m.caseText(c, "send to", "receive from")
			}
		}
		return loc, m.caseText(c, "sends to", "receives from")
	}
	var list []string
	for i := range cases {
		list = append(list, m.caseText(&cases[i], "send to", "receive from"))
	}
	if q.fallback {
		list = append(list, "default")
	}
	verb := "selects"
	if waits {
		verb = "waits in select"
	}
	return "", fmt.Sprintf("%s (%s)", verb, strings.Join(list, ", "))
}

// caseText is what a case does, with the given words for it.
func (m *Machine) caseText(c *selectCase, send, receive string) string {
	verb, name := receive, "a nil channel"
	if c.send {
		verb = send
	}
	if c.ch != 0 {
		name = m.target(&m.cur, c.ch)
	}
	return verb + " " + name
}
