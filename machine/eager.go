package machine

import "heddle/model/program"

// unnoticed is a thread whose next step is one that nobody can notice, keep it from or be
// kept by: it puts a store into its store buffer, passes a fence with the buffer empty, or
// ends. -1 if there is none, or the configuration does not ask for it.
//
// Such a step commutes with all that other threads and all buffers can do, its own buffer
// included: what is put at one end changes nothing at the other. So a search for what
// programs can end with loses nothing if it takes that step only (a persistent set of one
// process: P. Godefroid, Partial-Order Methods for the Verification of Concurrent Systems,
// LNCS 1032, 1996, chapter 4), as long as no cycle of such steps puts the other threads off
// for ever. Stores make the buffer grow, so that only fences could be in one: those of
// functions with loops do not count.
//
// Likewise the threads that main starts before it first rests are started before any of them takes
// a step: under rc one that is started later knows more, and so may do less.
func (m *Machine) unnoticed() int {
	if !m.cfg.Eager || !m.cfg.Memory.Buffered || m.daemons || len(m.cur.Objects) > 0 {
		return -1
	}
	for t, id := range m.cur.Locals {
		if id != 0 && m.isUnnoticed(t, id) {
			return t
		}
	}
	return -1
}

func (m *Machine) isUnnoticed(t int, id uint32) bool {
	q := &m.locals.list[id].pending
	switch q.op {
	case program.Store:
		if q.drains || q.addr == 0 || q.addr >= m.fixed {
			return false
		}
	case program.Return, program.Fence:
		if len(m.cur.Buffers[t]) > 0 || q.op == program.Fence && loops(&m.prog.Funcs[q.fn]) {
			return false
		}
	default:
		return false
	}
	return lateOf(m.locals.record(id)) == 0
}

// loops reports whether f can jump back.
func loops(f *program.Func) bool {
	for pc := range f.Code {
		switch in := &f.Code[pc]; in.Op {
		case program.Jump:
			if int(in.Imm) <= pc {
				return true
			}
		case program.Branch:
			if int(in.A) <= pc || int(in.C) <= pc {
				return true
			}
		case program.Call, program.CallClosure, program.CallMethod: // which may loop, or call f
			return true
		}
	}
	return false
}
