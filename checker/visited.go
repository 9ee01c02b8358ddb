package checker

import (
	"bytes"
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"heddle/machine"
)

// visited is the exact set of states found, each with its parent and the action
// that led to it. States lie in an arena in the order in which they were found;
// a state is known by its position there, so a parent's position is always smaller.
//
// A record is: length of the state (uvarint), its bytes, the distance back to its
// parent (uvarint, 0 for the initial state), the action (uvarint) and, if states are
// numbered, how many were found before it (uvarint).
//
// The hash table has open addressing with linear probing. A slot holds a tag of
// 24 bits of the hash and the position plus one in the other 40; 0 is free.
type visited struct {
	chunks [][]byte
	slots  []uint64
	count  int
	held   int // bytes of chunks and slots

	numbered bool
}

// position of a state: chunk and offset in it.
type position uint64

const (
	chunkBits = 22
	chunkSize = 1 << chunkBits
	posBits   = 40
	posMask   = 1<<posBits - 1
)

func newVisited() *visited {
	v := &visited{slots: make([]uint64, 1<<10)}
	v.held = 8 * len(v.slots)
	return v
}

// full reports whether the table must grow before another n states are inserted.
func (v *visited) full(n int) bool { return 5*(v.count+n) > 4*len(v.slots) }

// growth is the number of bytes that grow needs while it works.
func (v *visited) growth() int { return 16 * len(v.slots) }

func (v *visited) grow() {
	v.held += 8 * len(v.slots)
	slots := make([]uint64, 2*len(v.slots))
	mask := uint64(len(slots) - 1)
	for p, ok := v.first(); ok; p, ok = v.next(p) {
		h := xxh3.Hash(v.state(p))
		i := h & mask
		for slots[i] != 0 {
			i = (i + 1) & mask
		}
		slots[i] = h&^posMask | uint64(p+1)
	}
	v.slots = slots
}

// forgetSlots gives the hash table up: nothing can be found or inserted any more.
func (v *visited) forgetSlots() {
	v.held -= 8 * len(v.slots)
	v.slots = nil
}

// touch reads the slot at which the search for a hash begins, so that the cache
// misses of many states overlap. The result must be used.
func (v *visited) touch(h uint64) uint64 { return v.slots[h&uint64(len(v.slots)-1)] }

// insert adds a state unless it is there; the table must not be full.
func (v *visited) insert(state []byte, h uint64, parent position, a machine.Action) (p position, fresh bool) {
	mask := uint64(len(v.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		slot := v.slots[i]
		if slot == 0 {
			p = v.add(state, parent, a)
			v.slots[i] = h&^posMask | uint64(p+1)
			v.count++
			return p, true
		}
		if slot&^posMask == h&^posMask {
			if p = position(slot&posMask - 1); bytes.Equal(v.state(p), state) {
				return p, false
			}
		}
	}
}

func (v *visited) add(state []byte, parent position, a machine.Action) position {
	const header = 4 * binary.MaxVarintLen64
	last := len(v.chunks) - 1
	if last < 0 || len(v.chunks[last])+len(state)+header > cap(v.chunks[last]) {
		size := max(min(chunkSize, 1<<min(chunkBits, 15+last)), len(state)+header) // small searches stay small
		v.chunks = append(v.chunks, make([]byte, 0, size))
		v.held += size
		last++
	}
	c := v.chunks[last]
	p := position(last)<<chunkBits | position(len(c))
	c = binary.AppendUvarint(c, uint64(len(state)))
	c = append(c, state...)
	back := uint64(0)
	if v.count > 0 {
		back = uint64(p - parent)
	}
	c = binary.AppendUvarint(c, back)
	c = binary.AppendUvarint(c, uint64(a))
	if v.numbered {
		c = binary.AppendUvarint(c, uint64(v.count))
	}
	v.chunks[last] = c
	return p
}

// state gives the bytes of the state at p.
func (v *visited) state(p position) []byte {
	c := v.chunks[p>>chunkBits][p&(chunkSize-1):]
	if n := int(c[0]); n < 0x80 {
		return c[1 : 1+n]
	}
	n, k := binary.Uvarint(c)
	return c[k : k+int(n)]
}

// origin gives the parent of the state at p and the action that led here; ok is
// false for the initial state.
func (v *visited) origin(p position) (parent position, a machine.Action, ok bool) {
	c := v.chunks[p>>chunkBits][p&(chunkSize-1):]
	n, k := binary.Uvarint(c)
	c = c[k+int(n):]
	back, k := binary.Uvarint(c)
	act, _ := binary.Uvarint(c[k:])
	return p - position(back), machine.Action(act), back != 0
}

// number is how many states were found before the one at p, of states that are numbered.
func (v *visited) number(p position) uint32 {
	c := v.chunks[p>>chunkBits][p&(chunkSize-1):]
	n, k := binary.Uvarint(c)
	c = c[k+int(n):]
	for range 2 {
		for c[0] >= 0x80 {
			c = c[1:]
		}
		c = c[1:]
	}
	number, _ := binary.Uvarint(c)
	return uint32(number)
}

// first and next walk the states in the order in which they were found.
func (v *visited) first() (position, bool) { return 0, v.count > 0 }

func (v *visited) next(p position) (position, bool) {
	chunk, off := p>>chunkBits, int(p&(chunkSize-1))
	c := v.chunks[chunk]
	n, k := binary.Uvarint(c[off:])
	off += k + int(n)
	fields := 2
	if v.numbered {
		fields++
	}
	for range fields {
		_, k = binary.Uvarint(c[off:])
		off += k
	}
	if off < len(c) {
		return chunk<<chunkBits | position(off), true
	}
	return (chunk + 1) << chunkBits, int(chunk+1) < len(v.chunks)
}

// path gives the actions from the initial state to p.
func (v *visited) path(p position) []machine.Action {
	var back []machine.Action
	for {
		parent, a, ok := v.origin(p)
		if !ok {
			break
		}
		back = append(back, a)
		p = parent
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
