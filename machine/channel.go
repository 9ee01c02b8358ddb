package machine

import (
	"fmt"

	"heddle/model/program"
)

// channel is what of a channel's object decides which of its operations are ready.
type channel struct{ capacity, count, closed uint64 }

// channel reads the channel at ch in the state that s makes.
func (s *step) channel(ch uint64) channel {
	return channel{s.get(ch + program.ChanCapacity), s.get(ch + program.ChanCount), s.get(ch + program.ChanClosed)}
}

// channelIn reads the channel at ch in a state.
func (m *Machine) channelIn(st *State, ch uint64) channel {
	return channel{m.word(st, ch+program.ChanCapacity), m.word(st, ch+program.ChanCount), m.word(st, ch+program.ChanClosed)}
}

// maxAlloc is the size in bytes above which Go refuses to make a channel.
const maxAlloc = 1 << 48

// makeChan carries out MakeChan.
func (s *step) makeChan(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	n, words := int64(reg[in.B]), int64(s.m.prog.Layouts[in.D].Words)
	switch {
	case n < 0 || n > maxAlloc/8/words:
		s.fault(p, "makechan: size out of range")
		return
	case n*words > maxHeap:
		s.limit(p, fmt.Sprintf("a channel for %d elements", n))
		return
	}
	name := f.ObjectName(in)
	ch := s.object(p, int32(in.Imm), 1, name)
	if n > 0 && s.err == nil {
		if name != "" {
			name += ".elements"
		}
		buffer := s.object(p, in.D, int(n), name)
		if s.err == nil {
			s.put(ch+program.ChanBuffer, buffer)
			s.put(ch+program.ChanCapacity, uint64(n))
		}
	}
	reg[in.A] = ch
}

// ownsChan reports whether p alone can reach the channel at ch, 0 included: what
// p does to it nobody can notice.
func (s *step) ownsChan(p *proc, ch uint64) bool {
	switch {
	case ch == 0 || s.alone:
		return true
	case s.booting || ch < s.m.fixed:
		return false
	}
	s.simple = false // it depends on what other threads can reach
	return s.owner[s.objectAt(ch)] == int32(p.thread) && !s.m.cfg.AllVisible
}

// change writes a word of a channel or of its buffer.
func (s *step) change(p *proc, addr, v uint64) {
	s.touch(p, addr, true)
	s.put(addr, v)
}

// close carries out Close.
func (s *step) close(p *proc, ch uint64) {
	if ch == 0 {
		s.fault(p, "close of nil channel")
		return
	}
	if s.get(ch+program.ChanClosed) != 0 {
		s.unordered()
		s.fault(p, "close of closed channel")
		return
	}
	s.change(p, ch+program.ChanClosed, 1)
	s.learnChan(p, ch, func(u *chanUse, _ uint64) { u.closed = true })
	s.synchronizeChan(p, ch)
	s.exchanged(p, exchange{kind: closes, addr: ch + program.ChanClosed})
	if s.m.tr != nil {
		s.m.tr.closed(p, ch)
	}
}

// chanLen carries out ChanLen.
func (s *step) chanLen(p *proc, in *program.Instr, reg []uint64) {
	ch, n := reg[in.B], uint64(0)
	if ch != 0 {
		n = s.get(ch + program.ChanCount)
		if s.get(ch+program.ChanCapacity) > 0 {
			s.learnChan(p, ch, func(u *chanUse, t uint64) { u.counters |= t })
		}
		if s.m.tr != nil {
			s.m.tr.length(p, ch, n)
		}
	}
	reg[in.A] = n
}

// chanCap carries out ChanCap.
func (s *step) chanCap(in *program.Instr, reg []uint64) {
	ch, n := reg[in.B], uint64(0)
	if ch != 0 {
		n = s.get(ch + program.ChanCapacity)
	}
	reg[in.A] = n
}

// send puts an element into the buffer of the channel at ch, which has room.
// pointer says which words of it hold addresses.
func (s *step) send(p *proc, ch uint64, words []uint64, pointer func(i int) bool) {
	size, count := uint64(max(1, len(words))), s.get(ch+program.ChanCount)
	at := s.get(ch+program.ChanBuffer) + count*size
	for i, v := range words {
		s.change(p, at+uint64(i), v)
		if pointer(i) {
			s.stored(p, at+uint64(i), v)
		}
	}
	s.change(p, ch+program.ChanCount, count+1)
	s.learnChan(p, ch, func(u *chanUse, t uint64) { u.senders |= t })
	s.synchronizeChan(p, ch)
	s.exchanged(p, exchange{kind: sends, addr: at})
}

// receive takes the oldest element of the channel at ch, which has one, to words.
// The others move up, so that equal contents are equal words.
func (s *step) receive(p *proc, ch uint64, words []uint64) {
	size, count := uint64(max(1, len(words))), s.get(ch+program.ChanCount)
	buffer := s.get(ch + program.ChanBuffer)
	for i := range words {
		words[i] = s.get(buffer + uint64(i))
	}
	if len(words) > 0 { // else all of the buffer is 0
		last := (count - 1) * size
		for i := range last {
			s.change(p, buffer+i, s.get(buffer+size+i))
		}
		for i := range size {
			s.change(p, buffer+last+i, 0)
		}
	}
	s.change(p, ch+program.ChanCount, count-1)
	capacity := s.get(ch + program.ChanCapacity)
	s.learnChan(p, ch, func(u *chanUse, t uint64) {
		u.receivers |= t
		u.values = u.values || len(words) > 0
	})
	s.synchronizeChan(p, ch)
	s.exchanged(p, exchange{kind: receives, addr: buffer, size: size, slots: capacity})
}

// drained is a receive from the channel at ch, which is closed and empty.
func (s *step) drained(p *proc, ch uint64) {
	if s.get(ch+program.ChanCapacity) > 0 {
		s.learnChan(p, ch, func(u *chanUse, t uint64) { u.receivers |= t })
	}
	s.synchronizeChan(p, ch)
	s.exchanged(p, exchange{kind: finds, addr: ch + program.ChanClosed})
}
