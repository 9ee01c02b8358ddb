package machine

import (
	"fmt"

	"heddle/model/program"
)

// Ghost code states claims. What it writes is its own: memory that other code accesses is refused, or reductions that
// take accesses of ghost code for none would miss what that code does. What it reads must be its own, or such
// that its thread alone can change it, so that it does not matter when the step that it belongs to is taken to end.
// Of the fixed memory that is found out as sharing is (see share.go); objects of the heap are ghost code's own while
// only such memory leads to them, and its thread's while nobody else can reach them.

// ownerGhost is the owner of an object of the heap that only ghost code can reach.
const ownerGhost = -2

// ghostUse is what ghost code does with a fixed cell.
type ghostUse struct {
	written bool
	readers uint64      // threads whose ghost code reads it
	pos     program.Pos // where, the first time
}

// ghostBegins carries out GhostBegin.
func (s *step) ghostBegins(p *proc) {
	s.m.claimed[p.position(s.m)] = true
	if s.ghosting, s.ghosted = true, true; s.m.tr != nil && s.m.tr.leading(p) {
		s.m.tr.note(p, "ghost", "states its claims")
	}
}

// violates carries out Violate.
func (s *step) violates(p *proc, property, message uint64) {
	s.m.claimed[p.position(s.m)] = true
	if s.m.tr != nil {
		s.m.tr.note(p, "claim", "violates "+s.m.strings.at(property))
	}
	s.fail(p, s.m.strings.at(property), s.m.strings.at(message))
}

// ghostRefuses ends the search if ghost code cannot do in.
func (s *step) ghostRefuses(p *proc, in *program.Instr) {
	what := ""
	switch in.Op {
	case program.Load, program.Store:
		if program.Order(in.Aux) != program.Plain {
			what = "synchronizes"
		}
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS,
		program.Fence, program.Begin, program.Join:
		what = "synchronizes"
	case program.MakeChan, program.ChanLen, program.ChanCap, program.Close, program.Select:
		what = "uses a channel"
	case program.NetMake, program.NetAttach, program.NetDisk, program.NetSend, program.NetReceive:
		what = "uses a network"
	case program.Go, program.GoClosure, program.GoMethod:
		what = "starts a thread"
	case program.Choose:
		what = "makes a choice"
	case program.Ghost, program.GhostBegin:
		what = "has another claim in it"
	case program.Goexit, program.Exit:
		what = "ends its thread"
	}
	if what != "" {
		s.limit(p, "ghost code "+what)
	}
}

// ghostTouches is what touch is for ghost code.
func (s *step) ghostTouches(p *proc, addr uint64, write bool) {
	m, sh := s.m, &s.m.share
	heap := !s.booting && addr >= m.fixed
	switch {
	case s.alone || m.cfg.AllVisible || !write && s.immutable(addr):
	case heap && (!sh.frozen || sh.learning):
		if owner := s.owner[s.objectAt(addr)]; owner != ownerGhost && owner != int32(p.thread) {
			s.limit(p, "ghost code accesses "+s.nameOf(addr)+", which other code can reach,")
		}
	case heap:
	case write && sh.frozen: // every cell is in the state
		sh.ghost[addr] = true
		sh.ghostUse(addr, m.userPosition(p)).written = true
	case write:
		sh.scout = sh.scout || !sh.ghost[addr]
		sh.ghostUse(addr, m.userPosition(p)).written = true
		s.ghostly(addr)
	case !sh.ghost[addr]:
		u := sh.ghostUse(addr, m.userPosition(p))
		if u.readers>>p.thread&1 == 0 && sh.writers[addr]&^(1<<p.thread) != 0 && !sh.frozen {
			s.err = ErrAgain // then the write finds that it is read
		}
		u.readers |= 1 << p.thread
	}
}

// ghostPuts writes memory for ghost code, and what else holds the cell's word.
func (s *step) ghostPuts(p *proc, addr, v uint64) {
	if s.err != nil {
		return
	}
	s.put(addr, v)
	s.everywhere(addr, v)
	if s.m.cfg.Memory.Buffered && !s.booting {
		for i, e := range s.state.Buffers[p.thread] {
			if e.addr == addr {
				s.state.Buffers[p.thread][i].value = v
				s.simple = false
			}
		}
	}
}

// nameOf names the cell at addr.
func (s *step) nameOf(addr uint64) string {
	if s.booting {
		o := s.m.objs.at(addr)
		return cellName(&s.m.prog.Layouts[o.layout], o, int(addr-o.base))
	}
	return s.m.name(&s.state, addr)
}

func (s *sharing) ghostUse(addr uint64, pos program.Pos) *ghostUse {
	if s.ghosts == nil {
		s.ghosts = map[uint64]*ghostUse{}
	}
	if s.ghosts[addr] == nil {
		s.ghosts[addr] = &ghostUse{pos: pos}
	}
	return s.ghosts[addr]
}

// meetsGhosts ends the search if p's access to a fixed cell, not by ghost code, is one to what ghost code uses.
func (s *step) meetsGhosts(p *proc, addr uint64, write bool) {
	m := s.m
	u := m.share.ghosts[addr]
	if u == nil || s.alone || s.asking || m.share.frozen || !s.booting && addr >= m.fixed {
		return
	}
	switch {
	case u.written:
		s.limit(p, fmt.Sprintf("ghost code writes %s at %s, which other code accesses", s.nameOf(addr), m.Position(u.pos)))
	case write && u.readers&^(1<<p.thread) != 0:
		s.limit(p, fmt.Sprintf("ghost code reads %s at %s, which another thread writes", s.nameOf(addr), m.Position(u.pos)))
	}
}

// ghostly finds the heap objects of the current state that ghost code can reach from cells of its own: by object.
func (m *Machine) ghostly(roots []*uint64) map[int]bool {
	s := &m.step
	seen := map[int]bool{}
	var todo []int
	visit := func(w *uint64) {
		if *w < m.fixed {
			return
		}
		if i := s.objectAt(*w); !seen[i] {
			seen[i] = true
			todo = append(todo, i)
		}
	}
	for _, w := range roots {
		visit(w)
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		s.eachInside(i, visit)
	}
	return seen
}

// give makes what the pointer v leads to ghost code's, if p owned it: v has been stored where ghost code can read it. If
// other code can reach it still, the next step finds that out.
func (s *step) give(p *proc, v uint64) {
	if s.booting || v < s.m.fixed {
		return
	}
	i := s.objectAt(v)
	if s.owner[i] != int32(p.thread) {
		return
	}
	s.owner[i] = ownerGhost
	o := s.state.Objects[i]
	l := &s.m.prog.Layouts[o.layout]
	for k := range o.size {
		if w := s.state.Heap[o.base-s.m.fixed+uint64(k)]; pointer(l, k) && w != 0 {
			s.give(p, w)
		}
	}
}

// ghostStored is what stored is for ghost code.
func (s *step) ghostStored(p *proc, addr, v uint64) {
	if v != 0 && (addr < s.m.fixed || s.owner[s.objectAt(addr)] == ownerGhost) {
		s.give(p, v)
	}
}
