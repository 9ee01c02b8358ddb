package machine

import (
	"encoding/binary"

	"heddle/machine/coherence"
)

// State is everything that changes. Cells are those fixed cells that are not
// read-only, by slot; Heap is what was allocated later, object after object,
// from address Machine.fixed on.
type State struct {
	Locals   []uint32 // by thread: its local state (see local.go); 0 has ended
	Cells    []uint64
	Buffers  [][]entry // by thread, oldest first; nil unless the memory model has buffers
	Heap     []uint64
	Objects  []heapObject
	Messages messages         // of a memory model with views, else empty
	Tracked  bool             // some cell is tracked in this pass: marks are part of the state
	Marks    []mark           // see knowledge.go; ascending
	Split    *coherence.State // nil unless transactions are split
	Turns    []turn           // by thread, if the machine keeps them: see turns.go
	Caches   caches
	Net      netState
}

type heapObject struct {
	base   uint64
	size   int
	layout int32
	count  int
	home   uint8 // the thread whose memory it lies in
	faded  bool  // its words are forgotten, see fade.go
}

// copyFrom makes s equal to t without sharing memory with it.
func (s *State) copyFrom(t *State) {
	s.Locals = append(s.Locals[:0], t.Locals...)
	s.Cells = append(s.Cells[:0], t.Cells...)
	s.Heap = append(s.Heap[:0], t.Heap...)
	s.Objects = append(s.Objects[:0], t.Objects...)
	s.setBuffers(len(t.Buffers))
	for i, b := range t.Buffers {
		s.Buffers[i] = append(s.Buffers[i][:0], b...)
	}
	if len(t.Messages.threads) > 0 || len(s.Messages.threads) > 0 {
		s.Messages.copyFrom(&t.Messages)
	}
	if t.Split != nil {
		if s.Split == nil {
			s.Split = &coherence.State{}
		}
		s.Split.CopyFrom(t.Split)
	} else {
		s.Split = nil
	}
	if s.Tracked = t.Tracked; s.Tracked || len(s.Marks) > 0 {
		s.copyMarks(t.Marks)
	}
	s.Turns = append(s.Turns[:0], t.Turns...)
	if t.Caches.width > 0 || t.Caches.homed || s.Caches.width > 0 {
		s.Caches.copyFrom(&t.Caches)
	}
	if t.Net.table != nil || s.Net.table != nil {
		s.Net.copyFrom(&t.Net)
	}
}

func (s *State) setBuffers(n int) {
	for len(s.Buffers) < n {
		if len(s.Buffers) < cap(s.Buffers) {
			s.Buffers = s.Buffers[:len(s.Buffers)+1]
			s.Buffers[len(s.Buffers)-1] = s.Buffers[len(s.Buffers)-1][:0]
		} else {
			s.Buffers = append(s.Buffers, nil)
		}
	}
	s.Buffers = s.Buffers[:n]
}

// The encoding is a sequence of varints: the number of threads, their locals, the
// cells (zigzag), then for each thread its buffer's length and entries, then, if
// cells are tracked, the number of marks and each of them, then turns, then
// what caches hold and the messages of a protocol, then networks, then the number of heap
// objects, and for each its layout, count and words. Two states are equal exactly
// if their encodings are.

func (s *State) encode(dst []byte) []byte {
	dst = append(dst, byte(len(s.Locals)))
	for _, l := range s.Locals {
		if l < 0x80 {
			dst = append(dst, byte(l))
		} else {
			dst = binary.AppendUvarint(dst, uint64(l))
		}
	}
	for _, c := range s.Cells {
		if c < 0x40 {
			dst = append(dst, byte(c<<1))
		} else {
			dst = binary.AppendVarint(dst, int64(c))
		}
	}
	for _, b := range s.Buffers {
		dst = binary.AppendUvarint(dst, uint64(len(b)))
		for _, e := range b {
			dst = binary.AppendUvarint(dst, e.addr)
			dst = binary.AppendVarint(dst, int64(e.value))
		}
	}
	if len(s.Messages.threads) > 0 {
		dst = s.Messages.encode(dst)
	}
	if s.Tracked {
		dst = s.encodeMarks(dst)
	}
	if len(s.Turns) > 0 {
		dst = s.encodeTurns(dst)
	}
	if s.Caches.width > 0 {
		dst = s.Caches.encode(dst)
	}
	if s.Split != nil {
		dst = s.Split.Encode(dst)
	}
	if s.Net.table != nil {
		dst = s.Net.encode(dst)
		for _, k := range s.Messages.sent {
			dst = binary.AppendUvarint(dst, uint64(k))
		}
		if len(s.Messages.threads) > 0 {
			dst = binary.AppendUvarint(dst, uint64(s.Messages.ended))
			dst = s.Messages.encodeRoom(dst)
		}
	}
	if len(s.Objects) == 0 {
		return dst
	}
	dst = binary.AppendUvarint(dst, uint64(len(s.Objects)))
	next := 0
	for _, o := range s.Objects {
		dst = binary.AppendUvarint(dst, uint64(o.layout))
		dst = binary.AppendUvarint(dst, uint64(o.count)<<1|truth(o.faded))
		for _, w := range s.Heap[next : next+o.size] {
			dst = binary.AppendVarint(dst, int64(w))
		}
		if s.Caches.homed {
			dst = append(dst, o.home)
		}
		if s.Caches.width > 0 && !s.Caches.stale {
			dst = s.Caches.encodeObject(dst, next, o.size)
		}
		next += o.size
	}
	return dst
}

