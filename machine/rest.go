package machine

import "heddle/model/program"

// rests reports whether p must stop before in: another thread could notice it,
// it could block, or it would overtake an event that was put off.
func (s *step) rests(p *proc, in *program.Instr, reg []uint64) bool {
	if s.asking {
		s.blocked = refuses(in)
		return s.blocked
	}
	if s.ghosting {
		s.ghostRefuses(p, in)
		return false
	}
	if s.section {
		return false
	}
	if s.m.cfg.Memory.Buffered && drains(in) && !s.alone && !((starts(in) || in.Op == program.NetSend) && s.empty(p)) {
		return true
	}
	if s.m.cfg.Memory.Views && !s.alone && s.m.noticed(in) && !(s.booting && s.m.cfg.Eager && starts(in)) {
		return true
	}
	switch in.Op {
	case program.Load:
		return reg[in.B] != 0 && !s.local(p, reg[in.B]+uint64(in.Imm), false, program.Order(in.Aux) == program.Plain)
	case program.Store:
		addr := reg[in.A] + uint64(in.Imm)
		return reg[in.A] != 0 && (!s.local(p, addr, true, program.Order(in.Aux) == program.Plain) || s.overtakes(p, addr))
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
		return reg[in.B] != 0 && !s.local(p, reg[in.B], true, false)
	case program.Begin:
		return !s.alone || s.m.sections >= 0 && s.sections >= s.m.sections
	case program.Await:
		return false
	case program.NetSend:
		return s.sendRests(p, &s.m.prog.Funcs[p.top().fn], in, reg)
	case program.NetReceive:
		return true
	case program.Select:
		return s.selectRests(p, &s.m.prog.Funcs[p.top().fn], in, reg)
	case program.Close:
		return !s.ownsChan(p, reg[in.B])
	case program.ChanLen:
		return !s.ownsChan(p, reg[in.B]) && s.get(reg[in.B]+program.ChanCapacity) > 0
	case program.Join:
		s.simple = false // it depends on other threads
		s.noticed = true
		return s.hasChildren(p)
	case program.Choose:
		return int64(reg[in.B]) > 1
	case program.Go, program.GoClosure, program.GoMethod:
		return len(p.late) > 0 || s.mayCrash(p) // the new thread must not overtake what came before it
	case program.Ghost:
		e := program.Event(in.Aux)
		return s.m.counts(e) && (e == program.EventAsk && !s.alone || len(p.late) > 0 && !e.Late() && e != program.EventPlace)
	case program.GhostBegin:
		return len(p.late) > 0
	case program.Return:
		return len(p.frames) == 1 && (s.last(p) || (len(p.late) > 0 || !s.empty(p)) || s.mayCrash(p))
	case program.Goexit, program.Unwound:
		return s.exits(p, in) && (s.last(p) || (p.thread == 0 || len(p.late) > 0 || !s.empty(p)) || s.mayCrash(p))
	case program.Exit:
		return !s.alone || len(p.late) > 0
	case program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext:
		if !s.empty(p) { // it waits for its store buffer, whosever the map is
			return true
		}
		addr := s.mapOf(p, in, reg)
		return addr != 0 && !s.local(p, addr, in.WritesMap(), true)
	}
	return false
}

// overtakes reports whether p's store to a cell of its own would wait in the buffer, and
// might leave it, before claims that were put off.
func (s *step) overtakes(p *proc, addr uint64) bool {
	return s.m.cfg.Memory.PerCell && len(p.late) > 0 && !s.owns(p, addr)
}

// starts reports whether in starts a thread.
func starts(in *program.Instr) bool {
	return in.Op == program.Go || in.Op == program.GoClosure || in.Op == program.GoMethod
}

// empty reports whether p's store buffer is.
func (s *step) empty(p *proc) bool {
	return s.booting || !s.m.cfg.Memory.Buffered || len(s.state.Buffers[p.thread]) == 0
}

// last reports whether only daemons are left when p ends. Then that is a step: the
// program ends with it, and what a daemon could have done before must have been seen,
// or p's accesses would pass for its own.
func (s *step) last(p *proc) bool {
	if !s.m.daemons || s.alone || p.daemon != 0 {
		return false
	}
	s.simple = false // which others there are is not p's to know
	for _, c := range s.spawned {
		if c.daemon == 0 {
			return false
		}
	}
	for t, id := range s.state.Locals {
		if t != p.thread && id != 0 && id != ^uint32(0) && daemonOf(s.m.locals.record(id)) == 0 {
			return false
		}
	}
	return true
}

// hasChildren reports whether a thread that p started has not ended, daemons excepted.
func (s *step) hasChildren(p *proc) bool {
	for _, c := range s.spawned {
		if c.parent == uint64(p.thread) && c.daemon == 0 {
			return true
		}
	}
	return !s.booting && s.m.hasChildren(&s.state, p.thread)
}

func (m *Machine) hasChildren(st *State, thread int) bool {
	for t, id := range st.Locals {
		if t == 0 || id == 0 || id == ^uint32(0) {
			continue
		}
		if rec := m.locals.record(id); parentOf(rec) == uint64(thread) && daemonOf(rec) == 0 {
			return true
		}
	}
	return false
}
