package model

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// Network connects nodes 0 … n-1, which share nothing but it, by links, one from each node to each, itself
// included. A message is a value of M, which holds no pointers. Messages take any time, and unless its
// Behaviour says otherwise each link delivers all of them, in the order in which they were sent.
//
// Natively the network is in memory, faults do not happen, and links that are unordered deliver in random order.
type Network[M any] struct{ *network[M] }

// Behaviour is what a network may do. The zero value is reliable, first in, first out, and without bounds.
// The numbers are budgets of the whole network; a run may use them up or not.
type Behaviour struct {
	Unordered bool // a link delivers in any order
	Capacity  int  // messages that a link holds; a Send to a full one waits. 0: any number
	Lose      int  // messages that are lost
	Duplicate int  // messages that are delivered once more
	Reorder   int  // messages that overtake all those before them on their link
	Partition int  // times that the network falls into two parts, until it heals: what is sent from one to the other is lost
	// Crash is a number of crashes of nodes: what the node's thread was doing is lost, and it may start again, at any time or
	// never. A Section that it was in stays entered.
	Crash int
	// Wipe is how many of them also set the node's Disk to zero; if it is more than Crash, there are so many crashes.
	Wipe int
}

// Node is one node of a network, for those who act as it.
type Node[M any] struct {
	net *network[M]
	id  int
}

// network is a network at work.
type network[M any] struct {
	as      Behaviour
	mu      sync.Mutex
	changed *sync.Cond
	links   [][]packet[M] // by receiver: in the order in which they were sent
	threads int           // that run as nodes
	serving []bool        // by node: it is in Serve, or has left it since nothing else could happen
}

// packet is a message under way.
type packet[M any] struct {
	from    int
	message M
}

// NewNetwork gives a network of nodes, which behaves as the one Behaviour says, if one is given. Call it before threads
// start. It panics unless 1 ≤ nodes ≤ 64.
func NewNetwork[M any](nodes int, as ...Behaviour) Network[M] {
	if nodes < 1 || nodes > 64 {
		panic(fmt.Sprintf("model: NewNetwork: %d nodes, want 1 … 64", nodes))
	}
	if len(as) > 1 {
		panic(fmt.Sprintf("model: NewNetwork: %d behaviours, want at most one", len(as)))
	}
	n := &network[M]{links: make([][]packet[M], nodes), serving: make([]bool, nodes)}
	if len(as) == 1 {
		n.as = as[0]
	}
	n.changed = sync.NewCond(&n.mu)
	return Network[M]{n}
}

// Nodes is the number of nodes.
func (n Network[M]) Nodes() int { return len(n.links) }

// Node gives node id, so that any thread may act as it. It panics if there is none.
func (n Network[M]) Node(id int) Node[M] {
	n.admit(id)
	return Node[M]{n.network, id}
}

// Run runs body for each node in a thread of its own, and returns when all of them have returned. When a
// node crashes its thread is lost, and its body begins anew when the node starts again. A panic in one ends the program.
func (n Network[M]) Run(body func(node Node[M])) {
	n.mu.Lock()
	n.threads += len(n.links)
	n.mu.Unlock()
	Run(len(n.links), func(id int) {
		body(n.Node(id))
		n.mu.Lock()
		defer n.mu.Unlock()
		n.threads--
		n.serving[id] = false
		n.changed.Broadcast()
	})
}

// Disk says that *p is stable storage of a node, and gives p back: a crash leaves it as it is, but for
// one that wipes, which sets it to zero. Call it before threads start. What else outlives the node's
// body stays as it is, too.
func Disk[M, T any](n Network[M], node int, p *T) *T {
	n.admit(node)
	return p
}

// ID is the node's number.
func (n Node[M]) ID() int { return n.id }

// Nodes is the number of nodes of the network.
func (n Node[M]) Nodes() int { return len(n.net.links) }

