package specs

import "heddle/checker/scenario"

const (
	harris2001  = "T. L. Harris, A pragmatic implementation of non-blocking linked-lists, DISC 2001"
	michael2002 = "M. M. Michael, High performance dynamic lock-free hash tables and list-based sets, SPAA 2002"
)

func lists() []Entry {
	return []Entry{
		list("harris", "NewHarris()", harris2001,
			"A sorted linked list without locks: a node is marked before it is unlinked.", 2, 2),
		list("harris~no-mark", "NewNoMark()", harris2001,
			"A node is unlinked without being marked: what is put behind it meanwhile is lost.", 2, 2),
		list("harris~overwritten", "NewOverwritten()", harris2001,
			"A node is marked by a write: what is put behind it meanwhile is lost, and two delete the same key.", 2, 2),
		list("michael", "NewMichael()", michael2002+", figure 7",
			"A sorted linked list without locks: who meets a marked node unlinks it before he goes on.", 2, 2),
	}
}

func sets() []Entry {
	return []Entry{
		set("hash", "NewHash(2)", michael2002,
			"A hash table of lists without locks.", 2, 2, setOperations(1, 2, 3)...),
		set("hash~tested", "NewTested(2)", michael2002,
			"Insert looks first, and does not mind what the insertion says: two insert the same key.", 2, 2, setOperations(1, 2)...),
		set("hash~counted", "NewCounted(2)", michael2002,
			"Keys are counted after they are put in or taken out: the size does not fit what is found.", 2, 2,
			append(setOperations(1, 2), scenario.Operation{Name: "Size", Results: value})...),
	}
}

// list gives an entry of package list.
func list(name, expression, source, doc string, threads, rounds int) Entry {
	return filled(object("list", name, expression, "NewSet()", source, doc, threads, rounds, setOperations(1, 2)...))
}

// set gives an entry of package set.
func set(name, expression, source, doc string, threads, rounds int, operations ...scenario.Operation) Entry {
	return filled(object("set", name, expression, "NewSet()", source, doc, threads, rounds, operations...))
}

// filled gives e with a set that holds 1 at first, and that is asked in the end what it holds.
func filled(e Entry) Entry {
	e.Object.Initial = []scenario.Call{{Operation: "Insert", Arguments: []int{1}}}
	for key := 1; key <= 2; key++ {
		e.Object.Final = append(e.Object.Final, scenario.Call{Operation: "Contains", Arguments: []int{key}})
	}
	return e
}

// setOperations are those of a set that certain keys are put into.
func setOperations(keys ...int) []scenario.Operation {
	key := []scenario.Parameter{{Kind: scenario.Values, Values: keys}}
	return []scenario.Operation{
		{Name: "Insert", Parameters: key, Results: yesOrNo},
		{Name: "Delete", Parameters: key, Results: yesOrNo},
		{Name: "Contains", Parameters: key, Results: yesOrNo},
	}
}
