package machine

import (
	"slices"

	"heddle/model/program"
)

// selectCase is a case of a Select at which a thread rests.
type selectCase struct {
	ch   uint64 // its channel, 0 is a nil one
	send bool
}

// alternative is one way to carry out a Select; see program.Case. A send that
// meets a receiver is one step of both threads: nobody waits in a queue, which
// would tell apart states that no thread can tell apart.
type alternative struct {
	taken int // the case, -1 is the default
	with  int // the thread whose receive it meets, -1: none
	into  int // … and the case of that thread's Select
}

// word is a as one word.
func (a *alternative) word() uint64 {
	return uint64(a.taken+1) | uint64(a.with+1)<<16 | uint64(a.into)<<32
}

// ready reports whether the case is ready by its channel alone.
func (c *selectCase) ready(ch channel) bool {
	if c.send {
		return ch.closed != 0 || ch.count < ch.capacity
	}
	return ch.closed != 0 || ch.count > 0
}

// describeSelect keeps the cases of the Select at which p rests with its local state.
func (m *Machine) describeSelect(q *pending, f *program.Func, in *program.Instr, reg []uint64) {
	q.fallback = in.C != 0
	q.cases.from = int32(len(m.locals.cases))
	for _, c := range f.Selects[in.Imm] {
		m.locals.cases = append(m.locals.cases, selectCase{reg[c.Chan], c.Send})
	}
	q.cases.to = int32(len(m.locals.cases))
}

// casesOf gives the cases of the Select at which a local state rests.
func (l *locals) casesOf(q *pending) []selectCase { return l.cases[q.cases.from:q.cases.to] }

// alternatives lists in m.alts the ways in which thread t, which rests at a Select, can go on.
func (m *Machine) alternatives(st *State, t int) {
	m.alts = m.alts[:0]
	q := &m.locals.list[st.Locals[t]].pending
	ready := false
	for i, c := range m.locals.casesOf(q) {
		if c.ch == 0 {
			continue
		}
		switch ch := m.channelIn(st, c.ch); {
		case c.ready(ch):
			ready = true
			m.alts = append(m.alts, alternative{taken: i, with: -1})
		case c.send && ch.capacity == 0:
			m.meetings(st, t, i, c.ch)
		}
	}
	if q.fallback && !ready {
		m.alts = append(m.alts, alternative{taken: -1, with: -1})
	}
}

// meetings lists the receives that case i of thread t, a send to the unbuffered
// channel at ch, can meet.
func (m *Machine) meetings(st *State, t, i int, ch uint64) {
	fallback := m.locals.list[st.Locals[t]].pending.fallback
	for u, id := range st.Locals {
		r := &m.locals.list[id].pending
		if u == t || r.op != program.Select || r.fallback && fallback || m.cfg.Memory.Buffered && len(st.Buffers[u]) > 0 {
			continue
		}
		for j, c := range m.locals.casesOf(r) {
			if c.ch == ch && !c.send {
				m.alts = append(m.alts, alternative{taken: i, with: u, into: j})
			}
		}
	}
}

// selectRests reports whether p must stop before a Select: another thread could
// notice it, it blocks, or there is a choice.
func (s *step) selectRests(p *proc, f *program.Func, in *program.Instr, reg []uint64) bool {
	for i := range f.Selects[in.Imm] {
		if !s.ownsChan(p, reg[f.Selects[in.Imm][i].Chan]) {
			return true
		}
	}
	_, n := s.readyCases(f, in, reg)
	return n > 1 || n == 0 && in.C == 0
}

// readyCases counts the cases that are ready by their channels alone, and gives the first.
func (s *step) readyCases(f *program.Func, in *program.Instr, reg []uint64) (first, n int) {
	first = -1
	for i, c := range f.Selects[in.Imm] {
		if ch := reg[c.Chan]; ch != 0 {
			if sc := (selectCase{ch, c.Send}); sc.ready(s.channel(ch)) {
				if n++; n == 1 {
					first = i
				}
			}
		}
	}
	return first, n
}

