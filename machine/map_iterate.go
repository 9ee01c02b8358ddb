package machine

// Words of an iterator's object: its map, and arrays of keys, those that were in the map
// when it was made and those produced so far. Both are in the order of the map, so that
// it does not matter in which order keys were produced.
const (
	iterMap = iota
	iterThere
	iterDone
)

// mapRange makes an iterator over g.
func (s *step) mapRange(p *proc, g *goMap) uint64 {
	it := s.object(p, g.t.Iter, 1, "")
	there := s.arrayAt(0, g.t.Keys)
	if s.err != nil || !s.resize(p, &there, g.entries.n) {
		return 0
	}
	for i := range there.n {
		s.copyKey(p, g, &there, i, s.key(&g.entries, i))
	}
	s.write(p, it+iterMap, g.addr)
	s.write(p, it+iterThere, there.addr)
	if s.m.tr != nil {
		s.m.tr.mapEvent(p, g, "load", "range %s", "")
	}
	return it
}

func (s *step) copyKey(p *proc, g *goMap, a *keyArray, i int, key valueWords) {
	for k := range g.t.Key {
		s.write(p, a.element(i)+uint64(k), key(k))
	}
}

// iterArray gives an array of the iterator at it.
func (s *step) iterArray(p *proc, g *goMap, it uint64, word uint64) keyArray {
	return s.arrayAt(s.read(p, it+word), g.t.Keys)
}

// candidates lists the entries that the iterator at it may produce next, by their
// index: first those that must be, and then others.
func (s *step) candidates(p *proc, g *goMap, it uint64) (must int, all []int) {
	there, done := s.iterArray(p, g, it, iterThere), s.iterArray(p, g, it, iterDone)
	old, produced := s.lookup(g, &there), s.lookup(g, &done)
	var others []int
	for i := range g.entries.n {
		key := s.key(&g.entries, i)
		wasThere, wasDone := old.take(key), produced.take(key)
		switch {
		case wasDone:
		case wasThere:
			all = append(all, i)
		default:
			others = append(others, i)
		}
	}
	return len(all), append(all, others...)
}

// forget takes a key that is deleted, or each if key is nil, out of what the iterators over g
// know: an entry with that key that is made later is another one.
func (s *step) forget(p *proc, g *goMap, key valueWords) {
	s.simple = s.simple && s.booting // it depends on what iterators there are
	for i := range s.m.objs {
		if o := &s.m.objs[i]; o.layout == g.t.Iter {
			s.forgetIn(p, g, o.base, key)
		}
	}
	for i := range s.state.Objects {
		if o := &s.state.Objects[i]; o.layout == g.t.Iter {
			s.forgetIn(p, g, o.base, key)
		}
	}
}

func (s *step) forgetIn(p *proc, g *goMap, it uint64, key valueWords) {
	if s.read(p, it+iterMap) != g.addr {
		return
	}
	for _, word := range []uint64{iterThere, iterDone} {
		a := s.iterArray(p, g, it, word)
		n := a.n
		if key == nil {
			s.resize(p, &a, 0)
		} else {
			for i := range n {
				if eq, _ := s.equal(g.t.Key, s.key(&a, i), key); eq {
					s.remove(p, &a, i)
					break
				}
			}
		}
		if a.n != n && s.err == nil {
			s.write(p, it+word, a.addr)
		}
	}
}

// keyLookup looks for keys in an array, each element being found once. Keys are
// asked for in the order of the map.
type keyLookup struct {
	s    *step
	g    *goMap
	a    *keyArray
	next int    // of a sorted map: what comes before is less than what is asked for
	used []bool // else
}

func (s *step) lookup(g *goMap, a *keyArray) keyLookup {
	l := keyLookup{s: s, g: g, a: a}
	if !sortable(g.t.Key) {
		l.used = make([]bool, a.n)
	}
	return l
}

func (l *keyLookup) take(key valueWords) bool {
	kinds := l.g.t.Key
	if l.used == nil {
		for ; l.next < l.a.n; l.next++ {
			if c := l.s.m.order(kinds, l.s.key(l.a, l.next), key); c == 0 {
				l.next++
				return true
			} else if c > 0 {
				break
			}
		}
		return false
	}
	for i := range l.a.n {
		if !l.used[i] && l.s.alike(kinds, l.s.key(l.a, i), key) {
			l.used[i] = true
			return true
		}
	}
	return false
}

// mapNext produces candidate c of the iterator at it.
func (s *step) mapNext(p *proc, g *goMap, it, c uint64, into []uint64) {
	clear(into)
	_, all := s.candidates(p, g, it)
	if c >= uint64(len(all)) {
		if s.m.tr != nil {
			s.m.tr.mapEvent(p, g, "load", "range %s is over", "")
		}
		return
	}
	at := s.key(&g.entries, s.first(g, all, all[c]))
	into[0] = 1
	for k := range g.t.Key {
		into[1+k] = at(k)
	}
	for k := range g.t.Elem {
		into[1+len(g.t.Key)+k] = at(len(g.t.Key) + k)
	}
	if s.m.tr != nil {
		s.m.tr.mapNext(p, g, into[1:])
	}
	s.produced(p, g, it, wordsOf(append([]uint64(nil), into[1:1+len(g.t.Key)]...)))
}

// first gives the first candidate with the key of candidate e. It is another one only if
// that is NaN: such keys are produced in the order in which they are found to be.
func (s *step) first(g *goMap, all []int, e int) int {
	key := s.key(&g.entries, e)
	if eq, _ := s.equal(g.t.Key, key, key); eq {
		return e
	}
	for _, i := range all {
		if s.alike(g.t.Key, s.key(&g.entries, i), key) {
			return i
		}
	}
	return e
}

// produced notes that a key has been produced.
func (s *step) produced(p *proc, g *goMap, it uint64, key valueWords) {
	there, done := s.iterArray(p, g, it, iterThere), s.iterArray(p, g, it, iterDone)
	i := done.n
	for i > 0 && s.before(g, &there, key, s.key(&done, i-1)) {
		i--
	}
	if s.insert(p, &done, i) {
		s.copyKey(p, g, &done, i, key)
		s.write(p, it+iterDone, done.addr)
	}
}

// before reports whether key x comes before y: in the order of the map when the
// iterator was made, keys that have come later being the last.
func (s *step) before(g *goMap, there *keyArray, x, y valueWords) bool {
	if sortable(g.t.Key) {
		return s.m.order(g.t.Key, x, y) < 0
	}
	rank := func(key valueWords) int {
		for i := range there.n {
			if s.alike(g.t.Key, s.key(there, i), key) {
				return i
			}
		}
		return there.n
	}
	return rank(x) < rank(y)
}
