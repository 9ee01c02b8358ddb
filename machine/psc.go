package machine

import "heddle/model/program"

// RC11 has one axiom for sequentially consistent accesses and fences, psc is acyclic:
//
//	scb = sb ∪ (sb≠loc; hb; sb≠loc) ∪ (hb ∩ loc) ∪ mo ∪ rb
//	psc = ([Esc] ∪ [Fsc]; hb?); scb; ([Esc] ∪ hb?; [Fsc])  ∪  [Fsc]; (hb ∪ hb; eco; hb); [Fsc]
//
// psc is a relation between sc events: nodes. As events are added in an order that extends
// po ∪ rf, an edge from a new event to an old one is by mo or rb, from an access at some place of a
// cell to a write at a later one. So of a node n it is enough to know, by cell x, its reach, two places:
//
//   - A[x]: an sc access to x that is added before this place leads to n;
//   - F[x]: an access to x that is added before this place, by a thread that has passed an
//     sc fence, lets that fence lead to n.
//
// An sc write at place i of x has A[x] = F[x] = i, a fence has for A the places of the writes
// that happen before it, for F those of all messages known; and a node has what its predecessors
// have. A cycle arises with an event at a place below what its own predecessors reach: that is
// the test. A set of nodes is represented by the greater of each two numbers, a family of two rows.
// Families that are known like anything else is, and passed on with hb:
//
//	famFenced  sc fences that happen before; their F is a bound on places, as row at is
//	famSame(x) sc accesses to x that happen before
//	famFar     sc accesses d with (d, e) in sb≠loc; hb for the next event e
//
// Families of a thread's own, in order.know: famNode, its sc accesses; famNear, those that
// no event at another location has followed yet; famFar2, what famFar was at its last event
// at another location than the last one's. Families of a message, in message.psc:
// famNode, the sc accesses at this place; famFenced, the fences before any access at
// this place; famWriter, those before the write. history.below has those of dropped messages.
//
// To start a thread, to be started, to end and to join are events at no location: what is sc is then in
// one order that agrees with happens-before of go statements and joins, as Go has it. RC11 does not name them.
//
// An access to a cell of a thread's own is an event at another location than all others here, and if it
// is sc a node that leads to what the thread does next: see passesBy.
const (
	famFenced uint16 = rowsPsc + 2*iota
	famFar
	famNode
	famNear
	famFar2
	famWriter
	rowWrites // by cell: place of the latest write that happens before
	famSame   // … of cell 0; two rows a cell

	rowFenced = famFenced + 1
)

// order is what a thread's sc accesses are after.
type order struct {
	know know
	last int // cell of its last event, -1: a fence, or none
}

// family gives a family of k as the reach of a node.
func (ks *knows) family(k know, fam uint16) know {
	return ks.only(k, fam, fam+2, famNode)
}

// as is the reach of a node as a family.
func (ks *knows) as(reach know, fam uint16) know {
	return ks.only(reach, famNode, famNode+2, fam)
}

// findSequential finds whether the program has sc accesses and fences. Without them psc has nothing to say.
func (m *Machine) findSequential() {
	for i := range m.prog.Funcs {
		for j := range m.prog.Funcs[i].Code {
			in := &m.prog.Funcs[i].Code[j]
			success, failure := program.CASOrders(in.Aux)
			m.scFences = m.scFences || in.Op == program.Fence && success == program.SeqCst
			m.scAccesses = m.scAccesses || in.Op.Accesses() && (success == program.SeqCst || failure == program.SeqCst)
		}
	}
}

// approach is what a thread's next access needs to know of before that access changes it.
type approach struct{ far know }

// approaches notes that p's next event is one at a cell.
func (s *step) approaches(v *viewer, cell int) approach {
	if !s.m.scAccesses {
		return approach{}
	}
	ks := &s.m.knows
	a := approach{far: ks.family(v.cur, famFar)}
	if v.psc.last == cell {
		a.far = ks.family(v.psc.know, famFar2)
		return a
	}
	s.leaves(v)
	v.psc.know = ks.join(v.psc.know, ks.as(a.far, famFar2))
	v.psc.last = cell
	return a
}

// leaves notes that v's next event is not at the location of its last.
func (s *step) leaves(v *viewer) {
	ks := &s.m.knows
	if v.psc.know == 0 {
		v.psc.last = -1
		return
	}
	near := ks.family(v.psc.know, famNear)
	far := ks.as(near, famFar)
	v.cur, v.acq = ks.join(v.cur, far), ks.join(v.acq, far)
	v.psc.know = ks.only(v.psc.know, famNode, famNode+2, famNode)
	v.psc.last = -1
}

// passesBy notes an access by v to a cell of its own.
func (s *step) passesBy(v *viewer, order program.Order) {
	if !s.m.scAccesses {
		return
	}
	s.leaves(v)
	if order != program.SeqCst {
		return
	}
	ks := &s.m.knows
	reach := ks.join(ks.family(v.psc.know, famNode), ks.join(ks.family(v.cur, famFar), ks.family(v.cur, famFenced)))
	far := ks.as(reach, famFar)
	v.psc.know = ks.join(v.psc.know, reach)
	v.cur, v.acq = ks.join(v.cur, far), ks.join(v.acq, far)
}

