package reference

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// clock is a vector clock: element t is the time of thread t's last access that
// happens before. Missing elements are 0. Clocks are never changed once they are
// shared, but replaced.
type clock []uint32

func (c clock) at(t int) uint32 {
	if t < len(c) {
		return c[t]
	}
	return 0
}

// tick gives c with one more access of thread t.
func (c clock) tick(t int) clock {
	d := make(clock, max(len(c), t+1))
	copy(d, c)
	d[t]++
	return d
}

// join gives the least clock that is not before c or d.
func (c clock) join(d clock) clock {
	e := make(clock, max(len(c), len(d)))
	for t := range e {
		e[t] = max(c.at(t), d.at(t))
	}
	return e
}

// cell is what race detection knows of one cell.
type cell struct {
	released clock  // acquired by a synchronization operation that reads the cell
	marks    []mark // of each thread, the last access of each sort
}

// mark is an access that later ones may race with.
type mark struct {
	thread int
	time   uint32
	write  bool
	plain  bool
	access *Access
}

// order enters an access into happens-before, under memory model "go", and
// reports a race with an earlier one.
//
// Happens-before is program order, go statements, joins, and from every
// synchronization write to those that observe it: a read acquires the cell's
// clock, a write replaces it, a read-modify-write does both. An access is
// synchronization unless it is Plain.
func (m *Machine) order(t int, a Access) error {
	if !m.config.clocked() || m.immutable(a.Addr) {
		return nil
	}
	th := m.threads[t]
	plain := a.Order == program.Plain && a.Kind != KindRMW
	th.clock = th.clock.tick(t)
	if !plain && a.Kind != KindStore {
		th.clock = th.clock.join(m.clocks[a.Addr].released)
	}
	if err := m.mark(t, a, plain); err != nil {
		return err
	}
	if !plain && a.Wrote {
		m.clocks[a.Addr].released = th.clock
	}
	return nil
}

// orderSection enters a section's accesses as one read-modify-write of all
// that it touched: it acquires every cell that it read or wrote, and releases to
// those that it wrote. A relaxed section does neither.
func (m *Machine) orderSection(t int, s *section) error {
	relaxed := s.relaxed
	parts := slices.DeleteFunc(slices.Clone(s.parts), func(a Access) bool { return m.immutable(a.Addr) })
	switch {
	case m.weak != nil:
		for i, a := range parts {
			if a.Wrote { // others see the last write only, and of a map what the operation has made of it
				parts[i].Value = m.mem[a.Addr]
			}
		}
		return m.weak.section(m, t, parts, relaxed)
	case !m.config.clocked():
		return nil
	}
	th := m.threads[t]
	th.clock = th.clock.tick(t)
	for _, a := range parts {
		if !relaxed {
			th.clock = th.clock.join(m.clocks[a.Addr].released)
		}
	}
	for _, c := range s.acquired {
		if !relaxed {
			th.clock = th.clock.join(c)
		}
	}
	for _, a := range parts {
		if err := m.mark(t, a, false); err != nil {
			return err
		}
	}
	for _, a := range parts {
		if a.Wrote && !relaxed {
			m.clocks[a.Addr].released = th.clock
		}
	}
	for _, set := range s.released {
		if !relaxed {
			set(th.clock)
		}
	}
	return nil
}

// mark records an access at thread t's present time, and compares it with those recorded.
func (m *Machine) mark(t int, a Access, plain bool) error {
	c := &m.clocks[a.Addr]
	for _, k := range c.marks {
		if k.thread != t && (k.write || a.Wrote) && (k.plain || plain) && k.time > m.threads[t].clock.at(k.thread) {
			return m.race(a, k.access)
		}
	}
	marks := slices.DeleteFunc(slices.Clone(c.marks), func(k mark) bool {
		return k.thread == t && k.write == a.Wrote && k.plain == plain
	})
	c.marks = append(marks, mark{t, m.threads[t].clock.at(t), a.Wrote, plain, &a})
	return nil
}

func (m *Machine) race(a Access, other *Access) error {
	what := "data race on " + a.Loc
	if a.Map != "" && other.Map != "" {
		what = mapRace(a.Map, other.Map) + " on " + a.Loc
	}
	verb := func(a Access) string {
		if a.Wrote {
			return "writes"
		}
		return "reads"
	}
	return &Failure{
		Property: propertyRace,
		Message: fmt.Sprintf("%s: %s %s it at %s, and %s %s it at %s",
			what, program.ThreadName(a.Thread), verb(a), m.place(a.Pos), program.ThreadName(other.Thread), verb(*other), m.place(other.Pos)),
		Thread: a.Thread,
		Pos:    a.Pos,
		Other:  other,
	}
}

// mapRace is what Go's run time says of two accesses to a map, one of which writes.
func mapRace(a, b string) string {
	switch {
	case a == mapWrite && b == mapWrite:
		return "fatal error: concurrent map writes"
	case a == mapIteration || b == mapIteration:
		return "fatal error: concurrent map iteration and map write"
	}
	return "fatal error: concurrent map read and map write"
}

func (m *Machine) place(p program.Pos) string {
	return fmt.Sprintf("%s:%d", m.prog.Files[p.File], p.Line)
}
