package machine

import "heddle/model/program/symmetry"

// orbits is what is known of interchangeable threads in one pass. A permutation of them acts on
// states, and maps each step to a step: what package symmetry has found says how it acts on words, and the machine
// itself treats all threads alike, but for what it has learned of them (see sharing.spread). So of all
// states of an orbit one is expanded (E. A. Emerson, A. P. Sistla, Symmetry and model checking, Formal Methods in
// System Design 9, 1996, section 3; C. N. Ip, D. L. Dill, Better verification through symmetry, ibid.). Whether
// a state is an end, a violation, or one from which no end can be reached is the same for its whole
// orbit: which property is violated does not depend on names of threads.
//
// Threads of the group have indexes, as in symmetry.Symmetry. Members are those that are in a class.
type orbits struct {
	*symmetry.Symmetry
	class  []int8   // by index: its class, -1: it is no member
	index  []int8   // by thread of the machine: its index, -1: it is no member
	sets   []uint64 // by class: its threads of the machine
	origin []uint64 // by index: the part of its records that says where it was started
	own    [][]int32
	roles  []symmetry.Role // of own cells
	shared []int32         // slots of other cells that may refer to members
	masks  []int32         // slots of words with a bit for each thread
	views  []localView     // by local state
	refs   int             // that they hold
	moved  map[movedLocal]uint32
	paint  paint
}

// Symmetry says what is made of interchangeable threads in the present pass: the classes of threads, or why there are none.
func (m *Machine) Symmetry() (classes [][]int, why string) {
	if m.orbits == nil {
		return nil, m.asymmetric
	}
	for _, c := range m.orbits.Classes {
		var class []int
		for _, i := range c {
			class = append(class, m.orbits.Threads[i])
		}
		classes = append(classes, class)
	}
	return classes, m.orbits.Why
}

// findOrbits finds the interchangeable threads: main rests, and those that it has started have not run yet. The error is ErrAgain.
func (m *Machine) findOrbits(main *proc) error {
	if m.asymmetric = m.cannotPermute(); m.asymmetric != "" {
		return nil
	}
	found := symmetry.Find(m.start(main))
	if len(found.Classes) == 0 {
		m.asymmetric = found.Why
		return nil
	}
	o := &orbits{Symmetry: found, moved: map[movedLocal]uint32{}}
	for _, t := range o.Threads {
		o.origin = append(o.origin, m.save(m.step.spawned[t-1], nil)[0]&originMask)
	}
	o.class = make([]int8, len(o.Threads))
	o.index = make([]int8, maxThreads)
	for i := range o.class {
		o.class[i] = -1
	}
	for t := range o.index {
		o.index[t] = -1
	}
	for c, class := range o.Classes {
		set := uint64(0)
		for _, i := range class {
			o.class[i], o.index[o.Threads[i]] = int8(c), int8(i)
			set |= 1 << o.Threads[i]
		}
		o.sets = append(o.sets, set)
	}
	m.orbits, m.share.orbits = o, o
	if m.share.spreadAll() {
		return ErrAgain
	}
	return nil
}

// cannotPermute says why threads are not looked at, "" if they are.
func (m *Machine) cannotPermute() string {
	switch {
	case !m.cfg.Symmetry || m.tr != nil || m.share.frozen:
		return "it is switched off"
	case m.cfg.Memory.Views:
		return "memory model " + m.cfg.Memory.Name + " keeps what each thread knows"
	case m.cfg.Ordered:
		return "who comes first is kept"
	case m.cached:
		return "threads have caches"
	case m.watching:
		return "steps have labels"
	case m.cfg.WordBits > 0:
		return "words are narrow"
	case m.cfg.Monitor != nil:
		return "a monitor tells clients apart"
	case m.daemons:
		return "there are timers, or other daemons"
	case m.share.tracking:
		return "it is kept who knows of which accesses"
	}
	return ""
}

// start is the state after the initial block, for package symmetry.
func (m *Machine) start(main *proc) *symmetry.Start {
	st := &symmetry.Start{Prog: m.prog, Words: m.base, Pointers: m.pointers}
	for i := range m.objs {
		o := &m.objs[i]
		st.Objects = append(st.Objects, symmetry.Object{Base: o.base, Size: o.size, Layout: o.layout, Count: o.count})
	}
	if !main.ended {
		st.Main = m.threadAt(main)
	}
	for _, p := range m.step.spawned {
		st.Threads = append(st.Threads, m.threadAt(p))
	}
	return st
}

func (m *Machine) threadAt(p *proc) symmetry.Thread {
	var t symmetry.Thread
	for i := range p.frames {
		f := &p.frames[i]
		regs := p.regs[f.base : int(f.base)+m.prog.Funcs[f.fn].Regs]
		t.Frames = append(t.Frames, symmetry.Frame{Fn: int(f.fn), PC: int(f.pc), Regs: append([]uint64(nil), regs...)})
	}
	for i := 0; i < len(p.late); {
		e, n, _ := unpackLate(p.late[i])
		t.Late = append(t.Late, symmetry.Late{Event: e, Addr: p.late[i+1], Args: p.late[i+2 : i+2+n]})
		i += 2 + n
	}
	return t
}

// lay finds the cells of the state that belong to members, or may refer to them.
func (o *orbits) lay(m *Machine) {
	o.own = make([][]int32, len(o.Threads))
	for slot, addr := range m.slotAddr {
		i := o.Owner[addr]
		switch {
		case i >= 0 && o.class[i] >= 0:
			if len(o.own[i]) == len(o.roles) {
				o.roles = append(o.roles, o.Cells[addr])
			}
			o.own[i] = append(o.own[i], int32(slot))
		case o.Cells[addr] == symmetry.Mask:
			o.masks = append(o.masks, int32(slot))
		case o.Cells[addr] != symmetry.Plain:
			o.shared = append(o.shared, int32(slot))
		}
	}
	for _, class := range o.Classes {
		for _, i := range class {
			if len(o.own[i]) != len(o.roles) {
				panic("machine: bug: interchangeable threads have different memory of their own")
			}
		}
	}
}

// refers gives the member that a word in some role refers to.
func (o *orbits) refers(w uint64, role symmetry.Role) (i int, ok bool) {
	switch role {
	case symmetry.Number:
		if n := w - o.First; n < uint64(len(o.class)) {
			return int(n), o.class[n] >= 0
		}
	case symmetry.Place:
		if w < uint64(len(o.Owner)) && o.Owner[w] >= 0 {
			return int(o.Owner[w]), o.class[o.Owner[w]] >= 0
		}
	}
	return 0, false
}

// permuted is a word in some role after a permutation of the members.
func (o *orbits) permuted(w uint64, role symmetry.Role, to []int8) uint64 {
	i, ok := o.refers(w, role)
	switch {
	case !ok || int(to[i]) == i:
		return w
	case role == symmetry.Number:
		return o.First + uint64(to[i])
	}
	return o.Moved(w, int(to[i]))
}
