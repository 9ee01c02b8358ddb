package checker

import (
	"fmt"

	"heddle/machine/reference"
)

// coherence says what is wrong with the copies at the end of the schedule, by what the reference
// interpreter, which has followed its accesses, has in memory. Objects that were made after the initial
// block lie elsewhere there: of those it is what the machine wrote last.
//
// If nothing is wrong with them, then the protocol is stuck: some thread could go on if it were served.
func (c *confirmation) coherence() error {
	owner := map[uint64]int{}
	holders := map[uint64]int{}
	for _, x := range c.s.copies {
		for i, w := range x.Words {
			if w == x.Latest[i] {
				continue
			}
			if addr := x.Line + uint64(i); addr < c.fixed && c.m.Word(addr) != x.Latest[i] {
				return fmt.Errorf("%s: %d was written last, the machine says %d", c.m.Loc(addr), int64(c.m.Word(addr)), int64(x.Latest[i]))
			}
			return incoherent("a copy holds what was not written last")
		}
		if x.Thread < 0 {
			continue
		}
		if holders[x.Line]++; x.Owned {
			owner[x.Line]++
		}
	}
	for line, n := range holders {
		if owner[line] > 0 && n > 1 {
			return incoherent("a copy that may be written is not the only one")
		}
	}
	for t := range c.m.Threads() {
		if !c.m.Finished(t) {
			if _, err := c.m.Clone().Step(t, 0); err == nil {
				return incoherent("a thread that could go on is not served")
			}
		}
	}
	return fmt.Errorf("no copy is wrong, and no thread could go on")
}

func incoherent(message string) error {
	return &reference.Failure{Property: PropertyCoherence, Message: message}
}
