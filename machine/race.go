package machine

import (
	"fmt"

	"heddle/model/program"
)

// A data race is two accesses of different threads to one cell, at least one of
// them a write and at least one of them plain, that happens-before does not
// order. If in a reachable state two such accesses are next in their threads,
// they are a race. The converse: take the first race of an execution, and keep of
// it only what happens before one of the two accesses. Whatever is kept reads what
// it read, for what it read from is kept too; so that is an execution, and it ends
// beside both accesses. (S. Adve, M. Hill, Weak Ordering: A New Definition, ISCA
// 1990, section 4.) So for most cells no clocks are kept: Expand looks at the
// operations that threads rest at, and at what atomic sections touch. Cells that
// are local to a thread have no conflicting access by the rules of sharing.
//
// The converse fails in two ways. Whether a compare-and-swap writes, and what a
// section touches and whether it can run at all, depends on what came before it
// though that need not happen before it, so beside the other access it may do
// something else. And a section that does not synchronize (a failed TryLock) reads
// from what does not happen before it. Cells that this may concern are tracked
// (tracking.go), and their races found by who knows of which accesses
// (knowledge.go), exactly as with vector clocks.

// raceAtRest finds two conflicting accesses among the operations that threads rest
// at. The error is ErrAgain.
func (m *Machine) raceAtRest(st *State) (race *Failure, err error) {
	for t, id := range st.Locals {
		if id == 0 || !m.locals.list[id].pending.plain {
			continue
		}
		q := &m.locals.list[id].pending
		addr := m.cellOf(st, q)
		for u, other := range st.Locals {
			if u == t || other == 0 {
				continue
			}
			r := &m.locals.list[other].pending
			if m.cellOf(st, r) != addr || r.plain && u < t {
				continue
			}
			if q.write || r.write || r.isCAS && m.word(st, r.addr) == r.expect {
				return m.race(st, t, u, addr), nil
			}
			if r.isCAS && m.besides(st, addr) {
				err = ErrAgain
			}
		}
	}
	return nil, err
}

// raceInSection finds a plain access that another thread rests at and that
// conflicts with what thread t's atomic section touches.
func (m *Machine) raceInSection(st *State, t int, marks []footprint) *Failure {
	if len(marks) == 0 {
		return nil
	}
	for u, id := range st.Locals {
		if u == t || id == 0 || !m.locals.list[id].pending.plain {
			continue
		}
		q := &m.locals.list[id].pending
		addr := m.cellOf(st, q)
		for _, k := range marks {
			if k.addr == addr && (k.write || q.write) {
				return m.race(st, u, t, addr)
			}
		}
	}
	return nil
}

// races is the race of an access by p with an earlier one.
func (s *step) races(p *proc, earlier, now *mark) {
	m := s.m
	about := func(k *mark) string {
		verb := "reads it"
		if k.write {
			verb = "writes it"
		}
		if !k.plain {
			verb += " atomically"
		}
		return fmt.Sprintf("%s %s at %s", program.ThreadName(k.thread), verb, m.Position(k.pos))
	}
	kind := dataRace
	if m.isMap(&s.state, now.addr) {
		kind = mapRace(now.write && earlier.write, iterates(m.prog.Funcs[p.top().fn].Code[p.top().pc].Op))
	}
	s.fail(p, "race", fmt.Sprintf("%s on %s: %s, and %s, with nothing that orders them",
		kind, m.whatRaces(&s.state, now.addr), about(earlier), about(now)))
	s.failure.Other = earlier.thread
}

// dataRace is what a race is called; one on a map is called as Go's run-time system calls it.
const dataRace = "data race"

func mapRace(write, iterates bool) string {
	switch {
	case write:
		return "fatal error: concurrent map writes"
	case iterates:
		return "fatal error: concurrent map iteration and map write"
	}
	return "fatal error: concurrent map read and map write"
}

// isMap reports whether addr is the address of a map.
func (m *Machine) isMap(st *State, addr uint64) bool {
	o := m.objectOf(st, addr)
	return o != nil && m.mapLayouts[o.layout] && addr == o.base
}

// whatRaces names the cell of a race, or the map.
func (m *Machine) whatRaces(st *State, addr uint64) string {
	if m.isMap(st, addr) {
		return m.target(st, addr)
	}
	return m.name(st, addr)
}

// cellOf gives the cell that a pending operation accesses, 0 if none.
func (m *Machine) cellOf(st *State, q *pending) uint64 {
	if q.through {
		return m.word(st, q.addr)
	}
	return q.addr
}

// race is that of the next operations of t and u, on one cell.
func (m *Machine) race(st *State, t, u int, addr uint64) *Failure {
	q, r := &m.locals.list[st.Locals[t]].pending, &m.locals.list[st.Locals[u]].pending
	kind := dataRace
	if m.isMap(st, addr) {
		kind = mapRace(q.write && r.write, iterates(q.op) || iterates(r.op))
	}
	return &Failure{
		Property: "race", Thread: t, Other: u,
		Message: fmt.Sprintf("%s on %s: %s and %s, with nothing that orders them",
			kind, m.whatRaces(st, addr), m.about(t, st.Locals[t]), m.about(u, st.Locals[u])),
	}
}

// about says what a thread at rest is about to do, in a few words.
func (m *Machine) about(t int, id uint32) string {
	q := &m.locals.list[id].pending
	verb := "accesses it"
	switch {
	case q.op == program.Load || q.op.OnMap() && !q.write:
		verb = "reads it"
	case q.op == program.Store || q.op.OnMap():
		verb = "writes it"
	}
	if !q.plain {
		verb += " atomically"
	}
	return fmt.Sprintf("%s %s at %s", program.ThreadName(t), verb, m.restPosition(id))
}

// word is the word in memory at addr.
func (m *Machine) word(st *State, addr uint64) uint64 {
	switch {
	case addr >= m.fixed:
		return st.Heap[addr-m.fixed]
	case m.slot[addr] >= 0:
		return st.Cells[m.slot[addr]]
	}
	return m.base[addr]
}

// name names a cell.
func (m *Machine) name(st *State, addr uint64) string {
	if addr < m.fixed {
		o := m.objs.at(addr)
		return cellName(&m.prog.Layouts[o.layout], o, int(addr-o.base))
	}
	for i := range st.Objects {
		if o := &st.Objects[i]; addr < o.base+uint64(o.size) {
			named := object{base: o.base, size: o.size, layout: o.layout, count: o.count}
			if m.tr != nil && m.tr.names[o.base] != "" {
				named.name = m.tr.names[o.base]
			}
			return cellName(&m.prog.Layouts[o.layout], &named, int(addr-o.base))
		}
	}
	return fmt.Sprintf("cell %d", addr)
}

// Word is the word in memory at a fixed address, in an encoded state.
func (m *Machine) Word(state []byte, addr uint64) uint64 {
	m.decode(&m.cur, state)
	return m.word(&m.cur, addr)
}
