// Package commit is atomic commitment in plain Go, with its broken twins: nodes that have done parts of a
// transaction commit all of them or none.
//
// A check claims what history.Commitment claims, with crashes or without.
package commit

import (
	"heddle/model"
	"heddle/model/history"
)

// message is about a transaction. Kinds are PREPARE, COMMIT and ABORT of the coordinator, YES, NO and ASK of participants.
type message struct {
	kind        string
	transaction int
}

// The coordinator is node 0, all others are participants.
const coordinator, maxNodes = 0, 16

// log is what a node has of a transaction in stable storage.
type log struct {
	prepared int // 1: it can commit, and has said so or is about to
	outcome  int
}

// The outcomes.
const (
	undecided = iota
	committed
	aborted
)

// node is a node at work on a transaction.
type node struct {
	model.Node[message]
	transaction int
	log         *log
	claims      *history.Commitment
	doubt       *model.Response
}

// tell sends a message of the transaction.
func (n *node) tell(to int, kind string) { n.Send(to, message{kind, n.transaction}) }

// hear receives a message of the transaction, or gives up, which may be at any time.
func (n *node) hear() (from int, kind string, ok bool) {
	for {
		from, m, ok := n.TryReceive()
		if !ok || m.transaction == n.transaction {
			return from, m.kind, ok
		}
	}
}

// suspect says that the node has given up on others: as far as it can tell somebody has crashed.
func (n *node) suspect() { n.claims.Crash(n.ID()) }

// decide forces the outcome to the log: from then on it is decided.
func (n *node) decide(outcome int) {
	n.log.outcome = outcome
	n.claims.Decide(n.ID(), outcome == committed)
}

// parts is what nodes do in a transaction, each from its start, or its restart, to its end.
type parts struct{ coordinate, participate func(n *node) }

// transact runs transactions of threads-1 participants and a coordinator, one after the other.
func (p parts) transact(threads, transactions int, network model.Behaviour) {
	if threads > maxNodes {
		panic("commit: want at most 15 participants")
	}
	net := model.NewNetwork[message](threads, network)
	var logs [maxNodes]log
	for id := range threads {
		model.Disk(net, id, &logs[id])
	}
	var doubt model.Response
	claims := make([]*history.Commitment, transactions)
	for t := range claims {
		claims[t] = history.NewCommitment(threads)
	}
	for t := range transactions {
		for id := range threads {
			logs[id] = log{}
		}
		net.Run(func(at model.Node[message]) {
			n := &node{Node: at, transaction: t, log: &logs[at.ID()], claims: claims[t], doubt: &doubt}
			if at.ID() == coordinator {
				p.coordinate(n)
			} else {
				p.participate(n)
			}
		})
		claims[t].End()
	}
}
