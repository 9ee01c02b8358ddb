package candidate

import "slices"

// wanted is a set of outcomes, numbered, by how threads end in them.
type wanted struct {
	ends [][][]cell   // by thread: how it may leave its private cells
	of   [][][]uint64 // parallel to ends: the set of the outcomes in which the thread ends so
	size int
}

// maxWanted bounds the final states that are tried.
const maxWanted = 1 << 20

// want finds how threads must end for holds, by trying all final states that the forecast
// has. none says that holds is true of none; w is nil if there are too many of them.
func (s *search) want(observe []uint64, holds func([]uint64) bool) (w *wanted, none bool) {
	t := trial{search: s, observe: observe, holds: holds, wanted: &wanted{ends: s.before.ends}}
	tries := 1
	for _, addr := range observe {
		t.initial = append(t.initial, s.prog.Image[addr])
		if _, private := s.owner[addr]; !private {
			tries *= 1 + len(s.before.values[addr])
		}
		if tries > maxWanted {
			return nil, false
		}
	}
	for _, ends := range s.before.ends {
		t.wanted.of = append(t.wanted.of, make([][]uint64, len(ends)))
		if tries *= max(1, len(ends)); tries > maxWanted || s.before.open {
			return nil, false
		}
	}
	t.chosen = make([]int, len(s.before.ends))
	t.threads(slices.Clone(t.initial), 0)
	return t.wanted, t.wanted.size == 0
}

// trial is a want in progress.
type trial struct {
	*search
	observe []uint64
	initial []uint64 // parallel to observe
	holds   func([]uint64) bool
	chosen  []int // by thread: how it ends
	*wanted
}

// threads tries all ends of the threads from the n-th on.
func (t *trial) threads(words []uint64, n int) {
	if n == len(t.ends) {
		if t.memory(words, 0) {
			t.add()
		}
		return
	}
	for k, cells := range t.ends[n] {
		for i, addr := range t.observe {
			if owner, private := t.owner[addr]; private && owner == n {
				words[i] = t.initial[i]
				for _, c := range cells {
					if c.addr == addr {
						words[i] = c.word
					}
				}
			}
		}
		t.chosen[n] = k
		t.threads(words, n+1)
	}
}

// memory reports whether holds is true with some final memory, from the i-th cell on.
func (t *trial) memory(words []uint64, i int) bool {
	if i == len(words) {
		return t.holds(words)
	}
	if _, private := t.owner[t.observe[i]]; private {
		return t.memory(words, i+1)
	}
	for _, v := range append([]uint64{t.initial[i]}, t.before.values[t.observe[i]]...) {
		words[i] = v
		if t.memory(words, i+1) {
			return true
		}
	}
	return false
}

// add adds an outcome, with the chosen ends.
func (t *trial) add() {
	for n, k := range t.chosen {
		set := t.of[n][k]
		for len(set) <= t.size>>6 {
			set = append(set, 0)
		}
		set[t.size>>6] |= 1 << (t.size & 63)
		t.of[n][k] = set
	}
	t.size++
}

// possible reports whether some wanted outcome has all the threads that have ended end so.
func (w *wanted) possible(threads []thread) bool {
	var sets [][]uint64
	for n := range threads {
		if t := &threads[n]; t.ended && n < len(w.ends) {
			if k := slices.IndexFunc(w.ends[n], t.endsSo); k >= 0 {
				sets = append(sets, w.of[n][k])
			}
		}
	}
	for i := range (w.size + 63) / 64 {
		all := ^uint64(0)
		for _, set := range sets {
			if i >= len(set) {
				all = 0
				break
			}
			all &= set[i]
		}
		if all != 0 {
			return true
		}
	}
	return false
}
