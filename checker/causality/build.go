package causality

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/result"
)

// Of gives the run of a schedule.
//
// A mark is an event of its own, but where all sends have a mark right before them, and all receives one right after
// them, of their thread: those marks are their names. Sends of one message in a row, from one line to different
// nodes, are one event: a broadcast. Threads that neither exchange messages nor mark or claim anything, nor are about
// to do anything at the end, have no part in the run, if others do.
func Of(s *result.Schedule) *Run {
	b := &builder{
		s: s, run: &Run{Cycle: -1}, messages: map[int]*Message{}, process: map[int]int{}, last: map[int]int{},
		started: map[int]int{}, children: map[int][]int{}, closed: map[string]int{}, parts: map[int]bool{},
	}
	for _, e := range read(s) {
		if b.run.Cycle < 0 && s.Cycle > 0 && e.step >= s.Cycle {
			b.run.Cycle = len(b.run.Events)
		}
		b.event(&e)
	}
	for _, m := range b.messages {
		b.run.Messages = append(b.run.Messages, *m)
	}
	slices.SortFunc(b.run.Messages, func(m, n Message) int { return cmp.Compare(m.Number, n.Number) })
	b.arrange()
	return b.run
}

// builder makes a run of the events of a schedule.
type builder struct {
	s        *result.Schedule
	run      *Run
	messages map[int]*Message
	process  map[int]int    // by thread
	last     map[int]int    // by thread: its last event
	started  map[int]int    // by thread: the event that started it
	children map[int][]int  // by thread: those that it started
	closed   map[string]int // by channel: the event that closed it
	parts    map[int]bool   // processes that have a part in the run
}

// event adds an event of the schedule to the run.
func (b *builder) event(e *told) {
	switch e.Kind {
	case "lose", "duplicate", "reorder", "partition", "heal":
		b.fault(e)
	case "crash", "wipe", "restart":
		e.Thread = threadOf(b.s, e.Text, e.Thread)
		b.add(e, Event{Text: strings.TrimPrefix(e.Text, b.run.Processes[b.processOf(e.Thread)].Name+" ")})
	case "mark":
		b.add(e, Event{Name: e.Text})
	case "send":
		b.send(e)
	case "receive":
		b.receive(e)
	case "close":
		b.closed[e.Loc] = b.add(e, Event{Text: e.Text})
	case "go":
		at := b.add(e, Event{Text: e.Text})
		if t := threadOf(b.s, strings.TrimPrefix(e.Text, "starts "), -1); t >= 0 {
			b.started[t] = at
			b.children[e.Thread] = append(b.children[e.Thread], t)
		}
	case "join":
		b.join(e)
	default:
		b.add(e, Event{Text: e.Text})
	}
}

// add appends an event of a thread, right after the one before of it.
func (b *builder) add(e *told, x Event) int {
	x.Process, x.Kind, x.Pos, x.Step = b.processOf(e.Thread), e.Kind, e.Pos, e.step
	if before, ok := b.last[e.Thread]; ok {
		x.Causes = append(x.Causes, before)
	} else if start, ok := b.started[e.Thread]; ok {
		x.Causes = append(x.Causes, start)
	}
	b.last[e.Thread] = len(b.run.Events)
	b.run.Events = append(b.run.Events, x)
	return len(b.run.Events) - 1
}

// processOf gives the process of a thread.
func (b *builder) processOf(thread int) int {
	if p, ok := b.process[thread]; ok {
		return p
	}
	name := "thread " + strconv.Itoa(thread)
	if thread >= 0 && thread < len(b.s.Names) {
		name = b.s.Names[thread]
	}
	b.process[thread] = len(b.run.Processes)
	b.run.Processes = append(b.run.Processes, Process{thread, name})
	return b.process[thread]
}

// fault adds what a network does by itself.
func (b *builder) fault(e *told) {
	at := len(b.run.Events)
	b.run.Events = append(b.run.Events, Event{Process: Nobody, Kind: e.Kind, Text: e.Text, Step: e.step, Faulty: e.Message})
	if m := b.messages[e.Message]; m != nil && e.Kind == "lose" {
		m.Lost = at
	}
}

