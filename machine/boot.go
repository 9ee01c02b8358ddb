package machine

import (
	"cmp"
	"fmt"

	"heddle/machine/coherence"
	"heddle/model/program"
)

// boot runs the initial block and sets the initial state.
func (m *Machine) boot() (*Failure, error) {
	for limit := -1; ; {
		p, fail, err := m.bootMain(limit)
		if err == errSectionBlocked {
			limit = m.step.sections - 1
			continue
		}
		if fail != nil || err != nil {
			return fail, err
		}
		return m.bootThreads(p)
	}
}

// bootMain runs main alone. Its first limit atomic sections may run (-1: all); a
// section that blocks cannot be undone here, so boot runs it all again up to there.
func (m *Machine) bootMain(limit int) (*proc, *Failure, error) {
	p := m.prog
	m.base = append(m.base[:0], p.Image...)
	if len(m.base) == 0 {
		m.base = append(m.base, 0)
	}
	m.objs, m.pointers = m.objs[:0], append(m.pointers[:0], make([]bool, len(m.base))...)
	clear(m.named)
	m.share.grow(len(m.base))
	for _, o := range p.Statics {
		m.addFixed(object{base: o.Addr, size: p.Layouts[o.Layout].Words * o.Count, layout: o.Layout, count: o.Count, name: o.Name})
	}
	m.share.frozen = m.tr != nil || m.share.learning || m.cfg.Replay != nil
	if m.cfg.Replay != nil {
		m.trackGiven()
	}
	m.locals.reset()
	m.memo.reset()
	m.orbits, m.share.orbits = nil, nil
	m.sections, m.networks = limit, networks{}
	m.observed = 0
	if m.cfg.Memory.Views {
		m.knows.reset()
	}
	if m.tr != nil {
		*m.tr = *newTracer(m) // what an attempt that had to be given up has told of is no more
	}

	s := &m.step
	s.reset(m)
	s.booting, s.alone = true, true
	s.state.copyFrom(&State{})
	main := s.start(p.Entry, nil, 0, 0)
	s.run(main, false)
	s.booting = false
	if s.blocked {
		return nil, nil, errSectionBlocked
	}
	return main, s.failure, s.err
}

func (m *Machine) addFixed(o object) {
	l := &m.prog.Layouts[o.layout]
	for i := range o.size {
		if pointer(l, i) {
			m.pointers[o.base+uint64(i)] = true
		}
	}
	if o.name != "" {
		m.named[o.name]++
		if n := m.named[o.name]; n > 1 { // names are unique: schedules refer to cells by them
			o.name = fmt.Sprintf("%s#%d", o.name, n)
		}
	}
	m.objs = append(m.objs, o)
	m.share.grow(int(o.base) + o.size)
	for i := range o.size {
		m.share.filled[o.base+uint64(i)] = l.Immutable
	}
	if m.cfg.System.Line > 1 {
		m.share.align(int(o.base), o.size, m.cfg.System.Line)
	}
	if m.cfg.Replay != nil {
		for i := range o.size {
			m.share.class[o.base+uint64(i)] = Private
			if m.cfg.Replay[cellName(l, &o, i)] {
				m.share.class[o.base+uint64(i)] = Shared
			}
			m.share.fixed[o.base+uint64(i)].tracked = m.cfg.Tracked[cellName(l, &o, i)]
			m.share.touched[o.base+uint64(i)] = ^uint64(0)
			if len(m.cfg.Touched) > 0 {
				m.share.touched[o.base+uint64(i)] = m.touching(cellName(l, &o, i))
			}
		}
	}
}

// Shared names the fixed cells whose accesses are steps in the present pass.
func (m *Machine) Shared() []string {
	var names []string
	for addr := range m.fixed {
		if addr > 0 && m.share.class[addr] == Shared {
			names = append(names, m.name(&m.initial, addr))
		}
	}
	return append(names, m.crowdedNames()...)
}

