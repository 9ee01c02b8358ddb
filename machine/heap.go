package machine

import "math/bits"

// canonical renumbers heap objects: those that can be reached, in the order in
// which a walk from fixed cells, buffers and threads meets them. States that
// differ only in where their objects lie, or in garbage, become equal.
type canonical struct {
	index []int32 // old object → new one, -1 unreached
	order []int32 // new object → old one
	heap  []uint64
	objs  []heapObject
	rec   []uint64
	proc  proc
}

// normalize brings the state of s to its canonical form.
func (m *Machine) normalize(s *step) {
	if m.daemons {
		s.dropDaemons()
	}
	if m.stale {
		s.state.dropEnded()
	}
	views := m.cfg.Memory.Views
	switch {
	case views:
		m.settleViews(s)
	case s.state.Tracked:
		s.state.forget()
	}
	if len(s.state.Objects) > 0 {
		m.normalizeHeap(s)
	}
	if views {
		m.settleSeen(s)
	}
}

// normalizeHeap renumbers the heap objects that can be reached.
func (m *Machine) normalizeHeap(s *step) {
	if m.cfg.Memory.PerCell {
		s.dropUnread()
	}
	if len(m.remnants.list) > 0 {
		m.clearRemnants(s)
	}
	if m.fades() {
		m.fade(s)
	}
	c := &m.canon
	c.index, c.order = c.index[:0], c.order[:0]
	for range s.state.Objects {
		c.index = append(c.index, -1)
	}
	visit := func(w *uint64) {
		if *w >= m.fixed {
			if i := s.objectAt(*w); c.index[i] < 0 {
				c.index[i] = int32(len(c.order))
				c.order = append(c.order, int32(i))
			}
		}
	}
	s.eachRoot(visit)
	for _, id := range s.state.Locals {
		if m.locals.list[id].heap {
			m.eachPointer(m.locals.record(id), visit)
		}
	}
	s.state.Net.eachHome(func(_ int, home *uint32) { m.eachPointer(m.locals.record(*home), visit) })
	for i := 0; i < len(c.order); i++ {
		s.eachInside(int(c.order[i]), visit)
	}
	for i := range c.order {
		if c.order[i] != int32(i) {
			m.renumber(s)
			return
		}
	}
	if len(c.order) != len(s.state.Objects) {
		m.renumber(s)
	}
}

// eachRoot calls f with each word outside threads and heap that holds an address.
func (s *step) eachRoot(f func(w *uint64)) {
	m := s.m
	s.eachCell(f)
	s.eachCopied(0, m.fixed, f)
	for _, b := range s.state.Buffers {
		for i := range b {
			f(&b[i].addr)
			if s.pointerAt(b[i].addr) {
				f(&b[i].value)
			}
		}
	}
	s.eachSplit(1, m.fixed, f)
	ms := &s.state.Messages
	for i := range ms.cells {
		if h := &ms.cells[i]; h.cell < m.sharedCells && m.pointers[m.sharedAddr[h.cell]] {
			h.eachOld(f)
		}
	}
}

// eachCell calls f with each fixed cell that holds an address.
func (s *step) eachCell(f func(w *uint64)) {
	for i, addr := range s.m.slotAddr {
		if s.m.pointers[addr] {
			f(&s.state.Cells[i])
		}
	}
}

// pointerAt reports whether the cell at addr holds an address.
func (s *step) pointerAt(addr uint64) bool {
	if addr < s.m.fixed {
		return s.m.pointers[addr]
	}
	o := s.state.Objects[s.objectAt(addr)]
	return pointer(&s.m.prog.Layouts[o.layout], int(addr-o.base))
}

// eachInside calls f with each word of heap object i that holds an address.
func (s *step) eachInside(i int, f func(w *uint64)) {
	o := &s.state.Objects[i]
	s.eachSplit(o.base, o.base+uint64(o.size), f)
	l := &s.m.prog.Layouts[o.layout]
	s.eachCopied(o.base, o.base+uint64(o.size), f)
	for k := range o.size {
		if pointer(l, k) {
			addr := o.base + uint64(k)
			f(&s.state.Heap[addr-s.m.fixed])
			if len(s.state.Messages.cells) > 0 {
				if h := s.state.Messages.find(s.m.cell(addr)); h != nil {
					h.eachOld(f)
				}
			}
		}
	}
}

// renumber moves the objects to where m.canon wants them.
func (m *Machine) renumber(s *step) {
	c := &m.canon
	c.heap, c.objs = c.heap[:0], c.objs[:0]
	for _, i := range c.order {
		o := s.state.Objects[i]
		words := s.state.Heap[o.base-m.fixed : o.base-m.fixed+uint64(o.size)]
		o.base = m.fixed + uint64(len(c.heap))
		c.heap = append(c.heap, words...)
		c.objs = append(c.objs, o)
	}
	to := func(addr uint64) (uint64, bool) {
		if addr < m.fixed {
			return addr, true
		}
		i := s.objectAt(addr)
		if c.index[i] < 0 {
			return 0, false
		}
		return c.objs[c.index[i]].base + (addr - s.state.Objects[i].base), true
	}
	move := func(w *uint64) {
		if *w >= m.fixed {
			i := s.objectAt(*w)
			*w = c.objs[c.index[i]].base + (*w - s.state.Objects[i].base)
		}
	}
	m.moveWords(s, move)
	if m.tr != nil {
		m.tr.moved(s, c)
	}
	switch {
	case m.cfg.Memory.Views:
		m.moveCells(s, len(c.heap), to)
	case s.state.Tracked:
		s.state.moveMarks(to)
	}
	if m.cached {
		m.moveCopies(s, move, to)
		m.moveCaches(s)
	}
	if m.split != nil {
		m.split.Relocate(s.state.Split, to)
	}
	s.state.Heap = append(s.state.Heap[:0], c.heap...)
	s.state.Objects = append(s.state.Objects[:0], c.objs...)
}

