package checker

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
)

// confirm runs a counterexample on the reference interpreter, which shares no
// code with the machine that found it, and reports any disagreement: a bug of
// ours. A stuck state is only confirmed to be reached, not to be without an end.
func confirm(p *program.Program, memory machine.Memory, s *recording) error {
	c := newConfirmation(p, memory, s)
	err := c.follow()
	switch {
	case err == nil && s.Cycle > 0:
		if err = c.cycle(); err == nil {
			return nil
		}
	case err == nil:
		err = c.end()
	}
	var f *reference.Failure
	switch {
	case errors.As(err, &f) && f.Property == s.Property:
		return nil
	case errors.As(err, &f):
		return fmt.Errorf("checker: bug: %s was found, the reference interpreter says %w", s.Property, err)
	case err != nil:
		return fmt.Errorf("checker: bug: the reference interpreter cannot follow the counterexample (%s): %w", s.Property, err)
	}
	return nil
}

// confirmation is a run of the reference interpreter beside a schedule.
//
// The machine lets stores to cells that no other thread can see pass the store
// buffer; if that is in order for each cell only, not those to objects made after the initial
// block. Here they wait in it, marked as hidden; since nobody sees them, they
// may reach memory as soon as the model lets them.
//
// The machine gives the numbers of ended threads to new ones, the reference does not.
type confirmation struct {
	s       *recording
	m       *reference.Machine
	number  map[int]int      // by the machine's number of a thread: the reference's
	writers map[int][]writer // … those that it was, in turn
	booted  int              // writes of the main thread in the initial block
	perCell bool             // store buffers are in order for each cell only
	fixed   uint64           // below it is what the initial block's main thread has left in memory; 0 in that block
	hidden  map[int][]bool   // by thread: for each entry of its store buffer

	split bool // transactions of caches are

	entered map[int]bool    // threads that have entered a section, since it was last cleared
	asked   map[uint64]bool // addresses that something has been asked at
	history []HistoryEvent  // calls and returns so far
	owed    map[string]bool // in a cycle: what networks could have delivered, and whether they have
}

func newConfirmation(p *program.Program, memory machine.Memory, s *recording) *confirmation {
	config := reference.Under(memory.Name)
	config.Races = s.Property == PropertyRace
	config.WordBits = s.WordBits
	config.Recorded = s.Criterion != ""
	config.System = systemOfReference(s.System)
	config.Behaves = behavesOfReference(s.Network)
	config.Ordered, config.FirstCome = s.Turns != "", s.Property == PropertyFirstCome
	c := &confirmation{
		s:       s,
		number:  map[int]int{},
		writers: map[int][]writer{},
		hidden:  map[int][]bool{},
		entered: map[int]bool{},
		asked:   map[uint64]bool{},
		m:       reference.New(p, config),
		perCell: memory.PerCell,
		split:   strings.Contains(s.System, "detail=split"),
	}
	c.bind(0, 0)
	return c
}

// follow takes the steps of the schedule. The error is the failure that the reference
// interpreter meets, or says why it cannot follow.
func (c *confirmation) follow() error {
	if err := c.execute(c.s.initial); err != nil {
		return err
	}
	c.record(0)
	c.m.Costs() // what is sent before threads start is part of no step
	c.hide(c.s.initial.Unread)
	c.booted = c.m.Writes(0)
	for i, step := range c.s.Steps {
		if err := c.take(i, step, c.s.done[i]); err != nil {
			return err
		}
	}
	return nil
}

// take takes step i of the schedule, which the machine took as done.
func (c *confirmation) take(i int, step Step, done machine.Traced) (err error) {
	switch {
	case step.Flush:
		err = c.flush(c.number[step.Thread], done.Entry, done.Counted)
	case step.Fault:
		err = c.suffer(done)
	default:
		err = c.execute(done)
	}
	var f *reference.Failure
	if err == nil {
		err = c.pays(done)
	}
	c.record(i + 1)
	if err != nil && !errors.As(err, &f) {
		return fmt.Errorf("step %d: %w", i+1, err)
	}
	c.hide(done.Unread)
	return err
}

// end gives the failure that the state at the end of the schedule is by itself, or nil if
// the reference cannot name it but agrees.
func (c *confirmation) end() error {
	switch c.s.Property {
	case "":
	case PropertyRace:
		return c.race()
	case PropertyCoherence:
		return c.coherence()
	case PropertyDeadlock, PropertyLeak, PropertyStuck:
		if err := c.standstill(); err != nil || c.s.Criterion == "" || c.s.mayWait {
			return err
		}
		return c.explained(true)
	case c.s.Criterion:
		return c.explained(false)
	case PropertyLeadsTo:
		return c.ungranted()
	}
	return fmt.Errorf("nothing is violated at the end")
}

