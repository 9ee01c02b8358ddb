package machine

// Class says how the accesses to a fixed cell are treated in one pass of a search.
type Class uint8

// The classes, in the order in which a cell moves through them as it is learned about.
const (
	ReadOnly Class = iota // nobody writes it after the initial block: not in the state, reading is local
	Private               // one thread only touches it: in the state, accesses are local
	Shared                // accesses are steps
)

// sharing is what is known of the fixed cells, by address: who has ever touched
// them in any pass. It only grows, so passes come to an end: a pass in which no
// class changes made no wrong assumption. touchers hold bit t for thread t.
type sharing struct {
	readers  []uint64
	writers  []uint64
	forced   []bool               // somebody waits for it in a loop: Shared whatever is known
	ghost    []bool               // word of a claim: in the state, never visible
	ghosts   map[uint64]*ghostUse // by address: what ghost code does with the cell
	scout    bool                 // ghost code writes cells that were not known to be: see learn.go
	scouted  bool                 // … and those that random schedules find are known
	filled   []bool               // of an immutable object: ReadOnly, though it is filled when other threads may have been started
	class    []Class
	sole     []uint64 // of a Private cell: bit of its thread, as the present pass assumes
	touched  []uint64 // by address: who touches it, as the present pass assumes where it matters, see ignores
	reused   uint64   // numbers that more than one thread has had: nothing is private to those
	frozen   bool     // no assumption is made: a schedule is being replayed, or learning
	learning bool     // classes change as soon as more is known: see learn.go

	// See tracking.go.
	fixed    []use   // by address
	heap     [][]use // by layout and word
	relaxes  bool    // a section that does not synchronize has been executed
	relaxed  bool    // that was so when the pass began
	tracking bool    // in this pass some cell is tracked

	first []uint32 // by address: the first word of its line; empty if lines have one word

	views bool // happens-before is found from views: see view_races.go

	sighted map[int32]bool // layouts of objects that may not fade: see fade.go

	channels map[chanKey]*chanUse // see exchange.go
	// Of networks, by node: the threads that have sent and received as it in any pass; and whether it is assumed that more than one sends.
	senders   []uint64
	receivers []uint64
	crowded   []bool

	orbits *orbits // nil, or the threads that are interchangeable in this pass: see spread.go
}

// emptied is a sharing of which nothing is known, with the buffers of s.
func (s *sharing) emptied() sharing {
	return sharing{
		readers: s.readers[:0], writers: s.writers[:0], forced: s.forced[:0], ghost: s.ghost[:0], filled: s.filled[:0],
		class: s.class[:0], sole: s.sole[:0], touched: s.touched[:0], fixed: s.fixed[:0], first: s.first[:0],
		senders: s.senders[:0], receivers: s.receivers[:0], crowded: s.crowded[:0],
	}
}

func (s *sharing) grow(n int) {
	for len(s.class) < n {
		s.readers = append(s.readers, 0)
		s.writers = append(s.writers, 0)
		s.forced = append(s.forced, false)
		s.ghost = append(s.ghost, false)
		s.filled = append(s.filled, false)
		s.class = append(s.class, ReadOnly)
		s.sole = append(s.sole, 0)
		s.touched = append(s.touched, 0)
		s.fixed = append(s.fixed, use{})
	}
}

// align lays out the lines of the object of size words at base.
func (s *sharing) align(base, size, width int) {
	for len(s.first) < base+size {
		s.first = append(s.first, uint32(len(s.first)))
	}
	for i := range size {
		s.first[base+i] = uint32(base + i - i%width)
	}
}

// classify gives the class that what is known of the cell asks for.
func (s *sharing) classify(addr uint64) Class {
	all := s.readers[addr] | s.writers[addr]
	switch {
	case s.filled[addr]:
		return ReadOnly
	case s.forced[addr]:
		return Shared
	case s.ghost[addr]:
		return Private // in the state; only ghost events touch it
	case s.writers[addr] == 0:
		return ReadOnly
	case all&(all-1) == 0 && all&s.reused == 0:
		return Private
	}
	return Shared
}

// accessed notes an access.
func (s *sharing) accessed(thread int, addr uint64, write bool) {
	by := s.readers
	if write {
		by = s.writers
	}
	if by[addr]>>thread&1 == 0 {
		by[addr] |= 1 << thread
		s.spread(by, addr)
	}
}

// touch notes an access and reports whether the cell's class is still as assumed.
func (s *sharing) touch(thread int, addr uint64, write bool) (ok bool) {
	if len(s.first) > 0 {
		return s.touchLine(thread, addr, write)
	}
	return s.touchWord(thread, addr, write)
}

// touchLine notes an access to each word of a line: they are of one class.
func (s *sharing) touchLine(thread int, addr uint64, write bool) (ok bool) {
	ok = true
	for a := uint64(s.first[addr]); a < uint64(len(s.first)) && s.first[a] == s.first[addr]; a++ {
		ok = s.touchWord(thread, a, write) && ok
	}
	return ok
}

func (s *sharing) touchWord(thread int, addr uint64, write bool) (ok bool) {
	s.accessed(thread, addr, write)
	if s.learning {
		s.class[addr] = s.classify(addr)
	}
	if s.frozen {
		s.sole[addr] |= 1 << thread
		return true
	}
	return s.classify(addr) == s.class[addr]
}

// reuse notes that a second thread gets a number, and reports whether that is as assumed.
func (s *sharing) reuse(thread int) (ok bool) {
	ok = s.frozen || s.reused>>thread&1 != 0
	s.reused |= 1 << thread
	return ok
}

// settle makes what is known the assumptions of the next pass.
func (s *sharing) settle() {
	if s.frozen {
		return
	}
	s.settleLines()
	for addr := range s.class {
		s.class[addr] = s.classify(uint64(addr))
		s.sole[addr] = s.readers[addr] | s.writers[addr]
		s.touched[addr] = s.sole[addr]
	}
	s.settleNodes()
	s.settleTracking()
}

// settleLines makes what is known of one word of a line known of all of it.
func (s *sharing) settleLines() {
	for from := 0; from < len(s.first); {
		to := from
		var readers, writers uint64
		forced := false
		for ; to < len(s.first) && s.first[to] == s.first[from]; to++ {
			readers, writers, forced = readers|s.readers[to], writers|s.writers[to], forced || s.forced[to]
		}
		for ; from < to; from++ {
			s.readers[from], s.writers[from], s.forced[from] = readers, writers, forced && !s.ghost[from]
		}
	}
}

// meets notes an access to a shared cell, and reports whether it is assumed that the thread has any.
func (s *sharing) meets(thread int, addr uint64, write bool) (ok bool) {
	s.accessed(thread, addr, write)
	return s.frozen || s.touched[addr]>>thread&1 != 0
}
