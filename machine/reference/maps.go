package reference

import (
	"cmp"
	"slices"

	"heddle/model/program"
)

const (
	nilMap     = "panic: assignment to entry in nil map"
	unhashable = "runtime error: hash of unhashable type "
)

// The sorts of access to a map, of Access.Map.
const (
	mapRead      = "read"
	mapWrite     = "write"
	mapIteration = "iteration"
)

// mapOp executes an operation on a map.
func (m *Machine) mapOp(t int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	typ := &m.prog.Maps[in.Imm]
	if in.Op == program.MapMake {
		o := object{Object: program.Object{Layout: typ.Object, Count: 1}}
		if in.C >= 0 {
			o.Name = f.fn.Names[in.C]
		}
		f.regs[in.A] = m.object(o)
		a.Kind, a.Addr, a.Loc, a.Value = KindAlloc, f.regs[in.A], m.objectName(o), f.regs[in.A]
		return nil
	}
	addr := f.regs[in.B]
	if addr == 0 && in.Op == program.MapSet {
		return m.fault(t, nilMap)
	}
	sort := mapRead
	if in.WritesMap() {
		sort = mapWrite
	}
	if err := m.touchMap(t, addr, sort, a); err != nil {
		return err
	}
	switch in.Op {
	case program.MapLen:
		f.regs[in.A] = 0
		if addr != 0 {
			f.regs[in.A] = m.mem[addr]
		}
		return nil
	case program.MapClear:
		if addr != 0 {
			m.setEntries(typ, addr, nil)
			m.forget(typ, addr, nil)
		}
		return nil
	}
	var words []uint64
	for _, r := range f.fn.Lists[in.C] {
		words = append(words, f.regs[r])
	}
	if bad := m.unhashable(typ.Key, words); bad != "" {
		return m.fault(t, unhashable+bad)
	}
	m.atKey(in, typ, addr, words, f.regs)
	return nil
}

// atKey executes MapGet, MapSet or MapDelete with the words that the instruction lists.
func (m *Machine) atKey(in program.Instr, typ *program.MapType, addr uint64, words, regs []uint64) {
	n := len(typ.Key)
	key := words[:n]
	entries := m.entries(addr)
	at := slices.IndexFunc(entries, func(e []uint64) bool { return m.sameKey(typ, e[:n], key) })
	switch in.Op {
	case program.MapGet:
		results := regs[in.A : in.A+in.D]
		clear(results)
		if at >= 0 {
			copy(results, entries[at][n:n+len(typ.Elem)])
			results[len(typ.Elem)] = 1
		}
	case program.MapDelete:
		if at >= 0 {
			m.setEntries(typ, addr, slices.Delete(entries, at, at+1))
			m.forget(typ, addr, key)
		}
	case program.MapSet:
		entry := make([]uint64, m.prog.Layouts[typ.Entries].Words)
		copy(entry, words)
		if at >= 0 {
			entries[at] = entry
		} else {
			entries = slices.Insert(entries, m.position(typ, entries, key), entry)
		}
		m.setEntries(typ, addr, entries)
	}
}

// touchMap enters an access to the map at addr, which may be nil.
func (m *Machine) touchMap(t int, addr uint64, sort string, a *Access) error {
	if addr == 0 {
		return nil
	}
	if err := m.valid(t, addr); err != nil {
		return err
	}
	if m.ghost {
		return nil
	}
	o, _ := m.find(addr)
	a.Kind, a.Addr, a.Loc, a.Map, a.Wrote = KindLoad, addr, m.objectName(o), sort, sort == mapWrite
	if a.Wrote {
		a.Kind = KindStore
	}
	if m.section != nil {
		m.section.parts = append(m.section.parts, *a)
		return nil
	}
	if m.config.Memory == RC11 {
		a.Value, a.Write = m.mem[addr], -1
		return m.weak.enter(m, t, *a, len(m.lists[addr])-1)
	}
	return m.order(t, *a)
}

// entries gives the entries of a map, copied.
func (m *Machine) entries(addr uint64) [][]uint64 {
	if addr == 0 {
		return nil
	}
	return m.array(m.mem[addr+1])
}

// setEntries replaces them.
func (m *Machine) setEntries(typ *program.MapType, addr uint64, entries [][]uint64) {
	m.mem[addr+1] = m.newArray(typ.Entries, entries)
	m.mem[addr] = uint64(len(entries))
}

// array gives the elements of the array object at addr, copied; none if addr is 0.
func (m *Machine) array(addr uint64) [][]uint64 {
	if addr == 0 {
		return nil
	}
	o, _ := m.find(addr)
	var list [][]uint64
	for words := range slices.Chunk(m.mem[o.Addr:o.Addr+m.words(o)], m.prog.Layouts[o.Layout].Words) {
		list = append(list, slices.Clone(words))
	}
	return list
}

// newArray adds an array object of these elements and gives its address, 0 if there are none.
func (m *Machine) newArray(layout int32, elements [][]uint64) uint64 {
	if len(elements) == 0 {
		return 0
	}
	addr := m.object(object{Object: program.Object{Layout: layout, Count: len(elements)}, array: true})
	size := uint64(m.prog.Layouts[layout].Words)
	for i, words := range elements {
		copy(m.mem[addr+uint64(i)*size:][:size], words)
	}
	return addr
}

// position is where a new entry with that key is put.
func (m *Machine) position(typ *program.MapType, entries [][]uint64, key []uint64) int {
	for _, w := range typ.Key {
		if w.Kind == program.KindPointer || w.Kind == program.KindIface {
			return len(entries)
		}
	}
	after := func(e []uint64) bool { return m.compareKeys(typ, e, key) > 0 }
	if at := slices.IndexFunc(entries, after); at >= 0 {
		return at
	}
	return len(entries)
}

// compareKeys compares keys without addresses and interfaces word by word.
func (m *Machine) compareKeys(typ *program.MapType, x, y []uint64) int {
	for i, w := range typ.Key {
		c := 0
		switch {
		case w.Blank:
		case float(w.Kind):
			c = cmp.Compare(toFloat(w.Kind, x[i]), toFloat(w.Kind, y[i]))
		case w.Kind == program.KindString:
			c = cmp.Compare(m.text(x[i]), m.text(y[i]))
		case signed(w.Kind):
			c = cmp.Compare(int64(x[i]), int64(y[i]))
		default:
			c = cmp.Compare(x[i], y[i])
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// sameKey reports whether two keys, which hold no uncomparable value, are equal.
func (m *Machine) sameKey(typ *program.MapType, x, y []uint64) bool {
	same, _ := m.sameWords(typ.Key, x, y)
	return same
}

// unhashable gives the first dynamic type in the words of a key that cannot be hashed, "" if there is none.
func (m *Machine) unhashable(kinds []program.WordKind, words []uint64) string {
	for i, w := range kinds {
		if w.Kind != program.KindIface || w.Blank || words[i] == 0 {
			continue
		}
		typ := &m.prog.Types[words[i]]
		if !typ.Comparable {
			return typ.Name
		}
		if typ.Boxed {
			if bad := m.unhashable(typ.Words, m.mem[words[i+1]:]); bad != "" {
				return bad
			}
		}
	}
	return ""
}
