package specs

// The sources of more than one entry.
const birrell1984 = "A. D. Birrell, B. J. Nelson, Implementing remote procedure calls, ACM TOCS 2(1), 1984"

func rpcs() []Entry {
	return []Entry{
		rpc("", "CheckOnce", "Calls are sent until their reply is there, and the last reply is kept: two messages may be lost, one repeated.", 2),
		rpc("~reliable", "CheckOnceReliable", "Nothing is lost, and clients wait for long enough: two messages a call.", 2),
		rpc("~acknowledged", "CheckAcknowledged", "Every message is acknowledged: four a call where two do.", 1),
		rpc("~acknowledged-reliable", "CheckAcknowledgedReliable", "Every message is acknowledged, and nothing is lost: four messages a call.", 2),
		rpc("~no-resend", "CheckOnceNoResend", "Nothing is sent again.", 1),
		rpc("~few-resends", "CheckOnceFewResends", "More messages may be lost than are sent again.", 1),
		rpc("~no-buffer", "CheckOnceNoBuffer", "The server keeps no reply.", 1),
		rpc("~no-numbers", "CheckOnceNoNumbers", "A reply does not say to which call it is.", 2),
		rpc("~no-checksum", "CheckOnceNoChecksum", "A damaged packet is not dropped.", 1),
		rpc("~crash", "CheckOnceCrash", "The server crashes between executing a call and keeping the reply.", 1),
		rpc("~crash-keep-first", "CheckOnceCrashKeepFirst", "The server keeps the reply, crashes, and has not executed the call.", 1),
		rpc("~crash-atomic", "CheckOnceCrashAtomic", "A node crashes, but executing a call and keeping the reply are one write to stable storage.", 2),
	}
}

// rpc gives an entry of package rpc; its threads are a server and clients, its rounds calls of each.
func rpc(twin, check, doc string, rounds int) Entry {
	return Entry{
		Name: "rpc/exactly-once" + twin, Doc: doc, Source: birrell1984,
		Package: packagePath("rpc"), Check: check,
		Threads: 2, Rounds: rounds, MinThreads: 2, MaxThreads: 9,
		Memories: messages(), Claims: []string{ClaimOnce, ClaimProgress},
	}
}

// messages gives the memory models for programs that share messages only.
func messages() []string { return []string{"go", "sc"} }
