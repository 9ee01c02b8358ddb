package machine

import (
	"fmt"

	"heddle/model/program"
)

const nilDereference = "runtime error: invalid memory address or nil pointer dereference"

// access carries out a load, a store or a read-modify-write.
func (s *step) access(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	addr := reg[in.B]
	if in.Op == program.Store {
		addr = reg[in.A]
	}
	if addr == 0 {
		s.fault(p, nilDereference)
		return
	}
	if s.m.share.ghosts != nil && !s.ghosting {
		s.meetsGhosts(p, addr+uint64(in.Imm), in.Op != program.Load)
	}
	order := program.Order(in.Aux)
	switch in.Op {
	case program.Load:
		addr += uint64(in.Imm)
		v := s.loads(p, addr, order)
		if s.blocked {
			return
		}
		reg[in.A] = v
		if s.m.tr != nil {
			s.m.tr.read(p, addr, reg[in.A])
		}
		s.acquires(p, order, addr)
		s.accessed(p, addr, in, false)
	case program.Store:
		addr += uint64(in.Imm)
		v := s.m.narrow(reg[in.B], order != program.Plain && !f.Pointer[in.B])
		if s.stores(p, addr, v, order); s.blocked {
			return
		}
		if f.Pointer[in.B] {
			s.stored(p, addr, v)
		}
		if order == program.SeqCst { // as any access by sync/atomic
			s.acquires(p, order, 0)
		}
		if s.m.tr != nil {
			s.m.tr.wroteOne(p, addr)
			s.m.tr.wrote(p, addr, v)
		}
		s.accessed(p, addr, in, true)
	default:
		s.modify(p, f, in, reg, addr)
	}
}

// owns reports whether p's store to addr may pass its buffer: nobody else can see the cell.
func (s *step) owns(p *proc, addr uint64) bool {
	if s.booting || s.ghosting || !s.m.cfg.Memory.Buffered {
		return s.booting || s.ghosting
	}
	if s.m.cfg.AllVisible {
		return s.immutable(addr) // what is read without a look at the buffer
	}
	if addr < s.m.fixed {
		return s.m.share.class[addr] == Private
	}
	if s.m.cfg.Memory.PerCell { // others may get to see the object before what it holds
		return s.immutable(addr)
	}
	return s.owner[s.objectAt(addr)] == int32(p.thread)
}

// immutable reports whether the object at addr is never written after it is filled.
func (s *step) immutable(addr uint64) bool {
	layout := int32(0)
	if addr < s.m.fixed {
		layout = s.m.objs.at(addr).layout
	} else {
		layout = s.state.Objects[s.objectAt(addr)].layout
	}
	return s.m.prog.Layouts[layout].Immutable
}

// loads is a load by p, under any memory model.
func (s *step) loads(p *proc, addr uint64, order program.Order) uint64 {
	if s.viewed(addr) {
		return s.viewLoad(p, addr, order)
	}
	s.unviewed(p, order)
	return s.load(p, addr)
}

// stores is a store by p, under any memory model.
func (s *step) stores(p *proc, addr, v uint64, order program.Order) {
	if s.viewed(addr) {
		s.viewStore(p, addr, v, order)
		return
	}
	s.unviewed(p, order)
	s.store(p, addr, v, order, s.owns(p, addr))
}

// modify carries out a read-modify-write; p's store buffer is empty.
func (s *step) modify(p *proc, f *program.Func, in *program.Instr, reg []uint64, addr uint64) {
	from := in.C
	if in.Op == program.AtomicCAS {
		from = in.D
	}
	newer := func(old uint64) (v uint64, writes bool) {
		v, writes = s.m.modified(f, in, old, reg)
		return s.m.narrow(v, !f.Pointer[from]), writes
	}
	var old, v uint64
	var writes bool
	if s.viewed(addr) {
		if old, v, writes = s.viewModify(p, in, addr, newer); s.blocked {
			return
		}
	} else {
		old = s.fetch(p, addr)
		v, writes = newer(old)
		s.unviewed(p, rmwOrder(in, writes))
		if writes {
			s.replace(p, addr, v)
		}
		s.dropCopy(p, addr)
		s.acquires(p, rmwOrder(in, writes), 0)
	}
	switch {
	case s.section:
	case writes:
		s.refer(p.thread, refModify, addr)
	default:
		s.refer(p.thread, refTry, addr)
	}
	if writes && f.Pointer[from] {
		s.stored(p, addr, v)
	}
	if s.m.tr != nil {
		if writes {
			s.m.tr.wroteOne(p, addr)
		}
		s.m.tr.modified(p, in, addr, old, v, writes, reg)
	}
	s.accessed(p, addr, in, writes)
	switch reg[in.A] = old; {
	case in.Op == program.AtomicCAS && in.Imm == 0:
		reg[in.A] = truth(writes)
	case in.Op == program.AtomicAdd && in.Imm == 1:
		reg[in.A] = v
	}
}

