package machine

import (
	"cmp"
	"math/bits"
	"slices"

	"heddle/model/program/symmetry"
)

// paint is what finding a representative works on. Colours are hashes of what can be said of a member without
// naming members: those of interchangeable ones are equal. That two others have one colour is only unlikely,
// and does no harm but that two states of an orbit may then have two representatives.
type paint struct {
	colours []uint64 // by index
	next    []uint64
	edges   []edge
	order   []int8
	to      []int8

	best    []byte
	bestTo  []int8
	tried   int
	scratch step

	locals  []uint32
	cells   []uint64
	buffers [][]entry
}

// edge is a reference of a member to another one.
type edge struct {
	from, to int8
	at       uint64 // where it is kept
}

// mix is a hash of two words, which may be small.
func mix(h, w uint64) uint64 {
	h = (bits.RotateLeft64(h, 23) ^ (w+1)*0xd6e8feb86659fd93) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// represent turns the state of s to the representative of its orbit, and gives the permutation, by index.
//
// Members are brought in order of their colours. Where they refer to each other colours are refined until
// members of one colour have references of the same colours; where that leaves members that are told apart by
// references only, each of them in turn is given a colour of its own, and the least encoding wins (B. D. McKay,
// Practical graph isomorphism, Congressus Numerantium 30, 1981, section 2). Members of one colour to which none
// refers are equal in all, and their order does not matter. Those that hold addresses on the heap are left in the order
// in which they are: there two states of an orbit may have different representatives.
func (m *Machine) represent(s *step) (to []int8) {
	o := m.orbits
	p := &o.paint
	m.colour(&s.state)
	if len(p.edges) > 0 {
		p.refine(p.colours)
		if o.ambiguous(p.colours) >= 0 {
			return m.tryAll(s)
		}
	}
	o.arrange(p.colours, &p.to)
	if !identity(p.to) {
		m.permute(s, p.to)
	}
	return p.to
}

func identity(to []int8) bool {
	for i, j := range to {
		if int(j) != i {
			return false
		}
	}
	return true
}

// colour gives members their first colours, and finds the references between them.
func (m *Machine) colour(st *State) {
	o := m.orbits
	p := &o.paint
	p.edges = p.edges[:0]
	if len(p.colours) == 0 {
		p.colours, p.next = make([]uint64, len(o.Threads)), make([]uint64, len(o.Threads))
	}
	for c, class := range o.Classes {
		for _, i := range class {
			p.colours[i] = m.colourOf(st, i, mix(1, uint64(c)))
		}
	}
	for t, id := range st.Locals {
		if id == 0 || o.index[t] >= 0 {
			continue
		}
		for k, r := range m.permuteView(id).refs {
			p.colours[r.member] += mix(mix(2, uint64(t)), uint64(k))
		}
	}
	for k, slot := range o.shared {
		if i, ok := o.refers(st.Cells[slot], o.Cells[m.slotAddr[slot]]); ok {
			p.colours[i] += mix(mix(3, uint64(k)), o.masked(st.Cells[slot], o.Cells[m.slotAddr[slot]]))
		}
	}
	for t, b := range st.Buffers {
		if o.index[t] < 0 {
			p.colours = m.colourBuffer(st, b, t)
		}
	}
}

// colourOf is the first colour of member i, with references to others only counted.
func (m *Machine) colourOf(st *State, i int, h uint64) uint64 {
	o := m.orbits
	p := &o.paint
	t := o.Threads[i]
	if id := st.Locals[t]; id != 0 {
		v := m.permuteView(id)
		h = mix(h, v.hue)
		for k, r := range v.refs {
			h = p.refer(h, i, int(r.member), uint64(k))
		}
	}
	for k, slot := range o.own[i] {
		h = m.colourWord(h, i, st.Cells[slot], o.roles[k], m.pointers[m.slotAddr[slot]], 1<<16+uint64(k))
	}
	for _, slot := range o.masks {
		h = mix(h, st.Cells[slot]>>(o.First+uint64(i))&1)
	}
	if len(st.Buffers) > 0 {
		for k, e := range st.Buffers[t] {
			at := 1<<17 + 2*uint64(k)
			h = m.colourWord(h, i, e.addr, symmetry.Place, true, at)
			if e != barrier {
				h = m.colourWord(h, i, e.value, m.roleOf(st, e.addr), st.holdsAddress(m, e.addr), at+1)
			}
		}
	}
	return h
}

// holdsAddress reports whether the cell at addr holds an address.
func (st *State) holdsAddress(m *Machine, addr uint64) bool {
	if addr < m.fixed {
		return m.pointers[addr]
	}
	o := &st.Objects[st.objectAt(addr)]
	return pointer(&m.prog.Layouts[o.layout], int(addr-o.base))
}

// colourWord adds a word of member i's, kept at a place, to its colour.
func (m *Machine) colourWord(h uint64, i int, w uint64, role symmetry.Role, pointer bool, at uint64) uint64 {
	o := m.orbits
	if j, ok := o.refers(w, role); ok {
		return o.paint.refer(mix(h, o.masked(w, role)), i, j, at)
	}
	if pointer && w >= m.fixed {
		w = ^uint64(0)
	}
	return mix(h, w)
}

// refer adds a reference of member i's to its colour.
func (p *paint) refer(h uint64, i, j int, at uint64) uint64 {
	if i == j {
		return mix(h, 2*at+1)
	}
	p.edges = append(p.edges, edge{int8(i), int8(j), at})
	return mix(h, 2*at)
}

// colourBuffer colours what a buffer refers to that is no member's.
func (m *Machine) colourBuffer(st *State, b []entry, t int) []uint64 {
	o, colours := m.orbits, m.orbits.paint.colours
	for k, e := range b {
		at := mix(mix(4, uint64(t)), uint64(k))
		if i, ok := o.refers(e.addr, symmetry.Place); ok {
			colours[i] += mix(at, o.masked(e.addr, symmetry.Place))
		}
		if e == barrier {
			continue
		}
		role := m.roleOf(st, e.addr)
		if i, ok := o.refers(e.value, role); ok {
			colours[i] += mix(at+1, o.masked(e.value, role))
		}
	}
	return colours
}

// refine makes the colours of members that refer, or are referred to, by different colours different.
func (p *paint) refine(colours []uint64) {
	for known := -1; ; {
		copy(p.next, colours)
		for _, e := range p.edges {
			p.next[e.from] += mix(mix(5, e.at), colours[e.to])
			p.next[e.to] += mix(mix(6, e.at), colours[e.from])
		}
		copy(colours, p.next)
		slices.Sort(p.next)
		n := len(slices.Compact(p.next))
		if n == known {
			return
		}
		known = n
	}
}

// ambiguous gives a member that others refer to and that has the colour of another one, of the least such colour; -1 if there is none.
func (o *orbits) ambiguous(colours []uint64) int {
	least := -1
	for _, e := range o.paint.edges {
		if least >= 0 && colours[e.to] >= colours[least] {
			continue
		}
		for _, i := range o.Classes[o.class[e.to]] {
			if i != int(e.to) && colours[i] == colours[e.to] {
				least = int(e.to)
			}
		}
	}
	return least
}

// arrange gives the members of each class its places in the order of their colours.
func (o *orbits) arrange(colours []uint64, to *[]int8) {
	p := &o.paint
	*to = (*to)[:0]
	for i := range o.Threads {
		*to = append(*to, int8(i))
	}
	for _, class := range o.Classes {
		p.order = p.order[:0]
		for _, i := range class {
			p.order = append(p.order, int8(i))
		}
		slices.SortStableFunc(p.order, func(i, j int8) int { return cmp.Compare(colours[i], colours[j]) })
		for k, i := range p.order {
			(*to)[i] = int8(class[k])
		}
	}
}

// maxTried bounds the orders of members that are tried. Beyond it a representative is not the only one.
const maxTried = 1 << 10

// tryAll turns the state of s to the least one of those that colours leave.
func (m *Machine) tryAll(s *step) []int8 {
	p := &m.orbits.paint
	p.best, p.tried = nil, 0
	m.try(s, slices.Clone(p.colours))
	m.permute(s, p.bestTo)
	return p.bestTo
}

func (m *Machine) try(s *step, colours []uint64) {
	o := m.orbits
	p := &o.paint
	i := o.ambiguous(colours)
	if i < 0 {
		p.tried++
		var to []int8
		o.arrange(colours, &to)
		p.scratch.m = m
		p.scratch.state.copyFrom(&s.state)
		m.permute(&p.scratch, to)
		if b := p.scratch.state.encode(nil); p.best == nil || string(b) < string(p.best) {
			p.best, p.bestTo = b, to
		}
		return
	}
	for _, j := range o.Classes[o.class[i]] {
		if colours[j] == colours[i] && p.tried < maxTried {
			one := slices.Clone(colours)
			one[j] = mix(one[j], 7)
			p.refine(one)
			m.try(s, one)
		}
	}
}
