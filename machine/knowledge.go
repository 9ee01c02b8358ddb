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

// accessed enters an access outside sections into happens-before: an atomic read
// acquires what the cell releases, an atomic write makes it release what p knows,
// a read-modify-write does both. Plain accesses do neither.
func (s *step) accessed(p *proc, addr uint64, in *program.Instr, wrote bool) {
	if !s.m.cfg.Memory.Races || s.booting || s.section {
		return
	}
	access := in.Op == program.Load || in.Op == program.Store
	plain := access && program.Order(in.Aux) == program.Plain
	tracked := s.learn(p, addr, plain, in.Op == program.AtomicCAS)
	if !s.m.share.tracking || s.err != nil {
		return
	}
	if !plain && in.Op != program.Store {
		s.acquire(p, addr)
	}
	if tracked {
		s.mark(p, addr, wrote, plain)
	}
	if !plain && wrote {
		s.release(p, addr)
	}
}

// sectioned enters an atomic section into happens-before: as one read-modify-write
// of all that it touched, which acquires everything before it accesses anything.
func (s *step) sectioned(p *proc, relaxed bool) {
	if !s.m.cfg.Memory.Races || s.booting {
		return
	}
	if relaxed {
		s.relaxes()
	}
	for _, k := range s.marks {
		s.learn(p, k.addr, false, true)
	}
	if !s.m.share.tracking || s.err != nil {
		return
	}
	for _, k := range s.marks {
		if !relaxed {
			s.acquire(p, k.addr)
		}
	}
	for _, k := range s.marks {
		if u, _ := s.use(p, k.addr); u != nil && u.tracked && s.failure == nil {
			s.mark(p, k.addr, k.write, false)
		}
	}
	for _, k := range s.marks {
		if k.write && !relaxed {
			s.release(p, k.addr)
		}
	}
}

// mark records an access by p to a tracked cell; it may be a race.
func (s *step) mark(p *proc, addr uint64, write, plain bool) {
	st := &s.state
	n := mark{addr: addr, thread: p.thread, write: write, plain: plain, pos: s.m.userPosition(p), known: 1 << p.thread}
	for i := range st.Marks {
		k := &st.Marks[i]
		if k.addr == addr && (k.write || write) && (k.plain || plain) && k.known&n.known == 0 {
			s.races(p, k, &n)
			return
		}
	}
	st.Marks = slices.DeleteFunc(st.Marks, func(k mark) bool {
		return k.addr == addr && k.known&n.known != 0 && (write || !k.write) && (plain || !k.plain)
	})
	i, _ := slices.BinarySearchFunc(st.Marks, &n, func(k mark, n *mark) int { return k.compare(n) })
	st.Marks = slices.Insert(st.Marks, i, n)
}

// acquire lets p know what the cell at addr releases.
func (s *step) acquire(p *proc, addr uint64) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		if _, ok := slices.BinarySearch(k.cells, addr); ok {
			k.known |= 1 << p.thread
		}
	}
}

// release makes the cell at addr release what p knows, and nothing else.
func (s *step) release(p *proc, addr uint64) {
	if u, _ := s.use(p, addr); u == nil {
		return // nobody else acquires it
	}
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		at, ok := slices.BinarySearch(k.cells, addr)
		switch knows := k.known>>p.thread&1 != 0; {
		case knows && !ok:
			k.cells = slices.Insert(k.cells, at, addr)
		case ok && !knows:
			k.cells = slices.Delete(k.cells, at, at+1)
		}
	}
}

// inherit lets a new thread know what its parent knows.
func (s *step) inherit(child, parent int) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		k.known |= k.known >> parent & 1 << child
	}
}

// bequeath leaves what an ended thread knows to its parent, which gets to know it
// when it joins, if it is there to.
func (s *step) bequeath(p *proc) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		if k.known>>p.thread&1 != 0 && p.thread != 0 && s.state.Locals[p.parent] != 0 {
			k.heirs |= 1 << p.parent
		}
		k.known &^= 1 << p.thread
		k.heirs &^= 1 << p.thread
	}
}

// joined lets p know what the threads that it started knew.
func (s *step) joined(p *proc) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		k.known |= k.heirs & (1 << p.thread)
	}
}

// forget drops marks that all threads alive know, and what follows from the rest.
func (st *State) forget() {
	var alive uint64
	for t, id := range st.Locals {
		if id != 0 {
			alive |= 1 << t
		}
	}
	st.Marks = slices.DeleteFunc(st.Marks, func(k mark) bool { return alive&^k.known == 0 })
	for i := range st.Marks {
		st.Marks[i].heirs &^= st.Marks[i].known
	}
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
			if c, ok := kept(c); ok {
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
