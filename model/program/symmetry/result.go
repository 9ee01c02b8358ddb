package symmetry

import "heddle/model/program"

// result says what has been found.
func (a *analysis) result() *Symmetry {
	if a.why != "" {
		return &Symmetry{Why: a.why}
	}
	s := &Symmetry{First: a.first, Why: a.parted, Owner: a.owner, bases: a.bases, Late: map[program.Event][]Role{}}
	for _, t := range a.group {
		s.Threads = append(s.Threads, t+1)
	}
	members := make([][]int, len(a.group))
	for i, c := range a.colour {
		members[c] = append(members[c], i)
	}
	for _, class := range members {
		if len(class) > 1 {
			s.Classes = append(s.Classes, class)
		}
	}
	s.Cells = make([]Role, len(a.Words))
	for addr := range s.Cells {
		s.Cells[addr] = a.role(a.cells[a.bases[addr]])
	}
	for e, words := range a.late {
		s.Late[e] = a.roles(words)
	}
	for addr, e := range a.masks {
		if a.late[e][0].kind == number {
			s.Cells[addr] = Mask
		}
	}
	for _, words := range a.heap {
		s.Heap = append(s.Heap, a.roles(words))
	}
	for c := range a.all {
		s.regs[c] = make([][][]Role, len(a.Prog.Funcs))
		for fn, reached := range a.all[c].in {
			s.regs[c][fn] = make([][]Role, len(reached))
			for pc, regs := range reached {
				s.regs[c][fn][pc] = a.roles(regs)
			}
		}
	}
	s.entry = a.Threads[a.group[0]].Frames[0].Fn
	s.place = map[uint64][]uint64{}
	for _, f := range a.families {
		for k := range uint64(f.size) {
			for _, b := range f.blocks {
				s.place[f.blocks[0]+k] = append(s.place[f.blocks[0]+k], b+k)
			}
		}
	}
	return s
}

func (a *analysis) roles(words []value) []Role {
	if words == nil {
		return nil
	}
	roles := make([]Role, len(words))
	for i, v := range words {
		roles[i] = a.role(v)
	}
	return roles
}

func (a *analysis) role(v value) Role {
	switch {
	case v.kind == number:
		return Number
	case a.acted(v):
		return Place
	}
	return Plain
}
