// Package order has broadcasts that deliver messages in an order: FIFO, causal, total.
package order

import (
	"heddle/model"
	"heddle/model/history"
)

// The bounds of what a check can be asked for.
const (
	maxNodes    = 4
	maxMessages = 16 // of all nodes
)

// member is a node's part in a broadcast by messages of type M.
type member[M any] interface {
	broadcast(node model.Node[M], message int) // tells all of a new message
	receive(node model.Node[M], from int, m M)
}

// deliverer is what all members are made of.
type deliverer struct {
	history *history.Broadcast
	me      int // the node's number
	rounds  int // messages of each node: those of node p are p*rounds, p*rounds+1, …
}

func (d deliverer) deliver(message int) { d.history.Deliver(d.me, message) }

// group is a network whose nodes broadcast messages to each other.
type group[M any] struct {
	net     model.Network[M]
	history *history.Broadcast
	senders int // nodes 0 … senders-1 broadcast
	rounds  int
}

// newGroup gives a group for which the properties are claimed.
func newGroup[M any](threads, rounds int, as model.Behaviour, properties []history.Property) *group[M] {
	if threads > maxNodes || threads*rounds > maxMessages {
		panic("order: too many nodes or messages")
	}
	return &group[M]{model.NewNetwork[M](threads, as), history.NewBroadcast(threads, threads*rounds, properties...), threads, rounds}
}

// of is what the member of node p is made of.
func (g *group[M]) of(p int) deliverer { return deliverer{g.history, p, g.rounds} }

// run has every node broadcast its messages, with a member that is made by part, and claims that all is as it should be in the end.
func (g *group[M]) run(part func(d deliverer) member[M]) {
	var members [maxNodes]member[M]
	for p := range g.senders {
		members[p] = part(g.of(p))
	}
	g.net.Run(func(node model.Node[M]) { g.act(node, members[node.ID()]) })
	g.history.End()
}

// act is what a node does: before each of its messages it receives as many as it happens to.
func (g *group[M]) act(node model.Node[M], me member[M]) {
	for i := 0; node.ID() < g.senders && i < g.rounds; i++ {
		hear(node, me)
		message := node.ID()*g.rounds + i
		g.history.Broadcast(node.ID(), message)
		me.broadcast(node, message)
	}
	for {
		from, m, ok := node.Serve()
		if !ok {
			return
		}
		me.receive(node, from, m)
	}
}

// hear receives messages until it has to wait for one for too long.
func hear[M any](node model.Node[M], me member[M]) {
	for {
		from, m, ok := node.TryReceive()
		if !ok {
			return
		}
		me.receive(node, from, m)
	}
}
