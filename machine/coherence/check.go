package coherence

import (
	"fmt"
	"slices"
)

// Violation is an invariant that does not hold.
type Violation struct {
	Invariant string // single-writer, data-value
	Line      uint64
	Procs     []int // whose copies are involved
	Word      int   // of data-value
	Found     uint64
	Want      uint64
}

// The invariants of states.
const (
	SingleWriter = "single writer or many readers" // a copy that may be written is the only one
	DataValue    = "data value"                    // copies, and memory if nobody owns the line, hold what was written last
)

// Check gives the first invariant that does not hold, nil if all do. Latest is the word that was written last.
//
// So no read is stale after a write completes: what a processor can read counts, and is compared with the last write, whether
// the processor reads it or not.
//
// A copy counts if its processor could read it: it is not held, nor bypassed by an access that is under way.
func (p *Protocol) Check(s *State, latest func(line uint64, word int) uint64) *Violation {
	for i := range s.lines {
		l := &s.lines[i]
		if v := p.checkModes(s, l); v != nil {
			return v
		}
		for _, c := range l.copies {
			if !p.counts(s, l, &c) {
				continue
			}
			if v := l.stale(c.words, latest); v != nil {
				v.Procs = []int{c.proc}
				return v
			}
		}
		if p.settled(s, l) {
			if v := l.stale(l.home.words, latest); v != nil {
				return v
			}
		}
	}
	return nil
}

func (p *Protocol) checkModes(s *State, l *line) *Violation {
	var readers []int
	writer := -1
	for _, c := range l.copies {
		switch {
		case !p.counts(s, l, &c):
		case c.mode.owns() && writer < 0:
			writer = c.proc
		default:
			readers = append(readers, c.proc)
		}
	}
	if writer < 0 || len(readers) == 0 {
		return nil
	}
	return &Violation{Invariant: SingleWriter, Line: l.id, Procs: slices.Insert(readers, 0, writer)}
}

func (p *Protocol) counts(s *State, l *line, c *copyOf) bool {
	k := s.ask(c.proc)
	bypassed := k.stage == asked && k.line == l.id && (k.kind == Modify || k.kind == Write && p.Update)
	return c.mode != held && !bypassed
}

// settled reports whether memory's words are the ones that count: nobody owns the line or is about to, or
// an access will be made there.
func (p *Protocol) settled(s *State, l *line) bool {
	if l.home.busy == ready {
		return true
	}
	if l.home.busy != idle || l.home.owner >= 0 || l.home.words == nil {
		return false
	}
	for _, c := range l.copies {
		if c.mode.owns() {
			return false
		}
	}
	return !slices.ContainsFunc(s.network, func(m Message) bool { return m.Line == l.id && m.Words != nil })
}

func (l *line) stale(words []uint64, latest func(line uint64, word int) uint64) *Violation {
	for i, w := range words {
		if want := latest(l.id, i); w != want {
			return &Violation{Invariant: DataValue, Line: l.id, Word: i, Found: w, Want: want}
		}
	}
	return nil
}

// Text says what is wrong.
func (v *Violation) Text(n Names) string {
	if v.Invariant == SingleWriter {
		text := fmt.Sprintf("%s may write its copy of %s while", n.Proc(v.Procs[0]), n.Line(v.Line))
		for i, r := range v.Procs[1:] {
			if i > 0 {
				text += " and"
			}
			text += " " + n.Proc(r)
		}
		if len(v.Procs) > 2 {
			return text + " have copies"
		}
		return text + " has one"
	}
	who := "memory"
	if len(v.Procs) > 0 {
		who = n.Proc(v.Procs[0]) + "'s copy"
	}
	return fmt.Sprintf("%s has %s = %s, %s was written last", who,
		n.Word(v.Line, v.Word), n.Show(v.Line, v.Word, v.Found), n.Show(v.Line, v.Word, v.Want))
}

// Copies calls f for each copy that counts, and, with processor -1, for memory's words where they do.
func (p *Protocol) Copies(s *State, f func(line uint64, proc int, owned bool, words []uint64)) {
	for i := range s.lines {
		l := &s.lines[i]
		for _, c := range l.copies {
			if p.counts(s, l, &c) {
				f(l.id, c.proc, c.mode.owns(), c.words)
			}
		}
		if p.settled(s, l) {
			f(l.id, -1, false, l.home.words)
		}
	}
}
