package model

import "heddle/model/golang/step"

// Network is a network's number, and how many nodes it has.
type Network[M any] struct{ handle, nodes int }

// Behaviour is what a network may do.
type Behaviour struct {
	Unordered bool
	Capacity  int
	Lose      int
	Duplicate int
	Reorder   int
	Partition int
	Crash     int
	Wipe      int
}

// Node is a node of a network.
type Node[M any] struct{ handle, id, nodes int }

// NewNetwork makes a network.
func NewNetwork[M any](nodes int, as ...Behaviour) Network[M] {
	var b Behaviour
	switch len(as) {
	case 0:
	case 1:
		b = as[0]
	default:
		panic("model: NewNetwork: more than one Behaviour")
	}
	return Network[M]{makeNetwork[M](nodes, b), nodes}
}

// Nodes is the number of nodes.
func (n Network[M]) Nodes() int { return n.nodes }

// Node gives node id.
func (n Network[M]) Node(id int) Node[M] { return Node[M]{n.handle, id, n.nodes} }

// Run runs body for each node in a thread of its own, and waits for all.
func (n Network[M]) Run(body func(node Node[M])) {
	for id := range n.nodes {
		go n.run(id, body)
	}
	step.Join()
}

func (n Network[M]) run(id int, body func(node Node[M])) {
	attach(n.handle, id)
	body(n.Node(id))
}

// Disk says that *p is stable storage of a node, and gives p back.
func Disk[M, T any](n Network[M], node int, p *T) *T {
	disk(n.handle, node, p)
	return p
}

// ID is the node's number.
func (n Node[M]) ID() int { return n.id }

// Nodes is the number of nodes of the network.
func (n Node[M]) Nodes() int { return n.nodes }

// Send sends m to a node.
func (n Node[M]) Send(to int, m M) { send(n.handle, n.id, to, m) }

// Broadcast sends m to all other nodes, in ascending order.
func (n Node[M]) Broadcast(m M) {
	for to := range n.nodes {
		if to != n.id {
			send(n.handle, n.id, to, m)
		}
	}
}

// Receive waits for a message to the node, and takes one.
func (n Node[M]) Receive() (from int, m M) {
	from, _, m = receive[M](n.handle, n.id)
	return from, m
}

// ReceiveFrom waits for a message from one node.
func (n Node[M]) ReceiveFrom(from int) M {
	_, _, m := receiveFrom[M](n.handle, n.id, from)
	return m
}

// TryReceive is Receive, or times out.
func (n Node[M]) TryReceive() (from int, m M, ok bool) {
	from, ok, m = tryReceive[M](n.handle, n.id)
	return from, m, ok
}

// Serve is Receive, or finds that nothing else can happen.
func (n Node[M]) Serve() (from int, m M, ok bool) {
	from, ok, m = serve[M](n.handle, n.id)
	return from, m, ok
}

func makeNetwork[M any](nodes int, as Behaviour) int
func attach(handle, id int)
func disk[T any](handle, node int, p *T)
func send[M any](handle, from, to int, m M)
func receive[M any](handle, id int) (from int, ok bool, m M)
func receiveFrom[M any](handle, id, other int) (from int, ok bool, m M)
func tryReceive[M any](handle, id int) (from int, ok bool, m M)
func serve[M any](handle, id int) (from int, ok bool, m M)

// Mark is an event by that name.
func Mark(name string)

// Ghost runs f as ghost code.
func Ghost(f func())

// Violate ends the program.
func Violate(property, message string)
