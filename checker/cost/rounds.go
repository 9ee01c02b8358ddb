package cost

import (
	"encoding/binary"
	"slices"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// rounds finds how long the chain of signals is by which threads learn that they may leave a
// barrier: of signals that must be one after the other, because each is sent after the one before was received. A signal is a
// read of what another thread has written in the same episode; a read-modify-write
// both receives and sends. It is the longest chain to any thread, so ⌈log₂N⌉ is the least that there can be.
//
// Only each thread's first episode counts. The worst case is over all schedules, the best one over those in
// which all threads leave. ok is false if stores are buffered, if no thread leaves a barrier, if signals go
// by memory of the heap, or if there are too many ways.
func (s *space) rounds(window Window) (worst, best uint32, ok bool) {
	if window != Episode || s.buffered {
		return 0, 0, false
	}
	w := chains{space: s, known: map[string]bool{}, least: infinite}
	w.add(0, make([]byte, s.threads), nil)
	for len(w.todo) > 0 && !w.failed {
		c := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		for r := s.Row(c.node); r.Next(); {
			w.step(c, &r.Edge)
		}
	}
	return w.most, w.least, !w.failed && w.left && w.least != infinite
}

// maxChains bounds the configurations of chains.
const maxChains = 4 << 20

// chains is a walk of the space that keeps the lengths of chains.
type chains struct {
	*space
	known       map[string]bool
	todo        []chained
	key         []byte
	most, least uint32
	left        bool
	failed      bool
}

// chained is a node and the chains that lead to threads and lines there.
type chained struct {
	node   uint32
	thread []byte   // by thread: the length of its chain, before and in its first episode; with leftBit after that
	lines  []letter // that hold what was written in an episode, by address
}

const leftBit = 0x80

// letter is what a line holds: how long the chain was of the thread that wrote it.
type letter struct {
	line   uint64
	writer uint8
	length uint8
}

// step follows a step from c.
func (w *chains) step(c chained, e *graph.Edge) {
	l := w.label(e.Label)
	t := w.threadOf(e)
	if t < 0 {
		w.add(e.To, c.thread, c.lines)
		return
	}
	thread, lines := slices.Clone(c.thread), slices.Clone(c.lines)
	meets := l.Phase == machine.Meeting && thread[t]&leftBit == 0
	for _, touch := range l.Touches {
		if touch.Heap {
			w.failed = true
			return
		}
		at, found := slices.BinarySearchFunc(lines, touch.Line, func(x letter, line uint64) int { return int(int64(x.line) - int64(line)) })
		if meets && touch.Reads && found && int(lines[at].writer) != t {
			if thread[t] = max(thread[t], lines[at].length+1); thread[t] == leftBit-1 {
				w.failed = true
			}
		}
		switch {
		case !touch.Writes:
		case meets && found:
			lines[at] = letter{touch.Line, uint8(t), thread[t]}
		case meets:
			lines = slices.Insert(lines, at, letter{touch.Line, uint8(t), thread[t]})
		case found:
			lines = slices.Delete(lines, at, at+1)
		}
	}
	if meets && has(l, program.EventDepart) {
		w.most, w.left = max(w.most, uint32(thread[t])), true
		thread[t] |= leftBit
		if longest, all := w.longest(e.To, thread); all {
			w.least = min(w.least, longest)
			return // what comes after the first episode does not matter
		}
	}
	w.add(e.To, thread, lines)
}

// longest gives the longest chain of threads that have left, and whether nobody is left to leave.
func (w *chains) longest(v uint32, thread []byte) (n uint32, all bool) {
	all = true
	for t, b := range thread {
		n = max(n, uint32(b&^leftBit))
		if p := w.phases[v].of(t); b&leftBit == 0 && (p == machine.Meeting || t > 0) {
			all = false
		}
	}
	return n, all
}

func (w *chains) add(node uint32, thread []byte, lines []letter) {
	k := append(binary.AppendUvarint(w.key[:0], uint64(node)), thread...)
	for _, x := range lines {
		k = append(binary.AppendUvarint(k, x.line), x.writer, x.length)
	}
	if w.key = k; w.known[string(k)] {
		return
	}
	if len(w.known) == maxChains {
		w.failed = true
		return
	}
	w.known[string(k)] = true
	w.todo = append(w.todo, chained{node, thread, lines})
}
