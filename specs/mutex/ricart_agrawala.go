package mutex

import (
	"heddle/model"
	"heddle/specs/clock"
)

// Request is a message of the Ricart-Agrawala lock: a request, or the reply to one.
type Request struct {
	kind   string
	number int // of a request
}

const reply = "REPLY"

// RicartAgrawala is a lock that a node has when all others have replied to its request. They do so at once, unless they
// are inside or want in with an earlier request: then they reply when they leave. 2(n-1) messages a turn. Links need
// not be first in, first out.
//
// A node that hears of no other request takes the same number again, as published: its requests are granted one
// after the other all the same.
//
// Source: G. Ricart, A. K. Agrawala, An optimal algorithm for mutual exclusion in computer networks, CACM 24(1), 1981.
type RicartAgrawala struct {
	node     model.Node[Request]
	own      int // number of the own request; 0: none
	highest  int // number that has been heard of
	missing  int // replies to the own request
	deferred int // bit mask of the nodes to reply to on leaving
}

// NewRicartAgrawala gives node's part of a Ricart-Agrawala lock.
func NewRicartAgrawala(node model.Node[Request]) *RicartAgrawala {
	return &RicartAgrawala{node: node}
}

// Lock waits until the node has the lock.
func (l *RicartAgrawala) Lock() { acquire[Request](l.node, l) }

// Unlock gives the lock to the next.
func (l *RicartAgrawala) Unlock() { l.release() }

// Poll answers some of the messages that there are.
func (l *RicartAgrawala) Poll() { poll[Request](l.node, l) }

// Serve answers the others until none of them can want anything more.
func (l *RicartAgrawala) Serve() { serve[Request](l.node, l) }

func (l *RicartAgrawala) request() {
	l.own = l.highest + 1
	l.missing = l.node.Nodes() - 1
	l.node.Broadcast(Request{request, l.own})
}

func (l *RicartAgrawala) granted() bool { return l.missing == 0 }

// stamp is the place of the own request in the order of all.
func (l *RicartAgrawala) stamp() clock.Stamp { return clock.Stamp{Time: l.own, Process: l.node.ID()} }

// goesFirst reports whether there is an own request that is before one of another node.
func (l *RicartAgrawala) goesFirst(from, number int) bool {
	return l.own != 0 && l.stamp().Before(clock.Stamp{Time: number, Process: from})
}

func (l *RicartAgrawala) handle(from int, m Request) {
	if m.kind == reply {
		l.missing--
		return
	}
	l.highest = max(l.highest, m.number)
	l.answer(from, l.goesFirst(from, m.number))
}

// answer replies to a node's request: now, or on leaving.
func (l *RicartAgrawala) answer(from int, wait bool) {
	if wait {
		l.deferred |= 1 << from
	} else {
		l.node.Send(from, Request{kind: reply})
	}
}

func (l *RicartAgrawala) release() {
	waiting := l.deferred
	l.own, l.deferred = 0, 0
	for to := range l.node.Nodes() {
		if waiting>>to&1 != 0 {
			l.node.Send(to, Request{kind: reply})
		}
	}
}

// CheckRicartAgrawala checks RicartAgrawala.
func CheckRicartAgrawala(threads, rounds int) {
	checkRicartAgrawala(model.NewNetwork[Request](threads), rounds)
}

func checkRicartAgrawala(net model.Network[Request], rounds int) {
	excludeInOrder(net, rounds, func(node model.Node[Request]) seat[Request] { return NewRicartAgrawala(node) })
}
