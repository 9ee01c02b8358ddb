package mutex

import "heddle/model"

// Token is the message of the token ring: who has it may enter.
type Token struct {
	turns int // that were taken so far, if somebody counts
}

// TokenRing is a lock that goes around: a node that the token comes to enters if it wants to, and hands it on to the next.
// Up to n messages a turn where somebody wants in, and no bound where nobody does. There are no timestamps: who waits goes
// in the order of the ring.
//
// Source: G. Le Lann, Distributed systems: towards a formal approach, IFIP Congress 1977.
type TokenRing struct {
	node  model.Node[Token]
	turns int // of all nodes together, after which the token comes to rest; negative: it never does
	wants bool
	token Token
	has   bool
}

// NewTokenRing gives node's part of a token ring. Once turns turns have been taken, by all nodes together, the
// token is not handed on; if turns is negative it always is. At first it is on its way to node 0.
func NewTokenRing(node model.Node[Token], turns int) *TokenRing {
	if node.ID() == 0 {
		node.Send(0, Token{})
	}
	return &TokenRing{node: node, turns: turns}
}

// Lock waits until the node has the lock.
func (l *TokenRing) Lock() { acquire[Token](l.node, l) }

// Unlock gives the lock to the next.
func (l *TokenRing) Unlock() { l.release() }

// Poll hands the token on, some of the times that it comes.
func (l *TokenRing) Poll() { poll[Token](l.node, l) }

// Serve hands the token on until it comes to rest.
func (l *TokenRing) Serve() { serve[Token](l.node, l) }

func (l *TokenRing) request() { l.wants = true }

func (l *TokenRing) granted() bool { return l.has }

func (l *TokenRing) handle(_ int, t Token) {
	if l.wants {
		l.token, l.has = t, true
	} else {
		l.pass(t)
	}
}

// pass hands a token on, unless its time is over.
func (l *TokenRing) pass(t Token) {
	if t.turns != l.turns {
		l.node.Send((l.node.ID()+1)%l.node.Nodes(), t)
	}
}

func (l *TokenRing) release() {
	t := l.token
	if l.turns >= 0 {
		t.turns++
	}
	l.wants, l.has, l.token = false, false, Token{}
	l.pass(t)
}

// CheckTokenRing checks TokenRing.
func CheckTokenRing(threads, rounds int) {
	checkTokenRing(model.NewNetwork[Token](threads), rounds)
}

func checkTokenRing(net model.Network[Token], rounds int) {
	exclude(net, rounds, func(node model.Node[Token]) seat[Token] { return NewTokenRing(node, allTurns(node, rounds)) })
}

// allTurns gives how many turns the nodes take together, if each takes so many.
func allTurns(node model.Node[Token], each int) int {
	if each == model.Forever {
		return -1
	}
	return node.Nodes() * each
}
