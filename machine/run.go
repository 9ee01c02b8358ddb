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
	if s.section || s.ghosting {
		return
	}
	p.count++
	if len(p.late) > 0 {
		p.carry++
	}
}

// execute carries out one instruction that is not plain register work. p.top().pc is its index.
func (s *step) execute(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	switch in.Op {
	case program.Load, program.Store,
		program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
		s.access(p, f, in, reg)
		if s.serving {
			s.makeAccess(p)
		}
	case program.StrIndex, program.StrSlice, program.StrConcat, program.StrByte, program.StrEncode, program.StrRune, program.TypeName:
		s.text(p, in, reg)
	case program.MapMake:
		s.makeMap(p, f, in, reg)
	case program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
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
		switch order := program.Order(in.Aux); {
		case s.m.cfg.Memory.Buffered && order != program.SeqCst:
			s.fence(p, order)
		case s.m.cfg.Memory.Views:
			s.viewFence(p, order)
		}
		s.acquires(p, program.Order(in.Aux), 0)
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
		s.choose(p, f, in, reg)
	case program.Assert:
		s.m.claimed[p.position(s.m)] = true
		if reg[in.B] == 0 {
			s.fail(p, "assert", "assertion failed: "+s.m.strings.at(reg[in.C]))
		}
	case program.Ghost:
		s.ghost(p, f, in, reg)
	case program.GhostBegin:
		s.ghostBegins(p)
	case program.GhostEnd:
		s.ghosting = false
	case program.Violate:
		s.violates(p, reg[in.B], reg[in.C])
	case program.Join:
		if s.m.tr != nil {
			s.m.tr.note(p, "join", "all its threads have ended")
		}
		if s.m.cfg.Memory.Views {
			s.viewJoin(p)
		} else {
			s.joined(p)
		}
		s.acquires(p, program.SeqCst, 0)
	case program.NetMake:
		s.makeNetwork(p, f, in, reg)
	case program.NetAttach:
		s.attach(p, in, reg)
	case program.NetDisk:
		s.addDisk(p, f, in, reg)
	case program.NetSend:
		s.netSend(p, f, in, reg)
	case program.NetReceive:
		s.netReceive(p, f, in, reg)
	case program.Mark:
		if s.m.tr != nil {
			s.m.tr.marked(p, s.m.strings.at(reg[in.B]))
		}
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
	s.left = s.left[:0]
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
	s.referAll(p)
	if !relaxed {
		s.acquires(p, program.SeqCst, 0)
	}
	if s.m.tr != nil {
		s.m.tr.sectionEnd(p, relaxed)
	}
	if s.m.cfg.Memory.Views && !s.booting && !relaxed {
		s.viewSection(p)
	}
	s.sectioned(p, relaxed)
}

func (s *step) choose(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
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
		text := fmt.Sprintf("chooses %d of %d", p.alt, n)
		if name := f.ObjectName(in); name != "" {
			text += " for " + name
		}
		s.m.tr.note(p, "choose", text)
	}
}

func (s *step) ghost(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	e := program.Event(in.Aux)
	if !s.m.counts(e) {
		return
	}
	if reg[in.B] == 0 && e != program.EventDoorway {
		s.fault(p, nilDereference)
		return
	}
	if e.Claims() {
		s.m.claimed[p.position(s.m)] = true
	}
	s.m.told |= 1 << e
	var args []uint64
	for _, r := range f.Lists[in.C] {
		args = append(args, reg[r])
	}
	if e == program.EventPlace {
		s.place(p, reg[in.B], args)
		return
	}
	if !e.Late() || s.alone { // nothing can come between
		s.happen(p, e, s.m.userPosition(p), reg[in.B], args)
		return
	}
	p.late = append(p.late, packLate(e, len(args), s.m.userPosition(p)), reg[in.B])
	p.late = append(p.late, args...)
}
