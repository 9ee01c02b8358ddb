package outcome

import (
	"heddle/machine"
	"heddle/model/program"
)

// scanner finds out who touches which static cells of a compiled test, from its
// code alone, so that the machine has not to learn it.
type scanner struct {
	uses  []machine.Known     // by address
	addrs map[program.Reg]int // registers of the function that hold one constant, and nothing else
	known []machine.Known
}

// scan gives what is known of p, whose entry starts all threads. It is valid until the next scan.
func (s *scanner) scan(p *program.Program) []machine.Known {
	if s.addrs == nil {
		s.addrs = map[program.Reg]int{}
	}
	s.uses = append(s.uses[:0], make([]machine.Known, len(p.Image))...)
	thread := 0
	for i := range p.Funcs[p.Entry].Code {
		if in := &p.Funcs[p.Entry].Code[i]; in.Op == program.Go {
			thread++
			s.function(&p.Funcs[in.C], len(p.Image), 1<<thread)
		}
	}
	s.known = s.known[:0]
	for addr, u := range s.uses {
		if u.Readers|u.Writers != 0 {
			u.Addr = uint64(addr)
			s.known = append(s.known, u)
		}
	}
	return s.known
}

// unknown is the address in a register that does not hold one constant.
const unknown = -1

// function notes the accesses of f, which is run by the threads of bit.
func (s *scanner) function(f *program.Func, size int, bit uint64) {
	clear(s.addrs)
	for i := range f.Code {
		in := &f.Code[i]
		for _, r := range f.Defs(i) {
			if _, again := s.addrs[r]; again || in.Op != program.Const || in.Imm <= 0 || in.Imm >= int64(size) {
				s.addrs[r] = unknown
			} else {
				s.addrs[r] = int(in.Imm)
			}
		}
	}
	for i := range f.Code {
		switch in := &f.Code[i]; {
		case in.Op == program.Load:
			s.use(in.B, in.Imm, bit, 0)
		case in.Op == program.Store:
			s.use(in.A, in.Imm, 0, bit)
		case in.Op.Modifies():
			s.use(in.B, 0, bit, bit)
		}
	}
}

// use notes an access at the address in r; one that is not known may be any.
func (s *scanner) use(r program.Reg, offset int64, read, write uint64) {
	from, to := 1, len(s.uses)
	if addr, ok := s.addrs[r]; ok && addr != unknown && addr+int(offset) > 0 && addr+int(offset) < to {
		from, to = addr+int(offset), addr+int(offset)+1
	}
	for i := from; i < to; i++ {
		s.uses[i].Readers |= read
		s.uses[i].Writers |= write
	}
}
