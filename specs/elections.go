package specs

func elections() []Entry {
	return []Entry{
		election("", "CheckRing", "The greatest identity alone comes around the ring; its node tells the others."),
		election("~unordered", "CheckRingUnordered", "Messages overtake each other, which harms the next election, not the first."),
		election("~pass-all", "CheckRingPassAll", "Identities that are less than one's own are passed on, too."),
		election("~first-less", "CheckRingFirstLess", "A node that sees a lesser identity takes itself for the leader."),
		election("~equal", "CheckRingEqual", "Two nodes have the same identity."),
		election("~lossy", "CheckRingLossy", "A message is lost."),
		election("~untold", "CheckRingUntold", "The leader does not tell the others."),
	}
}

// election gives an entry of package election; its rounds are elections.
func election(twin, check, doc string) Entry {
	return Entry{
		Name: "election/ring" + twin, Doc: doc,
		Source:  "E. Chang, R. Roberts, An improved algorithm for decentralized extrema-finding in circular configurations of processes, CACM 22(5), 1979",
		Package: packagePath("election"), Check: check,
		Threads: 3, Rounds: 1, MinThreads: 2, MaxThreads: 16,
		Memories: messages(), Claims: []string{ClaimLeader, ClaimProgress},
	}
}
