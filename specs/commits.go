package specs

const (
	gray1978  = "J. Gray, Notes on data base operating systems, in Operating systems: an advanced course, 1978, section 5.8.3.3"
	skeen1981 = "D. Skeen, Nonblocking commit protocols, SIGMOD 1981"
)

func commits() []Entry {
	return []Entry{
		commit("", "CheckTwoPhase", "All vote, and the coordinator decides: to commit if all can."),
		commit("~crash", "CheckTwoPhaseCrash", "A node crashes: safe all the same, but who has voted yes may wait for ever."),
		commit("~impatient", "CheckTwoPhaseImpatient", "Who has voted yes aborts alone when it has waited for too long."),
		commit("~hasty", "CheckTwoPhaseHasty", "The coordinator commits without all votes when it has waited for too long."),
		two(commit("~unforced-vote", "CheckTwoPhaseUnforced", "Votes are sent before they are in the log, and a node crashes.")),
		two(commit("~unforced-decision", "CheckTwoPhaseForgetful", "Decisions are told before they are in the log, and a node crashes.")),
		two(commit("~presume-commit", "CheckTwoPhasePresumeCommit", "A coordinator that crashes before it decides commits.")),
		two(commit("~unheard", "CheckTwoPhaseUnheard", "The coordinator does not stay to answer, and a node crashes.")),
		two(commit("~wipe", "CheckTwoPhaseWipe", "A node crashes and loses its log.")),
	}
}

// commit gives an entry of package commit; its threads are a coordinator and participants, its rounds transactions.
func commit(twin, check, doc string) Entry {
	return Entry{
		Name: "commit/two-phase" + twin, Doc: doc, Source: gray1978 + "; " + skeen1981,
		Package: packagePath("commit"), Check: check,
		Threads: 3, Rounds: 1, MinThreads: 2, MaxThreads: 16,
		Memories: messages(), Claims: []string{ClaimAtomic, ClaimProgress},
	}
}

// two gives e with one participant: with crashes that is enough to show what is wrong.
func two(e Entry) Entry {
	e.Threads = 2
	return e
}
