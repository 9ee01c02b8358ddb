package checker

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"heddle/checker/graph"
	"heddle/checker/live"
	"heddle/machine"
	"heddle/model/program"
)

// cycle is a run around a cycle of a schedule.
type cycle struct {
	m        *machine.Machine
	t        *machine.Trace
	property string
	duty     string // name of the obligation that stays open
	round    live.Round
	open     machine.Duty // that obligation
	worked   bool         // its thread has stepped in the present round
}

// errBroken says why a cycle does not violate its property.
var errBroken = errors.New("the cycle")

// twice goes around twice: n steps, of which take takes the i-th, from the present state. Each time
// round must end in the state that it began in, be fair, and go against the property in all its states and steps. If
// there are no steps the state itself must be one that nothing need lead on from.
func (c *cycle) twice(n int, fairness live.Fairness, take func(i int, again bool) (machine.Action, error)) error {
	if n == 0 {
		return c.stays()
	}
	start := c.t.State()
	for _, again := range []bool{false, true} {
		c.round, c.worked = live.Round{}, false
		for i := range n {
			var out machine.Successors
			if err := c.t.Expand(&out); err != nil {
				return err
			}
			if err := c.state(&out); err != nil {
				return err
			}
			a, err := take(i, again)
			if err != nil {
				return err
			}
			if err := c.step(&out, a); err != nil {
				return err
			}
		}
		switch {
		case !bytes.Equal(start, c.t.State()):
			return fmt.Errorf("%w does not end in the state that it begins in", errBroken)
		case unfair(c.property) && !c.worked:
			return fmt.Errorf("%w has no step of %s", errBroken, program.ThreadName(c.open.Thread))
		case !c.round.Fair(fairness):
			return fmt.Errorf("%w is not %sly fair", errBroken, fairness)
		}
	}
	return nil
}

// stays checks that a run may stay in the present state.
func (c *cycle) stays() error {
	var out machine.Successors
	if err := c.t.Expand(&out); err != nil {
		return err
	}
	if unfair(c.property) {
		return c.waits(&out)
	}
	if !live.Rests(edges(&out)) {
		return fmt.Errorf("%w has no steps, and threads or a network can go on", errBroken)
	}
	out.Ended = out.Ended && c.property == PropertyTermination
	return c.state(&out)
}

// edges gives the successors as edges of a graph, as far as fairness goes.
func edges(out *machine.Successors) (list []graph.Edge) {
	for _, it := range out.Items {
		list = append(list, graph.Edge{Action: it.Action, Partner: it.Moves.Partner, Takes: it.Moves.Takes})
	}
	return list
}

// state checks the present state, whose successors are known.
func (c *cycle) state(out *machine.Successors) error {
	if out.Ended {
		return fmt.Errorf("%w goes through an end", errBroken)
	}
	if c.property == PropertyTermination {
		return nil
	}
	open, err := c.t.Obligations()
	if err != nil {
		return err
	}
	for i, d := range c.m.Duties() {
		if open>>i&1 != 0 && (d.Name == c.duty || c.property == PropertyProgress && d.Property == PropertyStarvation) {
			c.open = d
			return nil
		}
	}
	return fmt.Errorf("%w goes through a state in which nothing is waited for (%s)", errBroken, c.duty)
}

// step checks and counts a step that was taken from a state with these successors.
func (c *cycle) step(out *machine.Successors, a machine.Action) error {
	i := slices.IndexFunc(out.Items, func(it machine.Successor) bool { return it.Action == a })
	if i < 0 {
		return fmt.Errorf("checker: bug: a step has been taken that there is not")
	}
	moves := out.Items[i].Moves
	if c.property == PropertyProgress && moves.Enters != 0 || c.property == PropertyStarvation && enters(a, moves.Partner, moves.Enters, c.open.Thread) {
		return fmt.Errorf("%w has a step into a critical section", errBroken)
	}
	if unfair(c.property) {
		if err := c.vain(a, moves); err != nil {
			return err
		}
	}
	list := edges(out)
	c.round.Step(list, list[i])
	return nil
}

