package specs

const lamport1978 = "L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978"

func physicalClocks() []Entry {
	return []Entry{
		physical("", "CheckPhysical", "Drifting clocks, and messages that take as long as they must: μ = ε/(1-κ)."),
		physical("~hasty", "CheckPhysicalHasty", "Messages may be a tick faster than the bound."),
		physical("~apart", "CheckPhysicalApart", "Clocks may be further apart, by the least that they show."),
		physical("~drifting", "CheckPhysicalDrifting", "Clocks may drift more, by the least that they show."),
		physical("~free", "CheckPhysicalFree", "Nobody keeps the clocks together."),

		banking("", "CheckBanking", "A debit of 20:00 counts on a credit of 17:00, by clocks that are nearer than messages are fast."),
		banking("~apart", "CheckBankingApart", "The clocks are five hours apart, and messages take two."),
	}
}

// physical gives an entry of physical clocks; its threads are clocks, its rounds ticks of real time.
func physical(twin, check, doc string) Entry {
	return Entry{
		Name: "clock/physical" + twin, Doc: doc, Source: lamport1978 + ", section Physical clocks",
		Package: packagePath("clock"), Check: check,
		Threads: 2, Rounds: 4, MinThreads: 2, MaxThreads: 8,
		Memories: []string{"go"}, Claims: []string{ClaimFuture},
	}
}

// banking gives an entry of the example of a bank.
func banking(twin, check, doc string) Entry {
	return Entry{
		Name: "clock/banking" + twin, Doc: doc, Source: "lecture example; " + lamport1978 + ", section Anomalous behavior",
		Package: packagePath("clock"), Check: check,
		Threads: 3, Rounds: 1, MinThreads: 3, MaxThreads: 3, Finite: true,
		Memories: messages(), Claims: []string{ClaimFuture},
	}
}
