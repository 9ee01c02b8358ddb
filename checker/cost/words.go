package cost

import "heddle/machine"

// words counts the lines of memory that threads touch while they want a lock, release it, or are
// at a barrier, on any schedule; of lines of one word it is the space that the algorithm takes, as far as
// threads share it. ok is false if there are some on the heap, where places are no identity, and of other windows than runs.
func (s *space) words(w Window) (n, same uint32, ok bool) {
	if w != Run {
		return 0, 0, false
	}
	met := map[uint64]bool{}
	seen := map[uint32]bool{}
	for v := range uint32(s.N()) {
		for r := s.Row(v); r.Next(); {
			if seen[r.Label] {
				continue
			}
			seen[r.Label] = true
			l := s.label(r.Label)
			if l.Phase != machine.Trying && l.Phase != machine.Leaving && l.Phase != machine.Meeting {
				continue
			}
			for _, t := range l.Touches {
				if t.Heap {
					return 0, 0, false
				}
				met[t.Line] = true
			}
		}
	}
	n = uint32(len(met))
	return n, n, true
}
