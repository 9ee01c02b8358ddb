package specs

import "heddle/checker/scenario"

const aspnes1994 = "J. Aspnes, M. Herlihy, N. Shavit, Counting networks, JACM 41(5), 1994"

func counters() []Entry {
	next := scenario.Operation{Name: "Next", Results: value}
	read := scenario.Operation{Name: "Read", Results: value}
	up := scenario.Operation{Name: "Increment", Parameters: caller}
	down := scenario.Operation{Name: "Decrement", Parameters: caller}
	const herlihy1991 = "M. Herlihy, Wait-free synchronization, ACM TOPLAS 13(1), 1991"
	return []Entry{
		counter("fetch-and-add", "NewFetchAndAdd()", herlihy1991,
			"One word, one operation a count.", 3, 2, next, read),
		counter("fetch-and-add~relaxed", "NewRelaxed()", herlihy1991,
			"Its operations order nothing: right in the order of happens-before, not in that of time.", 3, 2, next, read),
		counter("fetch-and-add~split", "NewSplit()", herlihy1991,
			"A count is a read and a write: counts are lost.", 2, 1, next, read),
		counter("compare-and-swap", "NewCompareAndSwap()", herlihy1991,
			"One word that is read and then compared and swapped, until that succeeds.", 3, 2, next, read),
		counter("compare-and-swap~once", "NewOnce()", herlihy1991,
			"Who is too late does not try again.", 2, 1, next, read),
		counter("sharded", "NewSharded(clients)", aspnes1994+", section 1",
			"A word for each client, which who reads adds up: right as long as it counts up alone.", 3, 2, up, read),
		counter("sharded~down", "NewSharded(clients)", aspnes1994+", section 1",
			"It counts down too: who reads may see one who counts down, and not the one who counted up before. Quiescently consistent.", 3, 1, up, down, read),
		counter("network", "NewNetwork()", aspnes1994+", sections 2 and 3",
			"A counting network of width 2, one balancer and two words: quiescently consistent, not linearizable.", 2, 2, next),
		counter("network~unbalanced", "NewUnbalanced()", aspnes1994,
			"The balancer is read and then written: counts are left out, and not even quiescently consistent.", 2, 1, next),
	}
}

// counter gives an entry of package counter.
func counter(name, expression, source, doc string, threads, rounds int, operations ...scenario.Operation) Entry {
	return object("counter", name, expression, "NewCounter()", source, doc, threads, rounds, operations...)
}
