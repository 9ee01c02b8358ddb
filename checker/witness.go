package checker

import (
	"fmt"
	"slices"

	"heddle/machine"
	"heddle/model/program"
)

// Ending is what a program leaves in memory when all its threads have ended.
type Ending struct {
	Cells, Words []uint64 // some static cells, and what they hold
	Says         string   // in one sentence
}

// Witness tells what the actions do that lead m from the start to an end of prog, which is no
// violation. They must be of the pass that m is in; it cannot go on expanding states of
// that pass. The error is a bug of ours: the reference interpreter comes to another end. It is not asked
// where a mistake is built into the protocol of the caches: it has no such mistake.
func Witness(prog *program.Program, memory machine.Memory, m *machine.Machine, actions []machine.Action, target string, end Ending) (*Schedule, error) {
	s := &recording{Schedule: &Schedule{Target: target, Memory: memory.Name, System: m.System().String(), Outcomes: true, Shared: m.Shared(), Tracked: m.Tracked(), Touched: m.Touched()}}
	t, fail, err := s.play(m, actions)
	defer t.Close()
	if err != nil {
		return nil, err
	}
	s.finish(t, fail)
	if s.Property != "" || len(s.End) > 0 {
		return nil, fmt.Errorf("checker: bug: a schedule of %s under %s does not come to an end (%s)", target, memory.Name, s.Property)
	}
	s.Message = end.Says
	if m.System().Fault != "" {
		return s.Schedule, nil
	}
	c := newConfirmation(prog, memory, s)
	if err = c.follow(); err == nil {
		err = c.ended(end)
	}
	if err != nil {
		return nil, fmt.Errorf("checker: bug: the reference interpreter cannot follow the schedule (%s): %w", end.Says, err)
	}
	return s.Schedule, nil
}

// ended checks that all threads have ended, and left in memory what they should.
func (c *confirmation) ended(end Ending) error {
	for t := range c.m.Threads() {
		c.release(t)
		if !c.m.Finished(t) {
			return fmt.Errorf("%s has not ended", program.ThreadName(t))
		}
	}
	var words []uint64
	for _, addr := range end.Cells {
		words = append(words, c.m.Word(addr))
	}
	if !slices.Equal(words, end.Words) {
		return fmt.Errorf("found %v in memory, want %v", words, end.Words)
	}
	return nil
}
