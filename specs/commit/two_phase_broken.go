package commit

import "heddle/model"

// participateImpatient gives up in doubt.
func participateImpatient(n *node) {
	if n.log.outcome != undecided || !n.vote() {
		return
	}
	if _, kind, ok := n.hear(); ok {
		n.obey(kind)
		return
	}
	n.decide(aborted)
}

// CheckTwoPhaseImpatient checks two-phase commit with participants that abort alone when they have waited in doubt for too long.
func CheckTwoPhaseImpatient(threads, rounds int) {
	parts{coordinate, participateImpatient}.transact(threads, rounds, model.Behaviour{})
}

// participateUnforced votes yes before the log says so: after a crash in between the participant knows nothing of its vote.
func participateUnforced(n *node) {
	if n.log.outcome == undecided && n.log.prepared == 0 {
		_, kind, ok := n.hear()
		if !ok || kind != "PREPARE" || !agrees() {
			n.decline()
			return
		}
		n.claims.Vote(n.ID(), true)
		n.tell(coordinator, "YES")
		n.log.prepared = 1
		n.learn()
		return
	}
	participate(n)
}

// CheckTwoPhaseUnforced checks two-phase commit with votes that are sent before they are in the log, and a node that crashes.
func CheckTwoPhaseUnforced(threads, rounds int) {
	parts{coordinate, participateUnforced}.transact(threads, rounds, model.Behaviour{Crash: 1})
}

// coordinateHasty takes the participants that it has not heard of for consenting.
func coordinateHasty(n *node) {
	n.claims.Vote(coordinator, true)
	n.announce("PREPARE")
	outcome := committed
	for range n.Nodes() - 1 {
		_, kind, ok := n.hear()
		if !ok {
			break
		}
		if kind == "NO" {
			outcome = aborted
		}
	}
	n.decide(outcome)
	n.publish()
}

// CheckTwoPhaseHasty checks two-phase commit with a coordinator that commits without all votes.
func CheckTwoPhaseHasty(threads, rounds int) {
	parts{coordinateHasty, participate}.transact(threads, rounds, model.Behaviour{})
}

// coordinateUnforced tells the decision before its log has it: after a crash in between it can come to another.
func coordinateUnforced(n *node) {
	n.claims.Vote(coordinator, true)
	if n.log.outcome == undecided {
		outcome := n.collect()
		if outcome == committed {
			n.announce("COMMIT")
		} else {
			n.announce("ABORT")
		}
		n.decide(outcome)
	}
	n.publish()
}

// CheckTwoPhaseForgetful checks two-phase commit with decisions that are told before they are in the log, and a node that crashes.
func CheckTwoPhaseForgetful(threads, rounds int) {
	parts{coordinateUnforced, participate}.transact(threads, rounds, model.Behaviour{Crash: 1})
}

// coordinatePresuming commits when it finds after a crash that it had begun, but had not decided.
func coordinatePresuming(n *node) {
	n.claims.Vote(coordinator, true)
	if n.log.outcome == undecided {
		begun := n.log.prepared == 1
		n.log.prepared = 1
		if begun {
			n.decide(committed)
		} else {
			n.decide(n.collect())
		}
	}
	n.publish()
}

// CheckTwoPhasePresumeCommit checks two-phase commit with a coordinator that presumes without votes
// that it has committed, and a node that crashes. To presume that it has aborted is safe.
func CheckTwoPhasePresumeCommit(threads, rounds int) {
	parts{coordinatePresuming, participate}.transact(threads, rounds, model.Behaviour{Crash: 1})
}

// coordinateUnheard tells the decision and goes: nobody answers those who were down.
func coordinateUnheard(n *node) {
	n.claims.Vote(coordinator, true)
	if n.log.outcome == undecided {
		n.decide(n.collect())
	}
	n.announce(n.decision())
}

// CheckTwoPhaseUnheard checks two-phase commit with a coordinator that does not stay to answer, and a node that crashes.
func CheckTwoPhaseUnheard(threads, rounds int) {
	parts{coordinateUnheard, participate}.transact(threads, rounds, model.Behaviour{Crash: 1})
}

// CheckTwoPhaseWipe checks two-phase commit with a node that crashes and loses its log.
func CheckTwoPhaseWipe(threads, rounds int) {
	twoPhase().transact(threads, rounds, model.Behaviour{Wipe: 1})
}
