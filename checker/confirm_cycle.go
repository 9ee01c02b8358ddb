package checker

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"heddle/checker/live"
	"heddle/machine/reference"
	"heddle/model/program"
)

// cycle goes around the cycle of a schedule for the second time, and checks that it ends in the state that it
// begins in, is fair, and does not do what should be done. (A thread that is blocked in an
// operation that another one must take part in counts as one that cannot step.) Of a cycle without
// steps it checks that nothing can step in its state.
func (c *confirmation) cycle() error {
	s := c.s
	steps := s.Steps[s.Cycle-1:]
	if len(steps) == 0 {
		return c.stays()
	}
	c.owed = map[string]bool{}
	start, threads := c.key(), c.m.Threads()
	clear(c.entered)
	idle := c.idle(steps)
	held := map[process]int{} // by idle process: in how many states of the cycle it cannot step
	for i, step := range steps {
		if s.duty.Property == PropertyLeadsTo && len(c.asked) > 0 && !c.open() {
			return fmt.Errorf("client %d waits for nothing before step %d of the cycle", s.duty.Client, i+1)
		}
		for _, p := range idle {
			if c.held(p) {
				held[p]++
			}
		}
		if err := c.take(s.Cycle-1+i, step, s.again[i]); err != nil {
			return err
		}
	}
	if threads == c.m.Threads() && start != c.key() { // ended threads are never forgotten
		return errors.New("the cycle does not end in the state that it begins in")
	}
	if unfair(s.Property) {
		return c.lacks(steps)
	}
	for _, p := range idle {
		if held[p] == 0 || s.Fairness == live.Strong.String() && held[p] < len(steps) {
			return fmt.Errorf("the cycle is not %sly fair: %s can step and does not", s.Fairness, p)
		}
	}
	if err := c.delivers(); err != nil {
		return err
	}
	switch {
	case s.Property == PropertyProgress && len(c.entered) > 0:
		return errors.New("the cycle has a step into a critical section")
	case s.Property == PropertyStarvation && c.entered[c.number[s.duty.Thread]]:
		return fmt.Errorf("%s enters a critical section in the cycle", program.ThreadName(s.duty.Thread))
	}
	return nil
}

// stays checks that a run may stay in the present state, and does not do there what should be done.
func (c *confirmation) stays() error {
	if s := c.s; s.duty.Property == PropertyLeadsTo && len(c.asked) > 0 && !c.open() {
		return fmt.Errorf("client %d waits for nothing at the end", s.duty.Client)
	}
	if unfair(c.s.Property) {
		return c.waits()
	}
	for _, p := range c.idle(nil) {
		if !c.held(p) {
			return fmt.Errorf("%s can step at the end", p)
		}
	}
	return c.delivers()
}

// process is a thread of the reference's, or the store buffer of one.
type process struct {
	thread int
	buffer bool
}

func (p process) String() string {
	if p.buffer {
		return "the store buffer of " + program.ThreadName(p.thread)
	}
	return program.ThreadName(p.thread)
}

// idle gives the processes that take none of the steps.
func (c *confirmation) idle(steps []Step) (list []process) {
	for t := range c.m.Threads() {
		for _, buffer := range []bool{false, true} {
			mine := func(x Step) bool {
				return c.number[x.Thread] == t && x.Flush == buffer || !buffer && c.receives(x, t)
			}
			if (buffer || !c.m.Finished(t)) && !slices.ContainsFunc(steps, mine) {
				list = append(list, process{t, buffer})
			}
		}
	}
	return list
}

// receives reports whether thread t takes part in a step as one who receives.
func (c *confirmation) receives(x Step, t int) bool {
	return slices.ContainsFunc(x.Events, func(e Event) bool { return e.Kind == reference.KindReceive && c.number[e.Thread] == t })
}

// held reports whether a process cannot step now.
func (c *confirmation) held(p process) bool {
	if p.buffer {
		return !slices.Contains(c.hidden[p.thread], false)
	}
	d := *c
	d.m, d.hidden = c.m.Clone(), map[int][]bool{}
	for t, list := range c.hidden {
		d.hidden[t] = slices.Clone(list)
	}
	d.entered, d.asked = maps.Clone(c.entered), maps.Clone(c.asked)
	for range ahead {
		if err := d.step(p.thread, 0, false, false); err != nil {
			return errors.Is(err, reference.ErrBlocked)
		}
	}
	return false
}

// open reports whether the client that the cycle is about waits for something.
func (c *confirmation) open() bool {
	for addr := range c.asked {
		if c.m.Asked(addr, c.s.duty.Client) {
			return true
		}
	}
	return false
}

// ungranted gives the failure that the end of the program is, if a client still waits for something there.
func (c *confirmation) ungranted() error {
	if !c.m.Finished(0) && !c.m.Halted() {
		return errors.New("the program has not ended")
	}
	for addr := range c.asked {
		for client := range 63 {
			if c.m.Asked(addr, client) {
				return nil
			}
		}
	}
	return errors.New("nobody waits for anything at the end")
}

// key describes the state, without stores that nobody sees.
func (c *confirmation) key() string {
	for t := range c.m.Threads() {
		c.release(t)
	}
	return c.m.Key()
}
