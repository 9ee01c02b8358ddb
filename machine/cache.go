package machine

import (
	"encoding/binary"
	"fmt"
)

// caches is what of a state the caches hold. The zero value is that of a machine without any.
type caches struct {
	width int    // words of a line; 0: there are no caches
	homed bool   // objects of the heap have a home
	lines []line // of the shared lines of the fixed memory, by number
	heap  []line // parallel to the heap: at a line's first word that of the line, else 0

	// Where nothing keeps copies alike, in place of the lines: see cache_none.go.
	stale  bool
	copies []copied // ascending
	words  []uint64 // width of each of them
}

func (c *caches) copyFrom(from *caches) {
	c.width, c.homed = from.width, from.homed
	c.lines = append(c.lines[:0], from.lines...)
	c.heap = append(c.heap[:0], from.heap...)
	c.stale, c.copies, c.words = from.stale, append(c.copies[:0], from.copies...), append(c.words[:0], from.words...)
}

// line gives the line whose first word is at addr.
func (c *caches) line(m *Machine, addr uint64) *line {
	if c.width == 0 || c.stale {
		return &m.noLine
	}
	if addr < m.fixed {
		return &c.lines[m.lineNumber[addr]]
	}
	c.extend(int(addr-m.fixed) + 1)
	return &c.heap[addr-m.fixed]
}

// extend makes room for n words of the heap.
func (c *caches) extend(n int) {
	for len(c.heap) < n {
		c.heap = append(c.heap, 0)
	}
}

// heldByOther reports whether another thread than t has a copy of the line at addr, on the heap.
func (c *caches) heldByOther(addr, fixed uint64, t int) bool {
	return int(addr-fixed) < len(c.heap) && c.heap[addr-fixed].holders()&^(1<<t) != 0
}

// dropEnded drops old copies of threads that have ended, which nobody can read. Those that are kept
// alike stay: a processor keeps its cache, and is asked for what it holds, though its thread has ended.
func (st *State) dropEnded() {
	ended := uint64(0)
	for t, id := range st.Locals {
		if id == 0 {
			ended |= 1 << t
		}
	}
	if ended == 0 {
		return
	}
	if c := &st.Caches; len(c.copies) > 0 {
		c.keepCopies(func(k copied) bool { return ended>>k.thread&1 == 0 })
	}
}

// moveCaches follows heap objects to their new places, which are in m.canon.
func (m *Machine) moveCaches(s *step) {
	c := &s.state.Caches
	if c.stale || c.width == 0 {
		return
	}
	c.extend(len(s.state.Heap))
	old := append(m.oldLines[:0], c.heap...)
	m.oldLines = old
	c.heap = c.heap[:0]
	for _, i := range m.canon.order {
		o := &s.state.Objects[i]
		c.heap = append(c.heap, old[o.base-m.fixed:o.base-m.fixed+uint64(o.size)]...)
	}
}

// The encoding has the lines of the fixed memory after turns, those of an object after its words.

func (c *caches) encode(dst []byte) []byte {
	if c.stale {
		return c.encodeCopies(dst)
	}
	for _, l := range c.lines {
		dst = binary.AppendUvarint(dst, uint64(l))
	}
	return dst
}

// encodeObject appends the lines of an object of size words, the first of which is word i of the heap.
func (c *caches) encodeObject(dst []byte, i, size int) []byte {
	for k := 0; k < size; k += c.width {
		l := line(0)
		if i+k < len(c.heap) {
			l = c.heap[i+k]
		}
		dst = binary.AppendUvarint(dst, uint64(l))
	}
	return dst
}

func (m *Machine) decodeCaches(c *caches, src []byte) []byte {
	c.width, c.homed, c.lines, c.heap = m.lineWidth(), m.homed, c.lines[:0], c.heap[:0]
	switch c.stale = m.stale; {
	case c.stale:
		return c.decodeCopies(src)
	case c.width == 0:
		return src
	}
	for range m.lineCount {
		l, k := uint64(src[0]), 1
		if l >= 0x80 {
			l, k = binary.Uvarint(src)
		}
		c.lines = append(c.lines, line(l))
		src = src[k:]
	}
	return src
}

func (c *caches) decodeObject(src []byte, size int) []byte {
	from := len(c.heap)
	c.extend(from + size)
	for k := 0; k < size; k += c.width {
		l, n := binary.Uvarint(src)
		c.heap[from+k] = line(l)
		src = src[n:]
	}
	return src
}

// lineWidth is the number of words of a line, 0 if there are no caches.
func (m *Machine) lineWidth() int {
	if !m.protocol.caches && !m.stale {
		return 0
	}
	return m.cfg.System.Line
}

// numberLines numbers the shared lines of the fixed memory, for a pass.
func (m *Machine) numberLines() {
	m.lineNumber, m.lineCount = m.lineNumber[:0], 0
	for range m.fixed {
		m.lineNumber = append(m.lineNumber, -1)
	}
	for addr := uint64(1); addr < m.fixed; addr++ {
		if first := m.step.lineOf(addr); m.share.class[addr] == Shared && m.lineNumber[first] < 0 {
			m.lineNumber[first] = int32(m.lineCount)
			m.lineCount++
		}
	}
	c := &m.step.state.Caches
	*c = caches{width: m.lineWidth(), homed: m.homed, stale: m.stale, lines: c.lines[:0], heap: c.heap[:0], copies: c.copies[:0], words: c.words[:0]}
	if c.width > 0 && !c.stale {
		c.lines = append(c.lines, make([]line, m.lineCount)...)
	}
}

// validCaches checks the copies of a state, see line.
func (m *Machine) validCaches(st *State) error {
	threads := uint64(1)<<len(st.Locals) - 1
	check := func(l line, addr uint64) error {
		if err := l.valid(threads, m.protocol.mesi); err != nil {
			return fmt.Errorf("machine: line of %s: %w", m.name(st, addr), err)
		}
		return nil
	}
	c := &st.Caches
	for addr, n := range m.lineNumber {
		if c.width > 0 && !c.stale && n >= 0 {
			if err := check(c.lines[n], uint64(addr)); err != nil {
				return err
			}
		}
	}
	for i, l := range c.heap {
		if err := check(l, m.fixed+uint64(i)); err != nil {
			return err
		}
	}
	return m.validCopies(st)
}