// bootThreads fixes the memory layout and runs each new thread up to its first step.
func (m *Machine) bootThreads(main *proc) (*Failure, error) {
	m.fixed = uint64(len(m.base))
	if err := m.findOrbits(main); err != nil {
		return nil, err
	}
	m.slot, m.slotAddr = append(m.slot[:0], make([]int32, m.fixed)...), m.slotAddr[:0]
	s := &m.step
	s.state.Cells = s.state.Cells[:0]
	s.state.Tracked, s.state.Marks = m.share.tracking, s.state.Marks[:0]
	for addr := range m.fixed {
		m.slot[addr] = -1
		if addr > 0 && m.inState(addr) {
			m.slot[addr] = int32(len(m.slotAddr))
			m.slotAddr = append(m.slotAddr, addr)
			s.state.Cells = append(s.state.Cells, m.base[addr])
		}
	}
	m.findRemnants()
	if m.cfg.Memory.Views {
		if m.numberCells(); m.sharedCells > maxCells {
			return nil, &Limit{fmt.Sprintf("%d words are accessed by several threads, %s can tell %d apart", m.sharedCells, m.cfg.Memory.Name, maxCells)}
		}
	}
	if m.watching {
		m.numberLines()
	}
	if m.orbits != nil {
		m.orbits.lay(m)
	}
	if s.state.Split = nil; m.split != nil {
		s.state.Split = &coherence.State{}
	}
	s.finish(main)
	s.launching = true
	s.children()
	s.launching = false
	if s.failure == nil && s.err == nil {
		m.remnants.begin(m, s)
		m.settle(s, 0)
		if m.orbits != nil {
			m.represent(s)
		}
		m.initial.copyFrom(&s.state)
	}
	return s.failure, s.err
}

// inState reports whether the fixed cell can change in this pass.
func (m *Machine) inState(addr uint64) bool {
	if m.cfg.AllVisible {
		return !m.prog.Layouts[m.objs.at(addr).layout].Immutable
	}
	return (m.share.class[addr] != ReadOnly || m.share.learning) && !m.prog.Layouts[m.objs.at(addr).layout].Immutable
}

type sectionBlocked struct{}

func (sectionBlocked) Error() string { return "machine: bug: a blocked section escaped from boot" }

var errSectionBlocked error = sectionBlocked{}

// allocate makes the zeroed object of an Alloc or AllocArray.
func (s *step) allocate(p *proc, f *program.Func, in *program.Instr, count int) uint64 {
	return s.object(p, int32(in.Imm), count, f.ObjectName(in))
}

// object makes a zeroed object for the running thread: count elements of a layout.
func (s *step) object(p *proc, layout int32, count int, name string) uint64 {
	m := s.m
	l := &m.prog.Layouts[layout]
	size := max(1, l.Words*count)
	if len(s.state.Heap)+size > maxHeap || s.booting && len(m.base)+size > maxHeap {
		s.exhausted(p, "allocation without bound")
		return 0
	}
	if m.cfg.Memory.Views && !s.booting && m.sharedCells+len(s.state.Heap)+size > maxCells {
		s.exhausted(p, "more memory than views are kept of")
		return 0
	}
	if s.booting {
		o := object{base: uint64(len(m.base)), size: size, layout: layout, count: count, name: name}
		m.base = append(m.base, make([]uint64, size)...)
		m.pointers = append(m.pointers, make([]bool, size)...)
		m.addFixed(o)
		return o.base
	}
	s.simple = false
	o := heapObject{base: m.fixed + uint64(len(s.state.Heap)), size: size, layout: layout, count: count, home: uint8(p.thread)}
	for range size {
		s.state.Heap = append(s.state.Heap, 0)
	}
	s.state.Objects = append(s.state.Objects, o)
	owner := int32(p.thread)
	if s.ghosting {
		owner = ownerGhost
	}
	s.owner = append(s.owner, owner)
	if m.tr != nil {
		m.tr.allocated(o.base, cmp.Or(name, l.Name))
	}
	return o.base
}
