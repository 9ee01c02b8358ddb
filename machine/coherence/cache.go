package coherence

import "slices"

// receptive reports whether m can be taken now, or has to wait for something else.
func (p *Protocol) receptive(s *State, m *Message) bool {
	l := s.find(m.Line)
	if m.Kind.channel() == requests {
		return p.free(s, l)
	}
	c := l.of(m.Proc)
	switch m.Kind {
	case Share, Drop, Hold:
		k := s.ask(m.Proc)
		switch {
		case p.Fault == overtakenInvalidation && m.Kind == Drop:
			return true
		case k.stage == pinned && k.line == m.Line:
			return false
		case p.Bus:
			return c == nil || c.mode != held
		case m.Flag:
			return c != nil && c.mode.owns()
		}
		return c != nil && c.mode != held
	case Renew:
		return c != nil && (c.mode == held || p.Fault != "")
	case Data, Grant, Told: // the word that the copy awaits is older
		return c == nil || c.mode != held
	}
	return true
}

// free reports whether the home of a line takes requests. A bus serves one at a time for all lines.
func (p *Protocol) free(s *State, l *line) bool {
	if p.Bus {
		return !slices.ContainsFunc(s.lines, func(l line) bool { return l.home.busy != idle })
	}
	return l.home.busy == idle
}

// Deliverable lists the messages, by their place in Messages, that can be delivered now, one of
// several equal ones.
func (p *Protocol) Deliverable(s *State, dst []int) []int {
	for i := range s.network {
		if p.first(s, i) && p.receptive(s, &s.network[i]) {
			dst = append(dst, i)
		}
	}
	return dst
}

// Deliver delivers message i.
func (p *Protocol) Deliver(s *State, i int) {
	m := s.network[i]
	s.network = slices.Delete(s.network, i, i+1)
	l := s.find(m.Line)
	switch {
	case m.Kind.channel() == requests:
		p.begin(s, l, &m)
	case m.Kind == Done:
		l.home.busy, l.home.who = idle, 0
	case m.Kind.channel() == replies:
		p.heard(s, l, &m)
	case m.Kind == Share || m.Kind == Drop || m.Kind == Hold:
		p.give(s, l, &m)
	default:
		p.take(s, l, &m)
	}
}

// give answers a home that asks for a copy.
func (p *Protocol) give(s *State, l *line, m *Message) {
	c := l.of(m.Proc)
	r := Message{Kind: Ack, Line: l.id, Home: l.node, Proc: m.Proc, Flag: c != nil && m.Kind != Drop}
	owned := c != nil && c.mode.owns()
	if owned {
		r.Kind, r.Words = Back, slices.Clone(c.words)
	}
	switch {
	case c == nil:
	case m.Kind == Drop:
		if p.keeps(s, m) && !owned {
			break
		}
		if l.drop(m.Proc); p.Fault == lostAcknowledgement && !owned {
			return
		}
	case m.Kind == Hold && p.Fault != unheld:
		c.mode = held
	default:
		c.mode = shared
	}
	p.send(s, r)
}

// keeps reports whether a cache of a faulty protocol does not do what it acknowledges.
func (p *Protocol) keeps(s *State, m *Message) bool {
	k := s.ask(m.Proc)
	return p.Fault == lostInvalidation || p.Fault == keptUpgrade && *k == ask{asked, Write, m.Line}
}

// take takes what the home sends.
func (p *Protocol) take(s *State, l *line, m *Message) {
	c := l.of(m.Proc)
	switch m.Kind {
	case Renew:
		c.words[m.Word], c.mode = m.Value, shared
		return
	case Told:
		p.told(s, l, m)
		return
	case Grant:
		if c == nil { // of a faulty protocol
			l.keep(m.Proc, exclusive, make([]uint64, len(l.home.words)))
		} else {
			c.mode = exclusive
		}
	case Data:
		mode := shared
		if m.Flag {
			mode = exclusive
		}
		l.keep(m.Proc, mode, m.Words)
	}
	s.ask(m.Proc).stage = pinned
}

// told ends an access that was carried out at the home.
func (p *Protocol) told(s *State, l *line, m *Message) {
	c := l.of(m.Proc)
	renews := c != nil && m.Flag
	switch {
	case c == nil:
	case m.Flag && !p.Update:
		l.drop(m.Proc)
	case m.Flag:
		c.words[m.Word], c.mode = m.Value, shared
	case c.mode.owns():
		c.mode = shared
	}
	*s.ask(m.Proc) = ask{stage: settled}
	if p.closes(renews) {
		p.send(s, Message{Kind: Done, Line: l.id, Home: l.node, Proc: m.Proc})
	}
}
