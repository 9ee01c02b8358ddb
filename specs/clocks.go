package specs

const (
	mattern1989   = "F. Mattern, Virtual time and global states of distributed systems, 1989; C. J. Fidge, Timestamps in message-passing systems that preserve the partial ordering, 1988"
	lectureClocks = "lecture example"
)

func logicalClocks() []Entry {
	return []Entry{
		lamportClock("", "CheckLamport", "A count of events that is set forward by what is received: what happens before has the lower time."),
		lamportClock("~paces", "CheckLamportPaces", "Clocks that start apart and go at different paces: right all the same."),
		lamportClock("~converse", "CheckLamportConverse", "Claims that an event with a lower time happens before one with a higher."),
		lamportClock("~deaf", "CheckLamportDeaf", "A receipt does not set the clock."),
		lamportClock("~forgetful", "CheckLamportForgetful", "A receipt sets the clock, back if need be."),
		lamportClock("~same", "CheckLamportSame", "A receipt may have the time of the sending."),

		vectorClock("", "CheckVector", "A count of the events of each process: it tells exactly what happened before what."),
		vectorClock("~deaf", "CheckVectorDeaf", "A receipt takes nothing from the message."),
		vectorClock("~uncounted", "CheckVectorUncounted", "Receipts are not counted."),
		vectorClock("~forgetful", "CheckVectorForgetful", "A receipt takes the message's vector for its own."),

		example("quiz", "CheckQuiz", "A receipt, and what its sender does next, are concurrent.", 2),
		example("airline", "CheckAirline", "Three parties, thirteen events: a chain of twelve, and one that is concurrent with five of them.", 3),
		example("exam", "CheckExam", "Three processes, nine events: which are ordered, and what the clocks show.", 3),
		example("ties", "CheckTies", "Three processes, six events, two with the same time: the number of the process decides.", 3),
		example("family", "CheckFamily", "Three requests with the same time: who comes first is a matter of agreement.", 3),
	}
}

// lamportClock gives an entry of Lamport's clock; its threads are processes, its rounds events of each.
func lamportClock(twin, check, doc string) Entry {
	return Entry{
		Name: "clock/lamport" + twin, Doc: doc, Source: lamport1978 + ", section Logical clocks",
		Package: packagePath("clock"), Check: check,
		Threads: 2, Rounds: 3, MaxThreads: 8, Memories: messages(), Claims: []string{ClaimClock},
	}
}

// vectorClock gives an entry of the vector clock.
func vectorClock(twin, check, doc string) Entry {
	return Entry{
		Name: "clock/vector" + twin, Doc: doc, Source: mattern1989,
		Package: packagePath("clock"), Check: check,
		Threads: 2, Rounds: 3, MaxThreads: 4, Memories: messages(), Claims: []string{ClaimClock},
	}
}

// example gives an entry of a figure.
func example(name, check, doc string, processes int) Entry {
	return Entry{
		Name: "clock/" + name, Doc: doc, Source: lectureClocks + "; " + lamport1978,
		Package: packagePath("clock"), Check: check,
		Threads: processes, Rounds: 1, MinThreads: processes, MaxThreads: processes,
		Memories: messages(), Claims: []string{ClaimBefore},
	}
}
