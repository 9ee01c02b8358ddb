package machine

// Known says which threads touch a fixed cell: bit t for thread t. It spares a
// search the passes in which the machine would find that out; what it says too much
// costs steps, and what it says too little is found out.
type Known struct {
	Addr             uint64
	Readers, Writers uint64
}

// assume makes what the configuration knows part of what has been learned.
func (m *Machine) assume() {
	for _, k := range m.cfg.Known {
		m.share.grow(int(k.Addr) + 1)
		m.share.readers[k.Addr] |= k.Readers
		m.share.writers[k.Addr] |= k.Writers
	}
}

// Words appends to dst what the fixed cells at addrs hold in memory in an encoded state.
func (m *Machine) Words(dst []uint64, state []byte, addrs []uint64) []uint64 {
	m.decode(&m.cur, state)
	for _, addr := range addrs {
		dst = append(dst, m.word(&m.cur, addr))
	}
	return dst
}
