package specs

const (
	hadzilacos1994 = "V. Hadzilacos, S. Toueg, A modular approach to fault-tolerant broadcasts and related problems, Cornell TR 94-1425, 1994"
	birman1991     = "K. Birman, A. Schiper, P. Stephenson, Lightweight causal and atomic group multicast, ACM TOCS 9(3), 1991, section 5.1"
	kaashoek1991   = "M. F. Kaashoek, A. S. Tanenbaum, Group communication in the Amoeba distributed operating system, ICDCS 1991"
)

func broadcasts() []Entry {
	return []Entry{
		broadcast("reliable", "CheckReliable", hadzilacos1994, "Messages are sent on before they are delivered: all agree, though one crashes.", 3, 1, ClaimAgreement),
		broadcast("reliable~late", "CheckReliableLate", hadzilacos1994, "Messages are sent on after they are delivered: correct nodes agree.", 3, 1, ClaimAgreement),
		broadcast("reliable~not-uniform", "CheckReliableNotUniform", hadzilacos1994,
			"Messages are sent on after they are delivered: a node that crashes in between has delivered what nobody else will.", 2, 1, ClaimAgreement),
		broadcast("reliable~never", "CheckReliableNever", hadzilacos1994, "Messages are not sent on: a node that crashes has told some of the others.", 3, 1, ClaimAgreement),

		broadcast("fifo", "CheckFIFO", hadzilacos1994, "Messages of a node are numbered, and held back until their turn: any network will do that loses none.", 2, 2, ClaimFIFOOrder),
		broadcast("fifo~links", "CheckFIFOLinks", hadzilacos1994, "Nothing is held back, and links keep their order.", 2, 2, ClaimFIFOOrder),
		broadcast("fifo~unheld", "CheckFIFOUnheld", hadzilacos1994, "Nothing is held back, and links keep no order.", 2, 2, ClaimFIFOOrder),
		broadcast("fifo~repeated", "CheckFIFORepeated", hadzilacos1994, "Nothing is held back, and the network repeats a message.", 2, 1, ClaimAgreement),

		broadcast("causal", "CheckCausal", birman1991, "Messages carry vector time, and are held back until all is delivered that their sender had delivered.", 3, 1, ClaimCausalOrder),
		broadcast("causal~fifo", "CheckCausalFIFO", birman1991, "Links keep their order, which is not enough: an answer overtakes the question.", 3, 1, ClaimCausalOrder),
		broadcast("causal~senders-only", "CheckCausalSendersOnly", birman1991, "A message tells what its sender had broadcast, not what it had delivered.", 3, 1, ClaimCausalOrder),

		broadcast("atomic", "CheckAtomic", kaashoek1991, "A sequencer sends all messages on in one order, on links that keep it.", 3, 1, ClaimTotalOrder),
		broadcast("atomic~unordered", "CheckAtomicUnordered", kaashoek1991, "Links keep no order.", 2, 1, ClaimTotalOrder),
		broadcast("atomic~lossy", "CheckAtomicLossy", kaashoek1991, "The network loses a message.", 2, 1, ClaimAgreement),
		broadcast("atomic~eager", "CheckAtomicEager", kaashoek1991, "A node delivers its own messages at once.", 2, 1, ClaimTotalOrder),

		broadcast("total", "CheckTotal", lamport1978, "Messages are delivered in the order of their time stamps, once all have been heard of since.", 2, 2, ClaimTotalOrder),
		broadcast("total~higher-first", "CheckTotalHigherFirst", lamport1978, "Ties go to the higher node: another total order, and right as well.", 2, 2, ClaimTotalOrder),
		broadcast("total~no-tie-break", "CheckTotalTies", lamport1978, "Of messages with the same time the first that comes goes first.", 2, 1, ClaimTotalOrder),
		broadcast("total~own-first", "CheckTotalOwnFirst", lamport1978, "Nodes break ties each in its own way.", 2, 1, ClaimTotalOrder),
		broadcast("total~hasty", "CheckTotalHasty", lamport1978, "Nodes do not wait to hear from the others.", 2, 1, ClaimTotalOrder),
		broadcast("total~unordered", "CheckTotalUnordered", lamport1978, "Links keep no order.", 2, 2, ClaimTotalOrder),
	}
}

// broadcast gives an entry of package order; its threads are nodes, its rounds messages of each.
func broadcast(name, check, source, doc string, threads, rounds int, claim string) Entry {
	return Entry{
		Name: "order/" + name, Doc: doc, Source: source,
		Package: packagePath("order"), Check: check,
		Threads: threads, Rounds: rounds, MinThreads: 2, MaxThreads: 4,
		Memories: messages(), Claims: []string{claim, ClaimProgress},
	}
}
