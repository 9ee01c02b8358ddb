package reference

import (
	"fmt"

	"heddle/model/program"
)

// maxSection bounds the instructions of one atomic section.
const maxSection = 1 << 20

// section is what the atomic section being executed has touched so far.
type section struct {
	parts    []Access
	ended    bool
	relaxed  bool // it does not synchronize
	acquired []clock
	released []func(clock) // to be given the thread's clock at the end
}

// Step executes one instruction of thread t, or one whole atomic section if the
// instruction is a Begin. alt is the alternative that a Choose or Select takes.
//
// The error is ErrBlocked if the thread has finished or must wait, a *Failure if
// the step violates something, and otherwise says that the program is malformed.
func (m *Machine) Step(t, alt int) (Access, error) {
	in, ok := m.Next(t)
	if ok && m.config.buffered() && len(m.threads[t].buffer) > 0 && needsEmptyBuffer(in) {
		return Access{}, ErrBlocked
	}
	return m.StepUnseen(t, alt)
}

// StepUnseen is Step for an operation that no other thread can notice: it does not wait
// for the thread's store buffer.
func (m *Machine) StepUnseen(t, alt int) (Access, error) {
	in, ok := m.Next(t)
	if !ok || m.exited || m.threads[t].post.down {
		return Access{}, ErrBlocked
	}
	run := m.execute
	switch in.Op {
	case program.Begin:
		run = m.runSection
	case program.GhostBegin:
		run = m.runGhost
	}
	a, err := run(t, alt)
	if m.assumed = false; err == nil {
		m.dropDaemons()
		m.acquired(t, a)
		m.dropEnded()
	}
	return a, err
}

// runSection executes from Begin to End, or up to a panic. If it blocks, nothing has happened.
func (m *Machine) runSection(t, _ int) (Access, error) {
	before := m.Clone()
	a := Access{Thread: t, Kind: KindSection, Pos: m.Position(t)}
	m.section = &section{}
	for !m.section.ended {
		if in, ok := m.Next(t); !ok {
			return a, m.malformed(t, "the thread ends inside an atomic section")
		} else if in.Op == program.Begin && a.Count > 0 || in.Op == program.Choose || in.Op == program.Join {
			return a, m.malformed(t, "a section, choice or join inside an atomic section")
		}
		if a.Count++; a.Count > maxSection {
			return a, m.malformed(t, "an atomic section that does not end")
		}
		if _, err := m.execute(t, 0); err == ErrBlocked {
			*m = *before
			return Access{}, ErrBlocked
		} else if err != nil {
			return a, err
		}
	}
	a.Parts = m.section.parts
	s := m.section
	m.section = nil
	m.sectioned(t, s.parts)
	if !s.relaxed {
		m.dropCopies(t, program.SeqCst, 0)
	}
	return a, m.orderSection(t, s)
}

