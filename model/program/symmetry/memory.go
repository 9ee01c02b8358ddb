package symmetry

// cell is one word of memory, or all that the analysis does not tell apart from it.
type cell struct {
	layout int // on the heap, else -1
	at     int // word of the layout, or address
}

// resolve gives the cells that an access to v + imm may be to.
func (a *analysis) resolve(v value, imm int64) []cell {
	switch v.kind {
	case unreached:
		return nil
	case constant:
		if v.word == 0 {
			return nil // a panic
		}
		return a.fixed(nil, v.word+uint64(imm))
	case address:
	default:
		a.refuse("an address is not known")
		return nil
	}
	var cells []cell
	for _, t := range v.to {
		cells = a.within(cells, t, int(imm))
	}
	return cells
}

// fixed appends the cell at a fixed address, which is known: if it is a thread's own, that one is not like the others.
func (a *analysis) fixed(cells []cell, addr uint64) []cell {
	if addr >= uint64(len(a.Words)) {
		a.refuse("an address is not known")
		return cells
	}
	if a.owner[addr] >= 0 {
		a.single(int(a.owner[addr]))
	}
	return append(cells, cell{-1, int(a.bases[addr])})
}

// within appends the cells of a target, imm words on.
func (a *analysis) within(cells []cell, t target, imm int) []cell {
	from, size, layout := a.region(t.region)
	switch {
	case layout >= 0 && size == 0:
		return cells
	case layout >= 0 && t.off >= 0:
		return append(cells, cell{layout, (t.off + imm) % size})
	case layout >= 0:
		for k := range size {
			cells = append(cells, cell{layout, k})
		}
	case t.off >= 0 && a.isFamily(t.region):
		if t.off+imm < 0 || t.off+imm >= size {
			a.refuse("an address is beyond a thread's own memory")
			return cells
		}
		cells = append(cells, cell{-1, from + t.off + imm})
	case t.off >= 0:
		return a.fixed(cells, uint64(from+t.off+imm))
	case !a.isFamily(t.region) && a.ownedInside(t.region):
		a.refuse("memory of all threads' own is accessed by numbers that are not theirs")
	default:
		for k := range size {
			cells = append(cells, cell{-1, from + k})
		}
	}
	return cells
}

// region gives where a region's cells begin, how many there are, and their layout if they are on the heap, else -1.
func (a *analysis) region(n int) (from, size, layout int) {
	switch {
	case n < len(a.Objects):
		return int(a.Objects[n].Base), a.Objects[n].Size, -1
	case a.isFamily(n):
		f := &a.families[n-len(a.Objects)]
		return int(f.blocks[0]), f.size, -1
	}
	layout = n - len(a.Objects) - len(a.families)
	return 0, a.Prog.Layouts[layout].Words, layout
}

// allocate gives the address of a new object.
func (a *analysis) allocate(layout int32) value {
	if a.heap[layout] == nil {
		a.heap[layout] = make([]value, a.Prog.Layouts[layout].Words)
		for i := range a.heap[layout] {
			a.heap[layout][i] = word(0)
		}
		a.changed = true
	}
	return pointing(a.heapRegion(layout), 0)
}

func (a *analysis) cell(c cell) (v *value, pointer bool) {
	if c.layout >= 0 {
		return &a.heap[c.layout][c.at], a.Prog.Layouts[c.layout].Pointer[c.at]
	}
	return &a.cells[c.at], a.Pointers[c.at]
}

// load is what may be read from v + imm.
func (a *analysis) load(v value, imm int64) value {
	var w value
	for _, c := range a.resolve(v, imm) {
		at, pointer := a.cell(c)
		w = a.join(w, *at, pointer)
	}
	return w
}

// store notes that w may be written to v + imm.
func (a *analysis) store(v value, imm int64, w value) {
	for _, c := range a.resolve(v, imm) {
		at, pointer := a.cell(c)
		if u := a.join(*at, w, pointer); !u.equal(*at) {
			*at, a.changed = u, true
		}
	}
}
