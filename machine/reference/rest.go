package reference

import (
	"slices"

	"heddle/model/program"
)

// AtRest reports whether no node is down, and nothing can happen but faults and that
// somebody who serves goes on without a message: he may, then.
func (m *Machine) AtRest() bool { return m.assumed || !m.someDown() && !m.exited && !m.moves() }

// AssumeRest lets AtRest say so until the next step, for those who know that all that threads can still do is their own.
func (m *Machine) AssumeRest() { m.assumed = true }

// Halted reports whether the program has ended but for nodes that are down, and may
// never start again: all others have ended, serve, or wait for threads, and nothing can happen but faults.
func (m *Machine) Halted() bool {
	return m.someDown() && !m.exited && !m.moves() && !slices.ContainsFunc(m.threads, (*thread).insists)
}

func (m *Machine) someDown() bool {
	return slices.ContainsFunc(m.threads, func(t *thread) bool { return t.post.down })
}

// insists reports whether t waits for what must come, or goes on.
func (t *thread) insists() bool {
	if t.finished() || t.post.down || t.daemon != 0 {
		return false
	}
	in := t.top().fn.Code[t.top().pc]
	serves := in.Op == program.NetReceive && program.Receiving(in.Aux) == program.ReceiveServe
	return !serves && in.Op != program.Join
}

// moves reports whether a thread can take a step, other than to find all at rest, or a store can reach memory.
func (m *Machine) moves() bool {
	for t := range m.threads {
		for alt := range m.without(t) {
			if _, err := m.Clone().Step(t, alt); err != ErrBlocked {
				return true
			}
		}
		for entry := range m.Buffer(t) {
			if _, err := m.Clone().Flush(t, entry); err == nil {
				return true
			}
		}
	}
	return false
}

// without is the number of alternatives of thread t's next step, but that it finds all at rest.
func (m *Machine) without(t int) int {
	in, ok := m.Next(t)
	if ok && in.Op == program.NetReceive && program.Receiving(in.Aux) == program.ReceiveServe && m.reaches(t, in) {
		return len(m.messagesFor(t, in))
	}
	return m.Alternatives(t)
}
