package checker

import (
	"errors"
	"fmt"
	"slices"

	"heddle/machine/reference"
)

// ahead is how many instructions of local work may lie between a thread's last
// slice and the operation that it rests at: claims put off to the next step.
const ahead = 1 << 12

// together is how many accesses of a thread on the line of a race may come before the one that races.
const together = 8

// race lets the two threads go on, each before the other if need be; the reference
// must call it a race. One order may not do: a section can be blocked by the
// other access. Nor may the first access on the line: a line can have several.
func (c *confirmation) race() error {
	m := c.m.Clone()
	var said error
	for passed := range together * together {
		ends := c.s.End
		for range 2 {
			c.m = m.Clone()
			err := c.raceOf(ends, [2]int{passed % together, passed / together})
			var f *reference.Failure
			if errors.As(err, &f) && f.Property == PropertyRace {
				return err
			}
			if said == nil || errors.Is(said, reference.ErrBlocked) {
				said = err
			}
			ends = slices.Clone(ends)
			slices.Reverse(ends)
		}
	}
	return said
}

// raceOf lets threads take their next accesses on the lines where they race, each after as many others as it passes.
func (c *confirmation) raceOf(ends []Event, passes [2]int) error {
	for i, e := range ends {
		left := passes[i]
		for range ahead {
			a, err := c.m.Step(c.number[e.Thread], 0)
			if err != nil {
				return err
			}
			if a.Kind == reference.KindSection {
				break
			}
			if accesses(a) && endsWithLine(e.Pos, a.Pos.Line) {
				if left == 0 {
					break
				}
				left--
			}
		}
	}
	return fmt.Errorf("the two accesses are ordered")
}

func accesses(a reference.Access) bool {
	return a.Kind == reference.KindLoad || a.Kind == reference.KindStore || a.Kind == reference.KindRMW
}

func endsWithLine(pos string, line int32) bool {
	tail := fmt.Sprintf(":%d", line)
	return len(pos) >= len(tail) && pos[len(pos)-len(tail):] == tail
}
