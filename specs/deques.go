package specs

import "heddle/checker/scenario"

const (
	chaseLev2005 = "D. Chase, Y. Lev, Dynamic circular work-stealing deque, SPAA 2005"
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
	}
}

// deque gives an entry of package deque.
func deque(name, expression, source, doc string, threads, rounds int) Entry {
	return object("deque", name, expression, "NewDeque()", source, doc, threads, rounds,
		scenario.Operation{Name: "Push", Parameters: fresh, Clients: scenario.Owner},
		scenario.Operation{Name: "Pop", Results: valueOrNot, Clients: scenario.Owner},
		scenario.Operation{Name: "Steal", Results: valueOrNot, Clients: scenario.Others})
}
