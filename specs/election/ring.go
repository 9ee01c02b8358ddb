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

// arrangement says which identities nodes have: there are so many ways, 0 … ways(n)-1, for n nodes.
type arrangement struct {
	ways     func(n int) int
	identity func(n, way, node int) int
}

// anyhow gives 1 … n to nodes in any order, but that node 0 has the greatest: the others are those, turned.
func anyhow() arrangement { return arrangement{orders, distinct} }

// orders is (n-1)!: of all identities but the greatest.
func orders(n int) int {
	product := 1
	for k := 2; k < n; k++ {
		product *= k
	}
	return product
}

// distinct deals 1 … n-1 out: each of the nodes 1, 2, … takes one of those that are left.
func distinct(n, way, node int) int {
	if node == 0 {
		return n
	}
	taken := 0
	for at := 1; ; at++ {
		id := 1
		for skip := way % (n - at); skip > 0 || taken>>id&1 != 0; id++ {
			skip -= 1 - taken>>id&1
		}
		if at == node {
			return id
		}
		way, taken = way/(n-at), taken|1<<id
	}
}

// election is the claims of one election.
type election struct {
	chosen  *history.Consensus
	leaders int
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

// ring holds elections among n nodes, one after the other, each with another arrangement.
func ring(n, elections int, network model.Behaviour, as arrangement, elect func(m *member) (leader int, self bool)) {
	if n > maxNodes {
		panic("election: want at most 16 nodes")
	}
	net := model.NewNetwork[message](n, network)
	all := make([]election, elections)
	for i := range all {
		all[i].chosen = history.NewConsensus(n)
	}
	for i := range all {
		e, way := &all[i], model.Choose(as.ways(n))
		for node := range n {
			e.chosen.Propose(node, as.identity(n, way, node))
		}
		net.Run(func(node model.Node[message]) {
			leader, self := elect(&member{node, as.identity(n, way, node.ID())})
			if self {
				e.lead()
			}
			model.Assert(leader == n, "the leader has not the greatest identity")
			e.chosen.Decide(node.ID(), leader)
		})
		e.chosen.End()
	}
}

// CheckRing checks the election among threads nodes, rounds times.
func CheckRing(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, anyhow(), (*member).elect)
}
