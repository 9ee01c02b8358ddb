package machine

import (
	"slices"

	"heddle/model/program"
)

// viewed reports whether an access to addr is one to a list of messages.
func (s *step) viewed(addr uint64) bool {
	return s.m.cfg.Memory.Views && !s.booting && !s.asking && !s.ghosting && s.m.cell(addr) >= 0
}

// strict reports whether a race ends the run. Then what an ordinary access reads is
// the newest message, and what it writes makes all others unreadable: either is
// so, or there is a race.
func (m *Machine) strict() bool { return m.cfg.Memory.Races && !m.cfg.NoteRaces }

// least is the place of the oldest message that an access of thread t to a cell may read, or put its own after.
func (m *Machine) least(st *State, t, cell int, op program.Op, aux uint8) int {
	order := program.Order(aux)
	if op == program.AtomicCAS { // one that fails may be of another order
		success, failure := program.CASOrders(aux)
		if order = success; special(success) {
			order = failure
		}
	}
	v := &st.Messages.threads[t]
	at := max(m.knows.get(v.cur, rowAt, cell), m.knows.get(v.cur, rowFenced, cell))
	if m.cfg.Memory.Global && special(order) {
		at = max(at, m.knows.get(st.Messages.global, rowAt, cell))
	}
	return at
}

// accesses reports whether q is an access to a cell.
func (q *pending) accesses() bool { return q.op.Accesses() && q.addr != 0 }

// placesFor is the number of alternatives of an access to messages: 0 is the newest message, or the place behind it.
func (m *Machine) placesFor(st *State, t int, q *pending) int {
	cell := m.cell(q.addr)
	if cell < 0 || q.plain && m.strict() {
		return 1
	}
	return st.Messages.count(cell) - m.least(st, t, cell, q.op, q.aux)
}

// single reports whether an access by p to a cell has no choice.
func (s *step) single(p *proc, addr uint64, plain bool) bool {
	if !s.m.cfg.Memory.Views || plain && s.m.strict() {
		return true
	}
	cell := s.m.cell(addr)
	if cell < 0 {
		return true
	}
	ms := &s.state.Messages
	return s.m.knows.get(ms.threads[p.thread].cur, rowAt, cell) == ms.count(cell)-1
}

// chosenPlace is the alternative that p takes: only the first access of a step has one.
func (s *step) chosenPlace(p *proc) int {
	if p == &s.main && p.count == 0 && !s.section {
		return p.alt
	}
	return 0
}

// noticed reports whether in is a step whatever it touches: it changes what all know.
func (m *Machine) noticed(in *program.Instr) bool {
	success, failure := program.CASOrders(in.Aux)
	switch in.Op {
	case program.Fence:
		return success == program.SeqCst || m.cfg.Memory.Global
	case program.Go, program.GoClosure, program.GoMethod:
		return m.cfg.Memory.Global
	case program.AtomicCAS:
		return m.cfg.Memory.Global && (special(success) || special(failure))
	}
	return m.cfg.Memory.Global && in.Op.Accesses() && special(success)
}

// viewLoad is a load by p from messages.
func (s *step) viewLoad(p *proc, addr uint64, order program.Order) uint64 {
	s.viewTouch(p, addr, false)
	cell := s.m.cell(addr)
	i := s.pick(p, cell, order, order == program.Plain && s.m.strict())
	if i < 0 {
		s.blocked = true
		return 0
	}
	return s.readMessage(p, cell, i, order)
}

// pick gives the place of the message that p chooses to read, -1 if there is none.
func (s *step) pick(p *proc, cell int, order program.Order, newest bool) int {
	ms := &s.state.Messages
	i := ms.count(cell) - 1
	if newest || s.section {
		return i
	}
	if i -= s.chosenPlace(p); i < s.m.least(&s.state, p.thread, cell, program.Load, uint8(order)) {
		return -1
	}
	return i
}

// readMessage lets p read message i of a cell.
func (s *step) readMessage(p *proc, cell, i int, order program.Order) uint64 {
	ms := &s.state.Messages
	v := &ms.threads[p.thread]
	addr := s.m.cellAddr(cell)
	value, said := s.get(addr), know(0)
	s.simple = false
	if h := ms.find(cell); h != nil {
		said = h.list[i].know
		if i < len(h.list)-1 {
			value = h.list[i].value
		}
	}
	if s.m.tr != nil {
		s.m.tr.readMessage(p, cell, i)
	}
	if s.section { // see viewSection
		order = program.Relaxed
	}
	if s.m.cfg.Memory.Global {
		s.perform(p, cell, i, order)
		return value
	}
	a := s.approaches(v, cell)
	s.understand(v, cell, i, said, order)
	s.blocked = s.blocked || !s.accessedAt(v, a, cell, i, order, false)
	return value
}

// viewStore is a store by p of another message.
func (s *step) viewStore(p *proc, addr, value uint64, order program.Order) {
	s.viewTouch(p, addr, true)
	cell := s.m.cell(addr)
	ms := &s.state.Messages
	n := ms.count(cell)
	i := n
	if !s.section && !(order == program.Plain && s.m.strict()) {
		i -= s.chosenPlace(p)
		if i <= s.m.least(&s.state, p.thread, cell, program.Store, uint8(order)) || i < n && ms.at(cell).list[i].rmw {
			s.blocked = true
			return
		}
	}
	if s.m.tr != nil {
		s.m.tr.wroteAfter(p, cell, i-1)
	}
	s.writeMessage(p, cell, i, value, order, -1)
}

