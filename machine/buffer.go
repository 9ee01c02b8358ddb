package machine

// forward gives the newest value that a store buffer holds for a cell.
func forward(b []entry, addr uint64) (uint64, bool) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i].addr == addr {
			return b[i].value, true
		}
	}
	return 0, false
}

// flush writes the oldest entry of thread t's buffer to memory.
func (s *step) flush(t int) entry {
	b := s.state.Buffers[t]
	e := b[0]
	s.state.Buffers[t] = append(b[:0], b[1:]...)
	s.simple = false
	s.put(e.addr, e.value)
	return e
}
