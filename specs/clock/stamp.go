package clock

// Stamp is an event's place in Lamport's total order of events: its time, and the number of its process.
type Stamp struct{ Time, Process int }

// Before reports whether a comes before b in the total order: at a lower time, or at the same and in a process of a
// lower number. Any order of the processes would do, if all take the same: it decides what the clocks leave open.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978, relation ⇒.
func (a Stamp) Before(b Stamp) bool {
	return a.Time < b.Time || a.Time == b.Time && a.Process < b.Process
}
