package machine

import "math/bits"

// An object on the heap fades where it is taken that nobody will look into it any more: its words are forgotten, all but that it is
// itself. So the nodes that a list has left behind, and that one thread still holds the first of, do not make
// states without end: in M. M. Michael and M. L. Scott's queue a thread that is held back keeps all nodes that were in the
// queue since.
//
// It is taken of the objects that threads can reach through others only, and not from where all of them began: from
// variables of the program, and from what main has allocated for the threads that it starts. That is an assumption like those on sharing (share.go): who does look
// into a faded object makes the pass doubtful, and objects of its layout fade in none of those that follow. In a pass in which nobody
// does, states differ from those of the program in words that no step depends on.
//
// The idea that what is never read may be forgotten is that of U. P. Khedker, A. Sanyal and A. Karkare, Heap reference analysis using
// access graphs, ACM TOPLAS 30(1), 2007; there what is read is found beforehand, in the text of the program.

// fades reports whether objects may fade in this pass.
func (m *Machine) fades() bool {
	return m.cfg.Fade && m.tr == nil && !m.share.learning && len(m.remnants.of) > 0 && m.orbits == nil && !m.daemons &&
		len(m.chanLayouts) == 0 && len(m.mapLayouts) == 0
}

// fade lets objects of the state of s fade.
func (m *Machine) fade(s *step) {
	c := &m.canon
	c.index, c.order = c.index[:0], c.order[:0]
	for range s.state.Objects {
		c.index = append(c.index, -1)
	}
	visit := func(w *uint64) {
		if *w >= m.fixed {
			if i := s.objectAt(*w); c.index[i] < 0 {
				c.index[i] = 0
				c.order = append(c.order, int32(i))
			}
		}
	}
	m.eachLasting(s, visit)
	for _, id := range s.state.Locals {
		if m.locals.list[id].heap {
			m.eachPointer(m.locals.record(id), func(w *uint64) {
				if *w >= m.fixed {
					c.index[s.objectAt(*w)] = 0
				}
			})
		}
	}
	for i := range s.state.Objects {
		if o := &s.state.Objects[i]; c.index[i] < 0 && !m.share.sighted[o.layout] {
			clear(s.state.Heap[o.base-m.fixed : o.base-m.fixed+uint64(o.size)])
			o.faded = true
		}
	}
}

// eachLasting calls visit with each word that holds an address and can be reached from where all threads began; what
// visit puts into m.canon.order is objects to go on from.
func (m *Machine) eachLasting(s *step, visit func(w *uint64)) {
	g := &m.remnants
	met := g.links | g.begun
	mark := func(w *uint64) {
		met |= m.remnantBit(*w)
		visit(w)
	}
	for _, slot := range g.slots {
		mark(&s.state.Cells[slot])
	}
	for _, b := range s.state.Buffers {
		for i := range b {
			mark(&b[i].addr)
			if s.pointerAt(b[i].addr) {
				mark(&b[i].value)
			}
		}
	}
	done, next := uint64(0), 0
	for met != done || next < len(m.canon.order) {
		for ; met != done; done |= (met &^ done) & -(met &^ done) {
			r := &g.list[bits.TrailingZeros64(met&^done)]
			met |= r.links
			for _, slot := range r.slots {
				mark(&s.state.Cells[slot])
			}
		}
		for ; next < len(m.canon.order); next++ {
			s.eachInside(int(m.canon.order[next]), mark)
		}
	}
}

// looksAt notes that somebody looks into the object on the heap at addr.
func (s *step) looksAt(addr uint64) {
	o := &s.state.Objects[s.objectAt(addr)]
	if !o.faded {
		return
	}
	if s.m.share.sighted == nil {
		s.m.share.sighted = map[int32]bool{}
	}
	s.m.share.sighted[o.layout] = true
	s.err = ErrAgain
}
