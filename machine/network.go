package machine

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// A network connects nodes by links, one from each to each. What is under way on them is part of the state
// (network_flight.go). A thread sends and receives as a node of a network (network_send.go, network_receive.go); what the
// network does of itself, losing a message, say, is an action (network_fault.go).
//
// A send on a link without bound joins the step before it: it is always possible, and whatever another thread does can as
// well be done after it, since that can take from the link but what was there before. (A left mover: R. Lipton, Reduction: A Method
// of Proving Properties of Parallel Programs, CACM 18(12), 1975.) That fails, so that a send is a step, if
//
//   - two threads send as one node: their messages are in order on a link;
//   - a node can crash, or be down, or a partition come or go: what happens then depends on what was sent before;
//   - claims were put off to the thread's next step;
//   - a memory model has views, or buffers that are not empty.

// network is what does not change of one.
type network struct {
	nodes  int
	layout int32 // of messages
	size   int   // words of a message
	Behaviour
	link  int // number of its first link; that from i to j is link+i*nodes+j
	node  int // number of its first node
	disks []disk
}

// Behaviour is what a network may do; see model.Behaviour.
type Behaviour struct {
	Unordered bool
	Capacity  int // 0: links have no bound
	Budgets   [Mishaps]int
}

// Mishap is a kind of fault of a network that has a budget.
type Mishap uint8

// The mishaps.
const (
	Lose Mishap = iota
	Duplicate
	Reorder
	Partition
	Crash
	Wipe    // a crash that also sets disks to zero
	Mishaps // their number
)

// disk is stable storage of a node: fixed cells.
type disk struct {
	node int
	addr uint64
	size int
}

// Bounds on networks.
const (
	maxNodes   = 64
	maxFlight  = 32      // messages on a link without bound
	maxParted  = 12      // nodes of a network that can fall apart
	MaxBudget  = 1 << 10 // of mishaps of one kind
	maxFaults  = 1 << 14 // actions of networks in one state: see Action.Alt
	maxNetwork = 1 << 10 // networks
)

// HasNetwork reports whether p can make a network.
func HasNetwork(p *program.Program) bool {
	for i := range p.Funcs {
		for _, in := range p.Funcs[i].Code {
			if in.Op == program.NetMake {
				return true
			}
		}
	}
	return false
}

// fallible reports whether what becomes of a send can depend on faults of n.
func (n *network) fallible() bool { return n.crashes() || n.Budgets[Partition] > 0 }

// crashes reports whether nodes of n can crash.
func (n *network) crashes() bool { return n.Budgets[Crash] > 0 }

// moves reports whether a send on a link of n can be part of the step before it.
func (n *network) moves(u *netUse) bool {
	return n.Capacity == 0 && u.split == 0 && u.down == 0 &&
		int(u.used[Partition]) == n.Budgets[Partition] && int(u.used[Crash]) == n.Budgets[Crash]
}

// ends gives the nodes of a link of n.
func (n *network) ends(link int) (from, to int) {
	link -= n.link
	return link / n.nodes, link % n.nodes
}

// networks are those of a program, in the order in which they were made.
type networks struct {
	list   []network
	stride int // 1 and the words of the widest message
	met    met
}

// fail reports whether some network may do what it should not: it has a budget.
func (t *networks) fail() bool {
	return slices.ContainsFunc(t.list, func(n network) bool { return n.Budgets != [Mishaps]int{} })
}

// of gives the network of a link.
func (t *networks) of(link int) *network {
	i := 0
	for i+1 < len(t.list) && t.list[i+1].link <= link {
		i++
	}
	return &t.list[i]
}

