package machine

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"heddle/model/program"
)

// Where nothing keeps copies alike a load takes a copy of the line, and finds it from then on, whatever others
// write; a store goes to memory, and into the own copy if there is one. What lies in the memory beside a
// processor it does not cache. Software does its part of coherence: an acquire drops all of the thread's copies but that
// of the line that it has read, so that what a lock protects is seen; a spin on a copy goes on for ever.
// Read-modify-writes and atomic sections go to memory. Maps and channels are the run-time system's, which does not
// cache them.

// copied is a thread's copy of a line. Its words are in caches.words, as many as a line has.
type copied struct {
	thread uint8
	addr   uint64 // of the line's first word
}

func (k copied) compare(l copied) int {
	return cmp.Or(cmp.Compare(k.thread, l.thread), cmp.Compare(k.addr, l.addr))
}

// copyOf finds thread t's copy of the line at addr, or where it would be.
func (c *caches) copyOf(t int, addr uint64) (i int, found bool) {
	return slices.BinarySearchFunc(c.copies, copied{uint8(t), addr}, copied.compare)
}

// keepCopies drops the copies of which keep does not hold.
func (c *caches) keepCopies(keep func(k copied) bool) {
	n := 0
	for i, k := range c.copies {
		if keep(k) {
			c.copies[n] = k
			copy(c.words[n*c.width:], c.words[i*c.width:(i+1)*c.width])
			n++
		}
	}
	c.copies, c.words = c.copies[:n], c.words[:n*c.width]
}

// loadCopy is a load by p that its cache answers, which it fills if need be; ok is false if the cell is not cached.
func (s *step) loadCopy(p *proc, addr uint64) (v uint64, ok bool) {
	m := s.m
	if !m.stale || s.ghosting || !s.charged(p.thread, addr, false) {
		return 0, false
	}
	first := s.lineOf(addr)
	if m.home(&s.state, first) == p.thread {
		return 0, false
	}
	c := &s.state.Caches
	i, found := c.copyOf(p.thread, first)
	if found {
		s.notes(true)
	} else {
		s.refer(p.thread, refRead, addr)
		s.charge(Misses, p.thread, 1)
		c.copies = slices.Insert(c.copies, i, copied{uint8(p.thread), first})
		c.words = slices.Insert(c.words, i*c.width, make([]uint64, c.width)...)
		for k := range s.lineSize(first) {
			c.words[i*c.width+k] = s.get(first + uint64(k))
		}
	}
	v = c.words[i*c.width+int(addr-first)]
	if m.tr != nil {
		m.tr.fromCopy(p, addr, v, found)
	}
	return v, true
}

// lineSize is the number of words of the line at first: the last one of an object may be short.
func (s *step) lineSize(first uint64) int {
	end := uint64(0)
	if m := s.m; first < m.fixed {
		o := m.objs.at(first)
		end = o.base + uint64(o.size)
	} else {
		o := &s.state.Objects[s.objectAt(first)]
		end = o.base + uint64(o.size)
	}
	return min(s.state.Caches.width, int(end-first))
}

// renewCopy writes into p's copy of the cell at addr, if it has one.
func (s *step) renewCopy(p *proc, addr, v uint64) {
	if !s.m.stale || s.booting {
		return
	}
	first, c := s.lineOf(addr), &s.state.Caches
	if i, found := c.copyOf(p.thread, first); found {
		c.words[i*c.width+int(addr-first)] = v
	}
}

// dropCopy drops p's copy of the cell at addr.
func (s *step) dropCopy(p *proc, addr uint64) {
	if s.m.stale && !s.booting && !s.ghosting {
		gone := copied{uint8(p.thread), s.lineOf(addr)}
		s.state.Caches.keepCopies(func(k copied) bool { return k != gone })
	}
}

// acquires is what an access or fence by p of an order does with its copies: it drops them if it acquires, but
// that of the cell at but, which it has read; 0 is none.
func (s *step) acquires(p *proc, order program.Order, but uint64) {
	if !s.m.stale || s.booting || s.section || !order.Acquires() {
		return
	}
	if but != 0 {
		but = s.lineOf(but)
	}
	s.state.Caches.keepCopies(func(k copied) bool { return int(k.thread) != p.thread || k.addr == but })
}

// eachCopied calls f with each word of a copy of the line at addr that holds an address: of all threads.
func (s *step) eachCopied(from, to uint64, f func(w *uint64)) {
	c := &s.state.Caches
	for i, k := range c.copies {
		if k.addr < from || k.addr >= to {
			continue
		}
		for j := range s.lineSize(k.addr) {
			if s.pointerAt(k.addr + uint64(j)) {
				f(&c.words[i*c.width+j])
			}
		}
	}
}

// moveCopies follows heap objects to their new places; copies of those that are no more are dropped. move changes
// an address, to gives the new one of a cell.
func (m *Machine) moveCopies(s *step, move func(w *uint64), to func(addr uint64) (uint64, bool)) {
	c := &s.state.Caches
	c.keepCopies(func(k copied) bool { _, kept := to(k.addr); return kept })
	s.eachCopied(0, m.fixed+uint64(len(s.state.Heap)), move)
	old, words := slices.Clone(c.copies), slices.Clone(c.words)
	for i := range c.copies {
		c.copies[i].addr, _ = to(c.copies[i].addr)
	}
	moved := slices.Clone(c.copies)
	slices.SortFunc(c.copies, copied.compare)
	for i := range old {
		at, _ := slices.BinarySearchFunc(c.copies, moved[i], copied.compare)
		copy(c.words[at*c.width:], words[i*c.width:(i+1)*c.width])
	}
}

func (c *caches) encodeCopies(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(c.copies)))
	for i, k := range c.copies {
		dst = binary.AppendUvarint(append(dst, k.thread), k.addr)
		for _, w := range c.words[i*c.width : (i+1)*c.width] {
			dst = binary.AppendVarint(dst, int64(w))
		}
	}
	return dst
}

func (c *caches) decodeCopies(src []byte) []byte {
	count, n := binary.Uvarint(src)
	src = src[n:]
	c.copies, c.words = c.copies[:0], c.words[:0]
	for range count {
		addr, n := binary.Uvarint(src[1:])
		c.copies = append(c.copies, copied{src[0], addr})
		src = src[1+n:]
		for range c.width {
			w, n := binary.Varint(src)
			c.words = append(c.words, uint64(w))
			src = src[n:]
		}
	}
	return src
}

// validCopies checks that copies ascend, and are of lines that exist and of threads alive.
func (m *Machine) validCopies(st *State) error {
	end := m.fixed + uint64(len(st.Heap))
	c := &st.Caches
	for i, k := range c.copies {
		if k.addr == 0 || k.addr >= end || m.step.lineOf(k.addr) != k.addr || st.alive()>>k.thread&1 == 0 || i > 0 && c.copies[i-1].compare(k) >= 0 {
			return fmt.Errorf("machine: copy %d: %+v, want ascending ones of threads alive %b and lines below %d", i, k, st.alive(), end)
		}
	}
	return nil
}

// copyAt gives what thread t's copy has of the cell at addr; ok is false if it has none.
func (m *Machine) copyAt(st *State, t int, addr uint64) (v uint64, ok bool) {
	if !m.stale || addr == 0 {
		return 0, false
	}
	first := st.lineOf(m, addr)
	i, ok := st.Caches.copyOf(t, first)
	if ok {
		v = st.Caches.words[i*st.Caches.width+int(addr-first)]
	}
	return v, ok
}