// execute executes thread t's next instruction.
func (m *Machine) execute(t, alt int) (Access, error) {
	th := m.threads[t]
	f := th.top()
	in := f.fn.Code[f.pc]
	a := Access{Thread: t, Kind: KindLocal, Pos: m.Position(t), Count: 1}
	var err error
	switch in.Op {
	case program.Jump, program.Branch, program.Call, program.CallClosure, program.CallMethod,
		program.Go, program.GoClosure, program.GoMethod, program.Return:
		err = m.control(t, in, &a)
	case program.Load, program.Store, program.AtomicAdd, program.AtomicSwap, program.AtomicAnd,
		program.AtomicOr, program.AtomicXor, program.AtomicCAS, program.Alloc, program.AllocArray:
		err = m.memory(t, alt, in, &a)
	case program.Fail, program.Assert, program.Ghost:
		err = m.claim(t, in, &a)
	case program.Panic, program.Goexit, program.Unwound, program.Recover:
		err = m.raise(t, in)
	case program.StrLen, program.StrIndex, program.StrSlice, program.StrConcat, program.StrByte,
		program.StrEncode, program.StrRune, program.TypeName:
		err = m.stringOp(t, in)
	case program.MapMake, program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear:
		err = m.mapOp(t, in, &a)
	case program.MapRange, program.MapCount, program.MapNext:
		err = m.iterate(t, in, &a)
	case program.MakeChan, program.ChanLen, program.ChanCap, program.Close:
		err = m.channel(t, in, &a)
	case program.Select:
		err = m.selects(t, alt, &a)
	case program.NetMake, program.NetAttach, program.NetDisk, program.NetSend, program.NetReceive:
		err = m.network(t, alt, in, &a)
	case program.Mark:
		a.Kind = KindMark
	case program.GhostBegin, program.GhostEnd:
		err = m.ghosts(t, in)
	case program.Violate:
		err = m.violates(t, in)
	case program.Print, program.Exit:
		err = m.outside(t, in, &a)
	case program.Fence:
		a.Kind, a.Order = KindFence, program.Order(in.Aux)
		m.fence(t, a)
	case program.Join:
		a.Kind = KindJoin
		err = m.join(t)
	case program.Choose:
		a.Kind, a.Value = KindChoose, uint64(alt)
		err = m.choose(t, in, alt)
	case program.Begin:
	case program.Await:
		if m.section == nil {
			err = m.malformed(t, "an Await outside an atomic section")
		} else if f.regs[in.B] == 0 {
			err = ErrBlocked
		}
	case program.End:
		if m.section == nil {
			err = m.malformed(t, "an End outside an atomic section")
		} else {
			m.section.ended = true
			m.section.relaxed = program.Order(in.Aux) == program.Relaxed
		}
	default:
		err = m.compute(t, in)
	}
	switch err {
	case nil:
		if !jumps(in.Op) {
			f.pc++
		}
	case errUnwound:
		err = nil
		if th.finished() {
			a.Kind = KindEnd
		}
	}
	return a, err
}

// jumps reports whether op says itself what comes after it.
func jumps(op program.Op) bool {
	switch op {
	case program.Jump, program.Branch, program.Call, program.CallClosure, program.CallMethod, program.Return:
		return true
	}
	return false
}

// outside executes an operation that the world outside the program sees.
func (m *Machine) outside(t int, in program.Instr, a *Access) error {
	r := m.threads[t].top().regs
	if in.Op == program.Print {
		a.Kind = KindPrint
		if in.Imm == 0 {
			m.output += m.text(r[in.B])
		}
		return nil
	}
	a.Kind, a.Value = KindExit, r[in.B]
	if code := int64(r[in.B]); code != 0 {
		return m.fail(t, propertyPanic, fmt.Sprintf("exit status %d", code))
	}
	m.exited = true
	return nil
}

func (m *Machine) choose(t int, in program.Instr, alt int) error {
	regs := m.threads[t].top().regs
	n := int64(regs[in.B])
	if n < 1 {
		return m.fault(t, fmt.Sprintf("model: Choose(%d): want at least 1", n))
	}
	if alt < 0 || int64(alt) >= n {
		return m.malformed(t, fmt.Sprintf("alternative %d of a choice of %d", alt, n))
	}
	regs[in.A] = uint64(alt)
	return nil
}

// join succeeds if every thread that t started, but daemons, has finished and its stores are in memory.
func (m *Machine) join(t int) error {
	for _, child := range m.threads {
		if child.parent == t && child.daemon == 0 && (!child.finished() || len(child.buffer) > 0) {
			return ErrBlocked
		}
	}
	for u, child := range m.threads {
		if child.parent == t && child.daemon == 0 {
			m.threads[t].clock = m.threads[t].clock.join(child.clock)
			if m.weak != nil {
				m.weak.join(m, t, u)
			}
		}
	}
	return nil
}

// malformed says what no front end should have produced, and where.
func (m *Machine) malformed(t int, what string) error {
	pos := m.Position(t)
	return fmt.Errorf("reference: %s:%d: %s", m.prog.Files[pos.File], pos.Line, what)
}
