package machine

// keyArray is an array of a map's entries, or of keys: elements whose first words
// are a key. It has exactly as many elements as it should; an array of none has
// address 0.
//
// On the heap it is changed in place only at its length, or as the last object, and else
// replaced by another one. A fixed one is never changed after the initial block,
// so that it is not part of states; in the initial block, where nothing is ever
// freed, it is an object of up to twice the size.
type keyArray struct {
	addr   uint64
	layout int32
	size   int // words of an element
	n      int
}

// arrayAt gives the array at addr.
func (s *step) arrayAt(addr uint64, layout int32) keyArray {
	a := keyArray{addr: addr, layout: layout, size: s.m.prog.Layouts[layout].Words}
	switch {
	case addr == 0:
	case s.booting || addr < s.m.fixed:
		a.n = s.m.objs.at(addr).count
	default:
		a.n = s.state.Objects[s.objectAt(addr)].count
	}
	return a
}

// element gives the address of element i.
func (a *keyArray) element(i int) uint64 { return a.addr + uint64(i*a.size) }

// key gives the words of element i, the first of which are its key.
func (s *step) key(a *keyArray, i int) valueWords { return s.at(a.element(i)) }

// resize gives a the length n and makes it one that p may write; new elements are 0.
// It reports whether that could be done.
func (s *step) resize(p *proc, a *keyArray, n int) bool {
	if n == 0 {
		a.addr, a.n = 0, 0
		return true
	}
	if a.addr != 0 && s.resizeInPlace(a, n) {
		a.n = n
		return true
	}
	count := n
	if s.booting && a.n > 0 {
		count = 2 * n
	}
	addr := s.object(p, a.layout, count, "")
	if s.err != nil {
		return false
	}
	if s.booting {
		s.m.objs.at(addr).count = n
	}
	for i := range uint64(min(n, a.n) * a.size) {
		s.write(p, addr+i, s.get(a.addr+i))
	}
	a.addr, a.n = addr, n
	return true
}

// resizeInPlace makes a of length n where it is, if it can be.
func (s *step) resizeInPlace(a *keyArray, n int) bool {
	m := s.m
	if s.booting {
		o := m.objs.at(a.addr)
		if n*a.size > o.size {
			return false
		}
		for i := n * a.size; i < a.n*a.size; i++ {
			m.base[a.addr+uint64(i)] = 0
		}
		o.count = n
		return true
	}
	if a.addr < m.fixed || n != a.n && s.objectAt(a.addr) != len(s.state.Objects)-1 {
		return false
	}
	o := &s.state.Objects[s.objectAt(a.addr)]
	words := len(s.state.Heap) + (n-a.n)*a.size
	if n > a.n && words > maxHeap {
		return false // where a new object is refused too
	}
	s.simple = false
	for len(s.state.Heap) < words {
		s.state.Heap = append(s.state.Heap, 0)
	}
	s.state.Heap = s.state.Heap[:words]
	o.count, o.size = n, n*a.size
	return true
}

// insert makes room for an element before element i.
func (s *step) insert(p *proc, a *keyArray, i int) bool {
	if !s.resize(p, a, a.n+1) {
		return false
	}
	for w := a.element(a.n) - 1; w >= a.element(i+1); w-- {
		s.write(p, w, s.get(w-uint64(a.size)))
	}
	return true
}

// remove drops element i.
func (s *step) remove(p *proc, a *keyArray, i int) bool {
	b := *a
	if !s.resize(p, &b, a.n) { // one that may be written
		return false
	}
	for w := b.element(i); w < b.element(b.n-1); w++ {
		s.write(p, w, s.get(w+uint64(b.size)))
	}
	*a = b
	return s.resize(p, a, a.n-1)
}

// write writes a word of an object that p reaches through another one.
func (s *step) write(p *proc, addr, v uint64) {
	if s.booting {
		s.put(addr, v)
		return
	}
	if s.touch(p, addr, true); s.ghosting && s.err != nil {
		return
	}
	if s.put(addr, v); s.pointerAt(addr) {
		s.stored(p, addr, v)
	}
}

// read reads a word of an object that p reaches through another one, and that may be written.
func (s *step) read(p *proc, addr uint64) uint64 {
	if !s.booting {
		s.touch(p, addr, false)
	}
	return s.get(addr)
}
