package order

import (
	"heddle/model"
	"heddle/model/history"
	"heddle/specs/clock"
)

// Total is a total order broadcast without a leader: messages are stamped by Lamport's clocks and delivered in the order of the stamps. A
// node delivers the first message that waits when it has heard from all others at that time or later: what
// they send from then on comes after it. Links must keep their order.
//
// Sources: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978, where each node runs
// the same state machine on the same commands; the class is "communication history" in X. Défago, A. Schiper, P. Urbán,
// Total order broadcast and multicast algorithms, ACM Computing Surveys 36(4), 2004, section 4.4.
type Total struct {
	deliverer
	nodes   int
	before  precedence
	clock   clock.Lamport
	said    int           // time of the last thing that was said to all
	heard   [maxNodes]int // by node: time of the last thing that was heard of it
	waiting []entry       // messages to deliver, in the order in which they came
}

// entry is a message that waits.
type entry struct {
	message int
	stamp   clock.Stamp
}

// precedence tells which of two messages goes first at node me.
type precedence func(me int, a, b clock.Stamp) bool

// stamped is a message with the time of its sending, or says what time it is at a node.
type stamped struct {
	kind          string
	message, time int
}

func (l *Total) broadcast(node model.Node[stamped], message int) {
	l.said = l.clock.Tick()
	l.waiting = append(l.waiting, entry{message, clock.Stamp{Time: l.said, Process: l.me}})
	node.Broadcast(stamped{"UPDATE", message, l.said})
	l.deliverAll()
}

func (l *Total) receive(node model.Node[stamped], from int, m stamped) {
	l.clock.Hear(m.time)
	l.heard[from] = m.time
	if m.kind == "UPDATE" {
		l.waiting = append(l.waiting, entry{m.message, clock.Stamp{Time: m.time, Process: from}})
		if l.said < m.time {
			l.said = l.clock.Tick()
			node.Broadcast(stamped{"ACK", 0, l.said})
		}
	}
	l.deliverAll()
}

// deliverAll delivers what can be delivered.
func (l *Total) deliverAll() {
	for len(l.waiting) > 0 {
		i := l.first()
		if !l.settled(l.waiting[i].stamp.Time) {
			return
		}
		l.deliver(l.waiting[i].message)
		last := len(l.waiting) - 1
		copy(l.waiting[i:], l.waiting[i+1:])
		l.waiting[last] = entry{}
		l.waiting = l.waiting[:last]
	}
}

// first gives the place of the message that goes first.
func (l *Total) first() int {
	first := 0
	for i := range l.waiting {
		if l.before(l.me, l.waiting[i].stamp, l.waiting[first].stamp) {
			first = i
		}
	}
	return first
}

// settled reports whether all others have been heard of at a time or later.
func (l *Total) settled(time int) bool {
	for id := range l.nodes {
		if id != l.me && l.heard[id] < time {
			return false
		}
	}
	return true
}

// lowerFirst puts the message of the lower node first, if two have the same time.
func lowerFirst(_ int, a, b clock.Stamp) bool { return a.Before(b) }

// higherFirst puts the message of the higher node first.
func higherFirst(_ int, a, b clock.Stamp) bool {
	return a.Time < b.Time || a.Time == b.Time && a.Process > b.Process
}

// CheckTotal checks Total: everywhere the same order, in which no message is before one that it may depend on.
func CheckTotal(threads, rounds int) { checkTotal(threads, rounds, model.Behaviour{}, lowerFirst) }

// CheckTotalHigherFirst checks Total with the other order of nodes: the total order is not the only one.
func CheckTotalHigherFirst(threads, rounds int) {
	checkTotal(threads, rounds, model.Behaviour{}, higherFirst)
}

func checkTotal(threads, rounds int, as model.Behaviour, before precedence) {
	checkTotalAs(threads, rounds, as, func(d deliverer) member[stamped] { return newTotal(d, threads, before) })
}

func checkTotalAs(threads, rounds int, as model.Behaviour, part func(d deliverer) member[stamped]) {
	newGroup[stamped](threads, rounds, as, append(history.Atomic(), history.CausalOrder())).run(part)
}

func newTotal(d deliverer, nodes int, before precedence) *Total {
	return &Total{deliverer: d, nodes: nodes, before: before, waiting: make([]entry, 0, nodes*d.rounds)}
}
