package checker

import (
	"fmt"
	"slices"

	"heddle/machine"
	"heddle/model/program"
)

// Charged is a step, and what it costs.
type Charged struct {
	Action  machine.Action
	Charges []machine.Charge
}

// Attain tells what the steps do that lead m from the start along a schedule of prog that says
// something worth knowing, and violates nothing. They must be of the pass that m is in, under opts and with labels; it
// cannot go on expanding states of that pass. The error is a bug of ours: the machine or the reference
// interpreter cannot follow, or counts other costs.
func Attain(prog *program.Program, m *machine.Machine, steps []Charged, opts Options, target, says string) (*Schedule, error) {
	memory, err := machine.FindMemory(opts.Memory)
	if err != nil {
		return nil, err
	}
	s := &recording{Schedule: &Schedule{
		Target: target, Memory: memory.Name, System: opts.System.String(), Threads: opts.Threads, Rounds: opts.Rounds, WordBits: opts.WordBits,
		Visible: opts.AllVisible, Turns: m.Turns(), Shared: m.Shared(), Tracked: m.Tracked(), Touched: m.Touched(),
	}}
	var actions []machine.Action
	for _, x := range steps {
		actions = append(actions, x.Action)
	}
	t, fail, err := s.play(m, actions)
	defer t.Close()
	if err != nil {
		return nil, err
	}
	for i, x := range steps {
		if got := s.done[i].Charges; !slices.Equal(got, x.Charges) {
			return nil, fmt.Errorf("checker: bug: step %d of a schedule of %s costs %v, its label says %v", i+1, target, got, x.Charges)
		}
	}
	if s.finish(t, fail); s.Property != "" {
		return nil, fmt.Errorf("checker: bug: a schedule of %s that violates nothing ends in %s", target, s.Property)
	}
	s.Message, s.End = says, nil
	if err := newConfirmation(prog, memory, s).follow(); err != nil {
		return nil, fmt.Errorf("checker: bug: the reference interpreter cannot follow the schedule (%s): %w", says, err)
	}
	return s.Schedule, nil
}
