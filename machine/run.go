package machine

import (
	"fmt"

	"heddle/model/program"
)

// run executes p up to its next rest, its end, or trouble (s.blocked, s.failure,
// s.err). If first, the instruction that p rests at is executed whatever it is;
// otherwise p stops before the first instruction that must be a step's first.
func (s *step) run(p *proc, first bool) {
	m := s.m
	prog := m.prog
	if s.err != nil {
		return
	}
	s.loop.reset()
	fr := p.top()
	fn := &prog.Funcs[fr.fn]
	code, reg, pc := fn.Code, p.regs[fr.base:], int(fr.pc)
	steps := 0
	for ; ; first = false {
		in := &code[pc]
		if steps++; steps > maxLocal {
			fr.pc = int32(pc)
			s.endless(p)
			return
		}
		next, general := pc+1, false
		switch in.Op {
		case program.Nop:
		case program.Const:
			reg[in.A] = uint64(in.Imm)
		case program.Move:
			reg[in.A] = reg[in.B]
		case program.Add, program.Sub, program.Mul, program.Div, program.Rem, program.And, program.Or,
			program.Xor, program.AndNot, program.Shl, program.Shr:
			w, fault := arithmetic(in, reg[in.B], reg[in.C])
			if fault != "" {
				fr.pc, general = int32(pc), true
				s.fault(p, fault)
				break
			}
			reg[in.A] = w
		case program.Eq, program.Ne, program.Lt, program.Le, program.Gt, program.Ge:
			reg[in.A] = m.compare(in, reg[in.B], reg[in.C])
		case program.Neg, program.Not, program.Com:
			reg[in.A] = unary(in, reg[in.B])
		case program.Convert:
			reg[in.A] = convert(in, reg[in.B])
		case program.StrLen:
			reg[in.A] = uint64(len(m.strings.at(reg[in.B])))
		case program.Index:
			reg[in.A] = reg[in.B] + reg[in.C]*uint64(in.Imm)
		case program.TypeIn:
			reg[in.A] = truth(prog.Sets[in.Imm][reg[in.B]])
		case program.AddrAdd:
			if reg[in.B] == 0 {
				fr.pc, general = int32(pc), true
				s.fault(p, nilDereference)
				break
			}
			reg[in.A] = reg[in.B] + uint64(in.Imm)
		case program.Jump:
			next = int(in.Imm)
		case program.Branch:
			if next = int(in.C); reg[in.B] != 0 {
				next = int(in.A)
			}
		default:
			fr.pc, general = int32(pc), true
			if !first && s.rests(p, in, reg) {
				return
			}
			if s.err != nil {
				return
			}
			s.execute(p, fn, in, reg)
		}
		s.counted(p)
		if general {
			if s.blocked || s.failure != nil || s.err != nil || p.ended {
				return
			}
			// The operation may have called, returned or unwound.
			fr = p.top()
			fn = &prog.Funcs[fr.fn]
			code, reg, next = fn.Code, p.regs[fr.base:], int(fr.pc)+1
			if s.moved {
				s.moved, next = false, int(fr.pc)
			}
		}
		if next <= pc && (in.Op == program.Jump || in.Op == program.Branch) {
			if fr.pc = int32(next); s.loop.jumped(p) {
				s.endless(p)
				return
			}
		}
		pc = next
	}
}

// counted counts an instruction, for the tracer.
func (s *step) counted(p *proc) {
	if s.section {
		return
	}
	p.count++
	if len(p.late) > 0 {
		p.carry++
	}
}

// rests reports whether p must stop before in: another thread could notice it,
// it could block, or it would overtake an event that was put off.
func (s *step) rests(p *proc, in *program.Instr, reg []uint64) bool {
	if s.asking {
		s.blocked = refuses(in)
		return s.blocked
	}
	if s.section {
		return false
	}
	if s.m.cfg.Memory.Buffered && drains(in) && !s.alone && !(starts(in) && s.empty(p)) {
		return true
	}
	switch in.Op {
	case program.Load:
		return reg[in.B] != 0 && !s.local(p, reg[in.B]+uint64(in.Imm), false, program.Order(in.Aux) == program.Plain)
	case program.Store:
		return reg[in.A] != 0 && !s.local(p, reg[in.A]+uint64(in.Imm), true, program.Order(in.Aux) == program.Plain)
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicCAS:
		return reg[in.B] != 0 && !s.local(p, reg[in.B], true, false)
	case program.Begin:
		return !s.alone || s.m.sections >= 0 && s.sections >= s.m.sections
	case program.Await:
		return false
	case program.Select:
		return s.selectRests(p, &s.m.prog.Funcs[p.top().fn], in, reg)
	case program.Close:
		return !s.ownsChan(p, reg[in.B])
	case program.ChanLen:
		return !s.ownsChan(p, reg[in.B]) && s.get(reg[in.B]+program.ChanCapacity) > 0
	case program.Join:
		s.simple = false // it depends on other threads
		return s.hasChildren(p)
	case program.Choose:
		return int64(reg[in.B]) > 1
	case program.Go, program.GoClosure, program.GoMethod:
		return len(p.late) > 0 // the new thread must not overtake what came before it
	case program.Ghost:
		return len(p.late) > 0 && !program.Event(in.Aux).Late()
	case program.Return:
		return len(p.frames) == 1 && (len(p.late) > 0 || !s.empty(p))
	case program.Goexit, program.Unwound:
		return s.exits(p, in) && (p.thread == 0 || len(p.late) > 0 || !s.empty(p))
	case program.Exit:
		return !s.alone || len(p.late) > 0
	case program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext:
		addr := s.mapOf(p, in, reg)
		return addr != 0 && !s.local(p, addr, writesMap(in.Op), true)
	}
	return false
}

