package machine

import "heddle/model/program"

// Expand appends the successors of an encoded state to out, in the order of
// threads, a thread's steps before its buffer's, and says what else there is to
// say of that state. The error is ErrAgain or a *Limit.
func (m *Machine) Expand(src []byte, out *Successors) error {
	out.Reduced, out.Ended, out.Waits, out.State, out.Failed = false, false, false, nil, out.Failed[:0]
	from := len(out.Items)
	m.decode(&m.cur, src)
	m.owner = m.owner[:0]
	if len(m.cur.Objects) > 0 {
		m.findOwners()
	}
	if m.cfg.Memory.Races && !m.cfg.Memory.Views {
		var err error
		if out.State, err = m.raceAtRest(&m.cur); err != nil {
			return err
		}
	}
	if m.split != nil && out.State == nil {
		out.State = m.incoherent(&m.cur)
	}
	if t := m.unnoticed(); t >= 0 {
		return m.expandStep(t, 0, false, out)
	}
	if m.ample != nil {
		if done, err := m.expandAmple(out); done || err != nil {
			return err
		}
	}
	alive := false
	for t, id := range m.cur.Locals {
		if id == 0 {
			continue
		}
		alive = true
		if m.ample != nil {
			continue
		}
		if err := m.expandThread(t, id, out); err != nil {
			return err
		}
	}
	if m.split != nil {
		m.expandMessages(out)
		alive = alive || !m.cur.Split.Empty()
	}
	out.Ended = !alive || m.cfg.AllowLeaks && m.cur.Locals[0] == 0
	quiet := len(out.Items) == from && len(out.Failed) == 0
	if alive && len(m.networks.list) > 0 {
		var err error
		if quiet, err = m.expandNetworks(from, out); err != nil {
			return err
		}
	}
	out.Waits = m.mayWait(&m.cur)
	switch {
	case out.Ended || !quiet || out.State != nil:
	case out.Waits && m.waitsWell(&m.cur):
		out.Ended = true
	case m.cur.Net.anyDown():
		out.Ended = m.restsWell(&m.cur)
	default:
		out.State = m.standstill(&m.cur)
	}
	if out.Ended && m.cfg.Granted && out.State == nil {
		out.State = m.ungranted(&m.cur)
	}
	if out.Ended && quiet && out.State == nil { // nothing more can return
		out.State = m.unexplained(&m.cur)
	}
	return nil
}

func (m *Machine) expandThread(t int, id uint32, out *Successors) error {
	buffered := m.cfg.Memory.Buffered && len(m.cur.Buffers[t]) > 0
	n := m.choices(&m.cur, t)
	q := &m.locals.list[id].pending
	selects := q.op == program.Select
	for alt := range n {
		items, failed, takes := len(out.Items), len(out.Failed), m.takes(q, alt)
		if err := m.expandStep(t, alt, n > 1 && !selects && q.op != program.NetReceive, out); err != nil {
			return err
		}
		if selects || m.daemons {
			m.describeMoves(t, alt, out.Items[items:], out.Failed[failed:])
		}
		for i := range out.Items[items:] {
			out.Items[items+i].Moves.Takes = takes
		}
	}
	if buffered {
		m.expandBuffer(t, out)
	}
	return nil
}

func (m *Machine) expandBuffer(t int, out *Successors) {
	for i := range m.cur.Buffers[t] {
		if m.flushable(m.cur.Buffers[t], i) {
			s := &m.step
			s.begin(m)
			s.flush(t, i)
			m.emit(s, FlushOf(t, i), out)
		}
	}
}

// describeMoves says what there is to say of the steps that thread t took with one alternative.
func (m *Machine) describeMoves(t, alt int, items []Successor, failed []Failed) {
	moves := Moves{Daemon: m.isDaemon(t)}
	if m.locals.list[m.cur.Locals[t]].pending.op == program.Select && m.alts[alt].with >= 0 && !m.isDaemon(m.alts[alt].with) {
		moves.Partner = uint8(m.alts[alt].with + 1)
	}
	for i := range items {
		moves.Enters, moves.Ghost = items[i].Moves.Enters, items[i].Moves.Ghost
		items[i].Moves = moves
	}
	for i := range failed {
		failed[i].Moves = moves
	}
}

