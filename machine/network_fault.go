package machine

import (
	"fmt"
	"math/bits"
	"slices"

	"heddle/model/program"
)

// netFault is something that a network does of itself, if its budget lasts, or that mends it.
type netFault struct {
	kind  faultKind
	net   int
	at    int    // the message's entry, or the node
	sides uint64 // of a partition, as netUse.split
}

type faultKind uint8

// The kinds: those of Mishap, and
const (
	faultHeal    = faultKind(Mishaps) + iota // the parts are one again
	faultRestart                             // a node that was down starts
	faultKinds
)

// faultNames are the kinds of their events.
var faultNames = [faultKinds]string{"lose", "duplicate", "reorder", "partition", "crash", "wipe", "heal", "restart"}

// mishap reports whether f need not happen, ever.
func (f *netFault) mishap() bool { return f.kind < faultKind(Mishaps) }

// faults lists in m.possible what networks can do in a state: network by network, kind by kind, and then by links and places
// of messages, by sets of nodes, or by nodes.
func (m *Machine) faults(st *State) []netFault {
	m.possible = m.possible[:0]
	for i := range m.networks.list {
		n, u := &m.networks.list[i], &st.Net.uses[i]
		left := func(k Mishap) bool { return int(u.used[k]) < n.Budgets[k] }
		if left(Lose) || left(Duplicate) || left(Reorder) {
			m.messageFaults(st, i, left)
		}
		if u.split != 0 {
			m.possible = append(m.possible, netFault{kind: faultHeal, net: i})
		} else if left(Partition) {
			for sides := uint64(2); sides < 1<<n.nodes; sides += 2 {
				m.possible = append(m.possible, netFault{kind: faultKind(Partition), net: i, sides: sides})
			}
		}
		if n.crashes() {
			m.nodeFaults(st, i, left)
		}
	}
	return m.possible
}

// messageFaults lists what can become of messages of network i: the first one of a link that is first in, first
// out can be lost or delivered twice, and a later one can overtake all before it; of another link any different one.
func (m *Machine) messageFaults(st *State, i int, left func(Mishap) bool) {
	n, t := &m.networks.list[i], &st.Net
	for _, k := range []Mishap{Lose, Duplicate, Reorder} {
		if !left(k) || k == Reorder && n.Unordered {
			continue
		}
		for at := range t.len() {
			link := int(t.entry(at)[0])
			if link < n.link || link >= n.link+n.nodes*n.nodes {
				continue
			}
			follows := at > 0 && int(t.entry(at - 1)[0]) == link
			switch {
			case n.Unordered && follows && m.alikeInFlight(st, at-1, at):
			case k == Duplicate && n.Capacity > 0 && t.count(link) >= n.Capacity:
			case k == Reorder && (!follows || m.alikeInFlight(st, at-1, at)):
			case k != Reorder && follows && !n.Unordered:
			default:
				m.possible = append(m.possible, netFault{kind: faultKind(k), net: i, at: at})
			}
		}
	}
}

// nodeFaults lists which nodes of network i can crash, or start again.
func (m *Machine) nodeFaults(st *State, i int, left func(Mishap) bool) {
	n, u := &m.networks.list[i], &st.Net.uses[i]
	runs := func(node int) bool {
		r := &st.Net.nodes[n.node+node]
		return r.home != 0 && st.Locals[r.thread] != 0 && u.down>>node&1 == 0
	}
	for node := range n.nodes {
		if left(Crash) && runs(node) {
			m.possible = append(m.possible, netFault{kind: faultKind(Crash), net: i, at: node})
		}
	}
	for node := range n.nodes {
		if left(Crash) && left(Wipe) && runs(node) && slices.ContainsFunc(n.disks, func(d disk) bool { return d.node == node }) {
			m.possible = append(m.possible, netFault{kind: faultKind(Wipe), net: i, at: node})
		}
	}
	for node := range n.nodes {
		if u.down>>node&1 != 0 {
			m.possible = append(m.possible, netFault{kind: faultRestart, net: i, at: node})
		}
	}
}

// happens lets a fault happen. It gives the thread that moves on by it, -1 if none does.
func (s *step) happens(f netFault) (thread int) {
	m := s.m
	n, u := &m.networks.list[f.net], &s.state.Net.uses[f.net]
	s.simple = false
	if m.tr != nil {
		m.tr.netFault(f)
	}
	if f.mishap() {
		u.used[f.kind]++
	}
	switch f.kind {
	case faultKind(Lose):
		s.makesRoom(n, int(s.state.Net.entry(f.at)[0]), 0)
		s.forgetFlight(f.at)
	case faultKind(Duplicate):
		s.doubleFlight(f.at)
		s.takesRoom(n, int(s.state.Net.entry(f.at)[0]))
	case faultKind(Reorder):
		first, _ := s.state.Net.link(int(s.state.Net.entry(f.at)[0]))
		s.leadFlight(first, f.at)
	case faultKind(Partition):
		u.split = f.sides
	case faultHeal:
		u.split = 0
	case faultKind(Wipe):
		u.used[Crash]++
		s.crash(n, u, f.at)
		s.wipe(n, f.at)
	case faultKind(Crash):
		s.crash(n, u, f.at)
	case faultRestart:
		return s.restart(n, u, f.at)
	}
	return -1
}