// execute runs what one step of the machine did: first the slice of the thread that
// takes it; if that is a send that another thread receives at once, the slice of that one; then
// those of the threads that they start, in the order in which they are started.
func (c *confirmation) execute(done machine.Traced) error {
	slices := done.Slices
	meets := done.Select != nil && done.Select.With >= 0
	known := 1
	if meets {
		known = 2
		if err := c.slice(slices[1], 0, slices[1].Lead, done); err != nil {
			return err
		}
	}
	before := c.m.Threads()
	for i, sl := range slices {
		from := 0
		switch {
		case i >= known:
			c.bind(sl.Thread, before+i-known)
		case i == 1:
			from = sl.Lead
		}
		if err := c.slice(sl, from, sl.Count, done); err != nil {
			return err
		}
		if c.fixed == 0 {
			c.fixed = c.m.Size()
		}
	}
	return nil
}

// slice runs the instructions from … to-1 of a slice of a step.
func (c *confirmation) slice(sl machine.Slice, from, to int, done machine.Traced) error {
	t := c.number[sl.Thread]
	for n := from; n < to; n++ {
		if c.m.Daemon(t) && c.m.Finished(t) {
			return nil // the reference lets a weak daemon end at once, the machine at the end of a step
		}
		operation := n == sl.Lead && sl.Thread == done.Action.Thread()
		alt, err := c.alternative(t, operation, done)
		if err != nil {
			return err
		}
		c.m.Count(nil)
		if operation {
			c.m.Count(done.Counted)
		}
		if err := c.step(t, alt, operation && done.Stores, !operation); err != nil {
			return err
		}
	}
	return nil
}

// alternative gives which alternative of thread t's next instruction the machine took; operation
// says that it is the one that made the step a step.
func (c *confirmation) alternative(t int, operation bool, done machine.Traced) (int, error) {
	in, _ := c.m.Next(t)
	if in.Op == program.NetReceive {
		return c.delivery(t, done.Received)
	}
	if c.m.Alternatives(t) <= 1 {
		return 0, nil
	}
	if messages := c.m.Messages(t); len(messages) > 0 {
		return c.message(t, messages, operation, done)
	}
	switch sel := done.Select; {
	case in.Op == program.Choose:
		return done.Action.Alt(), nil
	case operation && sel != nil:
		want := reference.Alternative{Case: sel.Case}
		if sel.With >= 0 {
			want = reference.Alternative{Case: sel.Case, Meets: true, With: c.number[sel.With], Into: sel.Into}
		}
		if i := slices.Index(c.m.Selects(t), want); i >= 0 {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s at line %d: the Select has not that alternative", program.ThreadName(t), c.m.Position(t).Line)
}

// step takes one step of the reference interpreter: a store that others will see, or what
// they cannot notice, or neither.
func (c *confirmation) step(t, alt int, seen, unseen bool) error {
	next, _ := c.m.Next(t)
	a, err := c.m.Step(t, alt)
	if a.Kind == reference.KindGhost {
		switch program.Event(next.Aux) {
		case program.EventEnter:
			c.entered[t] = true
		case program.EventAsk:
			c.asked[a.Addr] = true
		}
	}
	if errors.Is(err, reference.ErrBlocked) { // perhaps by a hidden store of its own, or of a thread that it joins
		for u := range c.m.Threads() {
			c.release(u)
		}
		a, err = c.m.Step(t, alt)
		in, _ := c.m.Next(t)
		if unseen && in.Op.OnMap() && errors.Is(err, reference.ErrBlocked) {
			// The operation passes the stores, as a store to a cell of its own does.
			a, err = c.m.StepUnseen(t, alt)
		}
	}
	if err != nil {
		return fmt.Errorf("%s at line %d: %w", program.ThreadName(t), c.m.Position(t).Line, err)
	}
	if len(c.m.Buffer(t)) > len(c.hidden[t]) {
		c.hidden[t] = append(c.hidden[t], !seen && !(c.perCell && c.fixed > 0 && a.Addr >= c.fixed))
	}
	return nil
}

// standstill checks that no thread can go on at the end; of a stuck state, that
// some thread has not ended.
func (c *confirmation) standstill() error {
	alive := false
	for t := range c.m.Threads() {
		if c.m.Finished(t) {
			continue
		}
		alive = alive || !c.m.Daemon(t)
		if c.s.spinning {
			continue
		}
		blocked := false
		for range ahead {
			if err := c.step(t, 0, false, false); errors.Is(err, reference.ErrBlocked) {
				blocked = true
				break
			} else if err != nil {
				return err
			}
		}
		if !blocked {
			return fmt.Errorf("%s is not blocked", program.ThreadName(t))
		}
	}
	if !alive {
		return fmt.Errorf("all threads have ended")
	}
	return nil
}