func (m *Machine) isDaemon(t int) bool { return daemonOf(m.locals.record(m.cur.Locals[t])) != 0 }

// choices is the number of alternatives of thread t's step: 0 if it is blocked. It
// may still find itself blocked in an atomic section. Those of a Select are in m.alts.
func (m *Machine) choices(st *State, t int) int {
	q := &m.locals.list[st.Locals[t]].pending
	switch {
	case q.drains && len(st.Buffers[t]) > 0:
		return 0
	case q.op == program.Join && m.hasChildren(st, t):
		return 0
	case t == 0 && (q.op == program.Goexit || q.op == program.Unwound) && lateOf(m.locals.record(st.Locals[t])) == 0:
		return 0 // main stays there
	case q.op == program.NetAttach:
		return 0 // its node is down
	case q.op == program.NetReceive:
		return m.receptions(st, q)
	case q.op == program.Select:
		m.alternatives(st, t)
		return len(m.alts)
	case m.cfg.Memory.Views && q.accesses():
		return m.placesFor(st, t, q)
	}
	return int(q.choice)
}

func (m *Machine) expandStep(t, alt int, chooses bool, out *Successors) error {
	if m.split != nil {
		if done, err := m.expandSplit(t, out); done || err != nil {
			return err
		}
	}
	plainly := m.tr != nil || m.cfg.NoMemo || m.split != nil || chooses || m.share.tracking || m.cfg.Memory.Views || m.stale || m.ample != nil
	if !plainly {
		if l := m.recall(&m.cur, t, alt); l != nil {
			return m.apply(l, t, alt, out)
		}
	}
	s := &m.step
	s.begin(m)
	s.take(t, alt)
	if s.err != nil {
		return s.err
	}
	if m.ample != nil && !s.blocked {
		m.learnMoves(s, t, alt)
	}
	if s.simple && !plainly && s.overtaken == 0 {
		m.remember(&m.cur, s, t)
	}
	if m.cfg.Memory.Races && !m.cfg.Memory.Views && !s.blocked && out.State == nil {
		out.State = m.raceInSection(&m.cur, t, s.marks)
	}
	switch {
	case s.failure != nil:
		out.Failed = append(out.Failed, Failed{Action: StepOf(t, alt), Failure: s.failure})
	case !s.blocked:
		m.emit(s, StepOf(t, alt), out)
	}
	return nil
}

func (m *Machine) emit(s *step, a Action, out *Successors) { m.emitAs(s, a, a.Thread(), out) }

// emitAs is emit of an action that is a step of thread t, or of none: -1.
func (m *Machine) emitAs(s *step, a Action, t int, out *Successors) {
	label := m.settle(s, t)
	if m.orbits != nil && !m.plain {
		m.represent(s)
	}
	m.strictest(&s.state)
	out.Bytes = s.state.encode(out.Bytes)
	out.Items = append(out.Items, Successor{Action: a, Moves: Moves{Enters: s.enters, Ghost: s.ghosted}, End: len(out.Bytes), Label: label})
	m.noteAccesses(out, a, s)
}

// settle brings the state of s, after a step of thread t (-1: none) or of its store buffer, to its canonical
// form, and gives the number of the step's label.
func (m *Machine) settle(s *step, t int) (label uint32) {
	if m.watching && !m.share.learning { // lines are numbered when learning is over
		label = m.conclude(&s.state, s.effects, t, s.overtaken)
	}
	m.normalize(s)
	return label
}