// moveWords changes all addresses that the state, and the new heap of m.canon, hold.
func (m *Machine) moveWords(s *step, move func(w *uint64)) {
	c := &m.canon
	// Buffers first: what a buffered value is depends on its old address.
	for _, b := range s.state.Buffers {
		for i := range b {
			if s.pointerAt(b[i].addr) {
				move(&b[i].value)
			}
			move(&b[i].addr)
		}
	}
	for _, i := range c.order {
		o := &s.state.Objects[i]
		s.eachSplit(o.base, o.base+uint64(o.size), move)
	}
	s.eachSplit(1, m.fixed, move)
	for i := range s.state.Messages.cells {
		h := &s.state.Messages.cells[i]
		if addr := m.cellAddr(h.cell); s.pointerAt(addr) && (addr < m.fixed || c.index[s.objectAt(addr)] >= 0) {
			h.eachOld(move)
		}
	}
	for i, addr := range m.slotAddr {
		if m.pointers[addr] {
			move(&s.state.Cells[i])
		}
	}
	next := 0
	for _, o := range c.objs {
		l := &m.prog.Layouts[o.layout]
		for k := range o.size {
			if pointer(l, k) {
				move(&c.heap[next+k])
			}
		}
		next += o.size
	}
	for t, id := range s.state.Locals {
		if m.locals.list[id].heap {
			s.state.Locals[t] = m.relocate(t, id, move)
		}
	}
	s.state.Net.eachHome(func(thread int, home *uint32) {
		if m.locals.list[*home].heap {
			*home = m.relocate(thread, *home, move)
		}
	})
}

// relocate gives the local state with its addresses changed by move.
func (m *Machine) relocate(thread int, id uint32, move func(w *uint64)) uint32 {
	c := &m.canon
	c.rec = append(c.rec[:0], m.locals.record(id)...)
	m.eachPointer(c.rec, move)
	id, fresh := m.locals.intern(c.rec)
	if fresh {
		m.load(&c.proc, thread, id)
		m.describeLocal(id, &c.proc)
	}
	return id
}

// describeLocal fills in what is known of a new local state, that of p.
func (m *Machine) describeLocal(id uint32, p *proc) {
	l := &m.locals.list[id]
	l.pending = m.pendingOf(p)
	m.eachPointer(m.locals.record(id), func(w *uint64) {
		l.heap = l.heap || *w >= m.fixed
		l.remnants |= m.remnantBit(*w)
	})
}

// findOwners finds for each heap object of the current state the thread that
// alone can reach it, or whether only ghost code can. What a store buffer holds counts as seen by all.
func (m *Machine) findOwners() {
	s := &m.step
	s.m = m
	s.state.copyFrom(&m.cur)
	n := len(m.cur.Objects)
	masks := make([]uint64, n)
	var todo []int
	var bit uint64
	var ghosts []*uint64 // the cells that only ghost code reads
	visit := func(w *uint64) {
		if *w >= m.fixed {
			if i := s.objectAt(*w); masks[i]&bit == 0 {
				masks[i] |= bit
				todo = append(todo, i)
			}
		}
	}
	spread := func() {
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			s.eachInside(i, visit)
		}
	}
	const everybody = 1 << 63
	for t, id := range m.cur.Locals {
		if m.locals.list[id].heap {
			bit = 1 << min(t, 63)
			m.eachPointer(m.locals.record(id), visit)
			spread()
		}
	}
	outlives := m.cur.Net.canCrash() // what a cell leads to outlives the node
	m.cur.Net.eachHome(func(thread int, home *uint32) {
		if bit = 1 << min(thread, 63); outlives { // so does what the node comes back to
			bit = everybody
		}
		m.eachPointer(m.locals.record(*home), visit)
		spread()
	})
	for i, addr := range m.slotAddr {
		if m.pointers[addr] {
			bit = everybody
			switch {
			case m.share.ghost[addr]:
				ghosts = append(ghosts, &s.state.Cells[i])
				continue
			case m.share.class[addr] == Private && !m.cfg.AllVisible && !outlives:
				bit = m.share.sole[addr]
			}
			if bit == 0 {
				continue // nobody has touched it yet
			}
			visit(&s.state.Cells[i])
			spread()
		}
	}
	for i, k := range s.state.Caches.copies {
		if bit = 1 << k.thread; k.addr < m.fixed {
			for j := range s.lineSize(k.addr) {
				if s.pointerAt(k.addr + uint64(j)) {
					visit(&s.state.Caches.words[i*s.state.Caches.width+j])
				}
			}
			spread()
		}
	}
	bit = everybody
	for _, b := range s.state.Buffers {
		for i := range b {
			visit(&b[i].addr)
			if s.pointerAt(b[i].addr) {
				visit(&b[i].value)
			}
		}
	}
	spread()
	ghostly := m.ghostly(ghosts)
	m.owner = m.owner[:0]
	for i, mask := range masks {
		owner := int32(ownerShared)
		switch {
		case ghostly[i] && mask == 0:
			owner = ownerGhost
		case !ghostly[i] && bits.OnesCount64(mask) == 1 && mask != everybody:
			owner = int32(bits.TrailingZeros64(mask))
		}
		m.owner = append(m.owner, owner)
	}
}
