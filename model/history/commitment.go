package history

import "heddle/model"

// Commitment is a history of votes on a transaction and of decisions to commit or abort it. It claims that all processes that
// decide decide the same (AC1, "agreement"), that none decides otherwise later (AC2, "integrity"), that they commit only if
// all voted yes (AC3, "validity"), that they do commit then if nobody crashed (AC4, "commitment"), and that
// all decide in the end, when those that crashed are back (AC5, "decision").
//
// Source: P. A. Bernstein, V. Hadzilacos, N. Goodman, Concurrency control and recovery in database systems,
// 1987, section 7.3. A process that comes back after a crash may decide again, and the same: it may not know that it had.
type Commitment struct {
	processes int
	yes, no   Set // who voted so
	committed Set // who decided so
	aborted   Set
	crashed   Set // who has ever crashed
}

// NewCommitment begins the history of one transaction of processes 0 … processes-1. Call it before threads start.
func NewCommitment(processes int) *Commitment {
	bound("processes", processes)
	return &Commitment{processes: processes}
}

// Vote says how a process votes.
func (c *Commitment) Vote(process int, yes bool) {
	if yes {
		model.Mark("votes yes")
	} else {
		model.Mark("votes no")
	}
	model.Ghost(func() {
		admit("process", process, c.processes)
		if yes {
			c.yes = c.yes.With(process)
		} else {
			c.no = c.no.With(process)
		}
	})
}

// Decide says that a process decides to commit, or to abort.
func (c *Commitment) Decide(process int, commit bool) {
	model.Mark(decides(commit))
	model.Ghost(func() {
		admit("process", process, c.processes)
		claim("integrity", c.reverses(process, commit))
		claim("agreement", c.disagrees(process, commit))
		claim("validity", c.invalid(process, commit))
		if commit {
			c.committed = c.committed.With(process)
		} else {
			c.aborted = c.aborted.With(process)
		}
	})
}

// Crash says that a process has crashed.
func (c *Commitment) Crash(process int) {
	model.Ghost(func() {
		admit("process", process, c.processes)
		c.crashed = c.crashed.With(process)
	})
}

// End says that nothing will happen any more, and all processes that ever come back are back.
func (c *Commitment) End() {
	model.Ghost(func() {
		claim("commitment", c.declined())
		claim("decision", c.undecided())
	})
}

func (c *Commitment) reverses(p int, commit bool) string {
	if commit && c.aborted.Has(p) || !commit && c.committed.Has(p) {
		return process(p) + " " + decides(commit) + ", having decided otherwise before"
	}
	return ""
}

func (c *Commitment) disagrees(p int, commit bool) string {
	others := c.committed
	if commit {
		others = c.aborted
	}
	if others != 0 {
		return process(p) + " " + decides(commit) + ", and " + process(others.Least()) + " " + decides(!commit)
	}
	return ""
}

func (c *Commitment) invalid(p int, commit bool) string {
	if q := c.lacks(); commit && q >= 0 {
		return process(p) + " commits, and " + process(q) + " has not voted yes"
	}
	return ""
}

// lacks is the first process that has not voted yes, or has voted no as well; -1 if there is none.
func (c *Commitment) lacks() int {
	for q := range c.processes {
		if !c.yes.Has(q) || c.no.Has(q) {
			return q
		}
	}
	return -1
}

func (c *Commitment) declined() string {
	if c.crashed == 0 && c.lacks() < 0 && c.aborted != 0 {
		return process(c.aborted.Least()) + " aborts, though all voted yes and nobody crashed"
	}
	return ""
}

func (c *Commitment) undecided() string {
	for p := range c.processes {
		if !c.committed.Has(p) && !c.aborted.Has(p) {
			return process(p) + " has not decided"
		}
	}
	return ""
}

func decides(commit bool) string {
	if commit {
		return "commits"
	}
	return "aborts"
}