// message gives the message that e sends or receives.
func (b *builder) message(e *told) *Message {
	m := b.messages[e.Message]
	if m == nil {
		m = &Message{Number: e.Message, From: e.From, To: e.To, Sent: -1, Lost: -1, Text: e.Value}
		if e.onChannel() {
			m.From, m.To, m.Channel = -1, -1, e.Loc
		}
		for _, node := range []int{m.From, m.To} {
			if t := slices.Index(b.s.Names, NodeName(node)); t >= 0 {
				b.parts[b.processOf(t)] = true
			}
		}
		b.messages[e.Message] = m
	}
	return m
}

func (b *builder) send(e *told) {
	m := b.message(e)
	if at, ok := b.last[e.Thread]; ok && b.broadcasts(&b.run.Events[at], e) {
		b.run.Events[at].Sends = append(b.run.Events[at].Sends, m.Number)
		m.Sent = at
	} else {
		m.Sent = b.add(e, Event{Name: e.name, Text: m.Text, Sends: []int{m.Number}})
	}
	if strings.Contains(e.Note, "lost") {
		m.Lost = m.Sent
	}
}

// broadcasts reports whether e sends the message of l, the event before of its thread, to a further node.
func (b *builder) broadcasts(l *Event, e *told) bool {
	return l.Kind == "send" && l.Step == e.step && l.Pos == e.Pos && e.name == "" && l.Text == e.Value &&
		!slices.ContainsFunc(l.Sends, func(n int) bool {
			m := b.messages[n]
			return m.Channel != "" || m.From != e.From || m.To == e.To
		})
}

func (b *builder) receive(e *told) {
	x := Event{Name: e.name, Text: e.Text}
	at := b.add(e, x)
	switch by, closed := b.closed[e.Loc]; {
	case e.Message > 0:
		m := b.message(e)
		b.run.Events[at].Receives, b.run.Events[at].Text = m.Number, m.Text
		m.Received = append(m.Received, at)
		if m.Sent >= 0 {
			b.follows(at, m.Sent)
		}
	case closed && strings.HasSuffix(e.Text, "(closed)"):
		b.follows(at, by)
	}
}

// follows says that one event comes directly before another.
func (b *builder) follows(at, cause int) {
	b.run.Events[at].Causes = append(b.run.Events[at].Causes, cause)
}

// join adds the event of a thread that has waited for those that it has started: of main those, too, that nobody has
// started in a step.
func (b *builder) join(e *told) {
	at := b.add(e, Event{Text: e.Text})
	children := b.children[e.Thread]
	for t := range b.s.Names {
		if _, told := b.started[t]; e.Thread == 0 && t > 0 && !told {
			children = append(children, t)
		}
	}
	for _, t := range children {
		if last, ok := b.last[t]; ok {
			b.follows(at, last)
		}
	}
}

// arrange orders processes by their threads, and hides those that have no part in the run.
func (b *builder) arrange() {
	r := b.run
	for i := range r.Events {
		if e := &r.Events[i]; e.Process != Nobody && (e.exchanges() || e.fails() || e.Kind == "mark" || e.Kind == "claim") {
			b.parts[e.Process] = true
		}
	}
	for _, e := range b.s.End {
		if len(b.parts) > 0 && e.Thread > 0 {
			b.parts[b.processOf(e.Thread)] = true
		}
	}
	old := r.Processes
	var order []int
	for p := range old {
		if len(b.parts) == 0 || b.parts[p] {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(p, q int) int { return cmp.Compare(old[p].Thread, old[q].Thread) })
	r.Processes = nil
	for _, p := range order {
		r.Processes = append(r.Processes, old[p])
	}
	for i := range r.Events {
		if e := &r.Events[i]; e.Process != Nobody {
			e.Process = slices.Index(order, e.Process)
			e.Hidden = e.Process == Nobody
		}
	}
}
