package reference

import (
	"slices"

	"heddle/model/program"
)

// Ghost code is executed as one step of its thread. All that it accesses are the words in memory, and what is in store buffers and
// lists of messages there is changed with them, as if it had always been so.

// maxGhost bounds the instructions of one piece of ghost code.
const maxGhost = 1 << 20

// runGhost executes from GhostBegin to GhostEnd.
func (m *Machine) runGhost(t, _ int) (Access, error) {
	a := Access{Thread: t, Kind: KindGhost, Pos: m.Position(t)}
	for {
		if _, err := m.execute(t, 0); err != nil || !m.ghost {
			a.Count = 1
			return a, err
		}
		if a.Count++; a.Count > maxGhost {
			return a, m.malformed(t, "ghost code that does not end")
		}
	}
}

// ghosts enters and leaves ghost code.
func (m *Machine) ghosts(t int, in program.Instr) error {
	if m.ghost == (in.Op == program.GhostBegin) {
		return m.malformed(t, "ghost code in ghost code")
	}
	m.ghost = !m.ghost
	return nil
}

// ghostAccess executes a load or store by ghost code.
func (m *Machine) ghostAccess(t int, in program.Instr, addr uint64) error {
	f := m.threads[t].top()
	switch {
	case program.Order(in.Aux) != program.Plain || in.Op != program.Load && in.Op != program.Store:
		return m.malformed(t, "synchronization in ghost code")
	case in.Op == program.Load:
		f.regs[in.A] = m.read(t, addr)
		return nil
	}
	v := f.regs[in.B]
	m.mem[addr] = v
	for i, e := range m.threads[t].buffer {
		if e.addr == addr {
			m.threads[t].buffer[i].value = v
		}
	}
	if m.weak != nil && !m.immutable(addr) {
		list := slices.Clone(m.lists[addr])
		list[len(list)-1].value = v
		m.lists[addr] = list
	}
	return nil
}

// violates ends the program for a claim's sake.
func (m *Machine) violates(t int, in program.Instr) error {
	regs := m.threads[t].top().regs
	return m.fail(t, m.text(regs[in.B]), m.text(regs[in.C]))
}

// haunt executes the ghost code that threads have come to, and what their registers hold by then: it
// belongs to the step before it.
func (m *Machine) haunt() error {
	if !m.haunted {
		return nil
	}
	for t := range m.threads {
		ahead := m.Clone()
		for n := 0; n < maxGhost; n++ {
			in, ok := ahead.Next(t)
			if !ok || in.Op != program.GhostBegin && !silent(in.Op) {
				break
			}
			if _, err := ahead.Step(t, 0); err == ErrBlocked {
				break
			} else if err != nil && in.Op != program.GhostBegin {
				break
			} else if err != nil {
				return err
			}
			if in.Op == program.GhostBegin {
				*m = *ahead
				ahead = m.Clone()
			}
		}
	}
	return nil
}

// silent reports whether op only concerns the registers of its thread.
func silent(op program.Op) bool {
	return op <= program.Jump || op == program.Branch || op == program.Mark
}

// haunted reports whether f has ghost code.
func haunted(f program.Func) bool {
	return slices.ContainsFunc(f.Code, func(in program.Instr) bool { return in.Op == program.GhostBegin })
}