// starts reports whether in starts a thread.
func starts(in *program.Instr) bool {
	return in.Op == program.Go || in.Op == program.GoClosure || in.Op == program.GoMethod
}

// empty reports whether p's store buffer is.
func (s *step) empty(p *proc) bool {
	return s.booting || !s.m.cfg.Memory.Buffered || len(s.state.Buffers[p.thread]) == 0
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

// execute carries out one instruction that is not plain register work. p.top().pc is its index.
func (s *step) execute(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	switch in.Op {
	case program.Load, program.Store,
		program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicCAS:
		s.access(p, f, in, reg)
	case program.StrIndex, program.StrSlice, program.StrConcat, program.StrByte, program.StrEncode, program.StrRune, program.TypeName:
		s.text(p, in, reg)
	case program.MapMake, program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext:
		s.mapOp(p, f, in, reg)
	case program.Alloc:
		reg[in.A] = s.allocate(p, f, in, 1)
	case program.AllocArray:
		s.allocateArray(p, f, in, reg)
	case program.Call, program.CallClosure, program.CallMethod, program.Go, program.GoClosure, program.GoMethod:
		s.call(p, f, in, reg)
	case program.Return:
		s.ret(p, f, in, reg)
	case program.Bounds, program.Slice, program.Len:
		s.check(p, in, reg)
	case program.IfaceEq:
		eq, fault := s.ifaceEq(reg[in.B], reg[in.B+1], reg[in.C], reg[in.C+1])
		if fault != "" {
			s.fault(p, fault)
			return
		}
		reg[in.A] = truth(eq)
	case program.Panic:
		s.panics(p, reg[in.B], reg[in.B+1])
	case program.Recover:
		s.recover(p, in, reg)
	case program.Goexit, program.Unwound:
		s.goexit(p, in)
	case program.Exit:
		s.exit(p, int64(reg[in.B]))
	case program.Print:
		if s.m.tr != nil {
			s.m.tr.printed(p, in.Imm, s.m.strings.at(reg[in.B]))
		}
	case program.Fail:
		text := s.m.prog.Strings[in.Imm]
		if program.Failure(in.Aux) == program.FailFatal {
			s.fail(p, "panic", "fatal error: "+text)
		} else {
			s.fault(p, text)
		}
	case program.MakeChan:
		s.makeChan(p, f, in, reg)
	case program.ChanLen:
		s.chanLen(p, in, reg)
	case program.ChanCap:
		s.chanCap(in, reg)
	case program.Close:
		s.close(p, reg[in.B])
	case program.Select:
		s.selects(p, f, in, reg)
	case program.Fence:
		if s.m.tr != nil {
			s.m.tr.note(p, "fence", "fence")
		}
	case program.Begin:
		s.begins(p)
	case program.End:
		s.ends(p, program.Order(in.Aux) == program.Relaxed)
	case program.Await:
		s.blocked = reg[in.B] == 0
	case program.Choose:
		s.choose(p, in, reg)
	case program.Assert:
		s.m.claimed[p.position(s.m)] = true
		if reg[in.B] == 0 {
			s.fail(p, "assert", "assertion failed: "+s.m.strings.at(reg[in.C]))
		}
	case program.Ghost:
		s.ghost(p, f, in, reg)
	case program.Join:
		if s.m.tr != nil {
			s.m.tr.note(p, "join", "all its threads have ended")
		}
		s.joined(p)
	default:
		panic(fmt.Sprintf("machine: bug: operation %d", in.Op))
	}
}

func (p *proc) position(m *Machine) program.Pos {
	f := p.top()
	return m.prog.Funcs[f.fn].Pos[f.pc]
}

func (s *step) begins(p *proc) {
	s.sections++
	s.section = true
	if s.m.tr != nil {
		s.m.tr.sectionBegin(p)
	}
}

// ends ends an atomic section; relaxed says that it does not synchronize.
func (s *step) ends(p *proc, relaxed bool) {
	if s.asking {
		return
	}
	s.section = false
	if s.m.tr != nil {
		s.m.tr.sectionEnd(p, relaxed)
	}
	s.sectioned(p, relaxed)
}

func (s *step) choose(p *proc, in *program.Instr, reg []uint64) {
	n := int64(reg[in.B])
	switch {
	case n < 1:
		s.fault(p, fmt.Sprintf("model.Choose(%d): want at least 1", n))
		return
	case n > maxChoice:
		s.limit(p, fmt.Sprintf("a choice of %d", n))
		return
	}
	reg[in.A] = uint64(p.alt)
	if n == 1 {
		reg[in.A] = 0
	} else if s.m.tr != nil {
		s.m.tr.note(p, "choose", fmt.Sprintf("chooses %d of %d", p.alt, n))
	}
}

func (s *step) ghost(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	if reg[in.B] == 0 {
		s.fault(p, nilDereference)
		return
	}
	s.m.claimed[p.position(s.m)] = true
	var args []uint64
	for _, r := range f.Lists[in.C] {
		args = append(args, reg[r])
	}
	e := program.Event(in.Aux)
	if !e.Late() {
		s.happen(p, e, s.m.userPosition(p), reg[in.B], args)
		return
	}
	p.late = append(p.late, packLate(e, len(args), s.m.userPosition(p)), reg[in.B])
	p.late = append(p.late, args...)
}
