package checker

import (
	"fmt"
	"slices"

	"heddle/machine"
	"heddle/model/program"
)

// release lets hidden stores of t reach memory as far as the model lets them.
func (c *confirmation) release(t int) {
	defer c.m.Count(c.m.Count(nil)) // nobody is charged for them
	for i := 0; i < len(c.hidden[t]); i++ {
		if !c.hidden[t][i] {
			continue
		}
		if _, err := c.m.Flush(t, i); err == nil {
			c.hidden[t] = slices.Delete(c.hidden[t], i, i+1)
			i = -1
		}
	}
}

// flush writes a store to memory: the one with that index among those of t that are not hidden.
func (c *confirmation) flush(t, entry int, counted []bool) error {
	c.release(t)
	for i, hidden := range c.hidden[t] {
		if hidden {
			continue
		}
		if entry > 0 {
			entry--
			continue
		}
		c.hidden[t] = slices.Delete(c.hidden[t], i, i+1)
		c.m.Count(counted)
		_, err := c.m.Flush(t, i)
		return err
	}
	return fmt.Errorf("the store buffer of %s has not that entry", program.ThreadName(t))
}

// hide notes stores that the machine has dropped: nobody sees them any more.
func (c *confirmation) hide(unread []machine.Unread) {
	for _, u := range unread {
		t, entry := c.number[u.Thread], u.Entry
		for i, hidden := range c.hidden[t] {
			if hidden {
				continue
			}
			if entry == 0 {
				c.hidden[t][i] = true
				break
			}
			entry--
		}
	}
}
