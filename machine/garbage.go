package machine

import "math/bits"

// remnant is an object of the fixed memory that main has allocated before it first rested, and that can become garbage: some cells of
// it can change and hold addresses. When nobody can reach it any more these are set to nil, or the first node of a list that has
// moved on would keep all later ones.
type remnant struct {
	object int   // index in Machine.objs
	slots  []int // of the cells that hold addresses and can change
	links  uint64
}

// remnants are the first few such objects; others count as reached. A set of them is a mask: bit i for the i-th.
type remnants struct {
	list  []remnant
	of    []int8 // by fixed address: index in list of its object, or -1
	slots []int  // of cells of other objects that hold addresses and can change
	links uint64 // the remnants that those lead to that cannot
	begun uint64 // the remnants that threads hold at the start
}

const maxRemnants = 64

// findRemnants finds them, when it is known which cells can change. What networks, caches or views of memory keep is not looked
// through, and what ghost code alone reads is left alone.
func (m *Machine) findRemnants() {
	g := &m.remnants
	*g = remnants{list: g.list[:0], of: g.of[:0], slots: g.slots[:0]}
	if m.cfg.Memory.Views || m.cached || m.split != nil || len(m.networks.list) > 0 {
		return
	}
	for range m.fixed {
		g.of = append(g.of, -1)
	}
	for i := len(m.prog.Statics); i < len(m.objs) && len(g.list) < maxRemnants; i++ {
		if r, ok := m.remnantAt(i); ok {
			o := &m.objs[i]
			for addr := o.base; addr < o.base+uint64(o.size); addr++ {
				g.of[addr] = int8(len(g.list))
			}
			g.list = append(g.list, r)
		}
	}
	for addr := range m.fixed {
		if !m.pointers[addr] {
			continue
		}
		of := g.of[addr]
		switch {
		case m.slot[addr] >= 0 && of < 0:
			g.slots = append(g.slots, int(m.slot[addr]))
		case m.slot[addr] < 0 && of < 0:
			g.links |= m.remnantBit(m.base[addr])
		case m.slot[addr] < 0:
			g.list[of].links |= m.remnantBit(m.base[addr])
		}
	}
}

// begin notes the remnants that threads hold at the start.
func (g *remnants) begin(m *Machine, s *step) {
	for _, id := range s.state.Locals {
		g.begun |= m.locals.list[id].remnants
	}
}

// remnantAt gives fixed object i as a remnant, if it is one.
func (m *Machine) remnantAt(i int) (r remnant, ok bool) {
	o := &m.objs[i]
	r.object = i
	for addr := o.base; addr < o.base+uint64(o.size); addr++ {
		if m.share.ghost[addr] {
			return r, false
		}
		if m.pointers[addr] && m.slot[addr] >= 0 {
			r.slots = append(r.slots, int(m.slot[addr]))
		}
	}
	return r, len(r.slots) > 0
}

// remnantBit gives the set of the remnant that addr lies in, empty if it lies in none.
func (m *Machine) remnantBit(addr uint64) uint64 {
	if addr < uint64(len(m.remnants.of)) && m.remnants.of[addr] >= 0 {
		return 1 << m.remnants.of[addr]
	}
	return 0
}

// clearRemnants clears the remnants that lead to objects on the heap and that nobody can reach.
func (m *Machine) clearRemnants(s *step) {
	leading := uint64(0)
	for i := range m.remnants.list {
		for _, slot := range m.remnants.list[i].slots {
			if s.state.Cells[slot] >= m.fixed {
				leading |= 1 << i
			}
		}
	}
	if leading &^= m.remnantsMet(s); leading == 0 {
		return
	}
	r := s.reachStaying()
	for ; leading != 0; leading &= leading - 1 {
		g := &m.remnants.list[bits.TrailingZeros64(leading)]
		if r.seen[g.object] {
			continue
		}
		for _, slot := range g.slots {
			s.state.Cells[slot] = 0
		}
	}
}

// remnantsMet gives the remnants that are met without looking at the heap: that is nearly always all that can be reached.
func (m *Machine) remnantsMet(s *step) uint64 {
	met := m.remnants.links
	for _, slot := range m.remnants.slots {
		met |= m.remnantBit(s.state.Cells[slot])
	}
	for _, id := range s.state.Locals {
		met |= m.locals.list[id].remnants
	}
	for todo := met; todo != 0; {
		g := &m.remnants.list[bits.TrailingZeros64(todo)]
		next := g.links
		for _, slot := range g.slots {
			next |= m.remnantBit(s.state.Cells[slot])
		}
		todo = (todo & (todo - 1)) | next&^met
		met |= next
	}
	return met
}
