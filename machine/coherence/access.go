package coherence

import "slices"

// Turn says what a processor can do about an access.
type Turn uint8

// The turns.
const (
	Wait  Turn = iota
	Issue      // it asks the home
	Go         // it makes the access: see Value and Complete
)

func (s *State) ask(proc int) *ask {
	for len(s.asks) <= proc {
		s.asks = append(s.asks, ask{})
	}
	return &s.asks[proc]
}

// Turn says what proc, in order, can do about its next access.
func (p *Protocol) Turn(s *State, proc int, a Access) Turn {
	l := s.find(a.Line)
	if proc < len(s.asks) && s.asks[proc].stage == asked {
		if l != nil && l.home.busy == ready && l.home.who == proc {
			return Go
		}
		return Wait
	}
	if l == nil {
		return Issue
	}
	c := l.of(proc)
	switch {
	case c != nil && c.mode == held:
		return Wait
	case c != nil && (a.Kind == Read || a.Kind == Write && c.mode.owns()):
		return Go
	}
	return Issue
}

// Issue sends the request that an access needs; from is the line's memory, if the state does not know it.
func (p *Protocol) Issue(s *State, proc int, a Access, from Memory) {
	p.unpin(s, proc)
	l := s.find(a.Line)
	if l == nil {
		l = s.add(a.Line, from)
	}
	c := l.of(proc)
	m := Message{Kind: AskRead, Line: a.Line, Home: l.node, Proc: proc}
	switch {
	case a.Kind == Modify && a.Compares:
		m.Kind, m.Word, m.Value = AskCompare, a.Word, a.Expected
	case a.Kind == Modify:
		m.Kind = AskModify
	case a.Kind == Write && (c != nil || !p.Update):
		m.Kind, m.Flag = AskWrite, c != nil
	}
	if a.Kind == Modify && c != nil && c.mode.owns() && !p.Bus {
		m.Words = slices.Clone(c.words)
	}
	*s.ask(proc) = ask{asked, m.Kind.access(), a.Line}
	p.send(s, m)
}

// access is what a request is for.
func (k MessageKind) access() Kind {
	switch k {
	case AskRead:
		return Read
	case AskWrite:
		return Write
	}
	return Modify
}

// Value is the word that proc finds; it is its turn to go.
func (p *Protocol) Value(s *State, proc int, a Access) uint64 {
	l := s.find(a.Line)
	if s.ask(proc).stage == asked {
		return l.home.words[a.Word]
	}
	return l.of(proc).words[a.Word]
}

// Complete makes the access. Writes says that it writes v.
func (p *Protocol) Complete(s *State, proc int, a Access, writes bool, v uint64) {
	l := s.find(a.Line)
	if s.ask(proc).stage == asked {
		p.carryOut(s, l, a.Word, writes, v)
		return
	}
	if writes {
		c := l.of(proc)
		c.words[a.Word], c.mode = v, modified
	}
	p.unpin(s, proc)
}

// unpin says that a copy has served the access that it came for.
func (p *Protocol) unpin(s *State, proc int) {
	k := s.ask(proc)
	if k.stage == pinned && p.Bus {
		p.send(s, Message{Kind: Done, Line: k.line, Home: s.find(k.line).node, Proc: proc})
	}
	*k = ask{stage: settled}
}
