package coherence

import (
	"encoding/binary"
	"slices"
)

// CopyFrom makes s equal to t without sharing memory with it.
func (s *State) CopyFrom(t *State) {
	s.lines = append(s.lines[:0], t.lines...)
	for i := range s.lines {
		l := &s.lines[i]
		l.home.words = slices.Clone(l.home.words)
		l.copies = slices.Clone(l.copies)
		for k := range l.copies {
			l.copies[k].words = slices.Clone(l.copies[k].words)
		}
	}
	s.asks = append(s.asks[:0], t.asks...)
	s.network = append(s.network[:0], t.network...) // nobody writes a message's words
}

// Encode appends s to dst. Two states are equal exactly if their encodings are.
func (s *State) Encode(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s.lines)))
	for i := range s.lines {
		l := &s.lines[i]
		dst = append(binary.AppendUvarint(dst, l.id), byte(l.node+1))
		dst = l.home.encode(dst)
		dst = append(dst, byte(len(l.copies)))
		for _, c := range l.copies {
			dst = append(dst, byte(c.proc), byte(c.mode))
			dst = appendWords(dst, c.words)
		}
	}
	dst = append(dst, byte(len(s.asks)))
	for _, k := range s.asks {
		if dst = append(dst, byte(k.stage)<<2|byte(k.kind)); k.stage > settled {
			dst = binary.AppendUvarint(dst, k.line)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(s.network)))
	for i := range s.network {
		dst = s.network[i].encode(dst)
	}
	return dst
}

func (h *home) encode(dst []byte) []byte {
	if dst = append(dst, byte(h.busy)); h.busy != idle {
		dst = append(dst, byte(h.who), byte(h.rounds), byte(h.awaits), flag(h.has), byte(h.access.Kind), byte(h.access.Word), flag(h.access.Compares))
		dst = binary.AppendUvarint(dst, h.access.Expected)
		dst = binary.AppendUvarint(dst, h.holders)
	}
	dst = append(dst, byte(h.owner+1))
	dst = binary.AppendUvarint(dst, h.sharers)
	return appendWords(dst, h.words)
}

func (m *Message) encode(dst []byte) []byte {
	dst = append(dst, byte(m.Kind), flag(m.Flag), byte(m.Home+1), byte(m.Proc), byte(m.Word))
	dst = binary.AppendUvarint(dst, m.Line)
	dst = binary.AppendUvarint(dst, m.Value)
	return appendWords(dst, m.Words)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func appendWords(dst []byte, words []uint64) []byte {
	dst = append(dst, byte(len(words)))
	for _, w := range words {
		dst = binary.AppendVarint(dst, int64(w))
	}
	return dst
}

// reader takes an encoding apart.
type reader struct{ src []byte }

func (r *reader) byte() int {
	b := r.src[0]
	r.src = r.src[1:]
	return int(b)
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.src)
	r.src = r.src[n:]
	return v
}

func (r *reader) words() []uint64 {
	n := r.byte()
	if n == 0 {
		return nil
	}
	words := make([]uint64, n)
	for i := range words {
		v, n := binary.Varint(r.src)
		r.src = r.src[n:]
		words[i] = uint64(v)
	}
	return words
}

// Decode fills s from an encoding, and gives what is behind it.
func (s *State) Decode(src []byte) []byte {
	r := reader{src}
	s.lines = s.lines[:0]
	for range r.uvarint() {
		l := line{id: r.uvarint(), node: r.byte() - 1, home: r.home()}
		for range r.byte() {
			l.copies = append(l.copies, copyOf{proc: r.byte(), mode: mode(r.byte()), words: r.words()})
		}
		s.lines = append(s.lines, l)
	}
	s.asks = s.asks[:0]
	for range r.byte() {
		b := r.byte()
		k := ask{stage: stage(b >> 2), kind: Kind(b & 3)}
		if k.stage > settled {
			k.line = r.uvarint()
		}
		s.asks = append(s.asks, k)
	}
	s.network = s.network[:0]
	for range r.uvarint() {
		m := Message{Kind: MessageKind(r.byte()), Flag: r.byte() != 0, Home: r.byte() - 1, Proc: r.byte(), Word: r.byte()}
		m.Line, m.Value, m.Words = r.uvarint(), r.uvarint(), r.words()
		s.network = append(s.network, m)
	}
	return r.src
}

func (r *reader) home() home {
	h := home{busy: busy(r.byte())}
	if h.busy != idle {
		h.who, h.rounds, h.awaits, h.has = r.byte(), r.byte(), r.byte(), r.byte() != 0
		h.access = Access{Kind: Kind(r.byte()), Word: r.byte(), Compares: r.byte() != 0, Expected: r.uvarint()}
		h.holders = r.uvarint()
	}
	h.owner, h.sharers, h.words = r.byte()-1, r.uvarint(), r.words()
	return h
}
