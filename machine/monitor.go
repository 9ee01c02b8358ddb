package machine

import (
	"fmt"
	"math/bits"

	"heddle/model/program"
)

// Monitor judges the history of the calls and returns of operations on an object, event by event, as the search
// comes to them. What it makes of the events so far is a word, which is part of the state: so states with different
// histories are one if the words are equal. Typically a word stands for a set of configurations, each one way to explain the history.
//
// If it has a method Bytes() int, that is the memory that its tables hold. It is deterministic, and words once given stay valid: several machines may use a Monitor in turn. The start is word 0.
type Monitor interface {
	// Call and Return give the word after an event, and why what is claimed is violated by it, "" if it is not.
	Call(set uint64, client int, operation string, arguments []uint64) (uint64, string)
	Return(set uint64, client int, results []uint64) (uint64, string)
	// Waits reports whether all clients whose operations have not returned may wait for ever: that nothing can
	// go on is then a proper end of a run, no deadlock.
	Waits(set uint64) bool
	// End says why what is claimed is violated at a proper end at which no thread goes on, "" if it is not: all have ended, wait well or are left behind.
	End(set uint64) string
	// Property names what is claimed.
	Property() string
}

// Words of a History object.
const (
	historyOpen = iota // bit c: client c has a call open
	historySet         // what a Monitor makes of the history
)

// observe shows an event of a history to the Monitor, if there is one.
func (s *step) observe(p *proc, w words, e program.Event, addr uint64, args []uint64) {
	m := s.m
	if m.cfg.Monitor == nil || s.err != nil || s.failure != nil {
		return
	}
	if !s.booting && addr >= m.fixed || m.observed != 0 && m.observed != addr {
		s.err = &Refused{fmt.Sprintf("a model.History at %s: a monitor judges one, want it made before threads start and no other",
			m.Position(m.userPosition(p)))}
		return
	}
	m.observed = addr
	client, before := int(args[0]), w.get(historySet)
	var set uint64
	var why string
	if e == program.EventCall {
		set, why = m.calls(&s.state, p.thread, before, args)
	} else {
		set, why = m.cfg.Monitor.Return(before, client, args[1:])
		s.returns(p, client)
	}
	if w.put(historySet, set); why != "" && s.err == nil {
		s.fail(p, m.cfg.Monitor.Property(), why)
	}
}

// Monitored gives the word that the Monitor has made of the history of a state of the present pass.
func (m *Machine) Monitored(state []byte) uint64 {
	if m.observed == 0 {
		return 0
	}
	m.decode(&m.cur, state)
	return m.historyWord(&m.cur, historySet)
}

// Unmonitored appends a state of the present pass to dst, but with the word of the Monitor that it has at the start.
func (m *Machine) Unmonitored(dst, state []byte) []byte {
	if m.observed == 0 || m.slot[m.observed+historySet] < 0 {
		return append(dst, state...)
	}
	m.decode(&m.cur, state)
	m.cur.Cells[m.slot[m.observed+historySet]] = 0
	return m.cur.encode(dst)
}

// asWaiting gives the word of the Monitor in a state, and the clients with open calls, as if all calls that are put off to
// the next steps of their threads had been made: a thread that waits at the first step of an operation has called it.
func (m *Machine) asWaiting(st *State) (set, open uint64) {
	if m.observed != 0 {
		set, open = m.historyWord(st, historySet), m.historyWord(st, historyOpen)
	}
	m.eachPutOff(st, func(thread int, args []uint64) {
		set, _ = m.calls(st, thread, set, args)
		open |= 1 << (args[0] & 63)
	})
	return set, open
}

// eachPutOff calls f for each call that is put off.
func (m *Machine) eachPutOff(st *State, f func(thread int, args []uint64)) {
	for t, id := range st.Locals {
		if id == 0 || lateOf(m.locals.record(id)) == 0 {
			continue
		}
		for _, w := range m.putOff(id) {
			if w.event == program.EventCall {
				f(t, w.args)
			}
		}
	}
}

// mayWait reports whether some operation has not returned, and the Monitor lets all those wait for ever.
func (m *Machine) mayWait(st *State) bool {
	if m.cfg.Monitor == nil {
		return false
	}
	set, open := m.asWaiting(st)
	return open != 0 && m.cfg.Monitor.Waits(set)
}

// waitsWell reports whether all that wait for ever, in a state that nothing goes on from, may be in such operations: the
// others wait for those to end. Of goroutines that may be left behind nothing is known.
func (m *Machine) waitsWell(st *State) bool {
	_, open := m.asWaiting(st)
	waiting := 0
	for _, id := range st.Locals {
		if id != 0 && daemonOf(m.locals.record(id)) == 0 && !m.awaitsEnd(id) && !m.serves(id) {
			waiting++
		}
	}
	return m.cfg.AllowLeaks || waiting <= bits.OnesCount64(open)
}

// unexplained is the violation that the history of a run that has ended is, nil if it is none.
func (m *Machine) unexplained(st *State) *Failure {
	if m.observed == 0 {
		return nil
	}
	set, _ := m.asWaiting(st)
	why := m.cfg.Monitor.End(set)
	if why == "" {
		return nil
	}
	return &Failure{Property: m.cfg.Monitor.Property(), Message: why, Thread: -1, Other: -1}
}

// historyWord gives a word of the History in a state.
func (m *Machine) historyWord(st *State, word uint64) uint64 {
	addr := m.observed + word
	if slot := m.slot[addr]; slot >= 0 {
		return st.Cells[slot]
	}
	return m.base[addr]
}
