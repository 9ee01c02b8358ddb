package machine

import (
	"slices"

	"heddle/model/program"
)

// With views a race is an access that conflicts with a mark that its thread does not know:
// row seen of what a thread knows is the accesses that happen before what it does next. Of a
// mark only the cell, the thread, the kind and the position are used.

// seeMark enters an access by p to a tracked cell; says tells that it is a write that releases.
func (s *step) seeMark(p *proc, addr uint64, write, plain, says bool) {
	ks, ms := &s.m.knows, &s.state.Messages
	v := &ms.threads[p.thread]
	now := mark{addr: addr, thread: p.thread, write: write, plain: plain, pos: s.m.userPosition(p)}
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		known := k.thread == p.thread || ks.get(v.cur, rowSeen, i) != 0
		switch {
		case k.addr != addr:
		case !known && (k.write || write) && (k.plain || plain):
			if s.noteRace(p, k, &now); s.failure != nil {
				return
			}
		case known && (write || !k.write) && (plain || !k.plain):
			k.addr = 0 // whoever does not know it does not know this one either
		}
	}
	i := len(s.state.Marks)
	s.state.Marks = append(s.state.Marks, now)
	v.cur, v.acq = ks.raise(v.cur, rowSeen, i, 1), ks.raise(v.acq, rowSeen, i, 1)
	if cell := s.m.cell(addr); says && write && cell >= 0 {
		v.release(cell, ks.raise(v.released(ks, cell), rowSeen, i, 1))
		h := ms.at(cell)
		at := ks.get(v.cur, rowAt, cell)
		h.list[at].know = ks.raise(h.list[at].know, rowSeen, i, 1)
	}
}

// noteRace ends the run because of a race, or notes it.
func (s *step) noteRace(p *proc, earlier, now *mark) {
	if !s.m.cfg.NoteRaces {
		s.races(p, earlier, now)
		return
	}
	if s.m.raced == nil {
		s.races(p, earlier, now)
		s.m.raced, s.failure = s.failure, nil
	}
}

// Raced is the first race that has been noted since the pass began, nil if there is none.
func (m *Machine) Raced() *Failure { return m.raced }

// viewSection lets p know, at the end of an atomic section that is not relaxed, what the newest messages
// of the cells that it has touched say, and those that it has left say what it knows.
func (s *step) viewSection(p *proc) {
	ks := &s.m.knows
	v := &s.state.Messages.threads[p.thread]
	if s.m.cfg.Memory.Global {
		s.performFence(v, program.SeqCst)
		return
	}
	for _, k := range s.marks {
		if h := s.state.Messages.find(s.m.cell(k.addr)); h != nil {
			v.cur = ks.join(v.cur, h.list[len(h.list)-1].know)
		}
	}
	v.acq = ks.join(v.acq, v.cur)
	s.announceSection(p)
}

// leaveMap notes that an atomic section has written the map at addr, which is no message but synchronizes.
func (s *step) leaveMap(addr uint64) {
	if s.viewed(addr) && s.section {
		s.left = append(s.left, s.m.cell(addr))
	}
}

// seeSection enters the accesses of an atomic section.
func (s *step) seeSection(p *proc, relaxed bool) {
	for _, k := range s.marks {
		if u := s.m.use(&s.state, k.addr); u != nil && u.tracked && s.failure == nil {
			s.seeMark(p, k.addr, k.write, false, !relaxed)
		}
	}
	if relaxed || s.m.cfg.Memory.Global {
		return
	}
	s.announceSection(p)
}

// announceSection lets the messages that p's atomic section has left say what p knows.
func (s *step) announceSection(p *proc) {
	ks, ms := &s.m.knows, &s.state.Messages
	v := &ms.threads[p.thread]
	for _, cell := range s.left {
		list := ms.at(cell).list
		says := ks.without(v.cur, rowAt, cell)
		v.release(cell, says)
		list[len(list)-1].know = says
	}
}

// synchronizeChan enters an operation by p on the channel at ch: it is after all earlier ones.
func (s *step) synchronizeChan(p *proc, ch uint64) {
	s.refer(p.thread, refModify, ch+program.ChanCount)
	s.acquires(p, program.SeqCst, 0)
	s.synchronize(p, ch+program.ChanCount)
	s.synchronize(p, ch+program.ChanClosed)
}

// viewMet lets p and q know what the other one knows.
func (s *step) viewMet(p, q *proc) {
	ks, ms := &s.m.knows, &s.state.Messages
	v, w := &ms.threads[p.thread], &ms.threads[q.thread]
	if s.m.cfg.Memory.Global {
		s.performFence(v, program.SeqCst)
		s.performFence(w, program.SeqCst)
	}
	both := ks.join(v.cur, w.cur)
	v.cur, w.cur = both, both
	v.acq, w.acq = ks.join(v.acq, both), ks.join(w.acq, both)
}

// settleMarks finds which marks stay, and their order.
func (m *Machine) settleMarks(s *step) {
	v := &m.viewCanon
	v.marks = v.marks[:0]
	st := &s.state
	v.order = v.order[:0]
	for i := range st.Marks {
		v.marks = append(v.marks, -1)
		if st.Marks[i].addr != 0 && !m.knownToAll(s, i) {
			v.order = append(v.order, i)
		}
	}
	slices.SortFunc(v.order, func(a, b int) int { return st.Marks[a].compare(&st.Marks[b]) })
	v.moved = v.moved[:0]
	same := len(v.order) == len(st.Marks)
	for n, i := range v.order {
		v.marks[i] = n
		v.moved = append(v.moved, st.Marks[i])
		same = same && n == i
	}
	if !same {
		st.Marks = append(st.Marks[:0], v.moved...)
		v.changed = true
	}
}

// knownToAll reports whether every thread knows mark i.
func (m *Machine) knownToAll(s *step, i int) bool {
	for t, id := range s.state.Locals {
		if id != 0 && t != s.state.Marks[i].thread && m.knows.get(s.state.Messages.threads[t].cur, rowSeen, i) == 0 {
			return false
		}
	}
	return true
}
