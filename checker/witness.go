package checker

import (
	"fmt"

	"heddle/machine"
)

// Witness tells what the actions do that lead m from the start to an end of its program,
// which is no violation. They must be of the pass that m is in; it cannot go on
// expanding states of that pass. message says in one sentence what the end shows.
func Witness(m *machine.Machine, actions []machine.Action, target, memory, message string) (*Schedule, error) {
	s := &recording{Schedule: &Schedule{Target: target, Memory: memory, Shared: m.Shared(), Tracked: m.Tracked()}}
	t, fail, err := s.play(m, actions)
	defer t.Close()
	if err != nil {
		return nil, err
	}
	s.finish(t, fail)
	if s.Property != "" || len(s.End) > 0 {
		return nil, fmt.Errorf("checker: bug: a schedule of %s under %s does not come to an end (%s)", target, memory, s.Property)
	}
	s.Message = message
	return s.Schedule, nil
}
