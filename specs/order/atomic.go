package order

import (
	"heddle/model"
	"heddle/model/history"
)

// Atomic is an atomic broadcast by a fixed sequencer, node 0: messages are sent to it, and it sends them on to all in one order, on links
// that keep that order.
//
// Source: M. F. Kaashoek, A. S. Tanenbaum, Group communication in the Amoeba distributed operating system, ICDCS 1991; the class
// is "unicast–broadcast" in X. Défago, A. Schiper, P. Urbán, Total order broadcast and multicast algorithms, ACM
// Computing Surveys 36(4), 2004, section 4.1.
type Atomic struct {
	deliverer
	eager bool // own messages are delivered at once
}

// ordering asks for a place in the order, or gives a message its place.
type ordering struct {
	kind    string
	message int
}

const sequencer = 0

func (a *Atomic) broadcast(node model.Node[ordering], message int) {
	switch {
	case a.me == sequencer:
		a.order(node, message)
		return
	case a.eager:
		a.deliver(message)
	}
	node.Send(sequencer, ordering{"SUBMIT", message})
}

// order delivers a message, and tells all to do so.
func (a *Atomic) order(node model.Node[ordering], message int) {
	a.deliver(message)
	node.Broadcast(ordering{"ORDER", message})
}

func (a *Atomic) receive(node model.Node[ordering], _ int, m ordering) {
	switch {
	case m.kind == "SUBMIT":
		a.order(node, m.message)
	case !a.eager || m.message/a.rounds != a.me:
		a.deliver(m.message)
	}
}

func atomic(d deliverer) member[ordering] { return &Atomic{deliverer: d} }

// CheckAtomic checks Atomic.
func CheckAtomic(threads, rounds int) {
	newGroup[ordering](threads, rounds, model.Behaviour{}, append(history.Atomic(), history.FIFOOrder())).run(atomic)
}

// CheckAtomicUnordered checks Atomic on links that keep no order.
func CheckAtomicUnordered(threads, rounds int) {
	newGroup[ordering](threads, rounds, model.Behaviour{Unordered: true}, history.Atomic()).run(atomic)
}

// CheckAtomicLossy checks Atomic on a network that loses a message.
func CheckAtomicLossy(threads, rounds int) {
	newGroup[ordering](threads, rounds, model.Behaviour{Lose: 1}, history.Atomic()).run(atomic)
}

// CheckAtomicEager checks Atomic with nodes that do not wait for the place of their own messages.
func CheckAtomicEager(threads, rounds int) {
	newGroup[ordering](threads, rounds, model.Behaviour{}, history.Atomic()).run(func(d deliverer) member[ordering] {
		return &Atomic{deliverer: d, eager: true}
	})
}