// decode fills s from an encoding by a machine with the same sharing.
func (m *Machine) decode(s *State, src []byte) {
	n := int(src[0])
	src = src[1:]
	s.Locals = s.Locals[:0]
	for range n {
		v, k := uint64(src[0]), 1
		if v >= 0x80 {
			v, k = binary.Uvarint(src)
		}
		s.Locals = append(s.Locals, uint32(v))
		src = src[k:]
	}
	s.Cells = s.Cells[:0]
	for range m.slotAddr {
		if b := src[0]; b < 0x80 && b&1 == 0 {
			s.Cells = append(s.Cells, uint64(b>>1))
			src = src[1:]
			continue
		}
		v, k := binary.Varint(src)
		s.Cells = append(s.Cells, uint64(v))
		src = src[k:]
	}
	if m.cfg.Memory.Buffered {
		src = s.decodeBuffers(n, src)
	}
	if m.cfg.Memory.Views {
		src = s.Messages.decode(n, src)
	}
	if s.Tracked = m.share.tracking; s.Tracked {
		src = s.decodeMarks(src)
	}
	if m.cfg.Ordered {
		src = s.decodeTurns(n, src)
	}
	if m.cached {
		src = m.decodeCaches(&s.Caches, src)
	}
	if m.split != nil {
		src = s.decodeSplit(src)
	}
	if len(m.networks.list) > 0 {
		src = m.decodeNetworks(s, src)
	}
	s.Heap, s.Objects = s.Heap[:0], s.Objects[:0]
	if len(src) > 0 {
		m.decodeHeap(s, src)
	}
}

func (s *State) decodeBuffers(n int, src []byte) []byte {
	s.setBuffers(n)
	for i := range s.Buffers {
		count, k := binary.Uvarint(src)
		src = src[k:]
		b := s.Buffers[i][:0]
		for range count {
			addr, k := binary.Uvarint(src)
			value, l := binary.Varint(src[k:])
			src = src[k+l:]
			b = append(b, entry{addr, uint64(value)})
		}
		s.Buffers[i] = b
	}
	return src
}

func (s *State) decodeSplit(src []byte) []byte {
	if s.Split == nil {
		s.Split = &coherence.State{}
	}
	return s.Split.Decode(src)
}

func (m *Machine) decodeNetworks(s *State, src []byte) []byte {
	src = s.Net.decode(&m.networks, src)
	if m.cfg.Memory.Views {
		s.Messages.sent = s.Messages.sent[:0]
		for range s.Net.len() {
			k, n := binary.Uvarint(src)
			s.Messages.sent, src = append(s.Messages.sent, know(k)), src[n:]
		}
		k, n := binary.Uvarint(src)
		s.Messages.ended, src = know(k), src[n:]
		src = s.Messages.decodeRoom(m.rooms(), src)
	}
	return src
}

func (m *Machine) decodeHeap(s *State, src []byte) {
	count, k := binary.Uvarint(src)
	src = src[k:]
	for range count {
		layout, k := binary.Uvarint(src)
		n, l := binary.Uvarint(src[k:])
		src = src[k+l:]
		o := heapObject{base: m.fixed + uint64(len(s.Heap)), layout: int32(layout), count: int(n >> 1), faded: n&1 != 0}
		o.size = max(1, m.prog.Layouts[layout].Words*o.count)
		for range o.size {
			w, k := binary.Varint(src)
			s.Heap = append(s.Heap, uint64(w))
			src = src[k:]
		}
		if s.Caches.homed {
			o.home, src = src[0], src[1:]
		}
		if s.Caches.width > 0 && !s.Caches.stale {
			src = s.Caches.decodeObject(src, o.size)
		}
		s.Objects = append(s.Objects, o)
	}
}