// accessedAt enters an access by v at place i of a cell: it reports whether psc stays acyclic.
func (s *step) accessedAt(v *viewer, a approach, cell, i int, order program.Order, write bool) (ok bool) {
	if !s.m.scAccesses && !s.m.scFences {
		return true
	}
	ks, ms := &s.m.knows, &s.state.Messages
	fenced := ks.family(v.cur, famFenced)
	if ks.get(fenced, famNode+1, cell) > i {
		return false
	}
	s.leadsOn(cell, i, famNode+1, fenced)
	e := ks.as(fenced, famFenced)
	if write {
		e = ks.join(e, ks.as(fenced, famWriter))
	}
	if write && s.m.scAccesses && s.m.scFences {
		v.cur, v.acq = ks.raise(v.cur, rowWrites, cell, i), ks.raise(v.acq, rowWrites, cell, i)
	}
	if order == program.SeqCst {
		reach := ks.join(ks.family(v.psc.know, famNode), ks.join(a.far, fenced))
		reach = ks.join(reach, ks.family(v.cur, famSame+2*uint16(cell)))
		if write {
			reach = ks.join(reach, s.earlier(cell, i, famNode))
			reach = ks.join(reach, s.earlier(cell, i, famFenced))
		}
		if ks.get(reach, famNode, cell) > i {
			return false
		}
		if write {
			reach = ks.raise(ks.raise(reach, famNode, cell, i), famNode+1, cell, i)
		}
		s.leadsOn(cell, i, famNode, reach)
		same := ks.as(reach, famSame+2*uint16(cell))
		v.cur, v.acq = ks.join(v.cur, same), ks.join(v.acq, same)
		v.psc.know = ks.join(v.psc.know, ks.join(reach, ks.as(reach, famNear)))
		e = ks.join(e, reach)
	}
	if e != 0 {
		m := &ms.at(cell).list[i]
		m.psc = ks.join(m.psc, e)
	}
	return true
}

// earlier is a family of all messages of a cell before place i.
func (s *step) earlier(cell, i int, fam uint16) know {
	ks := &s.m.knows
	h := s.state.Messages.find(cell)
	if h == nil {
		return 0
	}
	all := h.below
	for j := range min(i, len(h.list)) {
		all = ks.join(all, h.list[j].psc)
	}
	return ks.family(all, fam)
}

// leadsOn adds reach to that of all nodes to which an access at place i of a cell leads; row
// says to which it does: A for an sc access, F for what fences are before it.
func (s *step) leadsOn(cell, i int, row uint16, reach know) {
	if reach == 0 {
		return
	}
	ks := &s.m.knows
	s.state.Messages.each(func(k *know) {
		more := know(0)
		for rec := ks.record(*k); len(rec) > 0; rec = rec[2+int(rec[1]):] {
			r := rec[0]
			if r >= rowsPsc && r != rowWrites && (r-famNode)&1 == (row-famNode)&1 && cell < int(rec[1]) && int(rec[2+cell]) > i {
				more = ks.join(more, ks.as(reach, r&^1))
				rec = ks.record(*k) // the records may have moved
				for rec[0] != r {
					rec = rec[2+int(rec[1]):]
				}
			}
		}
		*k = ks.join(*k, more)
	})
}

// sequentialFence enters an sc fence by v.
func (s *step) sequentialFence(v *viewer) {
	ks, ms := &s.m.knows, &s.state.Messages
	reach := ks.join(ks.family(v.psc.know, famNode), ks.family(v.cur, famFenced))
	for rec := ks.record(v.cur); len(rec) > 0; rec = rec[2+int(rec[1]):] {
		if r := rec[0]; r >= famSame && r&1 == famSame&1 {
			reach = ks.join(reach, ks.family(v.cur, r))
			rec = ks.record(v.cur)
			for rec[0] != r {
				rec = rec[2+int(rec[1]):]
			}
		}
	}
	for i := range ms.cells {
		h := &ms.cells[i]
		at := ks.get(v.cur, rowAt, h.cell)
		reach = ks.join(reach, s.earlier(h.cell, ks.get(v.cur, rowWrites, h.cell), famNode))
		reach = ks.join(reach, s.earlier(h.cell, at, famFenced))
		reach = ks.join(reach, ks.family(h.list[at].psc, famWriter))
	}
	reach = ks.join(reach, ks.only(v.cur, rowWrites, rowWrites+1, famNode))
	reach = ks.join(reach, ks.only(v.cur, rowAt, rowAt+1, famNode+1))
	fenced := ks.as(reach, famFenced)
	v.cur, v.acq = ks.join(v.cur, fenced), ks.join(v.acq, fenced)
}

// sink keeps of the messages of h before the first one what later accesses must be after.
func (m *Machine) sink(h *history, first int) {
	for i := range first {
		h.below = m.knows.join(h.below, m.knows.join(
			m.knows.only(h.list[i].psc, famNode, famNode+2, famNode), m.knows.only(h.list[i].psc, famFenced, famFenced+2, famFenced)))
	}
}

// settlePsc drops what is said twice: that a node at a place of a cell is reached from before that place,
// and where a thread's last event was if nothing depends on it.
func (m *Machine) settlePsc(ms *messages) {
	if !m.scAccesses && !m.scFences {
		return
	}
	ks := &m.knows
	for i := range ms.cells {
		h := &ms.cells[i]
		for place := range h.list {
			h.list[place].psc = ks.change(h.list[place].psc, func(dst []uint16, row uint16, numbers []uint16) []uint16 {
				at := len(dst)
				dst = append(dst, numbers...)
				if row != famFenced && row != famWriter && h.cell < len(numbers) && int(numbers[h.cell]) <= place {
					dst[at+h.cell] = 0
				}
				return dst
			})
		}
	}
	for i := range ms.threads {
		v := &ms.threads[i]
		if v.psc.last >= 0 && ks.family(v.psc.know, famNear) == 0 && ks.family(v.psc.know, famFar2) == ks.family(v.cur, famFar) {
			v.psc.know, v.psc.last = ks.only(v.psc.know, famNode, famNode+2, famNode), -1
		}
	}
}
