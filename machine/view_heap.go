package machine

import "slices"

// moveCells follows heap objects to their new addresses: to gives that of a cell, and false if the object is
// no more. The heap will have that many words.
func (m *Machine) moveCells(s *step, words int, to func(addr uint64) (uint64, bool)) {
	v := &m.viewCanon
	base := m.sharedCells
	v.moves = v.moves[:0]
	for i := range s.state.Heap {
		n := -1
		if addr, ok := to(m.fixed + uint64(i)); ok {
			n = base + int(addr-m.fixed)
		}
		v.moves = append(v.moves, n)
	}
	cell := func(c int) int {
		if c < base {
			return c
		}
		return v.moves[c-base]
	}
	m.moveKnows(&s.state.Messages, words, cell)
	for i := range s.state.Marks { // those of objects that are no more are dropped by settleMarks
		if k := &s.state.Marks[i]; k.addr != 0 {
			k.addr, _ = to(k.addr)
		}
	}
	ms := &s.state.Messages
	ms.cells = slices.DeleteFunc(ms.cells, func(h history) bool { return cell(h.cell) < 0 })
	for i := range ms.cells {
		ms.cells[i].cell = cell(ms.cells[i].cell)
	}
	slices.SortFunc(ms.cells, func(a, b history) int { return a.cell - b.cell })
	for i := range ms.threads {
		w := &ms.threads[i]
		w.rel = slices.DeleteFunc(w.rel, func(r released) bool { return cell(r.cell) < 0 })
		for j := range w.rel {
			w.rel[j].cell = cell(w.rel[j].cell)
		}
		slices.SortFunc(w.rel, func(a, b released) int { return a.cell - b.cell })
		if w.psc.last >= 0 {
			if w.psc.last = cell(w.psc.last); w.psc.last < 0 {
				s.leaves(w)
			}
		}
	}
}

// moveKnows renumbers the cells in all that is known; cell gives a cell's new number, -1 if it is no more.
func (m *Machine) moveKnows(ms *messages, words int, cell func(int) int) {
	base := m.sharedCells
	numbers := func(dst []uint16, row uint16, numbers []uint16) []uint16 {
		if !byCell(row) || len(numbers) <= base {
			return append(dst, numbers...)
		}
		at := len(dst)
		dst = append(dst, numbers[:base]...)
		for range words {
			dst = append(dst, 0)
		}
		for i, place := range numbers[base:] {
			if c := cell(base + i); place != 0 && c >= 0 {
				dst[at+c] = place
			}
		}
		return dst
	}
	rows := func(row uint16) (uint16, bool) {
		if row < famSame {
			return row, true
		}
		c := cell(int(row-famSame) / 2)
		return famSame + 2*uint16(c) + (row-famSame)&1, c >= 0
	}
	m.changeAll(ms, func(k know) know { return m.knows.rekey(m.knows.change(k, numbers), rows) })
}
