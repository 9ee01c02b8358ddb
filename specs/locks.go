package specs

import "slices"

// The sources of more than one entry.
const (
	anderson1990 = "T. E. Anderson, The performance of spin lock alternatives for shared-memory multiprocessors, IEEE TPDS 1(1), 1990"
	mcs1991      = "J. M. Mellor-Crummey, M. L. Scott, Algorithms for scalable synchronization on shared-memory multiprocessors, ACM TOCS 9(1), 1991"
	dijkstra1965 = "E. W. Dijkstra, Cooperating sequential processes (EWD 123), 1965, section 2.1"
	peterson1981 = "G. L. Peterson, Myths about the mutual exclusion problem, Information Processing Letters 12(3), 1981"
	lamport1974  = "L. Lamport, A new solution of Dijkstra's concurrent programming problem, CACM 17(8), 1974"
)

const asPublished = "The form published for sequential consistency: ordinary reads and writes, no fences."

const emptySection = "As published, with nothing in the critical section: mutual exclusion alone."

func locks() []Entry {
	return []Entry{
		lock("naive", "CheckNaive", "lecture example; the flaw is that of early attempts in "+dijkstra1965,
			"Broken: test the lock, then take it by an ordinary write.", 2, 1),

		lock("tas", "CheckTAS", anderson1990,
			"Spin on test-and-set.", 3, 2),
		lock("tas~unfenced", "CheckTASUnfenced", anderson1990, asPublished, 3, 2),
		bare(lock("tas~unfenced-empty", "CheckTASUnfencedEmpty", anderson1990, emptySection, 3, 2), ClaimUpdate),

		lock("ttas", "CheckTTAS", "L. Rudolph, Z. Segall, Dynamic decentralized cache schemes for MIMD parallel processors, ISCA 1984; "+anderson1990,
			"Spin on reading, then test-and-set.", 3, 2),
		lock("ttas~unfenced", "CheckTTASUnfenced", anderson1990, asPublished, 3, 2),
		bare(lock("ttas~unfenced-empty", "CheckTTASUnfencedEmpty", anderson1990, emptySection, 3, 2), ClaimUpdate),

		lock("backoff", "CheckBackoff", anderson1990+"; "+mcs1991+", section 2.1",
			"Test-and-set with exponential backoff.", 3, 2),
		lock("backoff~unfenced", "CheckBackoffUnfenced", anderson1990, asPublished, 3, 2),

		lock("delay", "CheckDelay", anderson1990,
			"Spin on reading, then wait a time of one's own before test-and-set.", 3, 2),
		lock("delay~unfenced", "CheckDelayUnfenced", anderson1990, asPublished, 3, 2),

		lock("ticket", "CheckTicket", mcs1991+", section 2.2; D. P. Reed, R. K. Kanodia, Synchronization with eventcounts and sequencers, CACM 22(2), 1979",
			"Take a ticket and wait until it is served.", 3, 2),
		lock("ticket~unfenced", "CheckTicketUnfenced", mcs1991+", section 2.2", asPublished, 3, 2),
		bare(lock("ticket~unfenced-empty", "CheckTicketUnfencedEmpty", mcs1991+", section 2.2", emptySection, 3, 2), ClaimUpdate),
		lock("ticket~split", "CheckTicketSplit", mcs1991+", section 2.2",
			"A ticket is taken by a read and a write: two threads can take the same.", 2, 1),
		lock("ticket~wrap", "CheckTicketWrap", mcs1991+", section 2.2",
			"The counters wrap at 2: fewer tickets than threads, if there are three.", 3, 1),
		lock("ticket~simulated", "CheckTicketSimulated", mcs1991+", section 2.2",
			"Fetch-and-increment is made of a spin on test-and-set: safe, but not first come, first served.", 3, 1),

		lock("anderson", "CheckAnderson", anderson1990+"; "+mcs1991+", section 2.3",
			"Queue in an array: each waiter spins on a slot of its own.", 3, 2),
		lock("anderson~unfenced", "CheckAndersonUnfenced", anderson1990, asPublished, 3, 2),
		bare(lock("anderson~unfenced-empty", "CheckAndersonUnfencedEmpty", anderson1990, emptySection, 3, 2), ClaimUpdate),
		lock("anderson~swapped", "CheckAndersonSwapped", anderson1990,
			"The lock is passed on before the holder's slot is reset.", 3, 2),
		lock("anderson~no-reset", "CheckAndersonNoReset", anderson1990,
			"Slots are not reset.", 3, 2),
		lock("anderson~few-slots", "CheckAndersonFewSlots", anderson1990,
			"One slot less than threads.", 3, 2),
		lock("anderson~wrap", "CheckAndersonWrap", anderson1990,
			"The counter wraps at 4, which is no multiple of the slots if there are three.", 3, 2),
		lock("anderson~simulated", "CheckAndersonSimulated", anderson1990,
			"Fetch-and-increment is made of a spin on test-and-set: safe, but not first come, first served.", 3, 1),

		lock("mcs", "CheckMCS", mcs1991+", section 2.4",
			"Queue in a linked list: each waiter spins on a node of its own.", 3, 2),
		lock("mcs-heap", "CheckMCSHeap", mcs1991+", section 2.4",
			"The MCS lock with a new node from the heap for each turn.", 3, 2),
		lock("mcs~unfenced", "CheckMCSUnfenced", mcs1991+", section 2.4", asPublished, 3, 2),
		bare(lock("mcs~unfenced-empty", "CheckMCSUnfencedEmpty", mcs1991+", section 2.4", emptySection, 3, 2), ClaimUpdate),
		lock("mcs~plain-release", "CheckMCSPlainRelease", mcs1991+", section 2.4",
			"The lock is freed by a write: a waiter that came since next was read is lost.", 2, 1),
		lock("mcs~split-compare", "CheckMCSSplitCompare", mcs1991+", section 2.4",
			"The lock is freed by a compare and then a write.", 2, 1),
		lock("mcs~no-wait", "CheckMCSNoWait", mcs1991+", section 2.4",
			"A release whose compare-and-swap fails does not wait for the one that came.", 2, 1),
		lock("mcs~late-got", "CheckMCSLateGot", mcs1991+", section 2.4",
			"A node's flag is reset after the link: the lock that was passed to it is lost.", 2, 1),
		lock("mcs~late-next", "CheckMCSLateNext", mcs1991+", section 2.4",
			"A node's link is reset after the swap: who is behind is lost.", 2, 2),
		lock("mcs~got-after-swap", "CheckMCSGotAfterSwap", mcs1991+", section 2.4",
			"A node's flag is reset between swap and link without a fence: right where writes stay in order.", 2, 2),
		lock("mcs~swap-only", "CheckMCSSwapOnly", mcs1991+", section 2.4",
			"Freed without compare-and-swap: safe, but not first come, first served.", 3, 2),

		pair(lock("peterson", "CheckPeterson", peterson1981,
			"Mutual exclusion for two from reads and writes.", 2, 2)),
		pair(lock("peterson~unfenced", "CheckPetersonUnfenced", peterson1981, asPublished, 2, 2)),
		pair(lock("peterson~swapped", "CheckPetersonSwapped", peterson1981,
			"The turn is given away before the thread says that it wants in.", 2, 1)),

		pair(lock("dekker", "CheckDekker", "T. J. Dekker, in "+dijkstra1965,
			"Mutual exclusion for two from reads and writes, the first.", 2, 2)),
		pair(lock("dekker~unfenced", "CheckDekkerUnfenced", "T. J. Dekker, in "+dijkstra1965, asPublished, 2, 2)),
		pair(lock("dekker~one-fence", "CheckDekkerOneFence", "T. J. Dekker, in "+dijkstra1965,
			"No fence when a thread says again that it wants in.", 2, 2)),

		lock("bakery", "CheckBakery", lamport1974,
			"Mutual exclusion for many from reads and writes: take a number, the lowest goes first.", 2, 2),
		lock("bakery~unfenced", "CheckBakeryUnfenced", lamport1974, asPublished, 2, 2),
		lock("bakery~no-choosing", "CheckBakeryNoChoosing", lamport1974,
			"A thread does not say that it chooses its number.", 2, 1),
		lock("bakery~no-tie-break", "CheckBakeryNoTieBreak", lamport1974,
			"Threads with equal numbers do not wait for each other.", 2, 1),
	}
}

// lock gives an entry of package lock.
func lock(name, check, source, doc string, threads, rounds int) Entry {
	return Entry{
		Name: "lock/" + name, Doc: doc, Source: source,
		Package: packagePath("lock"), Check: check,
		Threads: threads, Rounds: rounds,
		Claims: []string{ClaimExclusion, ClaimUpdate, ClaimProgress},
	}
}

// bare gives e without a claim.
func bare(e Entry, claim string) Entry {
	e.Claims = slices.DeleteFunc(slices.Clone(e.Claims), func(c string) bool { return c == claim })
	return e
}

// pair gives e for exactly two threads.
func pair(e Entry) Entry {
	e.MinThreads, e.MaxThreads = 2, 2
	return e
}
