package history

import "heddle/model"

// Consensus is a history of proposals and decisions. It claims that all processes that decide, even if they crash afterwards, decide the
// same ("agreement"), what somebody proposed ("validity"), once ("integrity"), and that correct ones do in the end ("decision").
//
// Source: T. D. Chandra, S. Toueg, Unreliable failure detectors for reliable distributed systems, JACM 43(2), 1996,
// section 5 (uniform consensus).
type Consensus struct {
	processes int
	proposed  Set
	values    Set // decided on
	decided   Set // processes
	crashed   Set
}

// NewConsensus begins the history of one consensus among processes 0 … processes-1. Call it before threads start.
func NewConsensus(processes int) *Consensus {
	bound("processes", processes)
	return &Consensus{processes: processes}
}

// Propose says that a process proposes a value.
func (c *Consensus) Propose(process, value int) {
	model.Mark("proposes " + Decimal(value))
	model.Ghost(func() {
		c.admit(process, value)
		c.proposed = c.proposed.With(value)
	})
}

// Decide says that a process decides on a value.
func (c *Consensus) Decide(process, value int) {
	model.Mark("decides on " + Decimal(value))
	model.Ghost(func() {
		c.admit(process, value)
		claim("validity", c.invalid(process, value))
		claim("agreement", c.disagrees(process, value))
		claim("integrity", c.repeats(process))
		c.values, c.decided = c.values.With(value), c.decided.With(process)
	})
}

// Crash says that a process is faulty: it has crashed.
func (c *Consensus) Crash(process int) {
	model.Ghost(func() {
		c.admit(process, 0)
		c.crashed = c.crashed.With(process)
	})
}

// End says that nothing will happen any more.
func (c *Consensus) End() {
	model.Ghost(func() { claim("decision", c.undecided()) })
}

func (c *Consensus) admit(process, value int) {
	admit("process", process, c.processes)
	admit("value", value, Most)
}

func (c *Consensus) invalid(p, v int) string {
	if c.proposed.Has(v) {
		return ""
	}
	return process(p) + " decides on " + value(v) + ", which nobody has proposed"
}

func (c *Consensus) disagrees(p, v int) string {
	if other := c.values &^ Set(0).With(v); other != 0 {
		return process(p) + " decides on " + value(v) + ", another process on " + value(other.Least())
	}
	return ""
}

func (c *Consensus) repeats(p int) string {
	if c.decided.Has(p) {
		return process(p) + " decides twice"
	}
	return ""
}

func (c *Consensus) undecided() string {
	for p := range c.processes {
		if !c.decided.Has(p) && !c.crashed.Has(p) {
			return process(p) + " has not decided"
		}
	}
	return ""
}
