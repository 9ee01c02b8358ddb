package reference

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// maxUnder bounds the messages on a link that has no capacity.
const maxUnder = 32

// maxBudget bounds how often something can go wrong.
const maxBudget = 1 << 10

// network is one network: node n's link to node k is number n*nodes+k. Links are never changed but replaced.
type network struct {
	nodes int
	as    [program.BehaveWords]int
	used  [program.BehaveWords]int // of the budgets
	links [][]letter               // each in the order of sending; duplicates and what has overtaken others are where they are delivered
	far   uint64                   // the part that node 0 is not in: bit n is set if node n is; 0: it has not fallen into parts
	room  []clock                  // of each link that has a capacity: that of who has received last
	freed [][][]int                // of each link that has a capacity: see room.go
	disks []disk
}

// letter is a message under way.
type letter struct {
	words  []uint64
	number int   // from 1, in the order of sending, of all networks; a duplicate has that of its original
	clock  clock // its sender's
	said   []int // what its sender knew, if the memory model keeps the execution
}

// disk is stable storage of a node.
type disk struct {
	node  int
	addr  uint64
	words uint64
}

// post is the node that a thread is.
type post struct {
	attached  bool
	net, node int
	restart   []frame // where it goes on after a crash
	down      bool    // it has crashed, and has not been started again
	asked     []request
}

// Delivery is one way to carry out a NetReceive: without a message, or with that at Place on the link from node From.
type Delivery struct {
	None    bool // it times out, or finds all at rest
	From    int
	Place   int // from 0
	Message int // its number
}

// network executes an operation on a network, or one that makes it.
func (m *Machine) network(t, alt int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	if m.section != nil {
		return m.malformed(t, "an operation on a network inside an atomic section")
	}
	if in.Op == program.NetMake {
		return m.makeNetwork(t, in)
	}
	net, nodes := m.addressed(t, in)
	if net == nil {
		return m.malformed(t, fmt.Sprintf("network %d of %d", int64(f.regs[in.B]), len(m.networks)))
	}
	if i := slices.IndexFunc(nodes, net.lacks); i >= 0 {
		return m.fault(t, fmt.Sprintf("model: node %d of a network of %d", nodes[i], net.nodes))
	}
	switch in.Op {
	case program.NetAttach:
		return m.attach(t, int(f.regs[in.B]), nodes[0])
	case program.NetDisk:
		addr := f.regs[f.fn.Lists[in.C][1]]
		if addr == 0 {
			return m.fault(t, nilMessage)
		}
		net.disks = append(slices.Clip(net.disks), disk{nodes[0], addr, uint64(in.Imm)})
	case program.NetSend:
		return m.dispatch(t, int(f.regs[in.B]), nodes[0], nodes[1], a)
	case program.NetReceive:
		return m.receiveMessage(t, alt, net, nodes[0], a)
	}
	return nil
}

// addressed gives the network, nil if there is none, and the nodes that an operation names.
func (m *Machine) addressed(t int, in program.Instr) (net *network, nodes []int) {
	f := m.threads[t].top()
	if id := f.regs[in.B]; id < uint64(len(m.networks)) {
		net = m.networks[id]
	}
	if in.Op == program.NetAttach {
		return net, []int{int(f.regs[in.C])}
	}
	named := 1
	if in.Op == program.NetSend || in.Op == program.NetReceive && program.Receiving(in.Aux) == program.ReceiveFrom {
		named = 2
	}
	for _, r := range f.fn.Lists[in.C][:named] {
		nodes = append(nodes, int(f.regs[r]))
	}
	return net, nodes
}

