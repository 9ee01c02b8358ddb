package specs

const lamport1978 = "L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978"

func physicalClocks() []Entry {
	return []Entry{
		physical("", "CheckPhysical", "Drifting clocks, and messages that take as long as they must: μ = ε/(1-κ)."),
		physical("~hasty", "CheckPhysicalHasty", "Messages may be a tick faster than the bound."),
		physical("~apart", "CheckPhysicalApart", "Clocks may be further apart, by the least that they show."),
		physical("~drifting", "CheckPhysicalDrifting", "Clocks may drift more, by the least that they show."),
		physical("~free", "CheckPhysicalFree", "Nobody keeps the clocks together."),
	}
}

// physical gives an entry of physical clocks; its threads are clocks, its rounds ticks of real time.
func physical(twin, check, doc string) Entry {
	return Entry{
		Name: "clock/physical" + twin, Doc: doc, Source: lamport1978 + ", section Physical clocks",
		Package: packagePath("clock"), Check: check,
		Threads: 2, Rounds: 4, MinThreads: 2, MaxThreads: 8,
		Memories: []string{"go", "sc"}, // it has one thread
		Claims:   []string{ClaimFuture},
	}
}
