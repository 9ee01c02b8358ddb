package coherence

import (
	"cmp"
	"slices"
)

// Relocate gives lines new numbers; one for which to has none is forgotten, with its messages: no
// processor can access it any more.
func (p *Protocol) Relocate(s *State, to func(line uint64) (uint64, bool)) {
	s.lines = slices.DeleteFunc(s.lines, func(l line) bool { _, ok := to(l.id); return !ok })
	for i := range s.lines {
		s.lines[i].id, _ = to(s.lines[i].id)
	}
	slices.SortFunc(s.lines, func(a, b line) int { return cmp.Compare(a.id, b.id) })
	for i := range s.asks {
		k := &s.asks[i]
		if k.stage <= settled {
			continue
		}
		line, ok := to(k.line)
		if k.line = line; !ok {
			*k = ask{stage: settled}
		}
	}
	old := slices.Clone(s.network)
	s.network = s.network[:0]
	for _, m := range old {
		if line, ok := to(m.Line); ok {
			m.Line = line
			p.send(s, m)
		}
	}
}

// Empty reports whether the network is.
func (s *State) Empty() bool { return len(s.network) == 0 }

// EachWord calls f with each word of a line that s has somewhere. After a change Relocate must follow.
func (s *State) EachWord(f func(line uint64, word int, w *uint64)) {
	all := func(line uint64, words []uint64) {
		for i := range words {
			f(line, i, &words[i])
		}
	}
	for i := range s.lines {
		l := &s.lines[i]
		all(l.id, l.home.words)
		if l.home.access.Compares {
			f(l.id, l.home.access.Word, &l.home.access.Expected)
		}
		for k := range l.copies {
			all(l.id, l.copies[k].words)
		}
	}
	for i := range s.network {
		m := &s.network[i]
		m.Words = slices.Clone(m.Words) // other states have them, too
		all(m.Line, m.Words)
		if m.Kind == AskCompare || m.Kind == Renew || m.Kind == Told && m.Flag {
			f(m.Line, m.Word, &m.Value)
		}
	}
}
