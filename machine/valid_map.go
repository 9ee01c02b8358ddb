package machine

import "fmt"

// validMaps checks the maps of a state: an array of as many entries as there are, in
// order; and that no word of an iterator but its map leads to anything but keys.
func (m *Machine) validMaps(st *State) error {
	for _, o := range m.objs {
		if err := m.validMap(st, o.base, o.layout); err != nil {
			return err
		}
	}
	for _, o := range st.Objects {
		if err := m.validMap(st, o.base, o.layout); err != nil {
			return err
		}
	}
	return nil
}

func (m *Machine) validMap(st *State, addr uint64, layout int32) error {
	s := &m.step
	for i := range m.prog.Maps {
		t := &m.prog.Maps[i]
		switch layout {
		case t.Iter:
			for _, w := range []uint64{iterThere, iterDone} {
				if err := m.validArray(st, addr+w, t.Keys); err != nil {
					return err
				}
			}
		case t.Object:
			if err := m.validArray(st, addr+mapEntries, t.Entries); err != nil {
				return err
			}
			a := s.arrayAt(m.word(st, addr+mapEntries), t.Entries)
			if n := m.word(st, addr+mapCount); n != uint64(a.n) {
				return fmt.Errorf("machine: map at %d: count %d, %d entries", addr, n, a.n)
			}
			for k := 1; k < a.n && sortable(t.Key); k++ {
				if m.order(t.Key, s.key(&a, k-1), s.key(&a, k)) > 0 {
					return fmt.Errorf("machine: map at %d: entry %d comes before entry %d", addr, k, k-1)
				}
			}
		}
	}
	return nil
}

// validArray checks that the word at addr is nil or leads to an object of a layout.
func (m *Machine) validArray(st *State, addr uint64, layout int32) error {
	at := m.word(st, addr)
	got := layout
	if at >= m.fixed {
		got = st.Objects[st.objectAt(at)].layout
	} else if at > 0 {
		got = m.objs.at(at).layout
	}
	if got != layout {
		return fmt.Errorf("machine: word %d leads to a %s, want a %s", addr, m.prog.Layouts[got].Name, m.prog.Layouts[layout].Name)
	}
	return nil
}