// apply carries out a remembered step. The error is a *Limit.
func (m *Machine) apply(l *leaf, t, alt int, out *Successors) (err error) {
	a := StepOf(t, alt)
	if m.cfg.Memory.Races && l.marks.from != l.marks.to && !l.blocked && out.State == nil {
		out.State = m.raceInSection(&m.cur, t, m.memo.marks[l.marks.from:l.marks.to])
	}
	switch {
	case l.blocked:
		return nil
	case l.failure != nil:
		out.Failed = append(out.Failed, Failed{Action: a, Failure: l.failure})
		return nil
	case len(m.cur.Objects) > 0 || m.daemons || m.cfg.Ordered || m.orbits != nil:
		s := &m.step
		s.begin(m)
		if err := m.correspond(&s.state, l, m.cur.Locals[t], alt); err != nil {
			return err
		}
		m.change(&s.state, l, t)
		if s.overtaken, err = m.retell(&s.state, l, t); err != nil {
			return err
		}
		s.enters, s.ghosted = l.enters, l.ghosted
		s.effects = append(s.effects, m.memo.effects[l.effects.from:l.effects.to]...)
		if m.cfg.Accesses {
			m.relive(s, l)
		}
		if m.cfg.FirstCome && s.overtaken != 0 {
			out.Failed = append(out.Failed, Failed{Action: a, Failure: m.outOfTurn(t, s.overtaken)})
			return nil
		}
		m.emit(s, a, out)
		return nil
	}
	// In place, and back: cheaper than a copy.
	st := &m.cur
	local := st.Locals[t]
	if len(m.networks.list) > 0 {
		m.oldFlight = append(m.oldFlight[:0], st.Net.flight...)
		if err := m.correspond(st, l, local, alt); err != nil {
			return err
		}
	}
	w := m.memo.writes[l.writes.from:l.writes.to]
	var buf [8]uint64
	old := buf[:0]
	for i := range w {
		old = append(old, st.Cells[w[i].slot])
		st.Cells[w[i].slot] = w[i].value
	}
	st.Locals[t] = l.local
	var other uint32
	if l.with >= 0 {
		other, st.Locals[l.with] = st.Locals[l.with], l.other
	}
	queued := 0
	if l.queued.from != l.queued.to {
		queued = len(st.Buffers[t])
		m.enqueueAll(st, l, t)
	}
	label := uint32(0)
	if m.watching {
		label = m.playInPlace(st, l, t)
	}
	slot, was := m.strictest(st)
	out.Bytes = st.encode(out.Bytes)
	if slot >= 0 {
		st.Cells[slot] = was
	}
	out.Items = append(out.Items, Successor{Action: a, Moves: Moves{Enters: l.enters, Ghost: l.ghosted}, End: len(out.Bytes), Label: label})
	if m.watching {
		copy(st.Caches.lines, m.oldLines)
	}
	if l.queued.from != l.queued.to {
		st.Buffers[t] = st.Buffers[t][:queued]
	}
	if len(m.networks.list) > 0 {
		st.Net.flight = append(st.Net.flight[:0], m.oldFlight...)
	}
	st.Locals[t] = local
	if l.with >= 0 {
		st.Locals[l.with] = other
	}
	for i := len(w) - 1; i >= 0; i-- {
		st.Cells[w[i].slot] = old[i]
	}
	m.noteLeaf(out, a, l)
	return nil
}

// playInPlace plays the effects of a remembered step on st; what the lines were is in m.oldLines.
func (m *Machine) playInPlace(st *State, l *leaf, t int) (label uint32) {
	m.oldLines = append(m.oldLines[:0], st.Caches.lines...)
	return m.conclude(st, m.memo.effects[l.effects.from:l.effects.to], t, 0)
}

func (m *Machine) change(st *State, l *leaf, t int) {
	for _, w := range m.memo.writes[l.writes.from:l.writes.to] {
		st.Cells[w.slot] = w.value
	}
	st.Locals[t] = l.local
	if l.with >= 0 {
		st.Locals[l.with] = l.other
	}
	m.enqueueAll(st, l, t)
}

// enqueueAll puts what a remembered step stores into thread t's buffer.
func (m *Machine) enqueueAll(st *State, l *leaf, t int) {
	for _, e := range m.memo.queued[l.queued.from:l.queued.to] {
		st.enqueue(t, e)
	}
}
