package mutex

import (
	"heddle/model"
	"heddle/specs/clock"
)

// Message is a message of the Lamport lock.
type Message struct {
	kind string
	time int // by its sender's clock; of a request its timestamp
	of   int // the timestamp of the request of the receiver's that it acknowledges; 0: it acknowledges none
}

// Kinds of messages.
const (
	request     = "REQ"
	acknowledge = "ACK"
	unlock      = "UNLOCK"
)

// Lamport is a lock that is granted in the order of Lamport's clocks. A node sends its timestamped request to all others, each
// acknowledges it, and the node enters when its request is the first of those that it knows and each other has
// acknowledged it or made a later request itself: an earlier one of theirs would have come before that. When it leaves
// it says so to all: 3(n-1) messages a turn.
//
// Links must be first in, first out between each pair of nodes, and lose nothing; the messages of a node may come to different
// others in different orders.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978, pp. 561–562.
// There anything stamped later than the request acknowledges it; here the acknowledgement names it. Without
// either, that of an old request would be taken for that of a new one.
type Lamport struct {
	node     model.Node[Message]
	form     Form
	clock    clock.Lamport
	requests []int // of each node: the timestamp of its request that is not known to be released; 0: none
	agreed   int   // bit mask of the others that have acknowledged the node's own request
}

// Form says which messages are left out. The zero value is the lock as published.
type Form struct {
	// Deferred: a node whose own request is the earlier one does not acknowledge: its UNLOCK will.
	Deferred bool
	// Implicit: a node whose own request is the later one does not acknowledge: its request does. With Deferred,
	// 2(n-1) messages a turn where all compete; as many as there are where nobody does.
	//
	// Source: S. Lodha, A. Kshemkalyani, A fair distributed mutual exclusion algorithm, IEEE TPDS 11(6), 2000.
	Implicit bool
	// Waiting: UNLOCK is sent only to the nodes whose requests wait. Others keep the old request, until an
	// acknowledgement tells them that there is no earlier one. It takes Deferred, and 2(n-1) messages always: as
	// those of G. Ricart and A. K. Agrawala. With Implicit as well fewer than that where nodes compete.
	Waiting bool
}

// NewLamport gives node's part of a Lamport lock. All nodes have the same form.
func NewLamport(node model.Node[Message], form Form) *Lamport {
	return &Lamport{node: node, form: form, requests: make([]int, node.Nodes())}
}

// Lock waits until the node has the lock.
func (l *Lamport) Lock() { acquire[Message](l.node, l) }

// Unlock gives the lock to the next.
func (l *Lamport) Unlock() { l.release() }

// Poll answers some of the messages that there are.
func (l *Lamport) Poll() { poll[Message](l.node, l) }

// Serve answers the others until none of them can want anything more.
func (l *Lamport) Serve() { serve[Message](l.node, l) }

func (l *Lamport) request() {
	now := l.clock.Tick()
	l.requests[l.node.ID()] = now
	l.node.Broadcast(Message{kind: request, time: now})
}

// stamp is the timestamp of the own request.
func (l *Lamport) stamp() clock.Stamp { return l.stampOf(l.node.ID()) }

func (l *Lamport) stampOf(id int) clock.Stamp { return clock.Stamp{Time: l.requests[id], Process: id} }

// pending reports whether there is an own request.
func (l *Lamport) pending() bool { return l.requests[l.node.ID()] != 0 }

// granted: all others have acknowledged the own request, and none is before it.
func (l *Lamport) granted() bool { return l.agreed == l.others() && l.first() }

func (l *Lamport) others() int { return 1<<l.node.Nodes() - 1 - 1<<l.node.ID() }

// first reports whether no request is before the own.
func (l *Lamport) first() bool {
	for id, time := range l.requests {
		if time != 0 && l.stampOf(id).Before(l.stamp()) {
			return false
		}
	}
	return true
}

func (l *Lamport) handle(from int, m Message) {
	l.clock.Hear(m.time)
	switch m.kind {
	case request:
		l.requests[from] = m.time
		l.answer(from)
	case acknowledge:
		l.agree(from, m.of)
		if l.form.Waiting && l.stampOf(from).Before(l.stamp()) {
			l.requests[from] = 0
		}
	case unlock:
		l.requests[from] = 0
		l.agree(from, m.of)
	}
}

// answer acknowledges the request of a node, unless another message will. A request that is later than the own
// one acknowledges that.
func (l *Lamport) answer(from int) {
	switch {
	case !l.pending():
	case l.stamp().Before(l.stampOf(from)):
		l.agreed |= 1 << from
		if l.form.Deferred {
			return
		}
	case l.form.Implicit:
		return
	}
	l.node.Send(from, Message{acknowledge, l.clock.Tick(), l.requests[from]})
}

// agree notes that a node acknowledges the own request, if that is the one that it names.
func (l *Lamport) agree(from, of int) {
	if l.pending() && of == l.requests[l.node.ID()] {
		l.agreed |= 1 << from
	}
}

func (l *Lamport) release() {
	l.requests[l.node.ID()], l.agreed = 0, 0
	now := l.clock.Tick()
	for to, waits := range l.requests {
		if to == l.node.ID() || l.form.Waiting && waits == 0 {
			continue
		}
		m := Message{kind: unlock, time: now}
		if l.form.Deferred {
			m.of = waits
		}
		l.node.Send(to, m)
	}
}

// CheckLamport checks Lamport.
func CheckLamport(threads, rounds int) { checkLamport(threads, rounds, Form{}) }

// CheckLamportDeferred checks Lamport with acknowledgements deferred.
func CheckLamportDeferred(threads, rounds int) { checkLamport(threads, rounds, Form{Deferred: true}) }

// CheckLamportImplicit checks Lamport where no node acknowledges that has a request of its own.
func CheckLamportImplicit(threads, rounds int) {
	checkLamport(threads, rounds, Form{Deferred: true, Implicit: true})
}

// CheckLamportPurge checks Lamport with unlocks to those only who wait.
func CheckLamportPurge(threads, rounds int) {
	checkLamport(threads, rounds, Form{Deferred: true, Waiting: true})
}

func checkLamport(threads, rounds int, form Form) {
	excludeInOrder(model.NewNetwork[Message](threads), rounds, func(node model.Node[Message]) seat[Message] {
		return NewLamport(node, form)
	})
}
