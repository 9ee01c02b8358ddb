package machine

import (
	"slices"

	"heddle/model/program"
)

// settleViews and, once heap objects have their addresses, settleSeen bring the messages of the
// state of s to canonical form. They
//
//   - let a thread that waits for others to end know what those know: it will before it does anything;
//   - drop messages that no thread can read any more, and number the places of the rest from 0;
//   - drop those before a message that an ordinary variable's access has written (see strict);
//   - merge a message of a read-modify-write with the one that it read, if it says the same:
//     whoever could read the first can read the second, to the same effect, and nothing comes between;
//   - forget marks that all threads know, and sort the rest.
//
// What a thread knows of a place is then 0 if all who may access the cell know it.
func (m *Machine) settleViews(s *step) {
	m.settleJoins(s)
	v := &m.viewCanon
	v.changed, v.marks = false, v.marks[:0]
	v.places = resize(v.places, m.sharedCells+len(s.state.Heap))
	clear(v.places)
	v.arena = v.arena[:0]
	for i := range s.state.Messages.cells {
		m.settleHistory(s, &s.state.Messages.cells[i])
	}
	if v.changed {
		m.renumberKnows(s)
	}
}

// settleSeen brings the marks of the state of s to canonical form, and drops what says nothing.
func (m *Machine) settleSeen(s *step) {
	v := &m.viewCanon
	if v.changed = false; len(s.state.Marks) > 0 {
		m.settleMarks(s)
	}
	if v.changed {
		v.places = resize(v.places, m.sharedCells+len(s.state.Heap))
		clear(v.places)
		m.renumberKnows(s)
	}
	m.tidyViews(s)
}

// viewCanon is working memory of settleViews.
type viewCanon struct {
	changed bool
	places  []span // by cell: in arena, the new place of each; empty: they stay
	arena   []uint16
	marks   []int // by mark: its new number, -1 none; empty: they stay
	order   []int
	cache   map[know]know
	moved   []mark
	floor   []uint16 // by client: returns that all threads know of
	moves   []int    // by heap cell: its new number
}

// settleJoins lets threads that rest at a Join know what their threads know.
func (m *Machine) settleJoins(s *step) {
	ks, ms := &m.knows, &s.state.Messages
	for t, id := range s.state.Locals {
		if id == 0 || m.locals.list[id].pending.op != program.Join || m.partial != nil && lateOf(m.locals.record(id)) > 0 {
			continue // what it has called is not after what it waits for
		}
		v := &ms.threads[t]
		v.cur = ks.join(v.cur, v.heirs)
		v.heirs = 0
		for u, other := range s.state.Locals {
			if u == t || other == 0 {
				continue
			}
			if rec := m.locals.record(other); parentOf(rec) == uint64(t) && daemonOf(rec) == 0 {
				v.cur = ks.join(v.cur, ms.threads[u].cur)
			}
		}
		v.acq = ks.join(v.acq, v.cur)
	}
}

// settleHistory finds which messages of a cell stay.
func (m *Machine) settleHistory(s *step, h *history) {
	n := len(h.list)
	if n == 1 {
		h.list[0].plain, h.list[0].rmw = false, false
		return
	}
	first := m.oldest(s, h.cell, n)
	for i := range h.list {
		if h.list[i].plain {
			first, h.list[i].plain = max(first, i), false
		}
	}
	m.sink(h, first)
	v := &m.viewCanon
	from := len(v.arena)
	kept, changed := 0, first > 0
	for i := range h.list {
		switch {
		case i <= first:
		case h.list[i].rmw && m.alike(h, i):
			changed = true
			rmw, psc := h.list[kept].rmw, h.list[kept].psc
			h.list[kept] = h.list[i]
			h.list[kept].rmw, h.list[kept].psc = rmw, m.knows.join(psc, h.list[i].psc)
			v.arena = append(v.arena, uint16(kept))
			continue
		default:
			kept++
		}
		h.list[kept] = h.list[i]
		v.arena = append(v.arena, uint16(kept))
	}
	h.list = h.list[:kept+1]
	h.list[0].rmw = false
	if changed {
		v.changed = true
		v.places[h.cell] = span{int32(from), int32(len(v.arena))}
	} else {
		v.arena = v.arena[:from]
	}
}

