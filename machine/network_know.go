package machine

import (
	"slices"

	"heddle/model/program"
)

// A send happens before the receive of its message, and, on a link with a bound, a receive before the sends that find
// the room that it has made. Messages carry what their senders knew: marks have cells for that, beyond all
// addresses, and with views there is a record beside each message.
const (
	flightCell = 1 << 40 // and the entry of a message
	roomCell   = 1 << 41 // and a link
)

// follows reports whether marks are kept of what happens before what.
func (s *step) follows() bool {
	return s.m.cfg.Memory.Races && !s.m.cfg.Memory.Views && s.m.share.tracking && !s.booting && s.err == nil
}

// knowSent is told that p has sent the message at an entry.
func (s *step) knowSent(p *proc, n *network, link, at int) {
	if s.m.cfg.Memory.Views {
		k := know(0)
		if room := s.takesRoom(n, link); room != 0 {
			s.learnsOf(p, room)
		}
		if !s.booting {
			v := &s.state.Messages.threads[p.thread]
			if s.m.cfg.Memory.Global {
				s.performFence(v, program.SeqCst)
			} else {
				s.leaves(v)
			}
			k = v.cur
		}
		s.state.Messages.sent = slices.Insert(s.state.Messages.sent, at, k)
		return
	}
	if !s.follows() {
		return
	}
	s.moveFlight(func(i int) (int, bool) {
		if i >= at {
			i++
		}
		return i, true
	})
	if n.Capacity > 0 {
		s.acquire(p, roomCell+uint64(link))
	}
	s.leave(p, flightCell+uint64(at))
}

// knowReceived is told that p takes the message at an entry.
func (s *step) knowReceived(p *proc, n *network, link, at int) {
	if s.m.cfg.Memory.Views {
		s.learnsOf(p, s.state.Messages.sent[at])
		s.makesRoom(n, link, s.state.Messages.threads[p.thread].cur)
	}
	if s.follows() {
		s.acquire(p, flightCell+uint64(at))
		if n.Capacity > 0 {
			s.leave(p, roomCell+uint64(link))
		}
	}
}

// knowRest is told that p has found that nothing else can happen: it knows what all know.
func (s *step) knowRest(p *proc) {
	if s.m.cfg.Memory.Views {
		for t, id := range s.state.Locals {
			if id != 0 {
				s.leaves(&s.state.Messages.threads[t])
				s.learnsOf(p, s.state.Messages.threads[t].cur)
			}
		}
		s.learnsOf(p, s.state.Messages.ended)
	}
	if s.follows() {
		for i := range s.state.Marks {
			s.state.Marks[i].known |= 1 << p.thread
		}
	}
}

// learnsOf lets p know what k says.
func (s *step) learnsOf(p *proc, k know) {
	ks, v := &s.m.knows, &s.state.Messages.threads[p.thread]
	if !s.m.cfg.Memory.Global {
		s.leaves(v)
	}
	v.cur = ks.join(v.cur, k)
	v.acq = ks.join(v.acq, v.cur)
	if s.m.cfg.Memory.Global {
		s.performFence(v, program.SeqCst)
	}
}

// forgetFlight takes the message at an entry away.
func (s *step) forgetFlight(at int) {
	t := &s.state.Net
	t.drop(at)
	if at < len(t.numbers) {
		t.numbers = slices.Delete(t.numbers, at, at+1)
	}
	if s.m.cfg.Memory.Views {
		s.state.Messages.sent = slices.Delete(s.state.Messages.sent, at, at+1)
	}
	s.moveFlight(func(i int) (int, bool) {
		if i > at {
			return i - 1, true
		}
		return i, i < at
	})
}

// doubleFlight puts a copy of the message at an entry after it.
func (s *step) doubleFlight(at int) {
	t := &s.state.Net
	t.double(at)
	if at < len(t.numbers) {
		t.numbers = slices.Insert(t.numbers, at, t.numbers[at])
	}
	if sent := s.state.Messages.sent; s.m.cfg.Memory.Views {
		s.state.Messages.sent = slices.Insert(sent, at, sent[at])
	}
	s.moveFlight(func(i int) (int, bool) {
		if i > at {
			i++
		}
		return i, true
	})
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		if j, ok := slices.BinarySearch(k.cells, flightCell+uint64(at)); ok {
			k.cells = slices.Insert(k.cells, j+1, flightCell+uint64(at)+1)
		}
	}
}

// leadFlight moves the message at entry i before that at entry first.
func (s *step) leadFlight(first, i int) {
	t := &s.state.Net
	t.lead(first, i)
	if i < len(t.numbers) {
		lead(t.numbers, first, i)
	}
	if s.m.cfg.Memory.Views {
		lead(s.state.Messages.sent, first, i)
	}
	s.moveFlight(func(j int) (int, bool) {
		switch {
		case j == i:
			return first, true
		case j >= first && j < i:
			return j + 1, true
		}
		return j, true
	})
}

// lead moves element i of s before element first.
func lead[T any](s []T, first, i int) {
	e := s[i]
	copy(s[first+1:i+1], s[first:i])
	s[first] = e
}

// moveFlight follows what marks say of entries to where those go; ok is false of one that goes away.
func (s *step) moveFlight(to func(i int) (j int, ok bool)) {
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		cells := k.cells[:0]
		for _, c := range k.cells {
			if c >= flightCell && c < roomCell {
				j, ok := to(int(c - flightCell))
				if !ok {
					continue
				}
				c = flightCell + uint64(j)
			}
			cells = append(cells, c)
		}
		slices.Sort(cells)
		k.cells = cells
	}
}