// makeNetwork carries out NetMake.
func (s *step) makeNetwork(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	m := s.m
	list := f.Lists[in.C]
	word := func(i int) int { return int(int64(reg[list[i]])) }
	n := network{nodes: int(int64(reg[in.B])), layout: int32(in.Imm), size: m.prog.Layouts[in.Imm].Words}
	n.Unordered, n.Capacity = word(program.BehaveUnordered) != 0, word(program.BehaveCapacity)
	for k := range Mishaps {
		n.Budgets[k] = word(program.BehaveLose + int(k))
	}
	m.cfg.Network.apply(&n.Behaviour)
	n.Budgets[Crash] = max(n.Budgets[Crash], n.Budgets[Wipe])
	if why := n.invalid(); why != "" {
		s.fault(p, why)
		return
	}
	switch {
	case !s.alone:
		s.limit(p, "a network that is made after threads were started")
		return
	case n.Budgets[Partition] > 0 && n.nodes > maxParted:
		s.limit(p, fmt.Sprintf("partitions of a network of %d nodes, want at most %d", n.nodes, maxParted))
		return
	case len(m.networks.list) == maxNetwork:
		s.limit(p, "networks without bound")
		return
	case n.crashes() && m.cfg.Memory.Buffered:
		s.err = &Refused{fmt.Sprintf("a network at %s whose nodes crash, under memory model %s: what a crash does to stores that wait in a buffer is not said; want go or sc",
			m.Position(m.userPosition(p)), m.cfg.Memory.Name)}
		return
	case !m.cfg.System.IsFlat():
		s.err = &Refused{fmt.Sprintf("a network at %s on a %s machine, want --machine %s: nodes share no memory",
			m.Position(m.userPosition(p)), m.cfg.System.Structure, Flat)}
		return
	}
	t := &m.networks
	if last := len(t.list) - 1; last >= 0 {
		n.link = t.list[last].link + t.list[last].nodes*t.list[last].nodes
		n.node = t.list[last].node + t.list[last].nodes
	}
	m.share.growNodes(n.node + n.nodes)
	for i := range n.nodes {
		m.share.crowded[n.node+i] = m.share.crowded[n.node+i] || m.cfg.Replay[crowdedName(n.node+i)]
	}
	reg[in.A] = uint64(len(t.list))
	t.list = append(t.list, n)
	s.state.Messages.room = append(s.state.Messages.room, make([][]know, m.rooms()-len(s.state.Messages.room))...)
	st := &s.state.Net
	st.table = t
	st.widen(n.size)
	st.uses = append(st.uses, netUse{})
	st.nodes = append(st.nodes, make([]nodeUse, n.nodes)...)
}

// invalid says what is wrong with a network that is to be made, "" if nothing.
func (n *network) invalid() string {
	switch {
	case n.nodes < 1 || n.nodes > maxNodes:
		return fmt.Sprintf("model: NewNetwork: %d nodes, want 1 … %d", n.nodes, maxNodes)
	case n.Capacity < 0:
		return fmt.Sprintf("model: NewNetwork: links for %d messages, want at least 0", n.Capacity)
	}
	for k, b := range n.Budgets {
		if b < 0 || b > MaxBudget {
			return fmt.Sprintf("model: NewNetwork: %s=%d, want 0 … %d", mishapNames[k], b, MaxBudget)
		}
	}
	return ""
}

// mishapNames are the keys by which budgets are printed.
var mishapNames = [Mishaps]string{"loss", "duplicate", "reorder", "partition", "crash", "wipe"}

// admits reports whether node is one of network net, which else is a panic of p's.
func (s *step) admits(p *proc, net, node uint64) bool {
	if n := s.m.networks.list[net].nodes; node >= uint64(n) {
		s.fault(p, fmt.Sprintf("model: node %d of a network of %d", int64(node), n))
		return false
	}
	return true
}

// attach carries out NetAttach: where it is p comes back to when its node crashes, to carry it out again.
func (s *step) attach(p *proc, in *program.Instr, reg []uint64) {
	m := s.m
	net, node := reg[in.B], reg[in.C]
	if !s.admits(p, net, node) || !m.networks.list[net].crashes() {
		return
	}
	s.simple = false
	u := &s.state.Net.nodes[m.networks.list[net].node+int(node)]
	if u.home != 0 && u.thread != p.thread && s.state.Locals[u.thread] != 0 {
		s.fault(p, fmt.Sprintf("model: node %d is already run by another thread", node))
		return
	}
	late, wants := p.late, p.wants
	p.late, p.wants = nil, 0
	s.rec = m.save(p, s.rec[:0])
	p.late, p.wants = late, wants
	id, fresh := m.locals.intern(s.rec)
	if fresh {
		m.describeLocal(id, p)
	}
	u.thread, u.home = p.thread, id
}

// addDisk carries out NetDisk.
func (s *step) addDisk(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	m := s.m
	list := f.Lists[in.C]
	net, node, addr := reg[in.B], reg[list[0]], reg[list[1]]
	switch {
	case !s.admits(p, net, node):
	case addr == 0:
		s.fault(p, nilDereference)
	case !s.alone || !s.booting:
		s.limit(p, "stable storage that is named after threads were started")
	default:
		n := &m.networks.list[net]
		n.disks = append(n.disks, disk{int(node), addr, int(in.Imm)})
	}
}