// writeMessage puts a message of p's at place i of a cell; read is the place of the one that it
// read as part of a read-modify-write, i-1, or -1.
func (s *step) writeMessage(p *proc, cell, i int, value uint64, order program.Order, read int) {
	ms := &s.state.Messages
	addr := s.m.cellAddr(cell)
	h := ms.at(cell)
	if len(h.list) >= maxList {
		s.limit(p, "writes without bound that some thread may still read")
		return
	}
	if s.section { // it is a read-modify-write of the cell
		if slices.Contains(s.left, cell) {
			s.rewrite(p, h, addr, value)
			return
		}
		s.left = append(s.left, cell)
		order, read = program.Relaxed, i-1
	}
	e := message{value: value, rmw: read >= 0, plain: order == program.Plain && s.m.strict()}
	if s.m.tr != nil {
		e.by = s.m.tr.next(p)
	}
	if i == len(h.list) {
		h.list[i-1].value = s.get(addr)
		e.value = 0
		s.put(addr, value)
		h.list = append(h.list, e)
	} else {
		s.makeRoom(cell, i)
		h.list = append(h.list, message{})
		copy(h.list[i+1:], h.list[i:])
		h.list[i] = e
	}
	s.simple, s.loop.wrote = false, true
	if s.m.cfg.Memory.Global {
		s.perform(p, cell, i, order)
		return
	}
	v := &ms.threads[p.thread]
	a := s.approaches(v, cell)
	ks := &s.m.knows
	v.cur, v.acq = ks.raise(v.cur, rowAt, cell, i), ks.raise(v.acq, rowAt, cell, i)
	s.blocked = s.blocked || !s.accessedAt(v, a, cell, i, order, true)
	s.announce(p, cell, i, order, read)
}

// rewrite replaces the message that an atomic section has left: it is one step, so others see its last write only.
func (s *step) rewrite(p *proc, h *history, addr, value uint64) {
	s.simple, s.loop.wrote = false, true
	s.put(addr, value)
	if s.m.tr != nil {
		h.list[len(h.list)-1].by = s.m.tr.next(p)
	}
}

// makeRoom moves all that is known of places from i on of a cell up by one.
func (s *step) makeRoom(cell, i int) {
	ks := &s.m.knows
	s.state.Messages.each(func(k *know) {
		*k = ks.change(*k, func(dst []uint16, row uint16, numbers []uint16) []uint16 {
			at := len(dst)
			dst = append(dst, numbers...)
			if byCell(row) && cell < len(numbers) && int(numbers[cell]) >= i && numbers[cell] > 0 {
				dst[at+cell]++
			}
			return dst
		})
	})
}

// viewModify is a read-modify-write by p: newer gives what it writes over old, if it does. It gives
// what it read.
func (s *step) viewModify(p *proc, in *program.Instr, addr uint64, newer func(old uint64) (v uint64, writes bool)) (old, v uint64, writes bool) {
	s.viewTouch(p, addr, true)
	cell := s.m.cell(addr)
	ms := &s.state.Messages
	n := ms.count(cell)
	i := n - 1
	if !s.section {
		i -= s.chosenPlace(p)
	}
	if i < 0 {
		s.blocked = true
		return 0, 0, false
	}
	old = s.get(addr)
	if i < n-1 {
		old = ms.at(cell).list[i].value
	}
	v, writes = newer(old)
	order := rmwOrder(in, writes)
	if !s.section && i < s.m.least(&s.state, p.thread, cell, program.Load, uint8(order)) || writes && i < n-1 && ms.at(cell).list[i+1].rmw {
		s.blocked = true
		return 0, 0, false
	}
	if !writes {
		s.readMessage(p, cell, i, order)
		return old, v, false
	}
	s.modifyMessage(p, cell, i, v, order)
	return old, v, true
}

// modifyMessage reads message i of a cell and writes the next one.
func (s *step) modifyMessage(p *proc, cell, i int, value uint64, order program.Order) {
	s.readMessage(p, cell, i, order)
	s.writeMessage(p, cell, i+1, value, order, i)
}

// viewTouch notes an access to a cell of messages: as touch, and who touches the cell.
func (s *step) viewTouch(p *proc, addr uint64, write bool) {
	s.touch(p, addr, write)
	if s.section {
		s.marks = append(s.marks, footprint{addr, write})
	}
	if addr < s.m.fixed && !s.m.share.meets(p.thread, addr, write) {
		s.err = ErrAgain
	}
}

// unviewed is what an access by p to a cell that is no list of messages does with views.
func (s *step) unviewed(p *proc, order program.Order) {
	if !s.m.cfg.Memory.Views || s.booting || s.asking || s.ghosting {
		return
	}
	v := &s.state.Messages.threads[p.thread]
	switch {
	case !s.m.cfg.Memory.Global:
		s.passesBy(v, order)
	case special(order):
		s.simple = false
		s.performFence(v, order)
	}
}
