package machine

import "heddle/model/program"

// expandNetworks appends what networks add to the successors of the present state, of which those of threads are already there,
// from out.Items[from] on: if there are none, and no node is down, the threads that serve go on without a message; and then
// all faults. quiet reports that no thread can go on.
func (m *Machine) expandNetworks(from int, out *Successors) (quiet bool, err error) {
	quiet = len(out.Items) == from && len(out.Failed) == 0
	if quiet && !m.cur.Net.anyDown() {
		for t, id := range m.cur.Locals {
			if id == 0 || !m.serves(id) {
				continue
			}
			m.choices(&m.cur, t) // none
			if err := m.expandStep(t, 0, false, out); err != nil {
				return false, err
			}
		}
		quiet = len(out.Items) == from && len(out.Failed) == 0
	}
	if out.State == nil {
		err = m.expandFaults(out)
	}
	return quiet, err
}

// serves reports whether a thread rests at a ReceiveServe.
func (m *Machine) serves(id uint32) bool {
	q := &m.locals.list[id].pending
	return q.op == program.NetReceive && q.receives.how == program.ReceiveServe
}

func (t *netState) anyDown() bool {
	for i := range t.uses {
		if t.uses[i].down != 0 {
			return true
		}
	}
	return false
}

// count is the number of messages on a link.
func (t *netState) count(link int) int {
	from, to := t.link(link)
	return to - from
}

// full reports whether thread t rests at a send for which there is no room.
func (m *Machine) full(st *State, t int) bool {
	var p proc
	m.load(&p, t, st.Locals[t])
	f := p.top()
	fn := &m.prog.Funcs[f.fn]
	in := &fn.Code[f.pc]
	reg, list := p.regs[f.base:], fn.Lists[in.C]
	n := &m.networks.list[reg[in.B]]
	from, to := reg[list[0]], reg[list[1]]
	return n.Capacity > 0 && from < uint64(n.nodes) && to < uint64(n.nodes) && st.Net.count(n.link+int(from)*n.nodes+int(to)) >= n.Capacity
}

// restsWell reports whether a state in which no thread can go on, and some node is down, is a proper end: all others
// serve, or wait for their threads.
func (m *Machine) restsWell(st *State) bool {
	for _, id := range st.Locals {
		if id == 0 || m.serves(id) {
			continue
		}
		if op := m.locals.list[id].pending.op; op != program.Join && op != program.NetAttach {
			return false
		}
	}
	return true
}