// alike reports whether message i of h says what the one before it does, once both are at one place. For psc
// it only matters which sc accesses are at one of the two, if no fence asks what is before the second.
func (m *Machine) alike(h *history, i int) bool {
	a, b := &h.list[i-1], &h.list[i]
	value := b.value
	if i == len(h.list)-1 {
		value = m.word(&m.step.state, m.cellAddr(h.cell))
	}
	if a.value != value {
		return false
	}
	one := func(k know) know {
		return m.knows.change(k, func(dst []uint16, row uint16, numbers []uint16) []uint16 {
			at := len(dst)
			dst = append(dst, numbers...)
			if byCell(row) && h.cell < len(numbers) && int(numbers[h.cell]) == i {
				dst[at+h.cell]--
			}
			return dst
		})
	}
	return one(a.know) == one(b.know) && (!m.scFences || one(a.psc) == one(b.psc))
}

// oldest is the place of the oldest of n messages of a cell that some thread can read, or that matters to psc.
func (m *Machine) oldest(s *step, cell, n int) int {
	first := n - 1
	for t, id := range s.state.Locals {
		if id == 0 || m.ignores(s, t, cell) {
			continue
		}
		cur := s.state.Messages.threads[t].cur
		at := max(m.knows.get(cur, rowAt, cell), m.knows.get(cur, rowFenced, cell))
		if m.scFences { // psc asks for exactly what happens before a fence
			at = m.knows.get(cur, rowAt, cell)
		}
		if m.scFences && m.scAccesses {
			at = min(at, m.knows.get(cur, rowWrites, cell))
		}
		first = min(first, at)
	}
	return first
}

// ignores reports whether thread t never accesses a cell, as the pass assumes. What it
// knows of the cell could matter to a thread that it starts; so all that do access it must have been started.
func (m *Machine) ignores(s *step, t, cell int) bool {
	if cell >= m.sharedCells || m.cfg.AllVisible || m.scFences {
		return false
	}
	who := m.share.touched[m.sharedAddr[cell]]
	return who>>t&1 == 0 && who&m.share.reused == 0 && who>>len(s.state.Locals) == 0
}

// renumberKnows changes all that is known to the new places and marks.
func (m *Machine) renumberKnows(s *step) {
	m.changeAll(&s.state.Messages, func(k know) know { return m.knows.change(k, m.viewCanon.renumber) })
}

// changeAll changes every record in a state by f, each distinct one once.
func (m *Machine) changeAll(ms *messages, f func(k know) know) {
	v := &m.viewCanon
	if v.cache == nil {
		v.cache = map[know]know{}
	}
	clear(v.cache)
	ms.each(func(k *know) {
		if *k == 0 {
			return
		}
		to, ok := v.cache[*k]
		if !ok {
			to = f(*k)
			v.cache[*k] = to
		}
		*k = to
	})
}

func (v *viewCanon) renumber(dst []uint16, row uint16, numbers []uint16) []uint16 {
	at := len(dst)
	if row == rowSeen {
		if len(v.marks) == 0 {
			return append(dst, numbers...)
		}
		for range v.order {
			dst = append(dst, 0)
		}
		for i, known := range numbers {
			if known != 0 && v.marks[i] >= 0 {
				dst[at+v.marks[i]] = 1
			}
		}
		return dst
	}
	if !byCell(row) {
		return append(dst, numbers...)
	}
	for cell, place := range numbers {
		if to := v.places[cell]; place != 0 && to.from != to.to {
			place = v.arena[to.from+int32(place)]
		}
		dst = append(dst, place)
	}
	return dst
}

// tidyViews drops what says nothing.
func (m *Machine) tidyViews(s *step) {
	ks, ms := &m.knows, &s.state.Messages
	m.settlePsc(ms)
	m.settleReturns(s)
	n := 0
	for i := range ms.cells {
		if m.tr != nil || !ms.cells[i].silent() { // a trace wants to know whose the messages are
			ms.cells[n], ms.cells[i] = ms.cells[i], ms.cells[n] // both keep their memory
			n++
		}
	}
	ms.cells = ms.cells[:n]
	for i := range ms.threads {
		v := &ms.threads[i]
		v.rel = slices.DeleteFunc(v.rel, func(r released) bool {
			return ks.join(r.know, v.fence) == v.fence
		})
	}
}
