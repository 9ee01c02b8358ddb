package clock

// Lamport is a logical clock: it counts events so that each has a greater time than those that happened before it,
// of the same process and of those that it has heard from. The zero value is before the first event,
// and goes on by one with each.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM 21(7), 1978,
// rules IR1 and IR2. A clock may go on by any amounts, which is for other events of its process.
type Lamport struct{ now, pace int }

// NewLamport gives a clock whose last event was at a time, and which goes on by pace ≥ 1 with each.
func NewLamport(now, pace int) Lamport { return Lamport{now, pace} }

// Tick is an event of the process's own, such as a sending, and gives its time (IR1).
func (c *Lamport) Tick() int {
	c.now += max(c.pace, 1)
	return c.now
}

// Hear is the receipt of a message that was sent at a time of its sender's clock, and gives the receipt's time (IR2).
func (c *Lamport) Hear(sent int) int {
	c.now = max(c.now, sent)
	return c.Tick()
}
