package machine

import "heddle/model/program"

// iterates reports whether op goes over a map.
func iterates(op program.Op) bool {
	return op == program.MapRange || op == program.MapCount || op == program.MapNext
}

// throughIterator reports whether op reaches its map through an iterator.
func throughIterator(op program.Op) bool { return op == program.MapCount || op == program.MapNext }

// mapOf gives the address of the map that in, an access to one, is about.
func (s *step) mapOf(p *proc, in *program.Instr, reg []uint64) uint64 {
	if throughIterator(in.Op) {
		return s.read(p, reg[in.B])
	}
	return reg[in.B]
}

// Words of a map's object; accesses to it are accesses to the first.
const (
	mapCount = iota
	mapEntries
)

// goMap is a map while an operation works on it.
type goMap struct {
	t       *program.MapType
	addr    uint64
	entries keyArray
}

// mapAt reads the map at addr, 0 is a nil one.
func (s *step) mapAt(p *proc, typ int64, addr uint64) goMap {
	g := goMap{t: &s.m.prog.Maps[typ], addr: addr}
	at := uint64(0)
	if addr != 0 {
		at = s.read(p, addr+mapEntries)
	}
	g.entries = s.arrayAt(at, g.t.Entries)
	return g
}

// update writes what has become of the map's entries.
func (s *step) update(p *proc, g *goMap) {
	s.write(p, g.addr+mapEntries, g.entries.addr)
	s.put(g.addr+mapCount, uint64(g.entries.n))
}

// find gives the index of the entry with a key, or that at which it would be inserted.
func (s *step) find(g *goMap, key valueWords) (i int, found bool) {
	a := &g.entries
	if !sortable(g.t.Key) {
		for i := range a.n {
			if eq, _ := s.equal(g.t.Key, s.key(a, i), key); eq {
				return i, true
			}
		}
		return a.n, false
	}
	low, high := 0, a.n // behind those that are equal, so that NaNs come in the order in which they were made
	for low < high {
		if mid := (low + high) / 2; s.m.order(g.t.Key, s.key(a, mid), key) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low > 0 {
		if eq, _ := s.equal(g.t.Key, s.key(a, low-1), key); eq {
			return low - 1, true
		}
	}
	return low, false
}

// makeMap carries out MapMake.
func (s *step) makeMap(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	reg[in.A] = s.object(p, s.m.prog.Maps[in.Imm].Object, 1, f.ObjectName(in))
}

// mapOp carries out an access to a map.
func (s *step) mapOp(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	addr := s.mapOf(p, in, reg)
	if addr == 0 && in.Op == program.MapSet {
		s.fault(p, "assignment to entry in nil map")
		return
	}
	if addr != 0 && s.m.share.ghosts != nil && !s.ghosting {
		s.meetsGhosts(p, addr, in.WritesMap())
	}
	var words []uint64 // of the key, and of the element to set
	switch in.Op {
	case program.MapGet, program.MapSet, program.MapDelete:
		for _, r := range f.Lists[in.C] {
			words = append(words, reg[r])
		}
		if why := s.unhashable(s.m.prog.Maps[in.Imm].Key, wordsOf(words)); why != "" {
			s.fault(p, why)
			return
		}
	}
	g := s.mapAt(p, in.Imm, addr)
	if addr != 0 {
		if in.WritesMap() {
			s.store(p, addr, s.get(addr), program.Plain, true)
			s.leaveMap(addr)
		} else {
			s.load(p, addr)
		}
	}
	switch in.Op {
	case program.MapGet:
		s.mapGet(p, &g, words, reg[in.A:in.A+in.D])
	case program.MapSet:
		s.mapSet(p, &g, words)
	case program.MapDelete:
		s.mapDelete(p, &g, words)
	case program.MapClear:
		s.mapClear(p, &g)
	case program.MapLen:
		reg[in.A] = uint64(g.entries.n)
		if s.m.tr != nil {
			s.m.tr.mapLen(p, &g)
		}
	case program.MapRange:
		reg[in.A] = s.mapRange(p, &g)
	case program.MapCount:
		must, all := s.candidates(p, &g, reg[in.B])
		reg[in.A], reg[in.A+1] = uint64(must), uint64(len(all))
	case program.MapNext:
		s.mapNext(p, &g, reg[in.B], reg[in.C], reg[in.A:in.A+in.D])
	}
	if addr != 0 && s.err == nil {
		s.accessed(p, addr, in, in.WritesMap())
	}
}

func (s *step) mapGet(p *proc, g *goMap, key, into []uint64) {
	clear(into)
	i, found := s.find(g, wordsOf(key))
	if found {
		at := s.key(&g.entries, i)
		for k := range g.t.Elem {
			into[k] = at(len(g.t.Key) + k)
		}
		into[len(g.t.Elem)] = 1
	}
	if s.m.tr != nil {
		s.m.tr.mapGot(p, g, key, into)
	}
}

func (s *step) mapSet(p *proc, g *goMap, words []uint64) {
	i, found := s.find(g, wordsOf(words))
	if found && !s.resize(p, &g.entries, g.entries.n) || !found && !s.insert(p, &g.entries, i) {
		return
	}
	for k, w := range words { // the key too, as Go does: -0 is +0
		s.write(p, g.entries.element(i)+uint64(k), w)
	}
	s.update(p, g)
	if s.m.tr != nil {
		s.m.tr.mapWrote(p, g, words)
	}
}

func (s *step) mapDelete(p *proc, g *goMap, key []uint64) {
	if i, found := s.find(g, wordsOf(key)); found && s.remove(p, &g.entries, i) {
		s.update(p, g)
		s.forget(p, g, wordsOf(key))
	}
	if s.m.tr != nil {
		s.m.tr.mapDeleted(p, g, key)
	}
}

func (s *step) mapClear(p *proc, g *goMap) {
	if g.addr != 0 && s.resize(p, &g.entries, 0) {
		s.update(p, g)
		s.forget(p, g, nil)
	}
	if s.m.tr != nil {
		s.m.tr.mapEvent(p, g, "store", "clear(%s)", "")
	}
}
