package specs

import (
	"slices"

	"heddle/checker/scenario"
)

const (
	lamport1986 = "L. Lamport, On interprocess communication, part II: algorithms, Distributed Computing 1(2), 1986"
	herlihy2008 = "M. Herlihy, N. Shavit, The art of multiprocessor programming, 2008"
	vitanyi1986 = "P. M. B. Vitányi, B. Awerbuch, Atomic shared register access by asynchronous hardware, FOCS 1986"
	attiya1995  = "H. Attiya, A. Bar-Noy, D. Dolev, Sharing memory robustly in message-passing systems, JACM 42(1), 1995"
	notAtomic   = " Of two reads during a write the first may give the new value and the second the old one."
)

func registers() []Entry {
	return []Entry{
		register("word", "NewWord()", lamport1986, "One word: atomic, for any readers and writers.", 3, 2),
		register("word~torn", "NewTorn()", lamport1986, "The value is written in two halves.", 2, 1),

		oneWriter(register("safe", "NewSafeBit()", lamport1986, "A bit of which a read gives anything while it is written.", 2, 1)),
		oneWriter(register("regular", "NewRegular()", lamport1986, "A read gives the value before or the new one while it is written."+notAtomic, 2, 2)),
		oneWriter(register("unary", "NewUnary(rounds + 1)", lamport1986+", construction 4",
			"Made of a bit for each value, the lowest that is set counts: regular."+notAtomic, 2, 2)),
		oneWriter(register("unary~cleared-first", "NewClearedFirst(rounds + 1)", lamport1986,
			"Lower bits are cleared before the value's is set: a read finds none.", 2, 1)),
		oneWriter(register("unary~cleared-upwards", "NewClearedUpwards(rounds + 1)", lamport1986,
			"Bits are cleared from the lowest up.", 2, 2)),

		oneReader(register("single-reader", "NewSingleReader()", lamport1986+"; "+herlihy2008+", section 4.2.4",
			"Atomic for one reader, made of a regular one: the reader does not go back to an older value.", 2, 3)),
		oneReader(register("single-reader~forgetful", "NewForgetful()", herlihy2008+", section 4.2.4",
			"The reader goes back."+notAtomic, 2, 2)),
		oneWriter(toldClient(register("multi-reader", "NewMultiReader(clients)", vitanyi1986+"; "+herlihy2008+", section 4.2.5",
			"Atomic for several readers, who tell each other what they read.", 3, 2))),
		oneWriter(toldClient(register("multi-reader~silent", "NewSilent(clients)", herlihy2008+", section 4.2.5",
			"Readers do not tell each other: one reads the new value, and then another the old one.", 3, 1))),
		toldClient(register("multi-writer", "NewMultiWriter(clients)", vitanyi1986+"; "+herlihy2008+", section 4.2.6",
			"Atomic for several writers, who take numbers.", 3, 1)),
		toldClient(register("multi-writer~tied", "NewTied(clients)", herlihy2008+", section 4.2.6",
			"Writers number their own writes only: a later one may have the lower number.", 2, 2)),

		overMessages(register("abd", "NewABD(clients)", attiya1995,
			"Kept by three servers, each write and each read by two of them; who reads tells what he has read.", 2, 2)),
		overMessages(register("abd~no-write-back", "NewNoWriteBack(clients)", attiya1995,
			"Who reads tells nobody: regular."+notAtomic, 2, 2)),
		overMessages(register("abd~minority", "NewMinority(clients)", attiya1995,
			"One server is enough: who reads may ask another than the writer has told.", 2, 1)),
		overMessages(register("abd~unnumbered", "NewUnnumbered(clients)", attiya1995,
			"Requests have no numbers: a late answer to an earlier one is taken for the answer.", 2, 2)),
		overMessages(register("abd-crash", "NewFaulty(clients, 1)", attiya1995,
			"One of the three servers may crash.", 2, 1)),
		overMessages(register("abd-crash~majority", "NewFaulty(clients, 2)", attiya1995,
			"Two of the three servers may crash: who asks waits for ever.", 2, 1)),
	}
}

// register gives an entry of package register.
func register(name, expression, source, doc string, threads, rounds int) Entry {
	return object("register", name, expression, "NewRegister()", source, doc, threads, rounds,
		scenario.Operation{Name: "Write", Parameters: fresh},
		scenario.Operation{Name: "Read", Results: value})
}

// oneWriter gives e with client 0 as its only writer, who does not read.
func oneWriter(e Entry) Entry {
	e.Object.Operations[0].Clients, e.Object.Operations[1].Clients = scenario.Owner, scenario.Others
	return e
}

// oneReader gives e with one writer and one reader.
func oneReader(e Entry) Entry { return pair(oneWriter(e)) }

// toldClient gives e with operations that are told who calls them.
func toldClient(e Entry) Entry {
	e.Object.Spec = "sequential.NewClientRegister()"
	for i := range e.Object.Operations {
		op := &e.Object.Operations[i]
		op.Parameters = slices.Concat(caller, op.Parameters)
	}
	return e
}

// overMessages gives e with one writer, and servers that are to be ended.
func overMessages(e Entry) Entry {
	e = oneWriter(toldClient(e))
	e.Object.Operations[0].Rounds = 1
	e.Object.Validate = "Close"
	return e
}
