package machine

import (
	"slices"

	"heddle/model/program/symmetry"
)

// permute applies a permutation of the members to the state of s: what was thread i's becomes thread to[i]'s.
func (m *Machine) permute(s *step, to []int8) {
	o, st, p := m.orbits, &s.state, &m.orbits.paint
	p.locals = append(p.locals[:0], st.Locals...)
	for t, id := range p.locals {
		j := t
		if i := o.index[t]; i >= 0 {
			j = o.Threads[to[i]]
		}
		st.Locals[j] = m.permuteLocal(j, id, to)
	}
	p.cells = append(p.cells[:0], st.Cells...)
	for _, class := range o.Classes {
		for _, i := range class {
			from, into := o.own[i], o.own[to[i]]
			for k, role := range o.roles {
				st.Cells[into[k]] = o.permuted(p.cells[from[k]], role, to)
			}
		}
	}
	for _, slot := range o.shared {
		st.Cells[slot] = o.permuted(st.Cells[slot], o.Cells[m.slotAddr[slot]], to)
	}
	for _, slot := range o.masks {
		st.Cells[slot] = o.permuteMask(st.Cells[slot], to)
	}
	m.permuteBuffers(st, to)
	if len(st.Objects) > 0 {
		m.permuteHeap(s, to)
	}
}

// permuteMask moves the bits of a word that has one for the number of each thread.
func (o *orbits) permuteMask(w uint64, to []int8) uint64 {
	var bits, moved uint64
	for _, class := range o.Classes {
		for _, i := range class {
			bit := uint64(1) << (o.First + uint64(i))
			bits |= bit
			if w&bit != 0 {
				moved |= 1 << (o.First + uint64(to[i]))
			}
		}
	}
	return w&^bits | moved
}

func (m *Machine) permuteBuffers(st *State, to []int8) {
	o, p := m.orbits, &m.orbits.paint
	if len(st.Buffers) == 0 {
		return
	}
	for _, b := range st.Buffers {
		for i, e := range b {
			if e != barrier {
				b[i].value = o.permuted(e.value, m.roleOf(st, e.addr), to)
				b[i].addr = o.permuted(e.addr, symmetry.Place, to)
			}
		}
	}
	p.buffers = append(p.buffers[:0], st.Buffers...)
	for t, b := range p.buffers {
		if i := o.index[t]; i >= 0 {
			st.Buffers[o.Threads[to[i]]] = b
		}
	}
	clear(p.buffers)
}

// roleOf is the role of the words of a cell.
func (m *Machine) roleOf(st *State, addr uint64) symmetry.Role {
	if addr < m.fixed {
		return m.orbits.Cells[addr]
	}
	obj := &st.Objects[st.objectAt(addr)]
	return m.heapRole(obj, int(addr-obj.base))
}

func (m *Machine) heapRole(obj *heapObject, k int) symmetry.Role {
	if roles := m.orbits.Heap[obj.layout]; len(roles) > 0 {
		return roles[k%len(roles)]
	}
	return symmetry.Plain
}

// permuteHeap applies a permutation to what heap objects hold. Their order is that of a walk from threads, and so changes too.
func (m *Machine) permuteHeap(s *step, to []int8) {
	for i := range s.state.Objects {
		obj := &s.state.Objects[i]
		for k := range obj.size {
			w := &s.state.Heap[obj.base-m.fixed+uint64(k)]
			*w = m.orbits.permuted(*w, m.heapRole(obj, k), to)
		}
	}
	m.normalizeHeap(s)
}

// Represent gives the encoded representative of the orbit of an encoded state of the pass, and the permutation
// that leads there: what is thread t's becomes that of thread to[t].
func (m *Machine) Represent(state []byte) (representative []byte, to []int) {
	s := &m.step
	s.reset(m)
	m.decode(&s.state, state)
	to = make([]int, len(s.state.Locals))
	for t := range to {
		to[t] = t
	}
	if m.orbits == nil {
		return slices.Clone(state), to
	}
	for i, j := range m.represent(s) {
		to[m.orbits.Threads[i]] = m.orbits.Threads[j]
	}
	return s.state.encode(nil), to
}

// Permute applies a permutation, one that Represent gives, or several of those one after the other, to an encoded state.
func (m *Machine) Permute(state []byte, to []int) []byte {
	s := &m.step
	s.reset(m)
	m.decode(&s.state, state)
	if m.orbits != nil {
		p := make([]int8, len(m.orbits.Threads))
		for i, t := range m.orbits.Threads {
			p[i] = int8(slices.Index(m.orbits.Threads, to[t]))
		}
		m.permute(s, p)
	}
	return s.state.encode(nil)
}

// Assume makes Expand take what is assumed about sharing for granted, or no longer: for following again what a search has found.
func (m *Machine) Assume(on bool) { m.share.frozen = on }

// Plain makes Expand give the successors themselves, in place of the representatives of their orbits and of states with stricter words, or no longer.
func (m *Machine) Plain(on bool) { m.plain = on }