// message says what goes on for ever in n steps, or stays as it is.
func (c *cycle) message(fairness live.Fairness, n int) string {
	if unfair(c.property) {
		return c.lacks(n)
	}
	what := map[string]string{
		PropertyTermination: "the program goes on",
		PropertyProgress:    "threads want into a critical section and nobody gets in",
	}[c.property]
	if what == "" {
		what = c.open.Open
	}
	if n == 0 {
		return c.rest(what)
	}
	threads, buffers, messages := c.round.Steps()
	var steps, waits []string
	for t := range c.t.Threads() {
		if threads>>t&1 != 0 {
			steps = append(steps, program.ThreadName(t))
		}
		if buffers>>t&1 != 0 {
			steps = append(steps, "the store buffer of "+program.ThreadName(t))
		}
		if messages>>t&1 != 0 {
			steps = append(steps, "messages of "+program.ThreadName(t))
		}
	}
	for _, e := range c.t.Waiting() {
		if threads>>e.Thread&1 == 0 {
			waits = append(waits, program.ThreadName(e.Thread))
		}
	}
	text := fmt.Sprintf("%s, for ever, though the schedule is %sly fair: %s step again and again", what, fairness, strings.Join(steps, ", "))
	switch {
	case len(waits) > 0 && fairness == live.Strong:
		text += fmt.Sprintf(", %s cannot", strings.Join(waits, ", "))
	case len(waits) > 0:
		text += fmt.Sprintf(", %s cannot at some point of the cycle", strings.Join(waits, ", "))
	}
	return text
}

// rest says of a run that stays where it is who waits for what.
func (c *cycle) rest(what string) string {
	if c.property == PropertyTermination {
		what = "the program does not end"
	}
	var waits []string
	for _, e := range c.t.Waiting() {
		waits = append(waits, program.ThreadName(e.Thread)+" "+e.Text)
	}
	return fmt.Sprintf("%s, for ever: %s, and nothing need happen any more", what, strings.Join(waits, ", "))
}

// recordForever runs a lasso on m, its cycle twice, and tells what it does.
func recordForever(m *machine.Machine, v *violation, s *recording) error {
	f := v.forever
	t, fail, err := s.play(m, actions(f.Stem))
	defer t.Close()
	if err == nil && fail != nil {
		err = fmt.Errorf("checker: bug: the stem ends in %q", fail.Property)
	}
	if err != nil {
		return err
	}
	c := &cycle{m: m, t: t, property: v.failure.Property, duty: f.duty.Name}
	list := actions(f.Cycle)
	s.Cycle, s.Fairness, s.Duty = len(s.Steps)+1, f.fairness.String(), f.duty.Name
	s.duty = f.duty
	err = c.twice(len(list), f.fairness, func(i int, again bool) (machine.Action, error) {
		done, fail, blocked, err := t.Step(list[i])
		if err == nil && (blocked || fail != nil) {
			err = fmt.Errorf("step %d cannot be taken", i+1)
		}
		s.turn(done, again)
		return list[i], err
	})
	if err != nil {
		return fmt.Errorf("checker: bug: a run for ever cannot be taken again: %w", err)
	}
	s.finish(t, nil)
	s.Property, s.Message = v.failure.Property, c.message(f.fairness, len(list))
	return nil
}

// turn notes a step of the cycle, which is added the first time round.
func (s *recording) turn(done machine.Traced, again bool) {
	if again {
		s.again = append(s.again, done)
	} else {
		s.add(done)
	}
}

func actions(steps []graph.Step) (list []machine.Action) {
	for _, x := range steps {
		list = append(list, x.Action)
	}
	return list
}

// replayCycle goes around the cycle of a schedule from the present state of t, and sets what is violated. The error
// wraps ErrDiverged if the program does something else.
func (s *recording) replayCycle(m *machine.Machine, t *machine.Trace, want *Schedule) error {
	fairness := live.Weak
	switch want.Fairness {
	case live.Strong.String():
		fairness = live.Strong
	case live.None.String():
		fairness = live.None
	}
	c := &cycle{m: m, t: t, property: want.Property, duty: want.Duty}
	steps := want.Steps[want.Cycle-1:]
	s.Cycle, s.Fairness, s.Duty = want.Cycle, want.Fairness, want.Duty
	err := c.twice(len(steps), fairness, func(i int, again bool) (machine.Action, error) {
		done, fail, err := follow(t, want.Cycle-1+i, &steps[i], again)
		if err == nil && fail != nil {
			err = fmt.Errorf("%w: it ends in the cycle: %s", ErrDiverged, fail.Message)
		}
		if err == nil {
			s.turn(done, again)
		}
		return done.Action, err
	})
	if err != nil && !errors.Is(err, errBroken) {
		return err
	}
	s.finish(t, nil)
	if err == nil {
		s.Property, s.Message = want.Property, c.message(fairness, len(steps))
	}
	return nil
}
