package machine

import (
	"slices"

	"heddle/model/program"
)

// effect is something that a step does and that memory does not show: a reference to a line that
// threads share, or a ghost event. Effects are noted if somebody asks, see Machine.watching, and remembered with the
// step; what they cost, and what becomes of copies in caches, depends on the state, so they are played each time.
//
// Charged are references to shared lines: of the fixed memory those that two threads touch, one of which
// writes; of an object on the heap, while another thread can reach the object or has a copy
// of the line; where nothing keeps copies alike, any, since an early copy is an old one later. An atomic section is one read-modify-write of each line that it touches, an operation on a channel one of
// the channel, and one on a map an access to its first word.
type effect struct {
	kind   effectKind
	thread uint8
	what   uint8  // a referral, a program.Event or a Metric
	amount uint16 // of a charge
	addr   uint64 // of a reference: the first word of its line
}

type effectKind uint8

const (
	effectRefers effectKind = iota
	effectTells
	effectCharges
)

// refer notes a reference of thread's to the cell at addr.
func (s *step) refer(thread int, k referral, addr uint64) {
	if s.m.watching && !s.ghosting && s.charged(thread, addr, k == refWrite || k == refModify) && s.reaches(thread, k, addr) {
		s.notes(true)
		s.effects = append(s.effects, effect{kind: effectRefers, thread: uint8(thread), what: uint8(k), addr: s.lineOf(addr)})
	}
}

// notes tells the tracer whether the step is charged for the next cell that it touches.
func (s *step) notes(charged bool) {
	if s.m.tr != nil {
		s.m.tr.counted = append(s.m.tr.counted, charged)
	}
}

// charge makes thread bear an amount of a cost.
func (s *step) charge(m Metric, thread, amount int) {
	if s.m.cfg.Labels {
		s.effects = append(s.effects, effect{kind: effectCharges, thread: uint8(thread), what: uint8(m), amount: uint16(amount)})
	}
}

// tells notes a ghost event of p's.
func (s *step) tells(p *proc, e program.Event) {
	if s.m.cfg.Labels {
		s.effects = append(s.effects, effect{kind: effectTells, thread: uint8(p.thread), what: uint8(e)})
	}
}

// referAll notes the references of an atomic section: the last of p's.
func (s *step) referAll(p *proc) {
	if !s.m.watching {
		return
	}
	from := len(s.effects)
	for i, k := range s.marks {
		charged := s.charged(p.thread, k.addr, k.write)
		if !slices.ContainsFunc(s.marks[:i], func(e footprint) bool { return e.addr == k.addr }) {
			s.notes(charged)
		}
		if !charged || !s.reaches(p.thread, refModify, k.addr) {
			continue
		}
		s.dropCopy(p, k.addr)
		e := effect{kind: effectRefers, thread: uint8(p.thread), what: uint8(refTry), addr: s.lineOf(k.addr)}
		i := from
		for i < len(s.effects) && s.effects[i].addr != e.addr {
			i++
		}
		if i == len(s.effects) {
			s.effects = append(s.effects, e)
		}
		if k.write {
			s.effects[i].what = uint8(refModify)
		}
	}
}

// charged reports whether a reference of thread's to the cell at addr is charged.
func (s *step) charged(thread int, addr uint64, write bool) bool {
	m := s.m
	if s.booting || s.alone || s.asking {
		return false
	}
	if addr >= m.fixed {
		i := s.objectAt(addr)
		return !m.prog.Layouts[s.state.Objects[i].layout].Immutable && (m.stale || s.owner[i] != int32(thread) || s.held(thread, addr))
	}
	if m.cfg.AllVisible && !m.share.touch(thread, addr, write) { // nobody has asked whether the cell is local
		s.err = ErrAgain
	}
	return m.share.class[addr] == Shared
}

// lineOf gives the first word of the line that addr lies in.
func (s *step) lineOf(addr uint64) uint64 { return s.state.lineOf(s.m, addr) }

func (st *State) lineOf(m *Machine, addr uint64) uint64 {
	width := uint64(m.cfg.System.Line)
	if width <= 1 {
		return addr
	}
	base := uint64(0)
	if addr < m.fixed {
		base = m.objs.at(addr).base
	} else {
		base = st.Objects[st.objectAt(addr)].base
	}
	return addr - (addr-base)%width
}

// held reports whether another thread has a copy of the line of a word on the heap.
func (s *step) held(thread int, addr uint64) bool {
	if s.state.Split != nil {
		return s.state.Split.Knows(s.lineOf(addr))
	}
	return s.state.Caches.width > 0 && s.state.Caches.heldByOther(s.lineOf(addr), s.m.fixed, thread)
}

// conclude plays the effects of a step of thread t (-1: none), or of its store buffer, on the caches of the state that it
// makes and says what there is to say of it: the number of its label.
func (m *Machine) conclude(st *State, effects []effect, t int, overtaken uint64) uint32 {
	c := &m.protocol
	c.disturbs = 0
	m.bill.charges = m.bill.charges[:0]
	x := Label{Thread: max(t, 0)}
	if t >= 0 {
		x.Phase, x.Ends = m.cur.phase(t), st.Locals[t] == 0
	}
	for i := range effects {
		switch e := &effects[i]; e.kind {
		case effectRefers:
			l := st.Caches.line(m, e.addr)
			*l = c.refer(*l, referral(e.what), int(e.thread), m.home(st, e.addr))
			if m.cfg.Touches {
				x.Touches = append(x.Touches, m.touch(e))
			}
		case effectCharges:
			m.bill.add(Metric(e.what), int(e.thread), int(e.amount))
		case effectTells:
			if event := program.Event(e.what); int(e.thread) == t {
				if x.Events |= 1 << event; event.Late() {
					x.Phase = phaseAfter(x.Phase, event)
				}
			}
		}
	}
	if !m.cfg.Labels {
		return 0
	}
	for u := range m.cur.Locals {
		if p := m.cur.phase(u); c.disturbs>>u&1 != 0 && (p == Trying || p == Meeting) {
			m.bill.add(Disturbed, t, 1)
		}
		m.bill.add(Overtaken, u, int(overtaken>>u&1))
	}
	x.Charges = m.bill.charges
	return m.labels.intern(x)
}

// phase is that of a thread, Outside if turns are not kept.
func (st *State) phase(t int) Phase {
	if t < len(st.Turns) {
		return st.Turns[t].phase
	}
	return Outside
}
