package machine

import (
	"fmt"
	"slices"
	"strings"

	"heddle/machine/coherence"
	"heddle/model/program"
)

// Where transactions are split, a thread's access to a shared cell is a step as elsewhere, but
// one that it can take only when its processor may: its cache has the copy, or the line's home is
// ready. Until then its step is to ask for that. Messages are delivered by actions of their own.
//
// State.Cells and the heap hold what was written last: that is what invariants compare copies with. What a
// thread reads comes from its copy.

// protocolOf is the protocol of a resolved system, nil if its transactions are not split.
func protocolOf(s System) *coherence.Protocol {
	if !s.Split {
		return nil
	}
	return &coherence.Protocol{
		Bus: s.Structure == SMP, Apart: s.Structure == Dancehall, Update: s.Coherence == Update,
		Exclusive: s.Protocol == "mesi", Unordered: s.Network == "unordered", Fault: s.Fault,
	}
}

// validateFault checks that a fault is one of the system's protocol.
func (s System) validateFault() error {
	p := protocolOf(s)
	var names []string
	for _, f := range coherence.Faults() {
		if f.Has(p) {
			names = append(names, f.Name)
		}
		if f.Name == s.Fault && f.Unordered && !p.Unordered {
			return fmt.Errorf("machine: fault %q on a fifo network, where it cannot show, want network unordered", s.Fault)
		}
	}
	if !slices.Contains(names, s.Fault) {
		return fmt.Errorf("machine: fault %q on a %s machine with coherence %s, want one of %s", s.Fault, s.Structure, s.Coherence, strings.Join(names, ", "))
	}
	return nil
}

// accessOf gives what a thread that rests at q wants of its cache; ok is false if that is nothing.
func (m *Machine) accessOf(st *State, q *pending) (a coherence.Access, ok bool) {
	if q.addr == 0 {
		return a, false
	}
	switch q.op {
	case program.Load:
		a.Kind = coherence.Read
	case program.Store:
		a.Kind = coherence.Write
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
		a.Kind = coherence.Modify
	default:
		return a, false
	}
	a.Compares, a.Expected = q.isCAS, q.expect
	a.Line = st.lineOf(m, q.addr)
	a.Word = int(q.addr - a.Line)
	return a, true
}

// memoryOf is a line before any processor has accessed it.
func (m *Machine) memoryOf(st *State, line uint64) coherence.Memory {
	o := m.objectOf(st, line)
	from := coherence.Memory{Home: m.home(st, line)}
	for addr := line; addr < min(line+uint64(m.cfg.System.Line), o.base+uint64(o.size)); addr++ {
		from.Words = append(from.Words, m.word(st, addr))
	}
	return from
}

// everywhere puts a claim's word into all copies of its line: claims obey no protocol.
func (s *step) everywhere(addr, v uint64) {
	if s.booting || s.state.Split == nil {
		return
	}
	if line := s.lineOf(addr); s.state.Split.Knows(line) {
		s.state.Split.EachWord(func(of uint64, word int, w *uint64) {
			if of+uint64(word) == addr {
				*w = v
			}
		})
		s.m.split.Relocate(s.state.Split, func(line uint64) (uint64, bool) { return line, true })
	}
}

// mayAccess says what the protocol lets thread t do about its next operation: Go if that is none of its business.
func (m *Machine) mayAccess(st *State, t int) (coherence.Access, coherence.Turn) {
	a, ok := m.accessOf(st, &m.locals.list[st.Locals[t]].pending)
	if !ok {
		return a, coherence.Go
	}
	return a, m.split.Turn(st.Split, t, a)
}

// asks lets thread t ask for what its next access needs, if it must; else it is the thread's turn.
// A thread that waits is blocked.
func (s *step) asks(t int) bool {
	m := s.m
	a, turn := m.mayAccess(&s.state, t)
	switch turn {
	case coherence.Go:
		return false
	case coherence.Wait:
		s.blocked = true
		return true
	}
	from := m.memoryOf(&s.state, a.Line)
	m.split.Issue(s.state.Split, t, a, from)
	if m.tr != nil {
		m.tr.asked(t, a)
	}
	return true
}

// deliver delivers message i.
func (s *step) deliver(i int) {
	msg := &s.state.Split.Messages()[i]
	if s.m.tr != nil {
		s.m.tr.delivered(msg)
	}
	s.m.split.Deliver(s.state.Split, i)
}

// expandSplit is expandStep of a thread whose turn depends on a protocol; done reports that nothing is left to do.
func (m *Machine) expandSplit(t int, out *Successors) (done bool, err error) {
	s := &m.step
	s.begin(m)
	if !s.asks(t) {
		return false, m.refuseSplit(t)
	}
	if !s.blocked {
		m.emit(s, StepOf(t, 0), out)
	}
	return true, nil
}

