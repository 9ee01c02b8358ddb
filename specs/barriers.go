package specs

// The sources of more than one entry.
const (
	lectureCounting = "lecture example: a counter that is counted down and set up again"
	hensgen1988     = "D. Hensgen, R. Finkel, U. Manber, Two algorithms for barrier synchronization, International Journal of Parallel Programming 17(1), 1988"
	yew1987         = "P.-C. Yew, N.-F. Tzeng, D. H. Lawrie, Distributing hot-spot addressing in large-scale multiprocessors, IEEE Transactions on Computers C-36(4), 1987"
)

const noWork = "As published, with no work between the episodes: the barrier alone."

func barriers() []Entry {
	return []Entry{
		barrier("counting", "CheckCounting", lectureCounting,
			"Broken: count down, wait for 0, set up again.", 2, 2),
		barrier("counting-two-loops", "CheckTwoLoops", lectureCounting+", with a second loop that waits for the setting up",
			"Broken: count down, wait for 0, wait until it is set up again.", 2, 1),

		barrier("sense", "CheckSense", hensgen1988+"; "+mcs1991+", section 3.1",
			"One counter, and a flag that turns in each episode.", 3, 3),
		barrier("sense~unfenced", "CheckSenseUnfenced", hensgen1988, asPublished, 3, 3),
		bare(barrier("sense~unfenced-empty", "CheckSenseUnfencedEmpty", hensgen1988, noWork, 3, 3), ClaimPublish),
		barrier("sense~flip-first", "CheckSenseFlipFirst", hensgen1988,
			"The flag turns before the counter is set up.", 2, 2),
		barrier("sense~late-sample", "CheckSenseLateSample", hensgen1988,
			"The flag is first read after the arrival.", 2, 1),
		barrier("sense~split", "CheckSenseSplit", hensgen1988,
			"The counter is counted down by a read and a write.", 2, 1),

		barrier("tree", "CheckTree", yew1987+"; "+mcs1991+", section 3.2",
			"A tree of small sense-reversing barriers.", 3, 2),
		barrier("tree~unfenced", "CheckTreeUnfenced", yew1987, asPublished, 3, 2),
		bare(barrier("tree~unfenced-empty", "CheckTreeUnfencedEmpty", yew1987, noWork, 3, 2), ClaimPublish),
		barrier("tree~flip-up", "CheckTreeFlipUp", yew1987,
			"Groups are woken on the way up.", 3, 1),
		barrier("tree~no-reset", "CheckTreeNoReset", yew1987,
			"Counters are not set up again.", 3, 2),
		barrier("tree~flip-first", "CheckTreeFlipFirst", yew1987,
			"A group is woken before its counter is set up.", 3, 2),

		barrier("mcs", "CheckMCS", mcs1991+", section 3.5",
			"Arrival up a tree of four children a node, wake-up down a binary one, by reads and writes.", 3, 3),
		barrier("mcs~unfenced", "CheckMCSUnfenced", mcs1991+", section 3.5", asPublished, 3, 3),
		bare(barrier("mcs~unfenced-empty", "CheckMCSUnfencedEmpty", mcs1991+", section 3.5", noWork, 3, 3), ClaimPublish),
		barrier("mcs~rearm-after-wake", "CheckMCSRearmAfterWake", mcs1991+", section 3.5",
			"A node is made ready after others are woken.", 2, 2),
		barrier("mcs~rearm-after-report", "CheckMCSRearmAfterReport", mcs1991+", section 3.5",
			"A node is made ready after it has reported: wrong from six threads on.", 6, 2),
		barrier("mcs~no-rearm", "CheckMCSNoRearm", mcs1991+", section 3.5",
			"Nodes are not made ready again.", 2, 2),
		barrier("mcs~packed", "CheckMCSPacked", mcs1991+", section 3.5",
			"A node's flags are bits of one word, written by a read and a write.", 3, 1),

		barrier("tournament", "CheckTournament", hensgen1988+"; "+mcs1991+", section 3.4",
			"Matches with fixed winners; losers wait.", 3, 3),
		barrier("tournament~unfenced", "CheckTournamentUnfenced", hensgen1988, asPublished, 3, 3),
		bare(barrier("tournament~unfenced-empty", "CheckTournamentUnfencedEmpty", hensgen1988, noWork, 3, 3), ClaimPublish),
		barrier("tournament~no-sense", "CheckTournamentNoSense", hensgen1988,
			"No sense reversal.", 2, 2),

		barrier("dissemination", "CheckDissemination", hensgen1988+"; "+mcs1991+", section 3.3",
			"In each round tell one and hear from one, at twice the distance each time.", 3, 3),
		barrier("dissemination~unfenced", "CheckDisseminationUnfenced", hensgen1988, asPublished, 3, 3),
		bare(barrier("dissemination~unfenced-empty", "CheckDisseminationUnfencedEmpty", hensgen1988, noWork, 3, 3), ClaimPublish),
		barrier("dissemination~few-rounds", "CheckDisseminationFewRounds", hensgen1988,
			"One round too few.", 3, 1),
		barrier("dissemination~no-parity", "CheckDisseminationNoParity", hensgen1988,
			"Sense, but one set of flags: hangs with two threads or four, not with three.", 2, 3),
		barrier("dissemination~clear", "CheckDisseminationClear", hensgen1988,
			"Neither parity nor sense: who hears clears the flag.", 2, 3),

		byMessages(barrier("tournament-messages", "CheckTournamentMessages", hensgen1988,
			"Matches with fixed winners, by messages: 2(n-1) an episode.", 3, 3)),
		byMessages(barrier("tournament-messages~unordered", "CheckTournamentMessagesUnordered", hensgen1988,
			"Links deliver in any order: right all the same.", 3, 3)),
		byMessages(barrier("tournament-messages~lossy", "CheckTournamentMessagesLossy", hensgen1988,
			"The network loses a message.", 2, 1)),
		byMessages(barrier("tournament-messages~few-rounds", "CheckTournamentMessagesFewRounds", hensgen1988,
			"One round too few.", 3, 1)),
		byMessages(barrier("tournament-messages~awake", "CheckTournamentMessagesAwake", hensgen1988,
			"Losers do not wait to be woken.", 2, 1)),

		byMessages(barrier("dissemination-messages", "CheckDisseminationMessages", hensgen1988,
			"In each round tell one and hear from one, by messages: n⌈log₂ n⌉ an episode.", 3, 3)),
		byMessages(barrier("dissemination-messages~unordered", "CheckDisseminationMessagesUnordered", hensgen1988,
			"Links deliver in any order: right all the same.", 3, 3)),
		byMessages(barrier("dissemination-messages~duplicated", "CheckDisseminationMessagesDuplicated", hensgen1988,
			"The network delivers a message twice.", 2, 2)),
		byMessages(barrier("dissemination-messages~few-rounds", "CheckDisseminationMessagesFewRounds", hensgen1988,
			"One round too few.", 3, 1)),
		byMessages(barrier("dissemination-messages~any-sender", "CheckDisseminationMessagesAnySender", hensgen1988,
			"Signals are taken from anybody, and one of a later round passes for one of this: wrong from four nodes on.", 4, 1)),
	}
}

// byMessages gives e for nodes that share nothing but a network.
func byMessages(e Entry) Entry {
	e = bare(e, ClaimPublish)
	e.Memories = messages()
	return e
}

// barrier gives an entry of package barrier.
func barrier(name, check, source, doc string, threads, rounds int) Entry {
	return Entry{
		Name: "barrier/" + name, Doc: doc, Source: source,
		Package: packagePath("barrier"), Check: check,
		Threads: threads, Rounds: rounds,
		Claims: []string{ClaimBarrier, ClaimPublish, ClaimProgress},
	}
}
