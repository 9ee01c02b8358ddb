package clock

// CheckQuiz checks an example of two nodes: the receipt at one, and what the other does after it sent, are concurrent.
// threads is 2, rounds is 1.
func CheckQuiz(threads, rounds int) {
	r := draw(figure{processes: 2, events: []event{
		{process: 0, name: "f", sends: 1}, {process: 0, name: "b"},
		{process: 1, name: "a", receives: 1}, {process: 1, name: "g"},
	}})
	r.claim("a and b are concurrent", func() bool { return r.concurrent("a", "b") })
	r.claim("f is before a, b and g, and a before g", func() bool { return r.ordered() == 4 && r.before("f", "g") && r.before("a", "g") })
}

// CheckAirline checks an example of three parties: twelve of thirteen events are a chain, the last comes after the
// first seven of them. threads is 3, rounds is 1.
func CheckAirline(threads, rounds int) {
	const me, agent, airline = 0, 1, 2
	r := draw(figure{processes: 3, events: []event{
		{process: me, name: "a", sends: 1}, {process: me, name: "h", receives: 4},
		{process: me, name: "i", sends: 5}, {process: me, name: "l", receives: 6},
		{process: agent, name: "b", receives: 1}, {process: agent, name: "c", sends: 2}, {process: agent, name: "f", receives: 3},
		{process: agent, name: "g", sends: 4}, {process: agent, name: "m"},
		{process: airline, name: "d", receives: 2}, {process: airline, name: "e", sends: 3},
		{process: airline, name: "j", receives: 5}, {process: airline, name: "k", sends: 6},
	}})
	r.claim("66 pairs of the chain and 7 more are ordered", func() bool { return r.ordered() == 66+7 })
	r.claim("m is concurrent with h, i, j, k and l", func() bool {
		return r.concurrent("m", "h") && r.concurrent("m", "i") && r.concurrent("m", "j") && r.concurrent("m", "k") && r.concurrent("m", "l")
	})
}

// CheckExam checks an example of three processes whose clocks show 0 first. threads is 3, rounds is 1.
func CheckExam(threads, rounds int) {
	const p, q, s = 0, 1, 2
	zero := NewLamport(-1, 1)
	r := draw(figure{processes: 3, clocks: []Lamport{zero, zero, zero}, events: []event{
		{process: p, name: "p1", sends: 1},
		{process: q, name: "q1"}, {process: q, name: "q2", receives: 1}, {process: q, name: "q3"}, {process: q, name: "q4", sends: 2},
		{process: s, name: "r1"}, {process: s, name: "r2"}, {process: s, name: "r3", receives: 2}, {process: s, name: "r4"},
	}})
	r.claim("p1 is before q3 and r3, and concurrent with r2", func() bool {
		return r.before("p1", "q3") && r.before("p1", "r3") && r.concurrent("p1", "r2")
	})
	r.claim("the times of r2, r3 and r4 are 1, 4 and 5", func() bool { return r.time("r2") == 1 && r.time("r3") == 4 && r.time("r4") == 5 })
}

// CheckTies checks an example of three processes whose clocks started apart and go at different paces: two of six events
// have the same time, so that there are two total orders. threads is 3, rounds is 1.
func CheckTies(threads, rounds int) {
	r := draw(figure{processes: 3, clocks: []Lamport{NewLamport(-3, 4), NewLamport(0, 1), NewLamport(3, 1)}, events: []event{
		{process: 0, name: "a", sends: 1}, {process: 0, name: "d"},
		{process: 1, name: "b", receives: 1}, {process: 1, name: "c", sends: 2},
		{process: 2, name: "f"}, {process: 2, name: "e", receives: 2},
	}})
	r.claim("f is concurrent with a, b, c and d, and d with b, c and e, too", func() bool {
		return r.concurrent("f", "a") && r.concurrent("f", "b") && r.concurrent("f", "c") && r.concurrent("f", "d") &&
			r.concurrent("d", "b") && r.concurrent("d", "c") && r.concurrent("d", "e")
	})
	r.claim("d and e have time 5", func() bool { return r.time("d") == 5 && r.time("e") == 5 })
	r.claim("the total order is a, b, c, f, d, e", func() bool { return r.inOrder(Stamp.Before) == "abcfde" })
	r.claim("it is a, b, c, f, e, d where the process with the higher number goes first", func() bool {
		return r.inOrder(higherFirst) == "abcfed"
	})
}

// higherFirst is Stamp.Before with the other order of processes.
func higherFirst(a, b Stamp) bool {
	return a.Time < b.Time || a.Time == b.Time && a.Process > b.Process
}

// CheckFamily checks an example of a family that shares a car: the daughter, the son and the wife, who have numbers by age, ask
// for it at 10 by their clocks, which nothing has set. By age the wife has it first; youngest first, the
// daughter. threads is 3, rounds is 1.
func CheckFamily(threads, rounds int) {
	const daughter, son, wife = 0, 1, 2
	nine := NewLamport(9, 1)
	r := draw(figure{processes: 3, clocks: []Lamport{nine, nine, nine}, events: []event{
		{process: daughter, name: "d"}, {process: son, name: "s"}, {process: wife, name: "w"},
	}})
	r.claim("all three are concurrent", func() bool { return r.ordered() == 0 })
	r.claim("by age the order is wife, son, daughter", func() bool { return r.inOrder(higherFirst) == "wsd" })
	r.claim("youngest first it is daughter, son, wife", func() bool { return r.inOrder(Stamp.Before) == "dsw" })
}
