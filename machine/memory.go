package machine

import (
	"sort"

	"heddle/model/program"
)

const ownerShared = -1

// local reports whether p may access the cell at addr without a step of its own.
// It is false at the wrong moment only together with s.err.
func (s *step) local(p *proc, addr uint64, write, plain bool) bool {
	if s.section || s.alone {
		return true
	}
	m := s.m
	if s.booting || addr < m.fixed {
		if m.cfg.AllVisible {
			return m.prog.Layouts[m.objs.at(addr).layout].Immutable
		}
		if m.share.class[addr] == Shared {
			return false
		}
		if !m.share.touch(p.thread, addr, write) {
			s.err = ErrAgain
		}
		if s.loop.watching {
			s.loop.note(addr, plain)
		}
		return !write || !s.mayCrash(p)
	}
	s.simple = false // it depends on what other threads can reach
	i := s.objectAt(addr)
	if m.prog.Layouts[s.state.Objects[i].layout].Immutable {
		return true
	}
	return s.owner[i] == int32(p.thread) && !m.cfg.AllVisible && !m.stale && !s.held(p.thread, addr) && s.single(p, addr, plain)
}

// objectAt gives the index of the heap object that holds addr.
func (s *step) objectAt(addr uint64) int { return s.state.objectAt(addr) }

func (s *State) objectAt(addr uint64) int {
	o := s.Objects
	return sort.Search(len(o), func(i int) bool { return o[i].base > addr }) - 1
}

// get reads memory, beneath any store buffer.
func (s *step) get(addr uint64) uint64 {
	m := s.m
	if s.booting {
		return m.base[addr]
	}
	s.use(addr, false)
	if addr >= m.fixed {
		if s.m.cfg.Fade {
			s.looksAt(addr)
		}
		s.simple = false
		return s.state.Heap[addr-m.fixed]
	}
	slot := m.slot[addr]
	if slot < 0 {
		return m.base[addr]
	}
	v := s.state.Cells[slot]
	if s.simple {
		s.noteRead(slot, v)
	}
	return v
}

func (s *step) noteRead(slot int32, v uint64) {
	for _, w := range s.writes {
		if w.slot == slot {
			return
		}
	}
	for _, r := range s.reads {
		if r.slot == slot {
			return
		}
	}
	s.reads = append(s.reads, cellValue{slot, v})
}

// put writes memory, beneath any store buffer.
func (s *step) put(addr, v uint64) {
	m := s.m
	if s.booting {
		s.loop.wrote = s.loop.wrote || m.base[addr] != v
		m.base[addr] = v
		return
	}
	s.use(addr, true)
	if addr >= m.fixed {
		if s.m.cfg.Fade {
			s.looksAt(addr)
		}
		s.simple = false
		s.loop.wrote = s.loop.wrote || s.state.Heap[addr-m.fixed] != v
		s.state.Heap[addr-m.fixed] = v
		return
	}
	slot := m.slot[addr]
	if slot < 0 {
		if s.asking {
			s.blocked = true
			return
		}
		if s.err == nil { // whoever writes a read-only cell has noticed it before
			panic("machine: bug: write to a cell that is not in the state")
		}
		return
	}
	s.loop.wrote = s.loop.wrote || s.state.Cells[slot] != v
	s.state.Cells[slot] = v
	s.writes = append(s.writes, cellValue{slot, v})
}

// load is a load by p as the memory model has it.
func (s *step) load(p *proc, addr uint64) uint64 {
	if !s.section && !s.booting && s.m.cfg.Memory.Buffered {
		if v, ok := forward(s.state.Buffers[p.thread], addr); ok {
			s.touch(p, addr, false)
			s.forwarded(addr, v)
			return v
		}
	}
	if !s.section {
		if v, ok := s.loadCopy(p, addr); ok {
			return v
		}
		s.refer(p.thread, refRead, addr)
	}
	return s.fetch(p, addr)
}

// fetch reads memory for p, whatever its store buffer or cache holds.
func (s *step) fetch(p *proc, addr uint64) uint64 {
	s.touch(p, addr, false)
	if s.section && !s.ghosting {
		s.marks = append(s.marks, footprint{addr, false})
	}
	v := s.get(addr)
	if s.serving && !s.ghosting {
		v = s.copied(p)
	}
	return v
}

// forwarded notes a load that the own store buffer answered.
func (s *step) forwarded(addr, v uint64) {
	if addr >= s.m.fixed {
		s.simple = false
	} else if slot := s.m.slot[addr]; slot >= 0 && s.simple {
		s.noteRead(slot, v)
	}
}

// touch notes who touches a fixed cell. Operations that are steps whatever they
// touch come here without having asked local.
func (s *step) touch(p *proc, addr uint64, write bool) {
	m := s.m
	if s.ghosting {
		s.ghostTouches(p, addr, write)
		return
	}
	if s.alone || s.asking || m.cfg.AllVisible || !s.booting && addr >= m.fixed || m.share.class[addr] == Shared {
		return
	}
	if !m.share.touch(p.thread, addr, write) {
		s.err = ErrAgain
	}
}

// store is a store by p; direct says that it does not go through the store buffer
// because nobody else can see the cell, or because it is a draining operation.
func (s *step) store(p *proc, addr, v uint64, order program.Order, direct bool) {
	if !s.section && order != program.SeqCst { // its barrier counts for others, whoever sees the cell
		s.fence(p, order)
	}
	if s.m.cfg.Memory.Buffered && !s.booting && !s.section && !direct && order != program.SeqCst {
		s.touch(p, addr, true)
		s.enqueue(p.thread, entry{addr, v})
		if len(s.state.Buffers[p.thread]) > maxBuffer {
			s.exhausted(p, "stores without bound in a store buffer")
		}
		s.buffered = true
		return
	}
	if !s.section {
		s.refer(p.thread, refWrite, addr)
	}
	s.replace(p, addr, v)
	s.renewCopy(p, addr, v)
}

// replace writes memory for p, past its store buffer.
func (s *step) replace(p *proc, addr, v uint64) {
	s.touch(p, addr, true)
	if s.section && !s.ghosting {
		s.marks = append(s.marks, footprint{addr, true})
	}
	if s.ghosting {
		s.ghostPuts(p, addr, v)
		return
	}
	s.put(addr, v)
	if s.serving {
		s.changes, s.changed = true, v
	}
}

// publish makes what the pointer v leads to shared, if p owned it: v has been
// stored where others can read it, or will when p's store buffer drains.
func (s *step) publish(p *proc, v uint64) {
	if s.booting || v < s.m.fixed || s.m.cfg.AllVisible {
		return
	}
	i := s.objectAt(v)
	if s.owner[i] == ownerShared {
		return
	}
	s.owner[i] = ownerShared
	o := s.state.Objects[i]
	l := &s.m.prog.Layouts[o.layout]
	for k := range o.size {
		if pointer(l, k) {
			if w := s.state.Heap[o.base-s.m.fixed+uint64(k)]; w != 0 {
				s.publish(p, w)
			}
		}
	}
}

// stored publishes v if the cell at addr can be seen by others.
func (s *step) stored(p *proc, addr, v uint64) {
	if v == 0 || s.booting {
		return
	}
	if s.ghosting {
		s.ghostStored(p, addr, v)
		return
	}
	if addr >= s.m.fixed {
		if s.owner[s.objectAt(addr)] == int32(p.thread) {
			return
		}
	} else if s.m.share.class[addr] == Private && !s.mayCrash(p) {
		return
	}
	s.publish(p, v)
}
