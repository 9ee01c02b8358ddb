package mutex

import (
	"heddle/model"
	"heddle/specs/clock"
)

// CheckTokenRingLossy checks TokenRing on a network that loses a message: nobody gets in any more.
func CheckTokenRingLossy(threads, rounds int) {
	checkTokenRing(model.NewNetwork[Token](threads, model.Behaviour{Lose: 1}), rounds)
}

// CheckTokenRingDuplicated checks TokenRing on a network that delivers a message twice: there are two tokens.
func CheckTokenRingDuplicated(threads, rounds int) {
	checkTokenRing(model.NewNetwork[Token](threads, model.Behaviour{Duplicate: 1}), rounds)
}

// tokenRingRegenerating makes a new token when the old one does not come in time.
type tokenRingRegenerating struct{ *TokenRing }

func (l tokenRingRegenerating) granted() bool {
	if !l.has {
		from, t, ok := l.node.TryReceive()
		if !ok {
			from, t = l.node.ID(), Token{}
		}
		l.handle(from, t)
	}
	return l.has
}

// CheckTokenRingRegenerating checks TokenRing with a wait that ends in a new token if none comes: it may only have been slow.
func CheckTokenRingRegenerating(threads, rounds int) {
	exclude(model.NewNetwork[Token](threads), rounds, func(node model.Node[Token]) seat[Token] {
		return tokenRingRegenerating{NewTokenRing(node, allTurns(node, rounds))}
	})
}

// tokenRingStamped stamps its requests, each node by the turns that it has taken.
type tokenRingStamped struct {
	*TokenRing
	clock clock.Lamport
	own   int
}

func (l *tokenRingStamped) request() {
	l.TokenRing.request()
	l.own = l.clock.Tick()
}

func (l *tokenRingStamped) stamp() clock.Stamp {
	return clock.Stamp{Time: l.own, Process: l.node.ID()}
}

// CheckTokenRingInOrder checks TokenRing with requests that have timestamps: the ring takes no notice of them.
func CheckTokenRingInOrder(threads, rounds int) {
	excludeInOrder(model.NewNetwork[Token](threads), rounds, func(node model.Node[Token]) seat[Token] {
		return &tokenRingStamped{TokenRing: NewTokenRing(node, allTurns(node, rounds))}
	})
}
