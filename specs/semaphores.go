package specs

import "heddle/checker/scenario"

const dijkstra1965Semaphores = "E. W. Dijkstra, Cooperating sequential processes (EWD 123), 1965, section 4.1"

func semaphores() []Entry {
	const mesa = "B. W. Lampson, D. D. Redell, Experience with processes and monitors in Mesa, CACM 23(2), 1980"
	return []Entry{
		semaphore("monitor", "New(1)", dijkstra1965Semaphores+"; "+mesa,
			"A count, a mutex, and a condition to wait for.", 3, 2),
		semaphore("monitor~hoare", "NewHoare(0)", mesa,
			"Who is woken does not look again: another has taken the permit, and there are less than none.", 3, 1),
		semaphore("monitor~sparing", "NewSparing(0)", mesa,
			"Only the first permit wakes somebody: a wake-up is lost.", 4, 1),
		semaphore("spinning", "NewSpinning(1)", dijkstra1965Semaphores,
			"A count in one word; who finds none spins.", 3, 2),
		semaphore("spinning~subtracting", "NewSubtracting(1)", dijkstra1965Semaphores,
			"A permit is looked for and then subtracted: two take the last one.", 2, 1),
	}
}

// semaphore gives an entry of package semaphore.
func semaphore(name, expression, source, doc string, threads, rounds int) Entry {
	permits := expression[len(expression)-len("(1)"):]
	e := object("semaphore", name, expression, "NewSemaphore"+permits, source, doc, threads, rounds,
		scenario.Operation{Name: "Acquire"},
		scenario.Operation{Name: "TryAcquire", Results: yesOrNo},
		scenario.Operation{Name: "Release"})
	e.Object.Blocking = true
	return e
}