// narrow is a word as an atomic integer can hold it: see Config.WordBits.
func (m *Machine) narrow(v uint64, atomic bool) uint64 {
	if bits := m.cfg.WordBits; atomic && bits > 0 {
		return v & (1<<bits - 1)
	}
	return v
}

// modified is the word that a read-modify-write makes of the old one, and whether it writes it.
func (m *Machine) modified(f *program.Func, in *program.Instr, old uint64, reg []uint64) (v uint64, writes bool) {
	switch in.Op {
	case program.AtomicAdd:
		return extend(in.Kind, old+reg[in.C]), true
	case program.AtomicAnd:
		return extend(in.Kind, old&reg[in.C]), true
	case program.AtomicOr:
		return extend(in.Kind, old|reg[in.C]), true
	case program.AtomicXor:
		return extend(in.Kind, old^reg[in.C]), true
	case program.AtomicCAS:
		return reg[in.D], old == m.expected(f, in, reg)
	}
	return reg[in.C], true // AtomicSwap
}

// expected is the word that a compare-and-swap replaces.
func (m *Machine) expected(f *program.Func, in *program.Instr, reg []uint64) uint64 {
	return m.narrow(reg[in.C], !f.Pointer[in.C])
}

// rmwOrder is the order of a read-modify-write, which of a compare-and-swap depends on whether it writes.
func rmwOrder(in *program.Instr, writes bool) program.Order {
	success, failure := program.CASOrders(in.Aux)
	if writes {
		return success
	}
	return failure
}

func (s *step) allocateArray(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	n := int64(reg[in.B])
	if s.m.prog.Layouts[in.Imm].Words == 0 {
		reg[in.A] = 0
		return
	}
	if n > maxHeap {
		s.limit(p, fmt.Sprintf("allocation of %d elements", n))
		return
	}
	reg[in.A] = s.allocate(p, f, in, int(n))
}

// check carries out Bounds, Slice and Len.
func (s *step) check(p *proc, in *program.Instr, reg []uint64) {
	b, c := int64(reg[in.B]), int64(reg[in.C])
	switch in.Op {
	case program.Bounds:
		if reg[in.B] >= reg[in.C] {
			if signed(in.Kind) || in.Kind == program.KindNone {
				s.fault(p, fmt.Sprintf("runtime error: index out of range [%d]%s", b, withLength(b, c)))
			} else {
				s.fault(p, fmt.Sprintf("runtime error: index out of range [%d] with length %d", uint64(b), c))
			}
		}
	case program.Slice:
		if d := int64(reg[in.D]); c < 0 || c > d || b < 0 || b > c {
			s.fault(p, "runtime error: slice bounds out of range "+sliceBounds(in.Imm, b, c, d))
		}
	case program.Len:
		if b < 0 || b > 1<<32 {
			s.fault(p, "runtime error: makeslice: "+[...]string{"len", "cap"}[in.Imm&1]+" out of range")
		}
	}
}

func withLength(i, n int64) string {
	if i < 0 {
		return ""
	}
	return fmt.Sprintf(" with length %d", n)
}

// sliceBounds is the end of Go's message for a failed Slice; see program.Slice for the forms.
func sliceBounds(form, b, c, d int64) string {
	switch high := c < 0 || c > d; {
	case high && form == 4 && c >= 0:
		return fmt.Sprintf("[:%d:%d]", c, d)
	case high && form == 4:
		return fmt.Sprintf("[:%d:]", c)
	case high:
		what := [...]string{"[:%d]", "[::%d]"}[form>>1&1]
		text := fmt.Sprintf(what, c)
		if c >= 0 {
			text += fmt.Sprintf(" with %s %d", [...]string{"capacity", "length"}[form&1], d)
		}
		return text
	case form == 6 && b < 0:
		return fmt.Sprintf("[%d::]", b)
	case form == 6:
		return fmt.Sprintf("[%d:%d:]", b, c)
	case b < 0:
		return fmt.Sprintf("[%d:]", b)
	}
	return fmt.Sprintf("[%d:%d]", b, c)
}
