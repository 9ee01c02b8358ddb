package coherence

import "slices"

// begin takes a request.
func (p *Protocol) begin(s *State, l *line, m *Message) {
	h := &l.home
	h.busy, h.who, h.has = collecting, m.Proc, m.Kind == AskWrite && m.Flag
	h.access = Access{Kind: m.Kind.access(), Word: m.Word, Compares: m.Kind == AskCompare, Expected: m.Value}
	if m.Words != nil && h.owner == m.Proc { // else it has lost the copy since it asked
		h.words, h.owner, h.sharers = slices.Clone(m.Words), -1, bit(m.Proc)
	}
	p.advance(s, l)
}

// advance goes on with a request as far as it goes without further answers.
//
// First the owner is asked for the words, on a bus everybody is. Then, if the access writes, all others with copies.
func (p *Protocol) advance(s *State, l *line) {
	h := &l.home
	if h.awaits > 0 {
		return
	}
	if h.rounds == 0 {
		h.rounds = 1
		how := p.takes()
		if h.access.Kind == Read || h.access.Compares || p.Fault == earlyUpdate {
			how = Share
		}
		if p.Bus {
			p.askAll(s, l, how, p.everyone(s, h), false)
		} else if h.owner >= 0 {
			owner := bit(h.owner)
			h.owner = -1
			p.askAll(s, l, how, owner, true)
		}
		if h.awaits > 0 {
			return
		}
	}
	if others := h.others(); others != 0 && h.writes() && p.Fault != earlyUpdate {
		h.rounds = 2
		h.sharers &= bit(h.who)
		if p.askAll(s, l, p.takes(), others, false); h.awaits > 0 {
			return
		}
	}
	p.answer(s, l)
}

// takes is what the home asks of copies that must not be read any more.
func (p *Protocol) takes() MessageKind {
	if p.Update {
		return Hold
	}
	return Drop
}

// everyone is all whom a bus asks, of those that have ever been on it: a read-modify-write bypasses its own cache, too.
func (p *Protocol) everyone(s *State, h *home) uint64 {
	all := uint64(0)
	for proc, k := range s.asks {
		if k.stage != absent && (proc != h.who || h.access.Kind == Modify) {
			all |= bit(proc)
		}
	}
	return all
}

// others are those with copies beside who asks.
func (h *home) others() uint64 { return h.sharers &^ bit(h.who) }

// writes reports whether the access will, as far as its home can tell: it has the words.
func (h *home) writes() bool {
	switch {
	case h.access.Kind == Read:
		return false
	case h.access.Compares:
		return h.words[h.access.Word] == h.access.Expected
	}
	return true
}

// holding reports whether the answers that are awaited come from copies that are held.
func (p *Protocol) holding(h *home) bool {
	return p.Update && p.Fault != earlyUpdate && h.access.Kind != Read && (h.rounds == 2 || !h.access.Compares)
}

func (p *Protocol) askAll(s *State, l *line, how MessageKind, whom uint64, owners bool) {
	for proc := range procs(whom) {
		p.send(s, Message{Kind: how, Line: l.id, Home: l.node, Proc: proc, Flag: owners})
		l.home.awaits++
	}
	if p.Fault == earlyGrant && l.home.access.Kind == Write && !owners || p.Fault == staleMemory && how == Share {
		l.home.awaits = 0
	}
}

// procs are the processors of a set.
func procs(set uint64) func(func(int) bool) {
	return func(yield func(int) bool) {
		for proc := 0; set>>proc != 0; proc++ {
			if set>>proc&1 != 0 && !yield(proc) {
				return
			}
		}
	}
}

// heard takes an answer.
func (p *Protocol) heard(s *State, l *line, m *Message) {
	h := &l.home
	if m.Words != nil && p.Fault != lostWriteBack {
		h.words = slices.Clone(m.Words)
	}
	if h.awaits == 0 { // of a faulty protocol, which has not waited
		return
	}
	h.awaits--
	if m.Flag && p.holding(h) {
		h.holders |= bit(m.Proc)
	} else if m.Flag {
		h.sharers |= bit(m.Proc)
	}
	p.advance(s, l)
}

// answer ends the collecting: it sends a copy, or leaves it to the processor to carry out its access.
func (p *Protocol) answer(s *State, l *line) {
	h := &l.home
	m := Message{Kind: Data, Line: l.id, Home: l.node, Proc: h.who, Words: slices.Clone(h.words)}
	switch {
	case h.access.Kind == Read && (h.others() != 0 || !p.grantsExclusive()):
		h.sharers |= bit(h.who)
		if p.Fault == forgottenSharer {
			h.sharers = bit(h.who)
		}
		p.send(s, m)
	case h.access.Kind == Read && p.Fault == sharedExclusive:
		h.sharers |= bit(h.who)
		m.Flag = true
		p.send(s, m)
	case h.access.Kind == Read, h.access.Kind == Write && h.holders == 0 && (p.Fault != earlyUpdate || h.others() == 0):
		if m.Flag = true; p.upgrades(h) {
			m = Message{Kind: Grant, Line: l.id, Home: l.node, Proc: h.who}
		}
		h.owner, h.sharers = h.who, 0
		if p.Fault == "" {
			h.words = nil
		}
		p.send(s, m)
	default:
		h.busy = ready
		return
	}
	p.leave(h, p.Bus)
}

// upgrades reports whether who asks to write has the words.
func (p *Protocol) upgrades(h *home) bool {
	return h.access.Kind == Write && (h.sharers&bit(h.who) != 0 && !p.Bus || p.Fault == blindUpgrade && h.has)
}

// carryOut makes the access that the home is ready for.
func (p *Protocol) carryOut(s *State, l *line, word int, writes bool, v uint64) {
	h := &l.home
	told := Message{Kind: Told, Line: l.id, Home: l.node, Proc: h.who, Flag: writes}
	if writes {
		h.words[word] = v
	}
	if writes && p.Update {
		told.Word, told.Value = word, v
		p.renew(s, l, word, v)
	}
	if writes && !p.Update {
		h.sharers &^= bit(h.who)
	}
	p.send(s, told)
	h.sharers |= h.holders
	p.leave(h, p.closes(writes && h.sharers&bit(h.who) != 0))
}

func (p *Protocol) renew(s *State, l *line, word int, v uint64) {
	whom := l.home.holders
	if p.Fault == earlyUpdate {
		whom = l.home.others()
	}
	for proc := range procs(whom) {
		if p.Fault == lostUpdate && whom>>(proc+1) == 0 {
			continue
		}
		p.send(s, Message{Kind: Renew, Line: l.id, Home: l.node, Proc: proc, Word: word, Value: v})
	}
}

// closes reports whether a home that has carried out an access awaits that its processor is
// told: a bus does, and so it must be where that renews a copy, or a later word could overtake this one.
func (p *Protocol) closes(renews bool) bool {
	return p.Bus || p.Update && renews && p.Fault != earlyUpdate
}

// leave makes a home free, at once or when the processor is done.
func (p *Protocol) leave(h *home, awaited bool) {
	next := home{owner: h.owner, sharers: h.sharers, words: h.words}
	if p.Bus {
		next.owner, next.sharers = -1, 0
	}
	if awaited {
		next.busy, next.who = closing, h.who
	}
	*h = next
}
