package machine

import "github.com/zeebo/xxh3"

// Two states that differ in the word of the Monitor only go on in the same ways, and so do their histories. If the one word is
// stricter, all that can be violated after the other one can be after it. So a search need not visit a state if it knows such a one with a
// stricter word (of states and sets of configurations it keeps the antichain of the least sets: M. De Wulf, L. Doyen, T. A.
// Henzinger, J.-F. Raskin, Antichains: a new algorithm for checking universality of finite automata, CAV 2006). Of a
// correct object the least sets are those of histories whose operations hardly overlap: one for nearly every state of the object.
//
// Config.Stricter makes Expand give such a state in place of a successor. All states that it gives can be reached as they are, by
// the step that they were given for first: the path that a search has found to a state is one of the program's. A
// successor that is given in place of another one is not reached by that step, though, so a run cannot be followed: see Plain.

// StrictMonitor is a Monitor that compares words.
type StrictMonitor interface {
	Monitor
	// Stricter reports whether all that is violated some time after b is violated after a by the same events, and the
	// operations that have not returned may wait after b if they may after a. So is every word than itself.
	Stricter(a, b uint64) bool
}

// strictness is the words that states have had in this pass. States are known by hashes of 128 bits of all but the word: if two had the
// same one a state with too strict a word would be visited. That hides no violation, and one found only there is none that a run comes to.
type strictness struct {
	monitor StrictMonitor
	last    map[xxh3.Uint128]uint32 // by state: its last word, as an index in known plus 1
	known   []knownWord
	buf     []byte
}

type knownWord struct {
	word   uint64
	before uint32 // the one of the same state before, likewise
}

// prepareStricter begins a pass. Where a word may be kept elsewhere too, or states are turned, all are taken as they are.
func (m *Machine) prepareStricter() {
	m.stricter = nil
	monitor, ok := m.cfg.Monitor.(StrictMonitor)
	if ok && m.cfg.Stricter && !m.cfg.Memory.Views && !m.cached && m.split == nil && m.orbits == nil && m.ample == nil {
		m.stricter = &strictness{monitor: monitor, last: map[xxh3.Uint128]uint32{}}
	}
}

// strictest gives st the strictest word that is known, and the cell of the word and what it was.
func (m *Machine) strictest(st *State) (slot int32, was uint64) {
	x := m.stricter
	if x == nil || m.plain || m.tr != nil || m.observed == 0 {
		return -1, 0
	}
	if slot = m.slot[m.observed+historySet]; slot < 0 {
		return -1, 0
	}
	was = st.Cells[slot]
	st.Cells[slot] = 0
	x.buf = st.encode(x.buf[:0])
	state := xxh3.Hash128(x.buf)
	last := x.last[state]
	for i := last; i != 0; i = x.known[i-1].before {
		if k := x.known[i-1]; k.word == was || x.monitor.Stricter(k.word, was) {
			st.Cells[slot] = k.word
			return slot, was
		}
	}
	x.known = append(x.known, knownWord{was, last})
	x.last[state] = uint32(len(x.known))
	st.Cells[slot] = was
	return slot, was
}

func (x *strictness) bytes() int {
	if x == nil {
		return 0
	}
	return 16*cap(x.known) + 48*len(x.last) // an entry of a map with its share of room
}
