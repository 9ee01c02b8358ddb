package checker

import (
	"errors"
	"fmt"

	"github.com/zeebo/xxh3"
)

// A bounded search leaves out what is beyond its bound. If nothing is, it was a
// complete one. Else it has found every violation within the bound; of states from
// which no end can be reached, only those from which nothing beyond it can be
// reached either: what is left out might lead to an end.
//
// A bound on the depth is kept by breadth-first search: the deepest states are
// judged, and expanded to learn whether anything is deeper, but what they lead to
// is not entered. See preemptions.go for the other bound.

// validate says what is wrong with the bounds.
func (o *Options) validate() error {
	switch {
	case o.Limits.Depth < 0:
		return fmt.Errorf("checker: a depth of %d, want 0 (no limit) or more", o.Limits.Depth)
	case o.Preemptions != nil && (*o.Preemptions < 0 || *o.Preemptions > maxPreemptions):
		return fmt.Errorf("checker: %d preemptions, want 0 to %d", *o.Preemptions, maxPreemptions)
	case o.DepthFirst && (o.Limits.Depth > 0 || o.Preemptions != nil):
		return errors.New("checker: a depth-first search, want a breadth-first one with a bound on depth or preemptions")
	case o.Limits.Depth > 0 && o.Preemptions != nil:
		return errors.New("checker: bounds on both depth and preemptions, want one of them")
	}
	return nil
}

// bound names what the search was bounded by: "depth=20".
func (o *Options) bound() string {
	if o.Preemptions != nil {
		return layerName(*o.Preemptions)
	}
	return fmt.Sprintf("depth=%d", o.Limits.Depth)
}

// deepest reports whether the states of the current block are as deep as they may be.
func (s *search) deepest() bool { return s.opts.Limits.Depth > 0 && s.depth == s.opts.Limits.Depth }

// cutBlock looks the successors of a block of deepest states up, and adds none.
func (s *search) cutBlock() {
	item, from := 0, 0
	for _, b := range s.block {
		onward := b.ended
		for ; item < b.items; item++ {
			state := s.out.Bytes[from:s.out.Items[item].End]
			from = s.out.Items[item].End
			p, known := s.seen.find(state, xxh3.Hash(state))
			s.transitions++
			s.cut = s.cut || !known
			onward = onward || !known || p > b.at
		}
		if !onward {
			s.unsure = append(s.unsure, b.at)
		}
	}
}
