package checker

import (
	"context"
	"fmt"
	"slices"

	"heddle/checker/graph"
	"heddle/checker/live"
	"heddle/checker/nonblocking"
	"heddle/checker/result"
	"heddle/machine"
	"heddle/model/program"
)

// unfair reports whether a property is a class of progress, which is asked of all schedules, fair or not.
func unfair(property string) bool {
	return property == PropertyObstructionFree || property == PropertyLockFree || property == PropertyWaitFree
}

// checkClass finds the class of progress of a program's operations, if one is asked for: a thread has one from Section.Want until it
// enters. The violation is of the weakest class that is asked for and not reached.
func (s *search) checkClass(ctx context.Context, m *machine.Machine, l *liveness) (string, error) {
	if !slices.ContainsFunc(l.properties, unfair) {
		return "", nil
	}
	d := &duties{search: s, m: m}
	if err := d.find(); err != nil {
		return "", err
	}
	o := d.operations(func() error { return s.checkLimits(ctx) })
	class, lack, err := o.Class()
	if err != nil {
		return "", err
	}
	if lack == nil {
		return fmt.Sprintf("%s, in at most %s", class, result.Count(o.Steps(), "step")), nil
	}
	for i, p := range []string{PropertyObstructionFree, PropertyLockFree, PropertyWaitFree} {
		if l.has(p) && int(class) <= i {
			s.violation = &violation{
				failure: &machine.Failure{Property: p, Thread: -1, Other: -1},
				forever: &forever{lack.Lasso, d.dutyOf(lack), live.None},
			}
			break
		}
	}
	return class.String(), nil
}

// operations gives what the steps of the graph have to do with operations.
func (d *duties) operations(stop func() error) nonblocking.Operations {
	o := nonblocking.Operations{Graph: d.graph, Stop: stop}
	threads := make([]uint64, len(d.sets)) // by set of obligations: whose they are
	for n, set := range d.sets {
		for i, duty := range d.m.Duties() {
			if set>>i&1 != 0 && duty.Property == PropertyStarvation {
				threads[n] |= 1 << duty.Thread
				o.Threads = max(o.Threads, duty.Thread+1)
			}
		}
	}
	o.Open = func(i uint32) uint64 { return threads[d.of[i]] }
	o.Completes = func(e *graph.Edge, t int) bool { return e.Mark != 0 && enters(e.Action, e.Partner, e.Mark, t) }
	return o
}

// dutyOf gives the obligation that is open all around a cycle, or at the end of the stem.
func (d *duties) dutyOf(lack *nonblocking.Lack) machine.Duty {
	at := uint32(0)
	if len(lack.Cycle) > 0 {
		at = lack.Cycle[0].From
	} else if n := len(lack.Stem); n > 0 {
		at = lack.Stem[n-1].To
	}
	for i, duty := range d.m.Duties() {
		if d.sets[d.of[at]]>>i&1 != 0 && duty.Property == PropertyStarvation && duty.Thread == lack.Thread {
			return duty
		}
	}
	panic("checker: bug: a thread has no operation that it steps in")
}

// waits checks that the thread whose obligation is open cannot step by itself.
func (c *cycle) waits(out *machine.Successors) error {
	if err := c.state(out); err != nil {
		return err
	}
	if slices.ContainsFunc(edges(out), func(e graph.Edge) bool { return nonblocking.By(&e, c.open.Thread) }) {
		return fmt.Errorf("%w has no steps, and %s can go on", errBroken, program.ThreadName(c.open.Thread))
	}
	return nil
}

// vain checks that a step is one that a cycle against a class of progress may have.
func (c *cycle) vain(a machine.Action, moves machine.Moves) error {
	t := c.open.Thread
	switch {
	case enters(a, moves.Partner, moves.Enters, t), moves.Enters != 0 && c.property != PropertyWaitFree:
		return fmt.Errorf("%w completes an operation", errBroken)
	case c.property == PropertyObstructionFree && !nonblocking.By(&graph.Edge{Action: a, Partner: moves.Partner}, t):
		return fmt.Errorf("%w has a step of another thread", errBroken)
	case a.Thread() == t && !a.Hardware():
		c.worked = true
	}
	return nil
}

// lacks says in words what a run of n steps that go on for ever shows.
func (c *cycle) lacks(n int) string {
	who := program.ThreadName(c.open.Thread)
	switch {
	case n == 0:
		return fmt.Sprintf("%s has an operation to complete and can do nothing by itself: it waits for another thread", who)
	case c.property == PropertyObstructionFree:
		return fmt.Sprintf("%s steps alone, for ever, and does not complete its operation", who)
	case c.property == PropertyLockFree:
		return fmt.Sprintf("%s and perhaps others step in operations, for ever, and none is completed", who)
	}
	return fmt.Sprintf("%s steps in one operation, for ever, and does not complete it", who)
}

// lacks checks that going around the steps for ever shows that a class of progress is not reached.
func (c *confirmation) lacks(steps []Step) error {
	t := c.s.duty.Thread
	mine := func(x Step) bool { return x.Thread == t && !x.Flush }
	switch {
	case c.entered[c.number[t]], c.s.Property != PropertyWaitFree && len(c.entered) > 0:
		return fmt.Errorf("an operation is completed in the cycle")
	case !slices.ContainsFunc(steps, mine):
		return fmt.Errorf("%s does not step in the cycle", program.ThreadName(t))
	case c.s.Property == PropertyObstructionFree && slices.ContainsFunc(steps, func(x Step) bool { return x.Thread != t }):
		return fmt.Errorf("another thread than %s steps in the cycle", program.ThreadName(t))
	}
	return nil
}

// waits checks that the thread whose operation is not completed cannot step.
func (c *confirmation) waits() error {
	if t := c.s.duty.Thread; !c.held(process{thread: c.number[t]}) {
		return fmt.Errorf("%s can step at the end", program.ThreadName(t))
	}
	return nil
}
