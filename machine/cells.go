package machine

// cell gives the number of the cell at addr, -1 if it has only its value: one
// thread accesses it, or nobody writes it.
func (m *Machine) cell(addr uint64) int {
	if addr >= m.fixed {
		return m.sharedCells + int(addr-m.fixed)
	}
	return m.cellNumber[addr]
}

// cellAddr is the inverse of cell.
func (m *Machine) cellAddr(cell int) uint64 {
	if cell >= m.sharedCells {
		return m.fixed + uint64(cell-m.sharedCells)
	}
	return m.sharedAddr[cell]
}

// numberCells numbers the shared fixed cells of a pass.
func (m *Machine) numberCells() {
	m.cellNumber, m.sharedAddr = m.cellNumber[:0], m.sharedAddr[:0]
	for addr := range m.fixed {
		n := -1
		if addr > 0 && m.slot[addr] >= 0 && (m.cfg.AllVisible || m.share.class[addr] == Shared || m.isChanWord(addr)) {
			n = len(m.sharedAddr)
			m.sharedAddr = append(m.sharedAddr, addr)
		}
		m.cellNumber = append(m.cellNumber, n)
	}
	m.sharedCells = len(m.sharedAddr)
}

// isChanWord reports whether a fixed cell belongs to a channel, whose operations synchronize there.
func (m *Machine) isChanWord(addr uint64) bool { return m.chanLayouts[m.objs.at(addr).layout] }
