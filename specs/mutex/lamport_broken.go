package mutex

import (
	"heddle/model"
	"heddle/model/history"
	"heddle/specs/clock"
)

// CheckLamportUnordered checks Lamport on links that deliver in any order: an acknowledgement can overtake an
// earlier request of the same node.
func CheckLamportUnordered(threads, rounds int) {
	checkLamportOn(threads, rounds, model.Behaviour{Unordered: true})
}

// CheckLamportLossy checks Lamport on a network that loses a message: a request that is lost and one that acknowledges let two nodes in, and
// whoever waits for what is lost waits for ever.
func CheckLamportLossy(threads, rounds int) {
	checkLamportOn(threads, rounds, model.Behaviour{Lose: 1})
}

func checkLamportOn(threads, rounds int, as model.Behaviour) {
	exclude(model.NewNetwork[Message](threads, as), rounds, func(node model.Node[Message]) seat[Message] {
		return NewLamport(node, Form{})
	})
}

// lamportNoWait enters when its request is the first that it knows of, acknowledged or not.
type lamportNoWait struct{ *Lamport }

func (l lamportNoWait) granted() bool { return l.first() }

// CheckLamportNoWait checks Lamport without a wait for acknowledgements.
func CheckLamportNoWait(threads, rounds int) {
	checkTwin(threads, rounds, Form{}, func(l *Lamport) seat[Message] { return lamportNoWait{l} })
}

// lamportNoTieBreak puts no request before another with the same timestamp.
type lamportNoTieBreak struct{ *Lamport }

func (l lamportNoTieBreak) granted() bool {
	for _, time := range l.requests {
		if time != 0 && time < l.stamp().Time {
			return false
		}
	}
	return l.agreed == l.others()
}

// CheckLamportNoTieBreak checks Lamport with timestamps alone, which two requests can share.
func CheckLamportNoTieBreak(threads, rounds int) {
	checkTwin(threads, rounds, Form{}, func(l *Lamport) seat[Message] { return lamportNoTieBreak{l} })
}

// lamportDeaf does not set its clock by the messages that it receives.
type lamportDeaf struct{ *Lamport }

func (l lamportDeaf) handle(from int, m Message) {
	own := l.clock
	l.Lamport.handle(from, m)
	l.clock = own
}

// CheckLamportDeaf checks Lamport with clocks that do not hear of each other. That of node 0 starts at 5, the others at 0.
func CheckLamportDeaf(threads, rounds int) {
	checkTwin(threads, rounds, Form{}, func(l *Lamport) seat[Message] {
		if l.node.ID() == 0 {
			l.clock = clock.NewLamport(5, 1)
		}
		return lamportDeaf{l}
	})
}

// lamportStale takes any acknowledgement for one of its present request.
type lamportStale struct{ *Lamport }

func (l lamportStale) handle(from int, m Message) {
	if m.kind == acknowledge {
		m.of = l.stamp().Time
	}
	l.Lamport.handle(from, m)
}

// CheckLamportStale checks Lamport with acknowledgements that name no request: a node that entered on the later request of
// another can take the acknowledgement of its old request, which comes after that, for one of its new request. Where clocks go
// at one pace, and two nodes take two turns, no request of the other's is earlier than the new one, and it does no harm.
func CheckLamportStale(threads, rounds int) {
	checkTwin(threads, rounds, Form{}, func(l *Lamport) seat[Message] {
		return lamportStale{hurry(l)}
	})
}

// CheckLamportPaces checks Lamport with a clock that goes faster than the others, and starts behind.
func CheckLamportPaces(threads, rounds int) {
	excludeInOrder(model.NewNetwork[Message](threads), rounds, func(node model.Node[Message]) seat[Message] {
		return hurry(NewLamport(node, Form{}))
	})
}

// hurry lets the clock of node 0 go fast, from behind.
func hurry(l *Lamport) *Lamport {
	l.clock = clock.NewLamport(20, 1)
	if l.node.ID() == 0 {
		l.clock = clock.NewLamport(0, 10)
	}
	return l
}

// lamportKeeping keeps the requests of those who do not tell it that they are out.
type lamportKeeping struct{ *Lamport }

func (l lamportKeeping) handle(from int, m Message) {
	kept := l.requests[from]
	l.Lamport.handle(from, m)
	if m.kind == acknowledge {
		l.requests[from] = kept
	}
}

// CheckLamportKeeping checks Lamport with unlocks to those only who wait, and requests that nothing makes void: who
// comes later waits for a node that is long out.
func CheckLamportKeeping(threads, rounds int) {
	checkTwin(threads, rounds, Form{Deferred: true, Waiting: true}, func(l *Lamport) seat[Message] { return lamportKeeping{l} })
}

// lamportAnyUnlock takes any unlock for an acknowledgement.
type lamportAnyUnlock struct{ *Lamport }

func (l lamportAnyUnlock) handle(from int, m Message) {
	if m.kind == unlock {
		m.of = l.stamp().Time
	}
	l.Lamport.handle(from, m)
}

// CheckLamportAnyUnlock checks Lamport with deferred acknowledgements where an unlock acknowledges also what its sender has
// not heard of yet.
func CheckLamportAnyUnlock(threads, rounds int) {
	checkTwin(threads, rounds, Form{Deferred: true}, func(l *Lamport) seat[Message] { return lamportAnyUnlock{l} })
}

// lamportWatched tells in which order requests come to it.
type lamportWatched struct {
	*Lamport
	requests *history.Broadcast // by the node that makes them
}

func (l lamportWatched) handle(from int, m Message) {
	if m.kind == request {
		l.requests.Deliver(l.node.ID(), from)
	}
	l.Lamport.handle(from, m)
}

// CheckLamportSameOrder checks Lamport for what it does not need: that requests come to all nodes in the same order.
func CheckLamportSameOrder(threads, rounds int) {
	requests := history.NewBroadcast(threads, threads, history.TotalOrder())
	checkTwin(threads, rounds, Form{}, func(l *Lamport) seat[Message] { return lamportWatched{l, requests} })
}

// checkTwin checks what twin makes of each node's part of a Lamport lock.
func checkTwin(threads, rounds int, form Form, twin func(l *Lamport) seat[Message]) {
	exclude(model.NewNetwork[Message](threads), rounds, func(node model.Node[Message]) seat[Message] {
		return twin(NewLamport(node, form))
	})
}
