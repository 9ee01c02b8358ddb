package specs

func flags() []Entry {
	return []Entry{
		flag("", "CheckProducerConsumer",
			"One place between a producer and a consumer, guarded by a flag."),
		flag("~unfenced", "CheckUnfenced", asPublished),
		flag("~swapped", "CheckSwapped",
			"The flag is raised before the item is written."),
		flag("~no-wait", "CheckNoWait",
			"The producer does not wait until the item is taken."),
	}
}

// flag gives an entry of package flag.
func flag(twin, check, doc string) Entry {
	return pair(Entry{
		Name: "flag/producer-consumer" + twin, Doc: doc,
		Source:  "lecture example; L. Lamport, Proving the correctness of multiprocess programs, IEEE TSE 3(2), 1977",
		Package: packagePath("flag"), Check: check,
		Threads: 2, Rounds: 2,
		Claims: []string{ClaimPublish, ClaimProgress},
	})
}
