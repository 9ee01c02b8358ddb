package machine

import (
	"slices"

	"heddle/model/program"
)

// A store buffer is a list of entries, oldest first. Under pso some of them are
// barriers: what is behind one reaches memory after all that is before it. No buffer
// begins with a barrier, and no two are beside each other.

// entry is a store on its way to memory, or a barrier: addr is 0.
type entry struct{ addr, value uint64 }

// barrier is put between stores.
var barrier = entry{}

// forward gives the newest value that a store buffer holds for a cell.
func forward(b []entry, addr uint64) (uint64, bool) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i].addr == addr {
			return b[i].value, true
		}
	}
	return 0, false
}

// enqueue puts an entry or a barrier into thread t's buffer.
func (st *State) enqueue(t int, e entry) {
	b := st.Buffers[t]
	if e == barrier && (len(b) == 0 || b[len(b)-1] == barrier) {
		return
	}
	st.Buffers[t] = append(b, e)
}

// enqueue is State.enqueue, noted for the memo.
func (s *step) enqueue(t int, e entry) {
	s.state.enqueue(t, e)
	s.queued = append(s.queued, e)
	s.loop.wrote = true
	s.simple = s.simple && e.addr < s.m.fixed
}

// flushable reports whether entry i of a buffer may reach memory now.
func (m *Machine) flushable(b []entry, i int) bool {
	if i >= len(b) || b[i] == barrier || i > 0 && !m.cfg.Memory.PerCell {
		return false
	}
	for _, e := range b[:i] {
		if e == barrier || e.addr == b[i].addr {
			return false
		}
	}
	return true
}

// flush writes entry i of thread t's buffer to memory.
func (s *step) flush(t, i int) entry {
	b := s.state.Buffers[t]
	e := b[i]
	b = append(b[:i], b[i+1:]...)
	if i == 0 && len(b) > 0 && b[0] == barrier {
		b = append(b[:0], b[1:]...)
	}
	s.state.Buffers[t] = b
	s.simple = false
	s.refer(t, refWrite, e.addr)
	s.put(e.addr, e.value)
	return e
}

// stores is the number of entries of a buffer that are no barriers.
func stores(b []entry) int {
	n := 0
	for _, e := range b {
		if e != barrier {
			n++
		}
	}
	return n
}

// fence is a fence by p that does not wait for its buffer.
func (s *step) fence(p *proc, order program.Order) {
	if s.m.cfg.Memory.PerCell && order.Releases() && !s.booting {
		s.enqueue(p.thread, barrier)
	}
}

// dropUnread drops entries for objects that nothing leads to but such entries: nobody can read
// what they write. Else a loop that makes objects and drops them would have buffers without bound.
func (s *step) dropUnread() {
	m := s.m
	heap := false
	for _, b := range s.state.Buffers {
		heap = heap || slices.ContainsFunc(b, func(e entry) bool { return e.addr >= m.fixed })
	}
	if !heap {
		return
	}
	seen := make([]bool, len(s.state.Objects))
	var todo []int
	visit := func(w *uint64) {
		if *w >= m.fixed {
			if i := s.objectAt(*w); !seen[i] {
				seen[i] = true
				todo = append(todo, i)
			}
		}
	}
	s.eachCell(visit)
	for _, id := range s.state.Locals {
		if m.locals.list[id].heap {
			m.eachPointer(m.locals.record(id), visit)
		}
	}
	s.state.Net.eachHome(func(_ int, home *uint32) { m.eachPointer(m.locals.record(*home), visit) })
	read := func(e entry) bool { return e.addr < m.fixed || seen[s.objectAt(e.addr)] }
	for again := true; again; again = len(todo) > 0 {
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			s.eachInside(i, visit)
		}
		for _, b := range s.state.Buffers {
			for i := range b {
				if read(b[i]) && s.pointerAt(b[i].addr) {
					visit(&b[i].value)
				}
			}
		}
	}
	for t, b := range s.state.Buffers {
		if m.tr != nil {
			for i := len(b) - 1; i >= 0; i-- {
				if !read(b[i]) {
					m.tr.unread = append(m.tr.unread, Unread{t, stores(b[:i])})
				}
			}
		}
		s.state.Buffers[t] = b[:0]
		for _, e := range b { // what is kept moves down
			if read(e) {
				s.state.enqueue(t, e)
			}
		}
	}
}
