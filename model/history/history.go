// Package history claims properties of a run's whole history: of broadcasts, of agreement, of the order of events. Each
// property is a small automaton, which reads the events of the run one by one and says why
// the last of them breaks it. A program tells it of each event where the event happens:
//
//	b := history.NewBroadcast(nodes, messages, history.TotalOrder(), history.FIFOOrder())
//	net.Run(func(node model.Node[M]) {
//		…
//		b.Deliver(node.ID(), m.id)
//	})
//	b.End()
//
// Natively an event that breaks a property panics; when checked the property is
// violated, by name. The automata are ghost code (see model.Ghost): they cost no step, and other code must not read them.
//
// Processes, messages and other things that events are about have numbers from 0 that the program
// gives them, at most 64 of each. What an automaton keeps is a function of what matters of the history so far, so
// that runs which are alike stay one state: sets of numbers, and no lengths or times.
//
// A process that has crashed is faulty from then on: no property asks of it that it does something, but most forbid it to do
// something wrong ("uniform" properties). The code of a process that comes back after a crash says so itself, as its first event.
//
// Properties that promise something to happen are judged by End, when nothing will happen any more.
package history

import "heddle/model"

// Most is how many processes, messages, values or events there are at most.
const Most = 64

// Set is a set of the numbers 0 … Most-1.
type Set uint64

// Has reports whether i is in s.
func (s Set) Has(i int) bool { return s>>uint(i)&1 != 0 }

// With is s and i.
func (s Set) With(i int) Set { return s | 1<<uint(i) }

// Least is the least number in s, which is not empty.
func (s Set) Least() int {
	i := 0
	for !s.Has(i) {
		i++
	}
	return i
}

// claim says that a property is violated, unless why is "".
func claim(property, why string) {
	if why != "" {
		model.Violate(property, why)
	}
}

// admit panics unless 0 ≤ i < n.
func admit(what string, i, n int) {
	if i < 0 || i >= n {
		panic("history: " + what + " " + Decimal(i) + ", want 0 … " + Decimal(n-1))
	}
}

// bound panics unless n is a number of things that a Set can hold.
func bound(what string, n int) {
	if n < 0 || n > Most {
		panic("history: " + Decimal(n) + " " + what + ", want at most " + Decimal(Most))
	}
}

// process prints the name of a process.
func process(p int) string { return "P" + Decimal(p) }

// value prints a value that is proposed or decided on.
func value(v int) string { return "value " + Decimal(v) }

// message prints the name of a message.
func message(m int) string { return "message " + Decimal(m) }

// Decimal is strconv.Itoa, for the texts of claims: without need of Go's own sources where a program with these claims is checked.
func Decimal(n int) string {
	if n < 0 {
		return "-" + Decimal(-n)
	}
	if n < 10 {
		return "0123456789"[n : n+1]
	}
	return Decimal(n/10) + Decimal(n%10)
}
