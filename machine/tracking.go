package machine

import "heddle/model/program"

// use is who has ever accessed a cell, in any pass: bit t for thread t. What is
// known of a fixed cell is kept by its address; of heap cells, which come and go,
// by the layout of their object and the word in it.
//
// A tracked cell is one whose races adjacency may miss (see race.go): an ordinary
// read of it and a compare-and-swap that would fail have been next in two threads,
// or one thread has accessed it as an ordinary variable and another one in a
// section. Once a section that does not synchronize has been executed, it is every
// cell that is accessed as an ordinary variable.
type use struct {
	plain   uint64 // as an ordinary variable
	section uint64 // in a section
	beside  bool   // a read and a compare-and-swap have been next
	tracked bool   // in this pass
}

// wanted reports whether what is known of the cell asks for it to be tracked.
func (s *sharing) wanted(u *use) bool {
	all := u.plain | u.section
	if s.views {
		return u.plain != 0 && (all&(all-1) != 0 || all&s.reused != 0)
	}
	return u.beside || u.plain != 0 && (s.relaxed || u.section != 0 && (all&(all-1) != 0 || all&s.reused != 0))
}

// settleTracking makes what is known of uses the assumptions of the next pass.
func (s *sharing) settleTracking() {
	s.tracking, s.relaxed = false, s.relaxes
	settle := func(words []use) {
		for i := range words {
			words[i].tracked = s.wanted(&words[i])
			s.tracking = s.tracking || words[i].tracked
		}
	}
	settle(s.fixed)
	for _, words := range s.heap {
		settle(words)
	}
}

// use gives what is known of the cell at addr, nil if in this pass only one
// thread accesses it or nobody writes it.
func (m *Machine) use(st *State, addr uint64) *use {
	if addr < m.fixed {
		if !m.cfg.AllVisible && m.share.class[addr] != Shared || m.prog.Layouts[m.objs.at(addr).layout].Immutable {
			return nil
		}
		return &m.share.fixed[addr]
	}
	o := &st.Objects[st.objectAt(addr)]
	l := &m.prog.Layouts[o.layout]
	if l.Immutable {
		return nil
	}
	for len(m.share.heap) <= int(o.layout) {
		m.share.heap = append(m.share.heap, make([]use, m.prog.Layouts[len(m.share.heap)].Words))
	}
	return &m.share.heap[o.layout][int(addr-o.base)%l.Words]
}

// teaches reports whether an access by p may say something new of the cell at addr.
//
// Those to objects that only p can reach do not: if one is in the first race of
// some execution, there is another execution that ends beside both accesses,
// where both threads can reach the object. Sections that do not synchronize
// invalidate the argument.
func (s *step) teaches(p *proc, addr uint64) bool {
	sh := &s.m.share
	if sh.frozen && !sh.learning {
		return false
	}
	return addr < s.m.fixed || sh.relaxed || sh.views || s.owner[s.objectAt(addr)] != int32(p.thread)
}

// learn notes an access to a cell, and asks for a new pass if the cell should have
// been tracked. It reports whether it is.
func (s *step) learn(p *proc, addr uint64, plain, section bool) (tracked bool) {
	u := s.m.use(&s.state, addr)
	switch {
	case u == nil:
		return false
	case u.tracked || !s.teaches(p, addr):
		return u.tracked
	}
	if plain {
		u.plain |= 1 << p.thread
	}
	if section {
		u.section |= 1 << p.thread
	}
	s.m.share.spreadUse(u, addr)
	if s.m.share.wanted(u) && !s.m.share.learning {
		s.err = ErrAgain
	}
	return false
}

// besides learns of a read and a compare-and-swap that are next in two threads,
// and reports whether the cell should have been tracked.
func (m *Machine) besides(st *State, addr uint64) (again bool) {
	u := m.use(st, addr)
	if u == nil || u.tracked || m.share.frozen {
		return false
	}
	u.beside = true
	m.share.spreadUse(u, addr)
	return true
}

// relaxes learns of a section that does not synchronize.
func (s *step) relaxes() {
	sh := &s.m.share
	switch {
	case sh.relaxed:
	case sh.learning:
		sh.relaxes = true
	case !sh.frozen:
		sh.relaxes = true
		s.err = ErrAgain
	}
}

// Tracked names the cells that are tracked in the present pass: fixed ones as
// Shared does, words of the heap by the layout of their object.
func (m *Machine) Tracked() []string {
	var names []string
	for addr := range m.share.fixed {
		if m.share.fixed[addr].tracked {
			names = append(names, m.name(&m.initial, uint64(addr)))
		}
	}
	for layout, words := range m.share.heap {
		for i := range words {
			if words[i].tracked {
				names = append(names, heapName(&m.prog.Layouts[layout], i))
			}
		}
	}
	return names
}

// heapName names word i of every object of a layout.
func heapName(l *program.Layout, i int) string { return "new " + l.Name + l.Cells[i] }

// trackGiven tracks the cells that a schedule being replayed names.
func (m *Machine) trackGiven() {
	m.share.tracking = len(m.cfg.Tracked) > 0
	for layout := range m.prog.Layouts {
		l := &m.prog.Layouts[layout]
		words := make([]use, l.Words)
		for i := range words {
			words[i].tracked = m.cfg.Tracked[heapName(l, i)]
		}
		m.share.heap = append(m.share.heap[:layout], words)
	}
}
