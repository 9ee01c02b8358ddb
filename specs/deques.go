package specs

import "heddle/checker/scenario"

const (
	chaseLev2005 = "D. Chase, Y. Lev, Dynamic circular work-stealing deque, SPAA 2005"
	herlihy2003  = "M. Herlihy, V. Luchangco, M. Moir, Obstruction-free synchronization: double-ended queues as an example, ICDCS 2003"
	le2013       = "N. M. Lê, A. Pop, A. Cohen, F. Zappa Nardelli, Correct and efficient work-stealing for weak memory models, PPoPP 2013"
)

func deques() []Entry {
	return []Entry{
		deque("chase-lev", "NewChaseLev(1)", chaseLev2005+"; "+le2013,
			"Work stealing from a circular array that grows: thieves compare and swap, the owner mostly need not.", 2, 2),
		deque("chase-lev~unfenced", "NewUnfenced(1)", chaseLev2005, asPublished, 2, 2),
		deque("chase-lev~buffered", "NewBuffered(1)", le2013+", figure 1",
			"Push may return before others see the item: right in the order of happens-before, not in that of time.", 2, 2),
		deque("chase-lev~no-fence", "NewNoFence(1)", le2013,
			"The owner reads top before others see that bottom is lower: an item is taken twice.", 2, 3),
		deque("chase-lev~no-compare", "NewNoCompare(1)", chaseLev2005,
			"The owner takes the last item without compare-and-swap.", 2, 2),
		deque("chase-lev~late-lower", "NewLateLower(1)", chaseLev2005,
			"The owner reads top before it lowers bottom.", 2, 3),
		deque("chase-lev~late-read", "NewLateRead(1)", chaseLev2005,
			"A thief reads an item after it has taken it.", 2, 2),
		deque("chase-lev~copied", "NewCopied(1)", chaseLev2005,
			"A grown array has the items at their old places.", 2, 3),
		deque("chase-lev~published", "NewPublished(1)", le2013+", figure 1",
			"A grown array is published by a relaxed write: a thief finds it without its items.", 2, 2),

		ends("obstruction-free", "NewObstructionFree(1, 1)",
			"An array between two kinds of nulls, at both ends of which two cells at a time are changed: each operation is done if it is alone for long enough, two can defeat each other.", 2, 1),
		ends("obstruction-free~one-sided", "NewOneSided(1, 1)",
			"A push does not renew the item beside the cell that it fills: that may be taken at the same time.", 2, 1),
		ends("obstruction-free~trusting", "NewTrusting(1, 1)",
			"A push does not look whether the oracle is still right: it writes over another's item.", 2, 1),
	}
}

// ends gives an entry of package deque that is pushed and popped at both ends, with room for two items, the first of
// which is there at the start. What is left is taken in the end.
func ends(name, expression, doc string, threads, rounds int) Entry {
	e := object("deque", name, expression, "NewEnds(1, 1)", herlihy2003, doc, threads, rounds,
		scenario.Operation{Name: "PushLeft", Parameters: fresh, Results: yesOrNo},
		scenario.Operation{Name: "PushRight", Parameters: fresh, Results: yesOrNo},
		scenario.Operation{Name: "PopLeft", Results: valueOrNot},
		scenario.Operation{Name: "PopRight", Results: valueOrNot})
	e.Object.Initial = []scenario.Call{{Operation: "PushLeft", Arguments: []int{100}}}
	e.Object.Final = []scenario.Call{{Operation: "PopLeft"}, {Operation: "PopLeft"}, {Operation: "PopLeft"}}
	return e
}

// deque gives an entry of package deque.
func deque(name, expression, source, doc string, threads, rounds int) Entry {
	return object("deque", name, expression, "NewDeque()", source, doc, threads, rounds,
		scenario.Operation{Name: "Push", Parameters: fresh, Clients: scenario.Owner},
		scenario.Operation{Name: "Pop", Results: valueOrNot, Clients: scenario.Owner},
		scenario.Operation{Name: "Steal", Results: valueOrNot, Clients: scenario.Others})
}
