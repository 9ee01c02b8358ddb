package specs

const (
	ricart1981 = "G. Ricart, A. K. Agrawala, An optimal algorithm for mutual exclusion in computer networks, CACM 24(1), 1981"
	lodha2000  = "S. Lodha, A. Kshemkalyani, A fair distributed mutual exclusion algorithm, IEEE TPDS 11(6), 2000"
	lann1977   = "G. Le Lann, Distributed systems: towards a formal approach, IFIP Congress 1977"
)

func mutexes() []Entry {
	return []Entry{
		mutex("lamport", "CheckLamport", lamport1978,
			"Requests in the order of Lamport's clocks, acknowledged by all: 3(n-1) messages a turn.", 2, 2),
		mutex("lamport~paces", "CheckLamportPaces", lamport1978,
			"One clock goes faster than the others, and starts behind: right all the same.", 2, 2),
		mutex("lamport~unordered", "CheckLamportUnordered", lamport1978,
			"Links deliver in any order: an acknowledgement overtakes a request.", 2, 1),
		mutex("lamport~lossy", "CheckLamportLossy", lamport1978,
			"The network loses a message.", 2, 1),
		unstamped(mutex("lamport~stale-ack", "CheckLamportStale", lamport1978,
			"Any acknowledgement counts for the present request, also that of an old one.", 2, 2)),
		unstamped(mutex("lamport~no-tie-break", "CheckLamportNoTieBreak", lamport1978,
			"Two requests with the same timestamp are both the first.", 2, 1)),
		unstamped(mutex("lamport~deaf", "CheckLamportDeaf", lamport1978,
			"Clocks are not set by the messages that come.", 2, 1)),
		unstamped(mutex("lamport~no-wait", "CheckLamportNoWait", lamport1978,
			"Nobody waits for acknowledgements.", 2, 1)),
		unstamped(mutex("lamport~same-order", "CheckLamportSameOrder", lamport1978,
			"Claims that requests come to all nodes in the same order, which is not so, nor needed.", 4, 1)),

		mutex("lamport-deferred", "CheckLamportDeferred", lamport1978,
			"Who goes first does not acknowledge: its unlock does.", 2, 2),
		unstamped(mutex("lamport-deferred~any-unlock", "CheckLamportAnyUnlock", lamport1978,
			"An unlock acknowledges also what its sender has not heard of.", 2, 2)),

		mutex("lamport-implicit", "CheckLamportImplicit", lodha2000,
			"Who has a request of its own does not acknowledge: 2(n-1) messages a turn if all compete.", 2, 2),

		mutex("lamport-purge", "CheckLamportPurge", lamport1978+"; "+ricart1981,
			"Unlock goes to those who wait, and an acknowledgement makes earlier requests void: 2(n-1) messages a turn.", 3, 1),
		unstamped(mutex("lamport-purge~keep", "CheckLamportKeeping", lamport1978,
			"Unlock goes to those who wait, and others keep the request for ever.", 2, 1)),

		mutex("ricart-agrawala", "CheckRicartAgrawala", ricart1981,
			"A reply from all, deferred by who goes first: 2(n-1) messages a turn.", 3, 1),
		mutex("ricart-agrawala~unordered", "CheckRicartAgrawalaUnordered", ricart1981,
			"Links deliver in any order: right all the same.", 3, 1),
		mutex("ricart-agrawala~lossy", "CheckRicartAgrawalaLossy", ricart1981,
			"The network loses a message.", 2, 1),
		unstamped(mutex("ricart-agrawala~eager", "CheckRicartAgrawalaEager", ricart1981,
			"Nobody defers a reply.", 2, 1)),
		unstamped(mutex("ricart-agrawala~deaf", "CheckRicartAgrawalaDeaf", ricart1981,
			"Numbers are taken without regard to those of others.", 2, 1)),
		unstamped(mutex("ricart-agrawala~polite", "CheckRicartAgrawalaPolite", ricart1981,
			"Of two nodes with the same number each lets the other in.", 2, 1)),
		unstamped(mutex("ricart-agrawala~stubborn", "CheckRicartAgrawalaStubborn", ricart1981,
			"Of two nodes with the same number each waits for the other.", 2, 1)),

		unstamped(mutex("token-ring", "CheckTokenRing", lann1977,
			"Who has the token may enter, and hands it on.", 3, 1)),
		unstamped(mutex("token-ring~lossy", "CheckTokenRingLossy", lann1977,
			"The network loses the token.", 2, 1)),
		unstamped(mutex("token-ring~duplicated", "CheckTokenRingDuplicated", lann1977,
			"The network delivers the token twice.", 2, 1)),
		unstamped(mutex("token-ring~regenerate", "CheckTokenRingRegenerating", lann1977,
			"Who waits long makes a new token.", 2, 1)),
		mutex("token-ring~in-order", "CheckTokenRingInOrder", lann1977,
			"Claims that requests are granted in the order of their timestamps, which the ring does not know.", 3, 1),
	}
}

// mutex gives an entry of package mutex; its threads are nodes.
func mutex(name, check, source, doc string, threads, rounds int) Entry {
	return Entry{
		Name: "mutex/" + name, Doc: doc, Source: source,
		Package: packagePath("mutex"), Check: check,
		Threads: threads, Rounds: rounds, MaxThreads: 60,
		Memories: messages(),
		Claims:   []string{ClaimExclusion, ClaimUpdate, ClaimOrder, ClaimProgress},
	}
}

// unstamped gives e without the claim about timestamps.
func unstamped(e Entry) Entry { return bare(e, ClaimOrder) }
