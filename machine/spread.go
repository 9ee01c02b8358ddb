package machine

// What is learned of accesses (see share.go) decides what is a step, and so must be as it would be if all states
// were expanded, not one of each orbit: an access by a thread to a cell is one by each member to each cell that some
// permutation makes of these. So sets of threads are spread over their orbits as they grow.

// spread makes the set of a cell one that permutations leave as it is, and those of the cells that they make of it.
func (s *sharing) spread(sets []uint64, addr uint64) {
	if s.orbits != nil {
		s.orbits.spread(addr, func(c uint64) *uint64 { return &sets[c] })
	}
}

func (o *orbits) spread(addr uint64, set func(addr uint64) *uint64) {
	cells := o.alike(addr)
	if cells == nil {
		*set(addr) = o.all(*set(addr))
		return
	}
	class := o.sets[o.class[o.Owner[addr]]]
	var own, others bool
	var rest uint64
	for _, c := range cells {
		by := *set(c)
		own = own || by&o.bitOf(c) != 0
		others = others || by&class&^o.bitOf(c) != 0
		rest |= by &^ class
	}
	rest = o.all(rest)
	for _, c := range cells {
		by := rest
		if own {
			by |= o.bitOf(c)
		}
		if others {
			by |= class &^ o.bitOf(c)
		}
		*set(c) = by
	}
}

// bitOf is the bit of the thread whose own the cell at addr is.
func (o *orbits) bitOf(addr uint64) uint64 { return 1 << o.Threads[o.Owner[addr]] }

// alike gives the cells that permutations make of the cell at addr; nil if it is no member's.
func (o *orbits) alike(addr uint64) []uint64 {
	i := o.Owner[addr]
	if i < 0 || o.class[i] < 0 {
		return nil
	}
	var cells []uint64
	for _, j := range o.Classes[o.class[i]] {
		cells = append(cells, o.Moved(addr, j))
	}
	return cells
}

// all adds to a set of threads all those that are interchangeable with one of it.
func (o *orbits) all(set uint64) uint64 {
	for _, class := range o.sets {
		if set&class != 0 {
			set |= class
		}
	}
	return set
}

// spreadForced makes the cells forced that permutations make of one that is.
func (s *sharing) spreadForced(addr uint64) {
	if s.orbits != nil {
		for _, c := range s.orbits.alike(addr) {
			s.forced[c] = true
		}
	}
}

// spreadUse does for u, what is known of the cell at addr, what spread does for sets.
func (s *sharing) spreadUse(u *use, addr uint64) {
	switch {
	case s.orbits == nil:
	case addr < uint64(len(s.fixed)):
		s.orbits.spread(addr, func(c uint64) *uint64 { return &s.fixed[c].plain })
		s.orbits.spread(addr, func(c uint64) *uint64 { return &s.fixed[c].section })
		for _, c := range s.orbits.alike(addr) {
			s.fixed[c].beside = u.beside
		}
	default:
		u.plain, u.section = s.orbits.all(u.plain), s.orbits.all(u.section)
	}
}

// spreadAll spreads what was learned in earlier passes, and reports whether that makes a class another one.
func (s *sharing) spreadAll() (changed bool) {
	for addr := range uint64(len(s.class)) {
		s.spread(s.readers, addr)
		s.spread(s.writers, addr)
		if s.forced[addr] {
			s.spreadForced(addr)
		}
		if s.fixed[addr].beside || s.fixed[addr].plain|s.fixed[addr].section != 0 {
			s.spreadUse(&s.fixed[addr], addr)
		}
	}
	for _, words := range s.heap {
		for i := range words {
			s.spreadUse(&words[i], uint64(len(s.fixed)))
		}
	}
	for addr := range uint64(len(s.class)) {
		changed = changed || s.classify(addr) != s.class[addr]
	}
	return changed
}