// selects carries out a Select: the alternative that was chosen, or, where no
// choice is offered (in a section, or on channels of p's own), the first case that is ready.
func (s *step) selects(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	a := s.chosen
	if s.choosing {
		s.choosing = false
	} else {
		first, n := s.readyCases(f, in, reg)
		if n == 0 && in.C == 0 {
			s.blocked = true
			return
		}
		a = alternative{taken: first, with: -1}
	}
	cases := f.Selects[in.Imm]
	if a.taken < 0 {
		s.declined(p, cases, reg)
		clear(reg[in.A : in.A+in.D])
		reg[in.A] = ^uint64(0)
		return
	}
	c := &cases[a.taken]
	ch := reg[c.Chan]
	if c.Send && s.get(ch+program.ChanClosed) != 0 {
		s.unordered()
		s.fault(p, "send on closed channel")
		return
	}
	s.words = s.words[:0]
	for _, r := range c.Words {
		s.words = append(s.words, reg[r])
	}
	pointer := func(i int) bool { return f.Pointer[c.Words[i]] }
	clear(reg[in.A : in.A+in.D])
	reg[in.A] = uint64(a.taken)
	switch {
	case !c.Send:
		s.receives(p, f, in, reg, a.taken, ch)
	case a.with >= 0:
		s.meet(p, &s.other, a.into, ch, pointer)
	default:
		s.send(p, ch, s.words, pointer)
		if s.m.tr != nil {
			s.m.tr.sent(p, ch, s.words, c.Kinds, pointer)
		}
	}
}

// received gives the part of a Select's results that hold what case i receives.
func received(cases []program.Case, i int) (from, to int) {
	from = 2
	for _, c := range cases[:i] {
		if !c.Send {
			from += c.Size
		}
	}
	return from, from + cases[i].Size
}

// receives carries out case i, a receive from the channel at ch.
func (s *step) receives(p *proc, f *program.Func, in *program.Instr, reg []uint64, i int, ch uint64) {
	from, to := received(f.Selects[in.Imm], i)
	words := reg[int(in.A)+from : int(in.A)+to]
	open := s.get(ch+program.ChanCount) > 0
	reg[in.A+1] = truth(open)
	if open {
		s.receive(p, ch, words)
	} else {
		s.drained(p, ch)
	}
	if s.m.tr != nil {
		s.m.tr.received(p, ch, words, f.Selects[in.Imm][i].Kinds, func(i int) bool { return f.Pointer[int(in.A)+from+i] }, open)
	}
}

// meet hands s.words from p to q, which rests at a Select and takes them in its case i.
func (s *step) meet(p, q *proc, i int, ch uint64, pointer func(i int) bool) {
	fr := q.top()
	f := &s.m.prog.Funcs[fr.fn]
	in := &f.Code[fr.pc]
	reg := q.regs[fr.base:]
	clear(reg[in.A : in.A+in.D])
	reg[in.A], reg[in.A+1] = uint64(i), 1
	from, to := received(f.Selects[in.Imm], i)
	copy(reg[int(in.A)+from:int(in.A)+to], s.words)
	for i, v := range s.words {
		if pointer(i) && v != 0 {
			s.publish(p, v)
		}
	}
	if s.m.tr != nil {
		kinds := f.Selects[in.Imm][i].Kinds
		s.m.tr.sent(p, ch, s.words, kinds, pointer)
		s.m.tr.received(q, ch, s.words, kinds, pointer, true)
	}
	s.met(p, q)
	fr.pc++
}

// declined is the default of a Select, or none of its cases.
func (s *step) declined(p *proc, cases []program.Case, reg []uint64) {
	for _, c := range cases {
		ch := reg[c.Chan]
		if ch == 0 || s.get(ch+program.ChanCapacity) == 0 {
			continue
		}
		s.learnChan(p, ch, func(u *chanUse, t uint64) {
			if c.Send {
				u.senders |= t
				u.full = true
			} else {
				u.receivers |= t
				u.empty = true
			}
		})
	}
	if s.m.tr != nil {
		s.m.tr.declined(p)
	}
}

// blockedIn reports whether no thread can make thread t go on from its Select: it has
// no alternative, and is in none of another thread's.
func (m *Machine) blockedIn(st *State, t int) bool {
	if m.choices(st, t) > 0 {
		return false
	}
	for u, id := range st.Locals {
		if u != t && m.locals.list[id].pending.op == program.Select && m.choices(st, u) > 0 &&
			slices.ContainsFunc(m.alts, func(a alternative) bool { return a.with == t }) {
			return false
		}
	}
	return true
}
