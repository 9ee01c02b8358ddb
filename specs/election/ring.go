// Package election is the election of a leader among nodes in plain Go, with its broken twins.
//
// A check claims, for every arrangement of the nodes, that exactly one takes itself for the leader, that it is the one
// with the greatest identity, and that all learn of it.
package election

import (
	"heddle/model"
	"heddle/model/history"
)

// message is an identity on its way. Kinds are ELECTION, while it is a candidate's, and ELECTED.
type message struct {
	kind string
	id   int
}

// maxNodes is the most nodes of a ring.
const maxNodes = 16

// member is a node of a ring, in which messages go one way: to the node with the next number.
type member struct {
	model.Node[message]
	id int // greater than 0
}

func (m *member) pass(kind string, id int) { m.Send((m.ID()+1)%m.Nodes(), message{kind, id}) }

func (m *member) next() message { return m.ReceiveFrom((m.ID() + m.Nodes() - 1) % m.Nodes()) }

// elect takes part in an election, and gives the leader's identity.
//
// Each node sends its identity around the ring. One that is greater than one's own is passed on and one that is less is
// not; so the greatest alone comes back, to the node that is the leader, which tells the others. With N nodes the
// identities take 2N-1 messages if each node's neighbour has a greater one than itself, but for the
// leader's, and N(N+1)/2 if the neighbours' are less. To tell the others takes N more.
//
// Source: E. Chang, R. Roberts, An improved algorithm for decentralized extrema-finding in circular configurations
// of processes, CACM 22(5), 1979; the telling is ours.
func (m *member) elect() (leader int, self bool) {
	m.pass("ELECTION", m.id)
	for {
		switch got := m.next(); {
		case got.kind == "ELECTED":
			m.pass("ELECTED", got.id)
			return got.id, false
		case got.id > m.id:
			m.pass("ELECTION", got.id)
		case got.id == m.id:
			return m.lead()
		}
	}
}

// lead tells the others that this node is the leader, and waits until they know.
func (m *member) lead() (leader int, self bool) {
	m.pass("ELECTED", m.id)
	m.next()
	return m.id, true
}

// arrangement gives the identities 1 … n to nodes in any order, but that node 0 has the greatest: the others are that, turned.
func arrangement(n int) (ids [maxNodes]int) {
	ids[0] = n
	for i := 1; i < n; i++ {
		at := 1 + model.Choose(i) // the next goes there, and what is there to the end
		ids[i], ids[at] = ids[at], i
	}
	return ids
}

// election is the claims of one election.
type election struct {
	greatest int
	chosen   *history.Consensus
	leaders  int
}

// lead claims that the node that takes itself for the leader is the only one.
func (e *election) lead() {
	model.Ghost(func() {
		e.leaders++
		if e.leaders > 1 {
			model.Violate("one-leader", "a second node takes itself for the leader")
		}
	})
}

// decide claims that the leader that a node learns of is the right one.
func (e *election) decide(node, leader int) {
	model.Assert(leader == e.greatest, "the leader has not the greatest identity")
	e.chosen.Decide(node, leader)
}

// ring holds elections among threads nodes, one after the other, with new identities.
func ring(threads, elections int, network model.Behaviour, ids func(n int) [maxNodes]int, elect func(m *member) (leader int, self bool)) {
	if threads > maxNodes {
		panic("election: want at most 16 nodes")
	}
	net := model.NewNetwork[message](threads, network)
	all := make([]election, elections)
	for i := range all {
		all[i].chosen = history.NewConsensus(threads)
	}
	for i := range all {
		e, ids := &all[i], ids(threads)
		for node := range threads {
			e.chosen.Propose(node, ids[node])
			e.greatest = max(e.greatest, ids[node])
		}
		net.Run(func(node model.Node[message]) {
			leader, self := elect(&member{node, ids[node.ID()]})
			if self {
				e.lead()
			}
			e.decide(node.ID(), leader)
		})
		e.chosen.End()
	}
}

// CheckRing checks the election among threads nodes, rounds times.
func CheckRing(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, arrangement, (*member).elect)
}
