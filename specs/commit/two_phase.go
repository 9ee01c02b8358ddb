package commit

import "heddle/model"

// TwoPhase is two-phase commit. In the first phase the coordinator asks all participants to prepare. A participant that can
// commit forces to its log what it needs to do so, or undo it, and votes yes; from then on it is in doubt. In the second phase the
// coordinator decides: to commit if all voted yes, and else, or when it has waited for too long, to abort. It forces
// the decision to its log and tells everybody.
//
// Before it votes a participant may abort alone. In doubt it may do nothing but wait: while the coordinator is
// down it is blocked, and no protocol can spare it that if messages take any time. A node that comes back after a crash goes on from its log. A coordinator without a decision asks for votes
// again; with one it tells it again. A participant in doubt asks the coordinator, which stays to answer. The network
// loses nothing but what is sent to a node that is down.
//
// Source: J. Gray, Notes on data base operating systems, in Operating systems: an advanced course, 1978, section
// 5.8.3.3; B. Lampson, H. Sturgis, Crash recovery in a distributed data storage system, 1976; D. Skeen, Nonblocking
// commit protocols, SIGMOD 1981.
func twoPhase() parts { return parts{coordinate, participate} }

func coordinate(n *node) {
	n.claims.Vote(coordinator, true)
	if n.log.outcome == undecided {
		n.decide(n.collect())
	}
	n.publish()
}

// collect is the first phase: it gives what the votes say.
func (n *node) collect() (outcome int) {
	n.announce("PREPARE")
	voted := 1 << coordinator
	for voted != 1<<n.Nodes()-1 {
		from, kind, ok := n.hear()
		switch {
		case !ok:
			n.suspect()
			return aborted
		case kind == "NO":
			return aborted
		case kind == "YES":
			voted |= 1 << from
		}
	}
	return committed
}

// announce tells all participants.
func (n *node) announce(kind string) {
	n.Broadcast(message{kind, n.transaction})
}

// publish is the second phase: all are told, and whoever is in doubt is told again. A vote can come so late that its
// participant was down when the decision was told.
func (n *node) publish() {
	n.announce(n.decision())
	for {
		from, m, ok := n.Serve()
		if !ok {
			return
		}
		if m.transaction == n.transaction && (m.kind == "ASK" || m.kind == "YES") {
			n.tell(from, n.decision())
		}
	}
}

// decision is the coordinator's, as its log has it.
func (n *node) decision() string {
	if n.log.outcome == committed {
		return "COMMIT"
	}
	return "ABORT"
}

func participate(n *node) {
	switch {
	case n.log.outcome != undecided:
		return
	case n.log.prepared == 1:
		n.tell(coordinator, "ASK")
	case !n.vote():
		return
	}
	n.learn()
}

// agrees is a participant's will.
func agrees() bool { return model.Choose(2) == 1 }

// vote is a participant's first phase; it reports whether the node is in doubt then.
func (n *node) vote() bool {
	_, kind, ok := n.hear()
	if !ok {
		n.suspect()
	}
	if kind != "PREPARE" || !agrees() {
		n.decline()
		return false
	}
	n.log.prepared = 1
	n.claims.Vote(n.ID(), true)
	n.tell(coordinator, "YES")
	return true
}

// decline aborts alone, which a participant may that has not voted yes.
func (n *node) decline() {
	n.decide(aborted)
	n.claims.Vote(n.ID(), false)
	n.tell(coordinator, "NO")
}

// learn is a participant's second phase: in doubt, until the coordinator tells the outcome.
func (n *node) learn() {
	n.doubt.Ask(n.ID())
	for {
		_, kind, ok := n.hear()
		switch {
		case !ok:
			model.Mark("is in doubt")
		case kind == "PREPARE":
			n.tell(coordinator, "YES")
		default:
			n.obey(kind)
			return
		}
	}
}

// obey ends a participant's doubt as the coordinator has decided.
func (n *node) obey(decision string) {
	if decision == "COMMIT" {
		n.decide(committed)
	} else {
		n.decide(aborted)
	}
	n.doubt.Grant(n.ID())
}

// CheckTwoPhase checks two-phase commit of a coordinator and threads-1 participants, rounds times.
func CheckTwoPhase(threads, rounds int) {
	twoPhase().transact(threads, rounds, model.Behaviour{})
}

// CheckTwoPhaseCrash checks two-phase commit with a node that crashes once.
func CheckTwoPhaseCrash(threads, rounds int) {
	twoPhase().transact(threads, rounds, model.Behaviour{Crash: 1})
}
