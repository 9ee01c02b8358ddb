package reference

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// place is an event of a thread that waits for a critical section. Machine.line holds them in the order in
// which they happened: that a thread wants in, and that it has passed the doorway.
type place struct {
	thread  int
	section uint64
	door    bool
}

// queue enters an event into the line. Who enters the section leaves it, and must not
// leave anybody behind whose doorway comes before its want, if config.FirstCome.
func (m *Machine) queue(t int, e program.Event, section uint64) error {
	switch mine := m.waits(t); {
	case e == program.EventWant:
		m.quit(t)
		m.line = append(m.line, place{t, section, false})
	case e == program.EventDoorway && mine >= 0:
		if !slices.ContainsFunc(m.line, func(p place) bool { return p.thread == t && p.door }) {
			m.line = append(m.line, place{t, m.line[mine].section, true})
		}
	case e == program.EventEnter && mine >= 0 && m.line[mine].section == section:
		for _, p := range m.line[:mine] {
			if m.config.FirstCome && p.door && p.section == section && !m.threads[p.thread].finished() {
				return m.fail(t, "fcfs", fmt.Sprintf("%s enters the critical section before %s, who came first",
					program.ThreadName(t), program.ThreadName(p.thread)))
			}
		}
		m.quit(t)
	case e == program.EventEnter || e == program.EventLeave || e == program.EventArrive || e == program.EventDepart:
		m.quit(t)
	}
	return nil
}

// waits gives where thread t's want is in the line, -1 if it waits for nothing.
func (m *Machine) waits(t int) int {
	return slices.IndexFunc(m.line, func(p place) bool { return p.thread == t && !p.door })
}

// quit takes thread t out of the line.
func (m *Machine) quit(t int) {
	m.line = slices.DeleteFunc(slices.Clone(m.line), func(p place) bool { return p.thread == t })
}

// Wants reports whether thread t waits for a critical section.
func (m *Machine) Wants(t int) bool { return m.waits(t) >= 0 }

// Asked reports whether client has a request of the Response at addr that has not been granted.
func (m *Machine) Asked(addr uint64, client int) bool { return m.mem[addr]>>client&1 != 0 }

// response keeps, in the word at addr, the set of clients with a request.
func (m *Machine) response(t int, e program.Event, addr, client uint64) error {
	if client > 62 {
		return m.fault(t, fmt.Sprintf("model: Response: client %d: want 0 … 62", int64(client)))
	}
	if m.mem[addr] |= 1 << client; e == program.EventGrant {
		m.mem[addr] &^= 1 << client
		return nil
	}
	if asked := &m.threads[t].post.asked; !slices.Contains(*asked, request{addr, client}) {
		*asked = append(slices.Clip(*asked), request{addr, client})
	}
	return nil
}

// request is what a thread may have asked for.
type request struct{ addr, client uint64 }

// void takes back what a thread has asked for.
func (m *Machine) void(t int) {
	for _, r := range m.threads[t].post.asked {
		m.mem[r.addr] &^= 1 << r.client
	}
}

// lineKey adds the line, without threads that have ended.
func (m *Machine) lineKey(k *key) {
	for _, p := range m.line {
		if m.threads[p.thread].finished() {
			continue
		}
		k.number(p.thread)
		k.word(p.section, true)
		k.bool(p.door)
	}
}