// Send sends m to a node. It waits only if the link is full.
func (n Node[M]) Send(to int, m M) {
	net := n.net
	net.admit(to)
	net.mu.Lock()
	defer net.mu.Unlock()
	for net.as.Capacity > 0 && net.waiting(n.id, to) >= net.as.Capacity {
		net.changed.Wait()
	}
	net.links[to] = append(net.links[to], packet[M]{n.id, m})
	net.changed.Broadcast()
}

// Broadcast sends m to all other nodes, in ascending order.
func (n Node[M]) Broadcast(m M) {
	for to := range n.Nodes() {
		if to != n.id {
			n.Send(to, m)
		}
	}
}

// Receive waits for a message to the node, and takes one: of any link that has one.
func (n Node[M]) Receive() (from int, m M) {
	net := n.net
	net.mu.Lock()
	defer net.mu.Unlock()
	for {
		if from, m, ok := net.take(n.id, -1); ok {
			return from, m
		}
		net.changed.Wait()
	}
}

// ReceiveFrom waits for a message from one node, and takes it.
func (n Node[M]) ReceiveFrom(from int) M {
	net := n.net
	net.admit(from)
	net.mu.Lock()
	defer net.mu.Unlock()
	for {
		if _, m, ok := net.take(n.id, from); ok {
			return m
		}
		net.changed.Wait()
	}
}

// TryReceive is Receive, or gives up: ok is then false. It may do so at any moment, even when there is a message:
// nothing bounds the time that messages take. Natively it waits a little, most of the time.
func (n Node[M]) TryReceive() (from int, m M, ok bool) {
	net := n.net
	if rand.IntN(16) == 0 {
		return 0, m, false
	}
	for patience := range 8 {
		net.mu.Lock()
		from, m, ok = net.take(n.id, -1)
		net.mu.Unlock()
		if ok {
			return from, m, true
		}
		time.Sleep(time.Duration(patience) * 10 * time.Microsecond)
	}
	return 0, m, false
}

// Serve is Receive for a node that only stays to answer others: ok is false, and from then on there is
// nothing to wait for, when nothing else can happen: every other thread waits, too, and no message
// can be received. Natively that is found only if all the network's threads are those of Run.
func (n Node[M]) Serve() (from int, m M, ok bool) {
	net := n.net
	net.mu.Lock()
	defer net.mu.Unlock()
	for {
		if from, m, ok = net.take(n.id, -1); ok {
			net.serving[n.id] = false
			return from, m, true
		}
		net.serving[n.id] = true
		if net.atRest() {
			net.changed.Broadcast()
			return 0, m, false
		}
		net.changed.Wait()
	}
}

func (n *network[M]) admit(node int) {
	if node < 0 || node >= len(n.links) {
		panic(fmt.Sprintf("model: node %d of a network of %d", node, len(n.links)))
	}
}

// atRest reports whether all threads are in Serve, with no message for any of them.
func (n *network[M]) atRest() bool {
	idle := 0
	for id, serving := range n.serving {
		if serving {
			idle++
		}
		if serving && len(n.links[id]) > 0 {
			return false
		}
	}
	return idle >= n.threads
}

// waiting counts the messages on a link.
func (n *network[M]) waiting(from, to int) (count int) {
	for _, p := range n.links[to] {
		if p.from == from {
			count++
		}
	}
	return count
}

// take takes a message that can be delivered to a node, from any other if from is negative. ok is false if there is none.
func (n *network[M]) take(to, from int) (sender int, m M, ok bool) {
	var can []int // indexes of packets
	seen := map[int]bool{}
	for i, p := range n.links[to] {
		if (from < 0 || p.from == from) && (n.as.Unordered || !seen[p.from]) {
			can = append(can, i)
		}
		seen[p.from] = true
	}
	if len(can) == 0 {
		return 0, m, false
	}
	i := can[rand.IntN(len(can))]
	p := n.links[to][i]
	n.links[to] = append(n.links[to][:i], n.links[to][i+1:]...)
	n.changed.Broadcast()
	return p.from, p.message, true
}
