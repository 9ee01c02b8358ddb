package machine

import (
	"fmt"

	"heddle/model/program"
)

// validMessages checks messages and views: cells ascend, each with something to say; the first
// message of a cell follows none, the newest has its value in memory; what is known is of places and
// marks that exist, and of no place of its own in a message; acq is never less than cur; who has
// ended knows nothing.
func (m *Machine) validMessages(st *State) error {
	if !m.cfg.Memory.Views {
		return nil
	}
	ms := &st.Messages
	if len(ms.threads) != len(st.Locals) {
		return fmt.Errorf("machine: %d viewers of %d threads", len(ms.threads), len(st.Locals))
	}
	cells := m.sharedCells + len(st.Heap)
	last := -1
	for i := range ms.cells {
		h := &ms.cells[i]
		if h.cell <= last || h.cell >= cells || len(h.list) == 0 || h.silent() {
			return fmt.Errorf("machine: messages of cell %d of %d after %d: %d", h.cell, cells, last, len(h.list))
		}
		last = h.cell
		if h.list[0].rmw || h.list[len(h.list)-1].value != 0 {
			return fmt.Errorf("machine: messages of cell %d: %+v", h.cell, h.list)
		}
		for place := range h.list {
			if e := &h.list[place]; e.plain || m.knows.get(e.know, rowAt, h.cell) != 0 {
				return fmt.Errorf("machine: message %d of cell %d: %+v", place, h.cell, *e)
			}
		}
	}
	var bad error
	ms.each(func(k *know) {
		if bad == nil {
			bad = m.validKnow(st, *k)
		}
	})
	for t := range ms.threads {
		v := &ms.threads[t]
		empty := v.cur|v.acq|v.fence|v.heirs|v.psc.know == 0 && len(v.rel) == 0 && v.psc.last < 0
		switch {
		case bad != nil:
		case st.Locals[t] == 0 && !empty:
			bad = fmt.Errorf("machine: %s has ended and knows %+v", program.ThreadName(t), *v)
		case m.knows.join(v.cur, v.acq) != v.acq:
			bad = fmt.Errorf("machine: %s knows %v now, %v after an acquire fence", program.ThreadName(t), m.knows.record(v.cur), m.knows.record(v.acq))
		case v.psc.last >= cells:
			bad = fmt.Errorf("machine: %s was last at cell %d of %d", program.ThreadName(t), v.psc.last, cells)
		}
	}
	return bad
}

// validKnow checks one record.
func (m *Machine) validKnow(st *State, k know) error {
	if int(k) >= len(m.knows.list) {
		return fmt.Errorf("machine: knowledge %d, want below %d", k, len(m.knows.list))
	}
	key := -1
	for rec := m.knows.record(k); len(rec) > 0; rec = rec[2+int(rec[1]):] {
		n := int(rec[1])
		numbers := rec[2 : 2+n]
		if int(rec[0]) <= key || n == 0 || numbers[n-1] == 0 {
			return fmt.Errorf("machine: knowledge %v: row %d after %d", m.knows.record(k), rec[0], key)
		}
		key = int(rec[0])
		for i, v := range numbers {
			switch {
			case rec[0] == rowSeen && (i >= len(st.Marks) || v > 1):
				return fmt.Errorf("machine: knowledge %v: mark %d of %d", m.knows.record(k), i, len(st.Marks))
			case rec[0] == rowReturned && i >= maxClaimants:
				return fmt.Errorf("machine: knowledge %v: client %d", m.knows.record(k), i)
			case byCell(rec[0]) && (i >= m.sharedCells+len(st.Heap) || int(v) >= st.Messages.count(i)):
				return fmt.Errorf("machine: knowledge %v: place %d of cell %d, which has %d", m.knows.record(k), v, i, st.Messages.count(i))
			}
		}
	}
	return nil
}
