package machine

import (
	"fmt"

	"heddle/model/program"
)

// leading reports whether p is at the first instruction of its step.
func (tr *tracer) leading(p *proc) bool { return p.count == 0 && p == &tr.m.step.main }

func (tr *tracer) add(p *proc, e Event) {
	e.Thread = p.thread
	e.Pos, e.Inside = tr.m.Position(tr.m.userPosition(p)), tr.m.inside(p)
	tr.events = append(tr.events, e)
}

func (tr *tracer) note(p *proc, kind, text string) {
	tr.add(p, Event{Kind: kind, Text: text})
}

// at names a cell and prints a word of it, in the state that the step is making.
func (tr *tracer) at(addr, v uint64) (loc, value string) {
	st := &tr.m.step.state
	return tr.m.name(st, addr), tr.m.show(st, addr, v)
}

func (tr *tracer) read(p *proc, addr, v uint64) {
	if tr.m.step.section || !tr.leading(p) {
		return
	}
	loc, val := tr.at(addr, v)
	e := Event{Kind: "load", Text: loc + " = " + val, Loc: loc, Value: val}
	if tr.m.cfg.Memory.Buffered {
		if _, own := forward(tr.m.step.state.Buffers[p.thread], addr); own {
			e.Note = "from its own store buffer"
		}
	}
	if tr.remark != "" {
		e.Note = tr.remarked()
	}
	tr.add(p, e)
}

func (tr *tracer) wrote(p *proc, addr, v uint64) {
	if tr.m.step.section || !tr.leading(p) {
		return
	}
	loc, val := tr.at(addr, v)
	e := Event{Kind: "store", Text: loc + " := " + val, Loc: loc, Value: val}
	if tr.m.step.buffered {
		e.Note = fmt.Sprintf("buffer %s: %s=%s", program.ThreadName(p.thread), loc, val)
	}
	if tr.remark != "" {
		e.Note = tr.remarked()
	}
	tr.add(p, e)
}

func (tr *tracer) modified(p *proc, in *program.Instr, addr, old, v uint64, wrote bool, reg []uint64) {
	if tr.m.step.section || !tr.leading(p) {
		return
	}
	loc, was := tr.at(addr, old)
	_, now := tr.at(addr, v)
	e := Event{Kind: "rmw", Loc: loc, Value: now, Text: fmt.Sprintf("%s: %s → %s", loc, was, now)}
	if !wrote {
		_, want := tr.at(addr, reg[in.C])
		e.Value, e.Text = was, fmt.Sprintf("%s = %s, not %s", loc, was, want)
	}
	if tr.remark != "" {
		e.Note = tr.remarked()
	}
	tr.add(p, e)
}

func (tr *tracer) sectionBegin(p *proc) {
	f := p.top()
	tr.method, tr.pos, tr.inside = tr.m.calling(p), tr.m.Position(tr.m.userPosition(p)), tr.m.inside(p)
	tr.words = int(tr.m.prog.Funcs[f.fn].Code[f.pc].C)
}

// sectionEnd reports an atomic section as one operation, on the object that it
// touched first. One that does not synchronize is an attempt that failed.
func (tr *tracer) sectionEnd(p *proc, relaxed bool) {
	e := Event{Thread: p.thread, Kind: "section", Text: tr.method, Pos: tr.pos, Inside: tr.inside}
	if marks := tr.m.step.marks; len(marks) > 0 {
		e.Loc, e.Text = tr.m.operation(tr.method, tr.words, marks[0].addr)
	}
	if relaxed {
		e.Text += " fails"
	}
	tr.events = append(tr.events, e)
}

func claimText(e program.Event) string {
	return [...]string{
		program.EventEnter:  "enters the critical section",
		program.EventLeave:  "leaves the critical section",
		program.EventArrive: "arrives at the barrier",
		program.EventDepart: "leaves the barrier",
		program.EventCall:   "calls",
		program.EventReturn: "returns",

		program.EventWant:    "wants into the critical section",
		program.EventDoorway: "has passed the doorway",
		program.EventAsk:     "asks",
		program.EventGrant:   "grants",
		program.EventPlace:   "is placed",
	}[e]
}

func (tr *tracer) claim(p *proc, e program.Event, pos program.Pos, args []uint64) {
	text := claimText(e)
	switch e {
	case program.EventEnter, program.EventLeave:
		if len(args) > 0 {
			text += " as a reader"
		}
	case program.EventCall, program.EventReturn:
		text = tr.called(p, e, args)
	case program.EventAsk:
		text = fmt.Sprintf("asks for client %d", int64(args[0]))
	case program.EventGrant:
		text = fmt.Sprintf("grants client %d", int64(args[0]))
	case program.EventPlace:
		return
	}
	tr.events = append(tr.events, Event{Thread: p.thread, Kind: "claim", Text: text, Pos: tr.m.Position(pos)})
}

// rested closes the account of a thread's instructions in this step.
func (tr *tracer) rested(p *proc) {
	lead := tr.carry[p.thread]
	tr.carry[p.thread] = p.carry
	tr.slices = append(tr.slices, Slice{p.thread, lead + p.count - p.carry, lead})
}

// failed closes the account of the thread whose step failed: an upper bound, the
// failing instruction is the last.
func (tr *tracer) failed(s *step) {
	p := s.culprit
	only := func(p *proc) {
		lead := tr.carry[p.thread]
		tr.slices = append(tr.slices, Slice{p.thread, lead, lead})
	}
	if s.meets && p == &s.other && len(tr.slices) == 0 {
		only(&s.main)
	}
	lead, beyond := tr.carry[p.thread], 2
	if s.m.cfg.Monitor != nil && s.failure.Property == s.m.cfg.Monitor.Property() {
		beyond = 0 // it is the last, and no failure of its own
	}
	tr.slices = append(tr.slices, Slice{p.thread, lead + p.count + beyond, lead})
	if s.meets && p == &s.main {
		only(&s.other)
	}
}

func (tr *tracer) flushed(thread int, e entry) {
	loc, val := tr.at(e.addr, e.value)
	tr.events = append(tr.events, Event{
		Thread: thread, Kind: "flush", Loc: loc, Value: val,
		Text: fmt.Sprintf("%s=%s reaches memory", loc, val),
		Note: fmt.Sprintf("buffer %s → memory: %s=%s", program.ThreadName(thread), loc, val),
	})
}

// allocated names a new heap object: by its variable or type and a serial number.
func (tr *tracer) allocated(base uint64, name string) {
	if name == "" {
		name = "object"
	}
	tr.serial[name]++
	tr.names[base] = fmt.Sprintf("%s#%d", name, tr.serial[name])
}

// moved follows objects to their new addresses.
func (tr *tracer) moved(s *step, c *canonical) {
	names, queues := map[uint64]string{}, map[uint64][]int{}
	for ch, q := range tr.queues {
		if ch < tr.m.fixed {
			queues[ch] = q
		}
	}
	for i, old := range c.order {
		base := s.state.Objects[old].base
		names[c.objs[i].base] = tr.names[base]
		if q := tr.queues[base]; len(q) > 0 {
			queues[c.objs[i].base] = q
		}
	}
	tr.names, tr.queues = names, queues
}
