package histories

import (
	"heddle/model"
	"heddle/model/history"
)

// letter is a message of a broadcast; one has a number of its own.
type letter struct{ id int }

// group runs n nodes that broadcast a letter each, numbered as they are, and deliver what arrives.
func group(n int, as model.Behaviour, properties ...history.Property) {
	net := model.NewNetwork[letter](n, as)
	h := history.NewBroadcast(n, n, properties...)
	net.Run(func(node model.Node[letter]) {
		me := node.ID()
		h.Broadcast(me, me)
		h.Deliver(me, me)
		node.Broadcast(letter{me})
		for {
			_, m, ok := node.Serve()
			if !ok {
				return
			}
			h.Deliver(me, m.id) // want violated total-order in CheckTotal
		}
	})
	h.End()
}

// CheckReliable: without faults all nodes deliver all letters, once.
func CheckReliable() { // want verified
	group(3, model.Behaviour{}, history.Reliable()...)
}

// CheckTotal: each node delivers its own letter first.
func CheckTotal() {
	group(2, model.Behaviour{}, history.TotalOrder())
}

// CheckTwice: the network delivers a letter again.
func CheckTwice() { // want violated integrity
	group(2, model.Behaviour{Duplicate: 1}, history.Integrity())
}

// CheckLost: one letter is lost, and one node does not deliver what the other does.
func CheckLost() { // want violated agreement
	group(2, model.Behaviour{Lose: 1}, history.Agreement())
}

// stream sends two letters from node 0 to node 1.
func stream(as model.Behaviour) {
	net := model.NewNetwork[letter](2, as)
	h := history.NewBroadcast(2, 2, history.FIFOOrder())
	net.Run(func(node model.Node[letter]) {
		for i := range 2 {
			if node.ID() == 0 {
				h.Broadcast(0, i)
				node.Send(1, letter{i})
			} else {
				_, m := node.Receive()
				h.Deliver(1, m.id) // want violated fifo-order in CheckStreamUnordered
			}
		}
	})
}

// CheckStream: links are first in, first out.
func CheckStream() { stream(model.Behaviour{}) } // want verified

// CheckStreamUnordered: links deliver in any order.
func CheckStreamUnordered() { stream(model.Behaviour{Unordered: true}) }

// CheckAnswer: an answer may arrive before the question, by another link.
func CheckAnswer() {
	net := model.NewNetwork[letter](3)
	h := history.NewBroadcast(3, 2, history.CausalOrder())
	net.Run(func(node model.Node[letter]) {
		me := node.ID()
		if me == 0 {
			h.Broadcast(0, 0)
			node.Broadcast(letter{0})
			return
		}
		for range 2 {
			_, m, ok := node.Serve()
			if !ok {
				return
			}
			h.Deliver(me, m.id) // want violated causal-order in CheckAnswer
			if me == 1 {
				h.Broadcast(1, 1)
				node.Send(2, letter{1})
			}
		}
	})
}
