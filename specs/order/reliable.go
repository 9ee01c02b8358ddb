package order

import (
	"heddle/model"
	"heddle/model/history"
)

// Reliable is a reliable broadcast though nodes crash: who receives a message for the first time sends it on to all, and then
// delivers it. So nobody delivers, even if it crashes after that, what others never will.
//
// Source: V. Hadzilacos, S. Toueg, A modular approach to fault-tolerant broadcasts and related problems, Cornell
// TR 94-1425, 1994, section on reliable broadcast by diffusion.
type Reliable struct {
	deliverer
	seen  history.Set
	relay relay
}

// relay is when a message is sent on.
type relay uint8

const (
	relayFirst relay = iota
	relayLast        // after it is delivered
	relayNever
)

// relayed is a message.
type relayed struct{ message int }

func (r *Reliable) broadcast(node model.Node[relayed], message int) {
	if r.relay == relayNever {
		node.Broadcast(relayed{message})
	}
	r.receive(node, r.me, relayed{message})
}

func (r *Reliable) receive(node model.Node[relayed], _ int, m relayed) {
	if r.seen.Has(m.message) {
		return
	}
	r.seen = r.seen.With(m.message)
	if r.relay == relayFirst {
		node.Broadcast(m)
	}
	r.deliver(m.message)
	if r.relay == relayLast {
		node.Broadcast(m)
	}
}

// crashing checks Reliable with messages of node 0, and nodes of which one crashes and stays away from then on.
func crashing(threads, rounds int, when relay, properties ...history.Property) {
	g := newGroup[relayed](threads, rounds, model.Behaviour{Crash: 1}, properties)
	g.senders = 1
	g.net.Run(func(node model.Node[relayed]) {
		if again := g.history.Start(node.ID()); !again {
			g.act(node, &Reliable{deliverer: g.of(node.ID()), relay: when})
		}
	})
	g.history.End()
}

// CheckReliable checks Reliable with a node that crashes.
func CheckReliable(threads, rounds int) {
	crashing(threads, rounds, relayFirst, append(history.Reliable(), history.UniformAgreement())...)
}

// CheckReliableLate checks that correct nodes agree if messages are delivered before they are sent on.
func CheckReliableLate(threads, rounds int) {
	crashing(threads, rounds, relayLast, history.Reliable()...)
}

// CheckReliableNotUniform checks that they need not agree then with one that crashes.
func CheckReliableNotUniform(threads, rounds int) {
	crashing(threads, rounds, relayLast, history.UniformAgreement())
}

// CheckReliableNever checks that a node which crashes in the midst of a broadcast leaves the others in two minds if nobody sends on.
func CheckReliableNever(threads, rounds int) {
	crashing(threads, rounds, relayNever, history.Reliable()...)
}