// canCrash reports whether some node can still crash.
func (t *netState) canCrash() bool {
	for i := range t.uses {
		if int(t.uses[i].used[Crash]) < t.table.list[i].Budgets[Crash] {
			return true
		}
	}
	return false
}

// mayCrash reports whether p runs a node that can still crash: then it matters when it writes what outlives it.
func (s *step) mayCrash(p *proc) bool {
	t := &s.state.Net
	for i := range t.uses {
		n := &t.table.list[i]
		if !n.crashes() {
			continue
		}
		s.simple = false
		for _, r := range t.nodes[n.node : n.node+n.nodes] {
			if int(t.uses[i].used[Crash]) < n.Budgets[Crash] && r.home != 0 && r.thread == p.thread {
				return true
			}
		}
	}
	return false
}

// crash takes a node's thread back to where it became the node. It stays there until it is started again. What it has
// stored reaches memory all the same.
func (s *step) crash(n *network, u *netUse, node int) {
	m := s.m
	r := &s.state.Net.nodes[n.node+node]
	for t, id := range s.state.Locals {
		if t != r.thread && t != 0 && id != 0 && parentOf(m.locals.record(id)) == uint64(r.thread) {
			s.err = &Limit{fmt.Sprintf("node P%d crashes at %s, where it has started threads that run: what becomes of those is not said",
				node, m.restPosition(s.state.Locals[r.thread]))}
			return
		}
	}
	u.down |= 1 << node
	s.state.Locals[r.thread] = r.home
	s.state.gone(r.thread)
	s.void(r.thread)
	if m.tr != nil {
		m.tr.carry[r.thread] = 0
	}
}

// wipe sets the disks of a node to zero.
func (s *step) wipe(n *network, node int) {
	m := s.m
	if s.err != nil {
		return
	}
	r := s.state.Net.nodes[n.node+node]
	p := &s.main
	m.load(p, r.thread, r.home)
	for _, d := range n.disks {
		if d.node != node {
			continue
		}
		for addr := d.addr; addr < d.addr+uint64(d.size); addr++ {
			if s.wipeCell(p, addr); s.err != nil {
				return
			}
		}
	}
}

func (s *step) wipeCell(p *proc, addr uint64) {
	if s.m.tr != nil {
		defer s.m.tr.wroteOne(p, addr)
	}
	if s.viewed(addr) {
		s.viewTouch(p, addr, true)
		cell := s.m.cell(addr)
		s.modifyMessage(p, cell, s.state.Messages.count(cell)-1, 0, program.Relaxed)
		return
	}
	for i := range s.state.Buffers {
		for j := range s.state.Buffers[i] {
			if e := &s.state.Buffers[i][j]; i == p.thread && e.addr == addr {
				e.value = 0
			}
		}
	}
	if s.m.word(&s.state, addr) == 0 {
		return
	}
	if s.touch(p, addr, true); s.err == nil {
		s.put(addr, 0)
	}
}

// restart lets a node that is down run from where it became the node to its first rest.
func (s *step) restart(n *network, u *netUse, node int) (thread int) {
	u.down &^= 1 << node
	r := s.state.Net.nodes[n.node+node]
	p := &s.main
	s.m.load(p, r.thread, r.home)
	p.alt = 0
	if s.run(p, true); s.failure != nil || s.err != nil {
		return r.thread
	}
	p.count-- // the operation by which it is the node has been carried out long ago
	s.finish(p)
	s.children()
	return r.thread
}

// expandFaults appends what networks can do of themselves.
func (m *Machine) expandFaults(out *Successors) error {
	list := m.faults(&m.cur)
	if len(list) > maxFaults {
		return &Limit{fmt.Sprintf("%d faults of networks are possible at once, want at most %d", len(list), maxFaults)}
	}
	for i, f := range list {
		s := &m.step
		s.begin(m)
		t := s.happens(f)
		switch a := FaultOf(i); {
		case s.err != nil:
			return s.err
		case s.failure != nil:
			out.Failed = append(out.Failed, Failed{Action: a, Moves: Moves{Mishap: f.mishap()}, Failure: s.failure})
		default:
			m.emitAs(s, a, t, out)
			moves := &out.Items[len(out.Items)-1].Moves
			if moves.Mishap = f.mishap(); f.kind == faultHeal {
				moves.Takes = m.networks.heals(f.net)
			}
		}
	}
	return nil
}

// nodeNames prints a set of nodes: "P0, P2".
func nodeNames(set uint64) string {
	text := ""
	for rest := set; rest != 0; rest &= rest - 1 {
		if text != "" {
			text += ", "
		}
		text += fmt.Sprintf("P%d", bits.TrailingZeros64(rest))
	}
	return text
}
