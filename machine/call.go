package machine

import (
	"fmt"

	"heddle/model/program"
)

// call carries out a call or starts a thread.
func (s *step) call(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	fn, free := int(in.C), uint64(0)
	var argBuf [16]uint64
	args := argBuf[:0]
	switch in.Op {
	case program.CallClosure, program.GoClosure:
		free = reg[in.C]
		if free == 0 {
			if in.Op == program.GoClosure {
				s.fail(p, "panic", "fatal error: go of nil func value")
				return
			}
			s.fault(p, nilDereference)
			return
		}
		fn = int(s.get(free))
	case program.CallMethod, program.GoMethod:
		if reg[in.C] == 0 {
			s.fault(p, nilDereference)
			return
		}
		fn = int(s.m.prog.Methods[reg[in.C]][in.Imm])
		args = append(args, reg[in.C+1])
	}
	for _, r := range f.Lists[in.B] {
		args = append(args, reg[r])
	}
	switch in.Op {
	case program.Go, program.GoClosure, program.GoMethod:
		s.spawn(p, fn, args, free, in.Aux)
	default:
		s.push(p, fn, args, free)
		s.moved = true
	}
}

// spawn starts a thread: from now on others can reach what it is given.
func (s *step) spawn(p *proc, fn int, args []uint64, free uint64, daemon uint8) {
	s.simple, s.alone = false, false
	child := s.start(fn, args, free, p.thread)
	if child == nil {
		s.limit(p, fmt.Sprintf("more than %d goroutines alive at once", maxThreads))
	}
	if s.err != nil {
		return
	}
	if child.daemon = daemon; weak(daemon) {
		child.weak = weakObject(&s.m.prog.Funcs[fn], child.regs)
	}
	ptr := s.m.prog.Funcs[fn].Pointer
	for r, w := range child.regs {
		if r < len(ptr) && ptr[r] && w != 0 && r < s.m.prog.Funcs[fn].Params+s.m.prog.Funcs[fn].Free {
			s.publish(p, w)
		}
	}
	child.from = s.m.userPosition(p)
	s.spawned = append(s.spawned, child)
	if s.m.tr != nil {
		s.m.tr.note(p, "go", "starts "+program.ThreadName(child.thread))
	}
}

// ret returns from the top frame; from the last one, the thread ends.
func (s *step) ret(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	if len(p.frames) == 1 {
		p.ended = true
		for _, r := range f.Lists[in.B] {
			p.results = append(p.results, reg[r])
		}
		if s.m.tr != nil {
			s.m.tr.note(p, "end", "ends")
		}
		return
	}
	base := p.top().base
	p.frames = p.frames[:len(p.frames)-1]
	caller := p.top()
	site := &s.m.prog.Funcs[caller.fn].Code[caller.pc]
	into := p.regs[int(caller.base)+int(site.A):]
	var buf [16]uint64
	results := buf[:0]
	for _, r := range f.Lists[in.B] {
		results = append(results, reg[r])
	}
	copy(into[:site.D], results)
	p.regs = p.regs[:base]
	p.settle()
}

// ifaceEq compares two interface values as Go does. fault is Go's panic text.
func (s *step) ifaceEq(t1, d1, t2, d2 uint64) (eq bool, fault string) {
	if t1 != t2 || t1 == 0 {
		return t1 == t2, ""
	}
	t := &s.m.prog.Types[t1]
	if !t.Comparable {
		return false, "runtime error: comparing uncomparable type " + t.Name
	}
	if !t.Boxed {
		return d1 == d2, ""
	}
	return s.equal(t.Words, s.at(d1), s.at(d2))
}
