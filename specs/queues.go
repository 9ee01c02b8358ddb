package specs

import (
	"slices"

	"heddle/checker/scenario"
)

const michaelScott1996 = "M. M. Michael, M. L. Scott, Simple, fast, and practical non-blocking and blocking concurrent queue algorithms, PODC 1996"

func queues() []Entry {
	const nonBlocking, twoLock = michaelScott1996 + ", figure 1", michaelScott1996 + ", figure 2"
	return []Entry{
		queue("michael-scott", "NewMichaelScott()", nonBlocking,
			"A linked list, to the end of which nodes are linked by compare-and-swap; who finds the tail behind helps it on.", 2, 2),
		queue("michael-scott~unfenced", "NewMichaelScottUnfenced()", nonBlocking, asPublished, 2, 2),
		queue("michael-scott~relaxed", "NewMichaelScottRelaxed()", nonBlocking,
			"A link does not release its node: right but where orders count.", 2, 2),
		queue("michael-scott~no-help", "NewMichaelScottNoHelp()", nonBlocking,
			"Nobody helps the tail on, but waits until it moves: right, but one who stops stops all.", 2, 2),
		queue("michael-scott~no-swing", "NewMichaelScottNoSwing()", nonBlocking,
			"The tail is not moved, and nobody helps: who comes second waits for ever.", 2, 2),
		queue("michael-scott~split-link", "NewMichaelScottSplitLink()", nonBlocking,
			"A node is linked by a test and then a store: another's is lost.", 2, 2),
		queue("michael-scott~tail-first", "NewMichaelScottTailFirst()", nonBlocking,
			"The tail is moved before the node is linked: what was put behind it is not found, and the queue seems empty.", 2, 2),
		queue("michael-scott~swapped", "NewMichaelScottSwapped()", nonBlocking,
			"The tail is read before the head, which then may be the last node already.", 2, 2),
		queue("michael-scott~plain-head", "NewMichaelScottPlainHead()", nonBlocking,
			"The head is moved by a store: two can take the same value.", 3, 1),

		counted("michael-scott-counted", "NewCounted(clients, rounds, 100, 101)", nonBlocking,
			"As published: nodes are used again, references are counted, and read twice.", 2, 2),
		counted("michael-scott-counted~uncounted", "NewCountedUncounted(clients, rounds, 100, 101)", nonBlocking,
			"References are not counted: a node that was away in between is taken for the same (ABA).", 2, 3),
		counted("michael-scott-counted~unchecked", "NewCountedUnchecked(clients, rounds, 100, 101)", nonBlocking,
			"Nobody looks whether the head still leads to a node that was read: it may be the last by now, and the queue seems empty.", 2, 2),

		queue("two-lock", "NewTwoLock()", twoLock,
			"A linked list with a lock at each end.", 2, 2),
		queue("two-lock~unfenced", "NewTwoLockUnfenced()", twoLock, asPublished, 2, 2),
		queue("two-lock~plain", "NewTwoLockPlain()", twoLock,
			"Links are ordinary variables: at the last node two locks guard the same one.", 2, 1),
		queue("two-lock~unlocked-tail", "NewTwoLockUnlockedTail()", twoLock,
			"There is no lock at the tail: two link behind the same node.", 2, 2),
	}
}

func boundedQueues() []Entry {
	return []Entry{
		refusing(mpmc("mpmc", "NewMPMC(2)",
			"A ring of cells with sequence numbers that say whose turn it is; a refusal may be due to others at work.", 2, 2)),
		mpmc("mpmc~exact", "NewMPMC(2)",
			"The claim that a refusal says that the queue is full, or empty: one who is not done with a cell hides those behind.", 2, 2),
		refusing(mpmc("mpmc~unfenced", "NewMPMCUnfenced(2)", asPublished, 2, 2)),
		refusing(mpmc("mpmc~early", "NewMPMCEarly(2)",
			"A cell is said to be full before the value is in it.", 2, 1)),
		refusing(mpmc("mpmc~compare", "NewMPMCCompare(2)",
			"A consumer compares the sequence number with its position, not with the one after: it takes a cell that is empty.", 2, 1)),
		refusing(mpmc("mpmc~split", "NewMPMCSplit(2)",
			"A position is taken by a read and a write: two producers fill the same cell.", 2, 1)),
		refusing(mpmc("mpmc~single", "NewMPMCSingle()",
			"A single cell: full has the number of the next producer's turn.", 2, 2)),

		waiting(mpmc("mpmc-waiting", "NewMPMC(2)",
			"The same ring, where who finds no room, or no value, waits.", 2, 2)),
		waiting(mpmc("mpmc-waiting~split", "NewMPMCSplit(2)",
			"A position is taken by a read and a write: two producers fill the same cell.", 2, 2)),
	}
}

// queue gives an entry of package queue.
func queue(name, expression, source, doc string, threads, rounds int) Entry {
	return symmetric(object("queue", name, expression, "NewQueue()", source, doc, threads, rounds,
		scenario.Operation{Name: "Enqueue", Parameters: fresh},
		scenario.Operation{Name: "Dequeue", Results: valueOrNot}))
}

// counted gives an entry of package queue whose operations are told who calls them, with two values in it to start with.
func counted(name, expression, source, doc string, threads, rounds int) Entry {
	return object("queue", name, expression, "NewClientQueue(100, 101)", source, doc, threads, rounds,
		scenario.Operation{Name: "Enqueue", Parameters: slices.Concat(caller, fresh)},
		scenario.Operation{Name: "Dequeue", Parameters: caller, Results: valueOrNot})
}

// mpmc gives an entry of package queue that is bounded by 2 values.
func mpmc(name, expression, doc string, threads, rounds int) Entry {
	return object("queue", name, expression, "NewBoundedQueue(2)", "D. Vyukov, Bounded MPMC queue, 1024cores.net, 2010", doc, threads, rounds,
		scenario.Operation{Name: "Enqueue", Parameters: fresh, Results: yesOrNo},
		scenario.Operation{Name: "Dequeue", Results: valueOrNot})
}

// refusing gives e by the specification that an operation may always refuse. How many values there are is
// asked in the end, since who is told that there is none could never know that one was lost.
func refusing(e Entry) Entry {
	e.Object.Spec = "sequential.NewRefusingQueue(2)"
	e.Object.Operations = append(e.Object.Operations, scenario.Operation{Name: "Len", Results: value, Clients: scenario.Nobody})
	e.Object.Final = []scenario.Call{{Operation: "Len"}}
	return e
}

// waiting gives e by the operations that wait.
func waiting(e Entry) Entry {
	e.Object.Blocking = true
	e.Object.Operations = []scenario.Operation{
		{Name: "Put", Parameters: fresh},
		{Name: "Take", Results: value},
	}
	return e
}
