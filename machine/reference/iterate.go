package reference

import (
	"slices"

	"heddle/model/program"
)

// The words of an iterator.
const (
	iterMap  = iota
	iterTodo // address of an array of the keys of entries that must be produced if they are still there
	iterDone // … of keys that were produced
)

// iterate executes an operation on an iterator.
func (m *Machine) iterate(t int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	typ := &m.prog.Maps[in.Imm]
	it := f.regs[in.B]
	mp := it
	if in.Op != program.MapRange {
		if err := m.valid(t, it); err != nil {
			return err
		}
		mp = m.mem[it+iterMap]
	}
	if err := m.touchMap(t, mp, mapIteration, a); err != nil {
		return err
	}
	switch in.Op {
	case program.MapRange:
		it = m.object(object{Object: program.Object{Layout: typ.Iter, Count: 1}})
		m.mem[it+iterMap] = mp
		m.mem[it+iterTodo] = m.newArray(typ.Keys, m.keys(typ, m.entries(mp)))
		f.regs[in.A] = it
	case program.MapCount:
		must, may := m.candidates(typ, it)
		f.regs[in.A], f.regs[in.A+1] = uint64(len(must)), uint64(len(must)+len(may))
	case program.MapNext:
		results := f.regs[in.A : in.A+in.D]
		must, may := m.candidates(typ, it)
		all := append(must, may...)
		c := f.regs[in.C]
		clear(results)
		if c >= uint64(len(all)) {
			return nil
		}
		results[0] = 1
		copy(results[1:], all[c])
		m.produce(typ, it, m.keys(typ, all[c:c+1])[0])
	}
	return nil
}

// keys gives the keys of entries, each as an element of Keys.
func (m *Machine) keys(typ *program.MapType, entries [][]uint64) [][]uint64 {
	var list [][]uint64
	for _, e := range entries {
		key := make([]uint64, m.prog.Layouts[typ.Keys].Words)
		copy(key, e[:len(typ.Key)])
		list = append(list, key)
	}
	return list
}

// candidates gives the entries that the iterator must still produce, and the others that it may.
func (m *Machine) candidates(typ *program.MapType, it uint64) (must, may [][]uint64) {
	todo, done := m.array(m.mem[it+iterTodo]), m.array(m.mem[it+iterDone])
	for _, e := range m.entries(m.mem[it+iterMap]) {
		key := e[:len(typ.Key)]
		if i := m.keyIndex(typ, todo, key); i >= 0 {
			todo = slices.Delete(todo, i, i+1)
			must = append(must, e)
		} else if i := m.keyIndex(typ, done, key); i >= 0 {
			done = slices.Delete(done, i, i+1)
		} else {
			may = append(may, e)
		}
	}
	return must, may
}

// produce notes that the entry with that key has been produced.
func (m *Machine) produce(typ *program.MapType, it uint64, key []uint64) {
	todo := m.array(m.mem[it+iterTodo])
	if i := m.keyIndex(typ, todo, key); i >= 0 {
		m.mem[it+iterTodo] = m.newArray(typ.Keys, slices.Delete(todo, i, i+1))
	}
	m.mem[it+iterDone] = m.newArray(typ.Keys, append(m.array(m.mem[it+iterDone]), key))
}

// forget lets no iterator over the map know of a key that is no more; of none at all if key is nil.
func (m *Machine) forget(typ *program.MapType, mp uint64, key []uint64) {
	for _, o := range slices.Clone(m.objects) {
		if o.Layout != typ.Iter || m.mem[o.Addr+iterMap] != mp {
			continue
		}
		for _, word := range []uint64{o.Addr + iterTodo, o.Addr + iterDone} {
			kept := slices.DeleteFunc(m.array(m.mem[word]), func(k []uint64) bool { return key == nil || m.sameKey(typ, k, key) })
			m.mem[word] = m.newArray(typ.Keys, kept)
		}
	}
}

// keyIndex gives the index of key, -1 if it is not there. A key that is not equal to itself is found by its words.
func (m *Machine) keyIndex(typ *program.MapType, keys [][]uint64, key []uint64) int {
	return slices.IndexFunc(keys, func(k []uint64) bool {
		return slices.Equal(k[:len(key)], key) || m.sameKey(typ, k, key)
	})
}
