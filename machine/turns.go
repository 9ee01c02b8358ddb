package machine

import (
	"encoding/binary"
	"fmt"

	"heddle/model/program"
)

// turn is what a thread is about, as its last ghost event says. It is kept if Config.Ordered.
type turn struct {
	phase   Phase
	door    bool   // Trying: it has passed the doorway
	section uint64 // the object of its last event
	behind  uint64 // Trying: bit u if thread u has wanted in since this one passed its doorway, and not entered
}

// told is a ghost event as turns hear of it.
type told struct {
	thread int
	event  program.Event
	object uint64
}

// turned reports whether e moves turns.
func turned(e program.Event) bool {
	switch e {
	case program.EventWant, program.EventDoorway, program.EventEnter, program.EventLeave, program.EventArrive, program.EventDepart:
		return true
	}
	return false
}

// counts reports whether e means anything to the machine.
func (m *Machine) counts(e program.Event) bool {
	if e == program.EventDoorway {
		return m.cfg.Ordered && !m.cfg.Doorless
	}
	return e.Claims() || e == program.EventPlace || m.cfg.Ordered || m.cfg.Wants
}

// turn gives a thread's turn, of a state that may have more threads than turns.
func (st *State) turn(t int) *turn {
	for len(st.Turns) <= t {
		st.Turns = append(st.Turns, turn{})
	}
	return &st.Turns[t]
}

// otherClaim is what turns and obligations are not kept of, either.
const otherClaim = "a thread that wants into a section comes to another one, or to a barrier, before it enters: who waits is kept of one only,"

// elsewhere reports whether an event is about something else than the section that its thread wants into.
func (st *State) elsewhere(e told) bool {
	w := st.turn(e.thread)
	return w.phase == Trying && e.object != w.section && e.event != program.EventDoorway
}

// tell moves turns on by an event, and gives the threads that it overtakes: who wait for the same section,
// had passed their doorway before the thread of the event wanted in, and have not entered.
func (st *State) tell(e told) (overtaken uint64) {
	w := st.turn(e.thread)
	bit := uint64(1) << e.thread
	switch e.event {
	case program.EventWant:
		*w = turn{phase: Trying, section: e.object}
		for u := range st.Turns {
			if v := &st.Turns[u]; u != e.thread && v.phase == Trying && v.door && v.section == e.object {
				v.behind |= bit
			}
		}
	case program.EventDoorway:
		w.door = w.phase == Trying
	case program.EventEnter:
		overtaken = st.passed(e.thread)
		*w = turn{phase: Inside, section: e.object}
	case program.EventLeave:
		*w = turn{phase: Leaving, section: e.object}
	case program.EventArrive:
		*w = turn{phase: Meeting, section: e.object}
	case program.EventDepart:
		*w = turn{phase: Parted, section: e.object}
	}
	return overtaken
}

// passed takes thread t off the lists of those behind others, and gives the others.
func (st *State) passed(t int) (others uint64) {
	for u := range st.Turns {
		if v := &st.Turns[u]; v.behind>>t&1 != 0 {
			v.behind &^= 1 << t
			others |= 1 << u
		}
	}
	return others
}

// gone ends the turn of a thread that has ended.
func (st *State) gone(t int) {
	if t < len(st.Turns) {
		st.passed(t)
		st.Turns[t] = turn{}
	}
}

// hear moves turns on by an event of p's, and finds out whether first come, first served is kept.
func (s *step) hear(p *proc, e program.Event, object uint64) {
	m := s.m
	if !(m.cfg.Ordered || m.cfg.Wants) || !turned(e) {
		return
	}
	if object >= m.fixed && !s.booting {
		s.limit(p, heapClaim)
		return
	}
	switch {
	case e == program.EventEnter && p == &s.main:
		s.enters |= EntersIt
	case e == program.EventEnter:
		s.enters |= EntersOther
	}
	if m.cfg.Wants {
		if p.wants != 0 && p.wants != object {
			s.limit(p, otherClaim)
		}
		if p.wants = 0; e == program.EventWant {
			p.wants = object
		}
		return
	}
	said := told{p.thread, e, object}
	if s.state.elsewhere(said) {
		s.limit(p, otherClaim)
		return
	}
	overtaken := s.state.tell(said)
	s.told = append(s.told, said)
	s.overtaken |= overtaken
	if overtaken != 0 && m.cfg.FirstCome && s.failure == nil {
		s.culprit, s.failure = p, m.outOfTurn(p.thread, overtaken)
	}
}

// outOfTurn is the violation of thread t's overtaking others.
func (m *Machine) outOfTurn(t int, overtaken uint64) *Failure {
	return &Failure{Property: "fcfs", Thread: t, Other: -1, Message: fmt.Sprintf(
		"%s enters the critical section before %s, past the doorway when %s began to want in",
		program.ThreadName(t), threadNames(overtaken), program.ThreadName(t))}
}

// retell moves turns on by the events of a remembered step of thread t's. The error is a *Limit.
func (m *Machine) retell(st *State, l *leaf, t int) (overtaken uint64, err error) {
	if !m.cfg.Ordered {
		return 0, nil
	}
	for _, e := range m.memo.told[l.told.from:l.told.to] {
		if st.elsewhere(e) { // the step is remembered with another turn
			return 0, &Limit{otherClaim}
		}
		overtaken |= st.tell(e)
	}
	if l.local == 0 {
		st.gone(t)
	}
	if l.with >= 0 && l.other == 0 {
		st.gone(int(l.with))
	}
	return overtaken, nil
}

// encodeTurns adds a byte a thread, and what its phase asks for.
func (st *State) encodeTurns(dst []byte) []byte {
	for t := range st.Locals {
		w := st.turn(t)
		b := byte(w.phase)
		if w.door {
			b |= 0x80
		}
		if dst = append(dst, b); w.phase != Outside {
			dst = binary.AppendUvarint(dst, w.section)
		}
		if w.door {
			dst = binary.AppendUvarint(dst, w.behind)
		}
	}
	return dst
}

func (st *State) decodeTurns(n int, src []byte) []byte {
	st.Turns = st.Turns[:0]
	for range n {
		w := turn{phase: Phase(src[0] & 0x7f), door: src[0]&0x80 != 0}
		src = src[1:]
		k := 0
		if w.phase != Outside {
			w.section, k = binary.Uvarint(src)
			src = src[k:]
		}
		if w.door {
			w.behind, k = binary.Uvarint(src)
			src = src[k:]
		}
		st.Turns = append(st.Turns, w)
	}
	return src
}
