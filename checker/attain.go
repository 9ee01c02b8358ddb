package checker

import (
	"fmt"

	"heddle/machine"
	"heddle/model/program"
)

// Attain tells what the actions do that lead m from the start along a schedule of prog that says
// something worth knowing, and violates nothing. They must be of the pass that m is in, under opts; it
// cannot go on expanding states of that pass. The error is a bug of ours: the machine or the reference
// interpreter cannot follow.
func Attain(prog *program.Program, m *machine.Machine, actions []machine.Action, opts Options, target, says string) (*Schedule, error) {
	memory, err := machine.FindMemory(opts.Memory)
	if err != nil {
		return nil, err
	}
	s := &recording{Schedule: &Schedule{
		Target: target, Memory: memory.Name, System: opts.System.String(), Threads: opts.Threads, Rounds: opts.Rounds, WordBits: opts.WordBits,
		Visible: opts.AllVisible, Turns: m.Turns(), Shared: m.Shared(), Tracked: m.Tracked(), Touched: m.Touched(),
	}}
	t, fail, err := s.play(m, actions)
	defer t.Close()
	if err != nil {
		return nil, err
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
