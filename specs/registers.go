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
		register("word~relaxed", "NewRelaxed()", lamport1986,
			"A write may return before others see it: right in the order of happens-before, not in that of time.", 3, 2),
		register("word~torn", "NewTorn()", lamport1986, "The value is written in two halves.", 2, 2),

		oneWriter(register("regular", "NewRegular()", lamport1986,
			"As weak as a regular register may be: a read gives the value before or the new one while it is written."+notAtomic, 2, 2)),
		readOnce(register("bit", "NewRegularBit()", lamport1986+", construction 3",
			"A bit made of one of which a read gives anything while it is written: it is written only if that changes it. One read tells that it is regular.", 2, 3), 0, 1),
		readOnce(register("bit~safe", "NewSafeBit()", lamport1986,
			"The bit is written also if that does not change it.", 2, 3), 0, 1),
		readOnce(register("unary", "NewUnary(4)", lamport1986+", construction 4",
			"Made of a bit for each value, of which the lowest that is set counts. One read tells that it is regular.", 2, 3), 1, 2, 3),
		readOnce(register("unary~cleared-first", "NewClearedFirst(4)", lamport1986,
			"Lower bits are cleared before the value's is set: a read finds none.", 2, 3), 1, 2, 3),
		readOnce(register("unary~cleared-upwards", "NewClearedUpwards(4)", lamport1986,
			"Bits are cleared from the lowest up: a read finds a value that was overwritten long ago.", 2, 3), 1, 2, 3),
		oneWriter(register("unary~twice", "NewUnary(rounds + 1)", lamport1986, "It is read twice."+notAtomic, 2, 2)),

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

// readOnce gives e with one writer, who writes any of some values, and others who read once.
func readOnce(e Entry, values ...int) Entry {
	e = oneWriter(e)
	e.Object.Operations[0].Parameters = []scenario.Parameter{{Kind: scenario.Values, Values: values}}
	e.Object.Operations[1].Rounds = 1
	return pair(e)
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
	e.Memories = messages()
	return e
}
