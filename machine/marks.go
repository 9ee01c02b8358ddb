package machine

import (
	"cmp"
	"encoding/binary"
	"slices"

	"heddle/model/program"
)

// mark is the last access of one kind (a read or a write, plain or not) by one
// thread to one tracked cell, with everything that happens after it: an access by
// a thread that a conflicting mark is not known to is a race.
//
// Threads acquire and release marks as they would vector clocks, of which marks
// are the part that still matters: a mark that all threads alive know can be in
// no race any more, nor can one matter that the thread of a later and at least as
// strong access to its cell knew then (whoever does not know the earlier access
// does not know the later one): both are dropped. (For the latter see C.
// Flanagan, S. Freund, FastTrack, PLDI 2009, section 3.)
type mark struct {
	addr   uint64
	thread int
	write  bool
	plain  bool
	pos    program.Pos
	known  uint64   // threads to which it is known: bit t
	heirs  uint64   // threads that get to know it when they join: a thread that they started and that has ended knew it
	cells  []uint64 // cells whose next acquirer gets to know it, ascending
}

// compare orders the marks of a state.
func (k *mark) compare(l *mark) int {
	return cmp.Or(cmp.Compare(k.addr, l.addr), cmp.Compare(k.thread, l.thread), cmp.Compare(k.kind(), l.kind()))
}

func (k *mark) kind() int {
	kind := 0
	if k.write {
		kind |= 1
	}
	if k.plain {
		kind |= 2
	}
	return kind
}

// forget drops marks that all threads alive know, and what follows from the rest.
func (st *State) forget() {
	alive := st.alive()
	st.Marks = slices.DeleteFunc(st.Marks, func(k mark) bool { return alive&^k.known == 0 })
	for i := range st.Marks {
		st.Marks[i].heirs &^= st.Marks[i].known
	}
}

// alive is the set of threads that have not ended.
func (st *State) alive() (set uint64) {
	for t, id := range st.Locals {
		if id != 0 {
			set |= 1 << t
		}
	}
	return set
}

// marked reports whether there is a mark of an access by thread t.
func (st *State) marked(t int) bool {
	return slices.ContainsFunc(st.Marks, func(k mark) bool { return k.thread == t })
}

// encodeMarks appends, for each mark, its cell, thread and kind, position, and who knows it.
func (st *State) encodeMarks(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(st.Marks)))
	for i := range st.Marks {
		k := &st.Marks[i]
		for _, w := range [...]uint64{
			k.addr, uint64(k.thread<<2 | k.kind()), uint64(k.pos.File), uint64(k.pos.Line), k.known, k.heirs, uint64(len(k.cells)),
		} {
			dst = binary.AppendUvarint(dst, w)
		}
		for _, addr := range k.cells {
			dst = binary.AppendUvarint(dst, addr)
		}
	}
	return dst
}

func (st *State) decodeMarks(src []byte) []byte {
	next := func() uint64 {
		w, n := binary.Uvarint(src)
		src = src[n:]
		return w
	}
	count := int(next())
	st.Marks = st.Marks[:0]
	for range count {
		k := mark{addr: next()}
		kind := int(next())
		k.thread, k.write, k.plain = kind>>2, kind&1 != 0, kind&2 != 0
		k.pos = program.Pos{File: int32(next()), Line: int32(next())}
		k.known, k.heirs = next(), next()
		for range next() {
			k.cells = append(k.cells, next())
		}
		st.Marks = append(st.Marks, k)
	}
	return src
}

// copyMarks makes the marks of st equal to those of from without sharing memory with them.
func (st *State) copyMarks(from []mark) {
	st.Marks = append(st.Marks[:0], from...)
	for i := range st.Marks {
		st.Marks[i].cells = slices.Clone(st.Marks[i].cells)
	}
}

// moveMarks follows heap objects to their new addresses; marks and cells of
// objects that are no more are dropped. kept gives the new address of a cell.
func (st *State) moveMarks(kept func(addr uint64) (uint64, bool)) {
	n := 0
	for _, k := range st.Marks {
		addr, ok := kept(k.addr)
		if !ok {
			continue
		}
		k.addr = addr
		cells := k.cells[:0]
		for _, c := range k.cells {
			if c >= flightCell {
				cells = append(cells, c)
			} else if c, ok := kept(c); ok {
				cells = append(cells, c)
			}
		}
		slices.Sort(cells)
		k.cells = cells
		st.Marks[n] = k
		n++
	}
	clear(st.Marks[n:])
	st.Marks = st.Marks[:n]
	slices.SortFunc(st.Marks, func(a, b mark) int { return a.compare(&b) })
}