// refuseSplit gives the error of an operation that is more than one access: what a protocol would make
// of it is not said anywhere.
func (m *Machine) refuseSplit(t int) error {
	id := m.cur.Locals[t]
	what := ""
	switch q := &m.locals.list[id].pending; {
	case q.op == program.Begin:
		var p proc
		m.load(&p, t, id)
		what = m.calling(&p)
	case q.op == program.Select, q.op == program.Close, q.op == program.ChanLen:
		what = "an operation on a channel"
	case q.op.OnMap():
		what = "an operation on a map"
	default:
		return nil
	}
	return &Refused{fmt.Sprintf("%s at %s: split transactions are of single accesses, want --detail atomic", what, m.restPosition(id))}
}

// expandMessages appends the successors in which a message is delivered.
func (m *Machine) expandMessages(out *Successors) {
	m.deliverable = m.split.Deliverable(m.cur.Split, m.deliverable[:0])
	for _, i := range m.deliverable {
		s := &m.step
		s.begin(m)
		a := DeliverOf(m.cur.Split.Messages()[i].Proc, i)
		s.deliver(i)
		m.emit(s, a, out)
	}
}

// incoherent is the violation of a state in which copies are not what they should be, nil if they are.
func (m *Machine) incoherent(st *State) *Failure {
	v := m.violated(st)
	if v == nil || m.cfg.NoteRaces {
		return nil
	}
	return &Failure{Property: "coherence", Message: v.Invariant + ": " + v.Text(m.namesOf(st)), Thread: -1, Other: -1}
}

func (m *Machine) violated(st *State) *coherence.Violation {
	return m.split.Check(st.Split, func(line uint64, word int) uint64 { return m.word(st, line+uint64(word)) })
}

// validSplit checks the copies of a state, if the protocol is meant to be right.
func (m *Machine) validSplit(st *State) error {
	if m.split == nil || m.split.Fault != "" {
		return nil
	}
	if v := m.violated(st); v != nil {
		return fmt.Errorf("machine: %s: %s", v.Invariant, v.Text(m.namesOf(st)))
	}
	return nil
}

// namesOf calls lines by their first cells.
func (m *Machine) namesOf(st *State) coherence.Names {
	return coherence.Names{
		Line: func(line uint64) string { return m.name(st, line) },
		Word: func(line uint64, i int) string { return m.name(st, line+uint64(i)) },
		Show: func(line uint64, i int, w uint64) string { return m.show(st, line+uint64(i), w) },
		Proc: program.ThreadName,
	}
}

// serve says how a step's access is to be made: the protocol lets thread t go on.
func (s *step) serve(t int) {
	if s.m.split == nil || s.m.share.learning { // who touches what is learned without messages
		return
	}
	if a, ok := s.m.accessOf(&s.state, &s.m.locals.list[s.state.Locals[t]].pending); ok {
		s.served, s.serving, s.changes = a, true, false
	}
}

// copied is the word that p's processor reads. If it is not what was written last, then the state
// already was a violation, see incoherent.
func (s *step) copied(p *proc) uint64 { return s.m.split.Value(s.state.Split, p.thread, s.served) }

// makeAccess tells the protocol that the access was made.
func (s *step) makeAccess(p *proc) {
	s.serving = false
	if s.failure == nil && s.err == nil {
		s.m.split.Complete(s.state.Split, p.thread, s.served, s.changes, s.changed)
	}
}

// unserved is the violation of a state that no action leads on from because a processor waits
// for an answer, or a message for what never comes; nil if it is not that.
func (m *Machine) unserved(st *State) *Failure {
	if m.split == nil {
		return nil
	}
	n := m.namesOf(st)
	var list []string
	for t, id := range st.Locals {
		if id == 0 {
			continue
		}
		if a, turn := m.mayAccess(st, t); turn == coherence.Wait {
			list = append(list, fmt.Sprintf("%s waits for %s", n.Proc(t), n.Line(a.Line)))
		}
	}
	for i := range st.Split.Messages() {
		list = append(list, "nobody takes "+m.messageText(st, &st.Split.Messages()[i]))
	}
	if len(list) == 0 {
		return nil
	}
	return &Failure{Property: "coherence", Message: "the protocol is stuck: " + strings.Join(list, ", "), Thread: -1, Other: -1}
}

// messageText prints "P1 → home: read x".
func (m *Machine) messageText(st *State, msg *coherence.Message) string {
	n := m.namesOf(st)
	from, to := n.Proc(msg.Proc), "home"
	if m.split.Bus {
		to = "bus"
	}
	if msg.Kind.FromHome() {
		from, to = to, from
	}
	return fmt.Sprintf("%s → %s: %s", from, to, msg.Text(n))
}

// eachSplit calls f with each address that caches, homes and messages hold for a word from from to to.
func (s *step) eachSplit(from, to uint64, f func(w *uint64)) {
	if s.state.Split == nil {
		return
	}
	s.state.Split.EachWord(func(line uint64, word int, w *uint64) {
		if addr := line + uint64(word); line >= from && line < to && s.pointerAt(addr) {
			f(w)
		}
	})
}
