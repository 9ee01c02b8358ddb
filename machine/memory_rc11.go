package machine

import (
	"slices"

	"heddle/model/program"
)

// repairedC11 is RC11: every thread has a view, the messages that it knows of, and so
// has every message that releases. A read takes a message that is not older than what its
// thread knows of the cell; a write is put behind that, also before messages of others, but not
// between a message and the read-modify-write that read it. Executions are made in an order
// that extends po ∪ rf, so that is acyclic.
//
// That each step keeps coherence and atomicity is clear from this: the view of a thread
// holds, by cell, the newest message that an event before it in happens-before has read or written.
// The axiom of sequentially consistent accesses and fences is in psc.go.
func repairedC11() Memory {
	return Memory{
		Name:   "rc11",
		Doc:    "C/C++11 as repaired: relaxed, acquire, release and sc accesses and fences; po ∪ rf acyclic; a data race is a violation",
		Source: "O. Lahav, V. Vafeiadis, J. Kang, C.-K. Hur, D. Dreyer, Repairing Sequential Consistency in C/C++11, PLDI 2017, section 3",
		Views:  true,
		Races:  true,
	}
}

// understand lets a thread know that it has read message i of a cell, and what that says.
func (s *step) understand(v *viewer, cell, i int, said know, order program.Order) {
	ks := &s.m.knows
	v.cur, v.acq = ks.raise(v.cur, rowAt, cell, i), ks.raise(v.acq, rowAt, cell, i)
	if order != program.Plain {
		v.acq = ks.join(v.acq, said)
	}
	if order.Acquires() {
		v.cur = ks.join(v.cur, said)
	}
}

// announce sets what message i of a cell, p's, says. read is the message that it read, -1 if none.
func (s *step) announce(p *proc, cell, i int, order program.Order, read int) {
	ks := &s.m.knows
	ms := &s.state.Messages
	v := &ms.threads[p.thread]
	if order == program.Plain {
		return
	}
	if order.Releases() {
		v.release(cell, ks.without(v.cur, rowAt, cell))
	}
	says := v.released(ks, cell)
	h := ms.find(cell)
	if read >= 0 {
		says = ks.join(says, h.list[read].know)
	}
	h.list[i].know = says
}

// release notes what v knew at a release write to a cell.
func (v *viewer) release(cell int, k know) {
	i, ok := slices.BinarySearchFunc(v.rel, cell, func(r released, c int) int { return r.cell - c })
	if !ok {
		v.rel = slices.Insert(v.rel, i, released{cell: cell})
	}
	v.rel[i].know = k
}

// released is what v lets know who reads a write of its to a cell: what it knew at its last release
// write there (that heads a release sequence) and at its last release fence.
func (v *viewer) released(ks *knows, cell int) know {
	k := ks.without(v.fence, rowAt, cell)
	if i, ok := slices.BinarySearchFunc(v.rel, cell, func(r released, c int) int { return r.cell - c }); ok {
		k = ks.join(k, v.rel[i].know)
	}
	return k
}

// viewFence carries out a fence by p.
func (s *step) viewFence(p *proc, order program.Order) {
	if s.booting {
		return
	}
	s.simple = false
	v := &s.state.Messages.threads[p.thread]
	if s.m.cfg.Memory.Global {
		s.performFence(v, order)
		return
	}
	s.leaves(v)
	if order.Acquires() {
		v.cur = v.acq
	}
	if order == program.SeqCst {
		s.sequentialFence(v)
	}
	if order.Releases() {
		v.fence, v.rel = v.cur, v.rel[:0]
	}
}

// synchronize lets p, and whoever does so later at the same cell, know what the other knows.
func (s *step) synchronize(p *proc, addr uint64) {
	if !s.m.cfg.Memory.Views || s.booting {
		return
	}
	s.simple = false
	ks, ms := &s.m.knows, &s.state.Messages
	v := &ms.threads[p.thread]
	if s.m.cfg.Memory.Global {
		s.performFence(v, program.SeqCst)
		return
	}
	cell := s.m.cell(addr)
	if cell < 0 {
		return // nobody else does
	}
	h := ms.at(cell)
	newest := &h.list[len(h.list)-1]
	v.cur = ks.raise(ks.join(v.cur, newest.know), rowAt, cell, len(h.list)-1)
	v.acq = ks.join(v.acq, v.cur)
	newest.know = ks.without(v.cur, rowAt, cell)
}

// viewStart lets a new thread know what its parent knows.
func (s *step) viewStart(thread, parent int) {
	ms := &s.state.Messages
	for thread >= len(ms.threads) {
		ms.threads = append(ms.threads, viewer{psc: order{last: -1}})
	}
	v := &ms.threads[thread]
	*v = viewer{rel: v.rel[:0], psc: order{last: -1}}
	if thread != parent {
		if s.m.cfg.Memory.Global && !s.booting {
			s.performFence(&ms.threads[parent], program.SeqCst)
		}
		s.leaves(&ms.threads[parent])
		v.cur = ms.threads[parent].cur
		v.acq = v.cur
	}
}

// viewEnd leaves what an ended thread knows to its parent, which gets to know it when it joins.
func (s *step) viewEnd(p *proc) {
	ms := &s.state.Messages
	v := &ms.threads[p.thread]
	s.leaves(v)
	if p.thread != 0 && p.daemon == 0 && s.state.Locals[p.parent] != 0 {
		w := &ms.threads[p.parent]
		w.heirs = s.m.knows.join(w.heirs, v.cur)
	}
	if s.m.mayRest {
		ms.ended = s.m.knows.join(ms.ended, v.cur)
	}
	*v = viewer{rel: v.rel[:0], psc: order{last: -1}}
}

// viewJoin lets p know what the threads that it started knew.
func (s *step) viewJoin(p *proc) {
	ks := &s.m.knows
	v := &s.state.Messages.threads[p.thread]
	s.leaves(v)
	v.cur, v.acq = ks.join(v.cur, v.heirs), ks.join(v.acq, v.heirs)
	v.heirs = 0
	if s.m.cfg.Memory.Global {
		s.performFence(v, program.SeqCst)
	}
}
