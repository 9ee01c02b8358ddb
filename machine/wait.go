package machine

import (
	"cmp"
	"fmt"
	"strings"

	"heddle/machine/coherence"
	"heddle/model/program"
)

// standstill is the violation of a state that no action leads on from: a deadlock as
// Go has it or, if main has returned, a leak.
func (m *Machine) standstill(st *State) *Failure {
	who := strings.Join(m.waits(st, ^uint64(0)), ", ")
	if f := m.unserved(st); f != nil {
		return f
	}
	if st.Locals[0] == 0 {
		return &Failure{Property: "leak", Message: "main has returned, and these can never end: " + who, Thread: -1, Other: -1}
	}
	return &Failure{Property: "deadlock", Message: "all goroutines are asleep - deadlock! " + who, Thread: -1, Other: -1}
}

// Stuck is the violation of a state from which no end can be reached though threads
// can go on. forever has bit t if thread t is blocked in all that can follow.
//
// A thread that only waits for others to end is not what went wrong: without another
// one that is blocked for ever the threads that it waits for spin.
func (m *Machine) Stuck(src []byte, forever uint64) *Failure {
	m.decode(&m.cur, src)
	st := &m.cur
	f := &Failure{Property: "stuck", Thread: -1, Other: -1, Forever: forever}
	var goOn, blocked uint64
	for t, id := range st.Locals {
		switch {
		case id == 0 || daemonOf(m.locals.record(id)) != 0:
		case forever>>t&1 == 0:
			goOn |= 1 << t
		case !m.awaitsEnd(id):
			blocked |= 1 << t
		}
	}
	list := func(set uint64) string { return strings.Join(m.waits(st, set), ", ") }
	switch {
	case st.Locals[0] == 0:
		f.Property, f.Message = "leak", "main has returned, and these can never end: "+list(^uint64(0))
	case blocked != 0:
		f.Property, f.Message = "deadlock", "partial deadlock: "+list(blocked)+", for ever, while others go on: "+cmp.Or(threadNames(goOn), "timers")
	default:
		f.Message = "threads spin for ever, no schedule ends from here: " + strings.Join(m.places(st), ", ")
	}
	return f
}

func threadNames(set uint64) string {
	var names []string
	for t := range maxThreads {
		if set>>t&1 != 0 {
			names = append(names, program.ThreadName(t))
		}
	}
	return strings.Join(names, ", ")
}

// waits says what each thread of a set is at: "P0 waits to send to c at x.go:9".
func (m *Machine) waits(st *State, set uint64) []string {
	var who []string
	for t, id := range st.Locals {
		if id != 0 && daemonOf(m.locals.record(id)) == 0 && set>>t&1 != 0 {
			e := m.intention(t, id)
			who = append(who, fmt.Sprintf("%s %s at %s", program.ThreadName(t), e.Text, e.Pos))
		}
	}
	return who
}

// places says where each thread is: "P1 at x.go:9".
func (m *Machine) places(st *State) []string {
	var list []string
	for t, id := range st.Locals {
		if id != 0 && daemonOf(m.locals.record(id)) == 0 {
			list = append(list, fmt.Sprintf("%s at %s", program.ThreadName(t), m.restPosition(id)))
		}
	}
	return list
}

// restPosition is where a thread rests.
func (m *Machine) restPosition(id uint32) string {
	var p proc
	m.load(&p, 0, id)
	return m.Position(m.userPosition(&p))
}

// awaitsEnd reports whether a thread at rest waits for others to end or to be done.
func (m *Machine) awaitsEnd(id uint32) bool {
	q := &m.locals.list[id].pending
	if q.op != program.Begin {
		return q.op == program.Join
	}
	var p proc
	m.load(&p, 0, id)
	return m.calling(&p) == "(*sync.WaitGroup).Wait"
}

// Blocked gives the threads of a state that no thread or store buffer can make go on
// by one action: bit t for thread t. Ended threads are not among them.
func (m *Machine) Blocked(src []byte) (set uint64) {
	m.decode(&m.cur, src)
	for t, id := range m.cur.Locals {
		if id == 0 {
			continue
		}
		if blocked, _ := m.blocked(t); blocked {
			set |= 1 << t
		}
	}
	return set
}

// blocked reports whether thread t cannot go on in the current state, and the cell that
// it waits for, 0 if that is not one.
func (m *Machine) blocked(t int) (blocked bool, addr uint64) {
	st := &m.cur
	q := &m.locals.list[st.Locals[t]].pending
	switch {
	case m.cfg.Memory.Buffered && len(st.Buffers[t]) > 0:
		return false, 0
	case q.op == program.Join:
		return m.hasChildren(st, t), 0
	case q.op == program.Select:
		return m.blockedIn(st, t), 0
	case q.op == program.NetAttach:
		return true, 0
	case q.op == program.NetReceive:
		return m.choices(st, t) == 0, 0
	case q.op == program.NetSend:
		return m.full(st, t), 0
	case q.op != program.Begin:
		if m.split != nil {
			_, turn := m.mayAccess(st, t)
			return turn == coherence.Wait, 0
		}
		return false, 0
	}
	// Whether a section is blocked shows when it is tried.
	tr := m.tr
	m.tr = nil
	defer func() { m.tr = tr }()
	m.owner = m.owner[:0]
	if len(st.Objects) > 0 {
		m.findOwners()
	}
	s := &m.step
	s.begin(m)
	s.take(t, 0)
	if !s.blocked {
		return false, 0
	}
	if len(s.marks) > 0 {
		addr = s.marks[0].addr
	}
	return true, addr
}
