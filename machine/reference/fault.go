package reference

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// Fault is something that a network does by itself. Fields that do not matter to its kind are 0.
type Fault struct {
	Kind     FaultKind
	Network  int
	From, To int    // the link of the message
	Place    int    // … and its place there, from 0
	Message  int    // … and its number
	Far      uint64 // of a partition: the part that node 0 is not in; bit n is set if node n is
	Node     int    // that crashes or starts again
	Thread   int    // … and the thread that is it
}

// FaultKind is what a network does.
type FaultKind string

// The kinds.
const (
	FaultLose      FaultKind = "lose"      // the message will not be delivered
	FaultDuplicate FaultKind = "duplicate" // the message will be delivered twice
	FaultReorder   FaultKind = "reorder"   // the message will be delivered before those that were sent before it
	FaultPartition FaultKind = "partition"
	FaultHeal      FaultKind = "heal"
	FaultCrash     FaultKind = "crash"
	FaultWipe      FaultKind = "wipe" // a crash after which the node's stable storage is zero
	FaultRestart   FaultKind = "restart"
)

// Mishap reports whether a fault has a budget: it need not happen, ever.
func (k FaultKind) Mishap() bool { return k != FaultHeal && k != FaultRestart }

// Faults lists what may happen now. A budget is one of all nodes and links of a network.
func (m *Machine) Faults() []Fault {
	if m.exited {
		return nil
	}
	var list []Fault
	for id, n := range m.networks {
		for link := range n.links {
			list = append(list, n.faultsOf(id, link)...)
		}
		switch {
		case n.far != 0:
			list = append(list, Fault{Kind: FaultHeal, Network: id})
		case n.left(program.BehavePartition) > 0:
			list = append(list, n.partitions(id)...)
		}
	}
	for t, th := range m.threads {
		n := m.networkOf(th)
		f := Fault{Network: th.post.net, Node: th.post.node, Thread: t}
		switch {
		case n == nil || th.finished():
			continue
		case th.post.down:
			list = append(list, f.as(FaultRestart))
			continue
		}
		if n.left(program.BehaveCrash) > 0 {
			list = append(list, f.as(FaultCrash))
		}
		if min(n.left(program.BehaveCrash), n.left(program.BehaveWipe)) > 0 {
			list = append(list, f.as(FaultWipe))
		}
	}
	return list
}

func (f Fault) as(kind FaultKind) Fault {
	f.Kind = kind
	return f
}

// networkOf is the network that a thread is a node of, nil if it is none.
func (m *Machine) networkOf(t *thread) *network {
	if !t.post.attached {
		return nil
	}
	return m.networks[t.post.net]
}

// left is what is left of a budget.
func (n *network) left(what int) int { return n.as[what] - n.used[what] }

// faultsOf lists what may happen to the messages on a link.
func (n *network) faultsOf(id, link int) []Fault {
	var list []Fault
	under := n.links[link]
	unordered := n.as[program.BehaveUnordered] != 0
	room := n.as[program.BehaveCapacity] == 0 || len(under) < n.as[program.BehaveCapacity]
	for i := range under {
		f := Fault{Network: id, From: link / n.nodes, To: link % n.nodes, Place: i, Message: under[i].number}
		first := i == 0 || unordered
		if first && n.left(program.BehaveLose) > 0 {
			list = append(list, f.as(FaultLose))
		}
		if first && room && n.left(program.BehaveDuplicate) > 0 {
			list = append(list, f.as(FaultDuplicate))
		}
		if !first && n.left(program.BehaveReorder) > 0 {
			list = append(list, f.as(FaultReorder))
		}
	}
	return list
}

// partitions lists the ways to fall into two parts.
func (n *network) partitions(id int) []Fault {
	var list []Fault
	for far := uint64(2); far < 1<<n.nodes; far += 2 {
		list = append(list, Fault{Kind: FaultPartition, Network: id, Far: far})
	}
	return list
}

// Suffer lets one of Faults happen. The error is a *Failure if that violates something.
func (m *Machine) Suffer(f Fault) error {
	if !slices.Contains(m.Faults(), f) {
		return fmt.Errorf("reference: %+v cannot happen", f)
	}
	n := m.networks[f.Network]
	link := n.link(f.From, f.To)
	letters := slices.Clone(n.links[link])
	switch f.Kind {
	case FaultLose:
		n.used[program.BehaveLose]++
		n.links[link] = slices.Delete(letters, f.Place, f.Place+1)
		n.free(link, nil)
	case FaultDuplicate:
		n.used[program.BehaveDuplicate]++
		n.fill(link)
		n.links[link] = slices.Insert(letters, f.Place+1, letters[f.Place])
	case FaultReorder:
		n.used[program.BehaveReorder]++
		n.links[link] = slices.Insert(slices.Delete(letters, f.Place, f.Place+1), 0, n.links[link][f.Place])
	case FaultPartition:
		n.used[program.BehavePartition]++
		n.far = f.Far
	case FaultHeal:
		n.far = 0
	default:
		if err := m.crash(f); err != nil {
			return err
		}
	}
	m.dropDaemons()
	return nil
}

// crash lets a thread crash or start again. What it has stored reaches memory all the same.
func (m *Machine) crash(f Fault) error {
	n, th := m.networks[f.Network], m.threads[f.Thread]
	if f.Kind == FaultRestart {
		th.post.down = false
		return nil
	}
	n.used[program.BehaveCrash]++
	th.frames, th.post.down = cloneFrames(th.post.restart), true
	m.quit(f.Thread)
	m.void(f.Thread)
	if f.Kind != FaultWipe {
		return nil
	}
	n.used[program.BehaveWipe]++
	for _, d := range n.disks {
		for addr := d.addr; d.node == f.Node && addr < d.addr+d.words; addr++ {
			if err := m.erase(f.Thread, addr); err != nil {
				return err
			}
		}
	}
	return nil
}

// erase sets a cell to zero, and what the thread has stored there that has not reached memory. Where writes are
// kept, it is one of the thread's, which can race with what others do there.
func (m *Machine) erase(t int, addr uint64) error {
	m.mem[addr] = 0
	th := m.threads[t]
	th.buffer = slices.Clone(th.buffer)
	for i := range th.buffer {
		if th.buffer[i].addr == addr {
			th.buffer[i].value = 0
		}
	}
	if m.weak == nil {
		return nil
	}
	a := Access{Thread: t, Kind: KindRMW, Addr: addr, Wrote: true, Write: th.writes}
	th.writes++
	return m.weak.section(m, t, []Access{a}, true)
}
