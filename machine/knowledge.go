package machine

import (
	"slices"

	"heddle/model/program"
)

// accessed enters an access outside sections into happens-before: an atomic read
// acquires what the cell releases, an atomic write makes it release what p knows,
// a read-modify-write does both. Plain accesses do neither.
func (s *step) accessed(p *proc, addr uint64, in *program.Instr, wrote bool) {
	if !s.m.cfg.Memory.Races || s.booting || s.section || s.ghosting {
		return
	}
	access := in.Op == program.Load || in.Op == program.Store || in.Op.OnMap()
	plain := access && program.Order(in.Aux) == program.Plain
	tracked := s.learn(p, addr, plain, s.m.cfg.Memory.Views && !plain)
	if s.m.cfg.Memory.Views {
		if tracked {
			s.seeMark(p, addr, wrote, plain, !plain && wrote && rmwOrder(in, wrote).Releases())
		}
		return
	}
	if !s.m.share.tracking || s.err != nil {
		return
	}
	if !plain && in.Op != program.Store {
		s.acquire(p, addr)
	}
	if tracked {
		s.mark(p, addr, wrote, plain)
	}
	if !plain && wrote {
		s.release(p, addr)
	}
}

// sectioned enters an atomic section into happens-before: as one read-modify-write
// of all that it touched, which acquires everything before it accesses anything.
func (s *step) sectioned(p *proc, relaxed bool) {
	if !s.m.cfg.Memory.Races || s.booting {
		return
	}
	if relaxed {
		s.relaxes()
	}
	for _, k := range s.marks {
		s.learn(p, k.addr, false, true)
	}
	if !s.m.share.tracking || s.err != nil {
		return
	}
	if s.m.cfg.Memory.Views {
		s.seeSection(p, relaxed)
		return
	}
	for _, k := range s.marks {
		if !relaxed {
			s.acquire(p, k.addr)
		}
	}
	for _, k := range s.marks {
		if u := s.m.use(&s.state, k.addr); u != nil && u.tracked && s.failure == nil {
			s.mark(p, k.addr, k.write, false)
		}
	}
	for _, k := range s.marks {
		if k.write && !relaxed {
			s.release(p, k.addr)
		}
	}
	for _, e := range s.exchanges {
		s.order(p, e, !relaxed)
	}
}

// mark records an access by p to a tracked cell; it may be a race.
func (s *step) mark(p *proc, addr uint64, write, plain bool) {
	st := &s.state
	n := mark{addr: addr, thread: p.thread, write: write, plain: plain, pos: s.m.userPosition(p), known: 1 << p.thread}
	for i := range st.Marks {
		k := &st.Marks[i]
		if k.addr == addr && (k.write || write) && (k.plain || plain) && k.known&n.known == 0 {
			s.races(p, k, &n)
			return
		}
	}
	st.Marks = slices.DeleteFunc(st.Marks, func(k mark) bool {
		return k.addr == addr && k.known&n.known != 0 && (write || !k.write) && (plain || !k.plain)
	})
	i, _ := slices.BinarySearchFunc(st.Marks, &n, func(k mark, n *mark) int { return k.compare(n) })
	st.Marks = slices.Insert(st.Marks, i, n)
}

// acquire lets p know what the cell at addr releases.
func (s *step) acquire(p *proc, addr uint64) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		if _, ok := slices.BinarySearch(k.cells, addr); ok {
			k.known |= 1 << p.thread
		}
	}
}

// release makes the cell at addr release what p knows, and nothing else.
func (s *step) release(p *proc, addr uint64) {
	if s.m.use(&s.state, addr) != nil { // else nobody else acquires it
		s.leave(p, addr)
	}
}

// leave is release at a cell that others may acquire.
func (s *step) leave(p *proc, addr uint64) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		at, ok := slices.BinarySearch(k.cells, addr)
		switch knows := k.known>>p.thread&1 != 0; {
		case knows && !ok:
			k.cells = slices.Insert(k.cells, at, addr)
		case ok && !knows:
			k.cells = slices.Delete(k.cells, at, at+1)
		}
	}
}

// inherit lets a new thread know what its parent knows.
func (s *step) inherit(child, parent int) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		k.known |= k.known >> parent & 1 << child
	}
}

// bequeath leaves what an ended thread knows to its parent, which gets to know it
// when it joins, if it is there to.
func (s *step) bequeath(p *proc) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		if k.known>>p.thread&1 != 0 && p.thread != 0 && p.daemon == 0 && s.state.Locals[p.parent] != 0 {
			k.heirs |= 1 << p.parent
		}
	}
	s.forgetThread(p.thread)
}

// forgetThread drops what a thread that has ended knows.
func (s *step) forgetThread(t int) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		k.known &^= 1 << t
		k.heirs &^= 1 << t
	}
}

// joined lets p know what the threads that it started knew.
func (s *step) joined(p *proc) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		k.known |= k.heirs & (1 << p.thread)
	}
}