func (m *Machine) makeNetwork(t int, in program.Instr) error {
	f := m.threads[t].top()
	n := int(f.regs[in.B])
	if n < 1 || n > 64 {
		return m.fault(t, fmt.Sprintf("model: NewNetwork: %d nodes, want 1 … 64", n))
	}
	net := &network{nodes: n, links: make([][]letter, n*n), room: make([]clock, n*n), freed: make([][][]int, n*n)}
	for i, r := range f.fn.Lists[in.C] {
		net.as[i] = int(f.regs[r])
		if o := m.config.Behaves[i]; o.Given {
			net.as[i] = o.To
		}
	}
	if net.as[program.BehaveCapacity] < 0 {
		return m.fault(t, fmt.Sprintf("model: NewNetwork: links for %d messages, want at least 0", net.as[program.BehaveCapacity]))
	}
	for i, n := range net.as[program.BehaveLose:] {
		if n < 0 || n > maxBudget {
			return m.fault(t, fmt.Sprintf("model: NewNetwork: budget %d is %d, want 0 … %d", i, n, maxBudget))
		}
	}
	net.as[program.BehaveCrash] = max(net.as[program.BehaveCrash], net.as[program.BehaveWipe])
	f.regs[in.A] = uint64(len(m.networks))
	m.networks = append(m.networks, net)
	return nil
}

func (m *Machine) attach(t, net, node int) error {
	th := m.threads[t]
	for _, u := range m.threads {
		if u != th && !u.finished() && u.post.attached && u.post.net == net && u.post.node == node && m.networks[net].as[program.BehaveCrash] > 0 {
			return m.fault(t, fmt.Sprintf("model: node %d is already run by another thread", node))
		}
	}
	th.post = post{attached: true, net: net, node: node, restart: cloneFrames(th.frames), asked: th.post.asked}
	th.post.restart[len(th.frames)-1].pc++
	return nil
}

// dispatch sends what the thread's NetSend says.
func (m *Machine) dispatch(t, id, from, to int, a *Access) error {
	f := m.threads[t].top()
	net, link := m.networks[id], m.networks[id].link(from, to)
	delivers := !net.parted(from, to) && !m.down(id, to)
	under := len(net.links[link])
	switch capacity := net.as[program.BehaveCapacity]; {
	case capacity > 0 && under >= capacity:
		return ErrBlocked
	case delivers && capacity == 0 && under >= maxUnder:
		return fmt.Errorf("%w: more than %d messages on the link from node %d to node %d", ErrLimit, maxUnder, from, to)
	}
	m.sent++
	a.Kind, a.Message, a.From, a.To = KindSend, m.sent, from, to
	l := letter{number: m.sent}
	for _, r := range f.fn.Lists[f.fn.Code[f.pc].C][2:] {
		l.words = append(l.words, f.regs[r])
	}
	m.threads[t].clock = m.threads[t].clock.join(net.room[link])
	l.clock = m.threads[t].clock
	if m.weak != nil {
		if delivers {
			if said := net.fill(link); len(said) > 0 {
				m.weak.receive(m, t, said)
			}
		}
		l.said = m.weak.send(m, t)
	}
	if delivers {
		net.links[link] = append(slices.Clip(net.links[link]), l)
	}
	m.caches.costs[Cost{CostMessages, t}]++
	return nil
}

func (n *network) link(from, to int) int { return from*n.nodes + to }

// parted reports whether two nodes are in different parts.
func (n *network) parted(a, b int) bool { return n.far>>a&1 != n.far>>b&1 }

// down reports whether a thread that is the node has crashed.
func (m *Machine) down(net, node int) bool {
	return slices.ContainsFunc(m.threads, func(t *thread) bool {
		return t.post.down && t.post.net == net && t.post.node == node
	})
}

// Deliveries lists the ways in which thread t's next instruction, a NetReceive, can be carried out.
func (m *Machine) Deliveries(t int) []Delivery {
	in, _ := m.Next(t)
	list := m.messagesFor(t, in)
	switch program.Receiving(in.Aux) {
	case program.ReceiveTry:
		list = append(list, Delivery{None: true})
	case program.ReceiveServe:
		if m.AtRest() {
			list = append(list, Delivery{None: true})
		}
	}
	return list
}

