package machine

import (
	"fmt"

	"heddle/model/program"
)

// Refused is the error of a step that no machine of the structure can take: bad input.
type Refused struct{ Message string }

func (r *Refused) Error() string { return r.Message }

// reaches reports whether p can make a reference to the cell at addr, which is charged: on a cluster a thread reads and
// modifies what lies in its own memory, and a store to another's is a message. If not the error is s.err.
func (s *step) reaches(thread int, k referral, addr uint64) bool {
	m := s.m
	home := m.home(&s.state, s.lineOf(addr))
	if m.cfg.System.Structure != Cluster || home == thread || k == refWrite || s.err != nil {
		return true
	}
	s.err = &Refused{fmt.Sprintf("machine: %s is in the memory of %s, and %s %s it at %s: a cluster has no shared memory, a thread can store to another's only",
		m.name(&s.state, addr), program.ThreadName(home), program.ThreadName(thread), [...]string{"reads", "writes", "modifies", "modifies"}[k], m.Position(s.running()))}
	return false
}

// running is the position of the thread that takes the step.
func (s *step) running() program.Pos {
	if p := &s.main; len(p.frames) > 0 {
		return s.m.userPosition(p)
	}
	return program.Pos{}
}