// Owed names what a network owes thread t, at a NetReceive, by a delivery: the next message of a link or, if that
// is unordered, a message that says the same. It is "" of none.
func (m *Machine) Owed(t int, d Delivery) string {
	if d.None {
		return ""
	}
	in, _ := m.Next(t)
	net, nodes := m.addressed(t, in)
	name := fmt.Sprintf("network %d, from P%d to P%d", m.threads[t].top().regs[in.B], d.From, nodes[0])
	if net.as[program.BehaveUnordered] != 0 {
		name += fmt.Sprint(", ", net.links[net.link(d.From, nodes[0])][d.Place].words)
	}
	return name
}

// messagesFor lists those that take a message.
func (m *Machine) messagesFor(t int, in program.Instr) []Delivery {
	net, nodes := m.addressed(t, in)
	var list []Delivery
	for from := range net.nodes {
		if len(nodes) > 1 && from != nodes[1] {
			continue
		}
		for i, l := range net.links[net.link(from, nodes[0])] {
			if i == 0 || net.as[program.BehaveUnordered] != 0 {
				list = append(list, Delivery{From: from, Place: i, Message: l.number})
			}
		}
	}
	return list
}

func (n *network) lacks(node int) bool { return node < 0 || node >= n.nodes }

// reaches reports whether there are the network and the nodes that an operation of thread t's names.
func (m *Machine) reaches(t int, in program.Instr) bool {
	net, nodes := m.addressed(t, in)
	return net != nil && !slices.ContainsFunc(nodes, net.lacks)
}

// receiveMessage carries out an alternative of thread t's NetReceive. AtRest looks at those that take a message.
func (m *Machine) receiveMessage(t, alt int, net *network, node int, a *Access) error {
	in, _ := m.Next(t)
	list := m.messagesFor(t, in)
	if alt >= len(list) {
		list = m.Deliveries(t)
	}
	switch {
	case len(list) == 0:
		return ErrBlocked
	case alt < 0 || alt >= len(list):
		return m.malformed(t, fmt.Sprintf("alternative %d of a receive with %d", alt, len(list)))
	case list[alt].None:
		m.receiveNone(t, a)
		return nil
	}
	d := list[alt]
	link := net.link(d.From, node)
	l := net.links[link][d.Place]
	net.links[link] = slices.Delete(slices.Clone(net.links[link]), d.Place, d.Place+1)
	a.Kind, a.Message, a.From, a.To = KindReceive, l.number, d.From, node
	m.threads[t].clock = m.threads[t].clock.join(l.clock)
	if net.as[program.BehaveCapacity] > 0 {
		net.room[link] = m.threads[t].clock
	}
	if m.weak != nil {
		m.weak.receive(m, t, l.said)
		if net.as[program.BehaveCapacity] > 0 {
			net.free(link, m.weak.send(m, t))
		}
	}
	m.threads[t].top().received(d.From, l.words, true)
	return nil
}

// receiveNone ends a NetReceive without a message. Who finds all at rest knows what all know.
func (m *Machine) receiveNone(t int, a *Access) {
	f := m.threads[t].top()
	a.Kind = KindTimeout
	if program.Receiving(f.fn.Code[f.pc].Aux) == program.ReceiveServe {
		a.Kind = KindRest
		for u := range m.threads {
			m.threads[t].clock = m.threads[t].clock.join(m.threads[u].clock)
			if m.weak != nil {
				m.weak.learn(m, t, u)
			}
		}
	}
	f.received(0, nil, false)
}

// received writes the results of the frame's NetReceive.
func (f *frame) received(from int, words []uint64, ok bool) {
	in := f.fn.Code[f.pc]
	to := f.regs[in.A : in.A+in.D]
	clear(to)
	copy(to[2:], words)
	to[0], to[1] = uint64(from), bit(ok)
}
