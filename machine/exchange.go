package machine

import (
	"slices"

	"heddle/model/program"
)

// Happens-before of channels, as The Go Memory Model has it (June 6, 2022, "Channel
// communication"): a send is before its receive completes, the k-th receive before the
// (k+C)-th send completes, a close before a receive that returns because of it; the
// two halves of an unbuffered exchange are before what follows either.
//
// So each slot of a buffer carries what its last sender, or its last receiver, knew when it
// began: a receive is not before that of the element that is sent to its place. As a
// receive moves elements up, what slots carry moves with them: that of the slot just emptied
// goes to the end, where the (k+C)-th send will come to it.
//
// Races at rest (race.go) are found because of what happens before an access
// can be run by itself. With channels it can, where all that an operation observes is
// of operations that happen before it. Keep of an execution a part that is closed under
// happens-before, and let the k-th element of a channel be received in it, as the k-th:
//
//   - its send is kept, so its value is there. That the first k-1 elements are gone takes
//     that each is received in the part, or not sent in it. It is received in the part if one
//     thread only receives. Else it may be neither.
//   - a k-th send that is kept finds room: if one thread only receives, all receives up to the
//     k-C-th are kept, but that one where its own send is not.
//   - a close that is kept comes after all sends that are kept, as it did.
//   - that nothing waits in a closed channel, or none for a default that a receive was
//     not ready for, takes that no kept element has lost its receive: so it
//     is if one thread only receives.
//   - that there is no room, for a default that a send was not ready for, takes that no
//     send has been left out: so it is if one thread only sends.
//   - a length, and that a channel was closed when a send or a close of it panics, is
//     of operations that need not be in the part.
//
// If elements have no words it does not matter which of them is received. Then a part with
// several receivers can be run if nobody closes: put a send whose completion is not in the
// part off until a receive finds nothing. By then as many sends have begun as receives, so there
// is one to take from; and all others find room as they did, for what is put off is taken
// at once.
//
// Wherever this fails, races are found as they are after a section that does not
// synchronize: see tracking.go. An exchange without a buffer is in the part
// with both halves or not at all.

// exchange is an operation on a channel that happens-before knows of.
type exchange struct {
	kind  exchangeKind
	addr  uint64 // the slot of the element, of a receive the first of the buffer; or the word ChanClosed
	size  uint64 // of a receive: words of a slot
	slots uint64 // … and their number
}

type exchangeKind uint8

const (
	sends exchangeKind = iota
	receives
	closes
	finds // a receive that returns because the channel is closed
)

// exchanged enters e into happens-before, in a section when it ends.
func (s *step) exchanged(p *proc, e exchange) {
	switch {
	case s.m.cfg.Memory.Views || !s.m.cfg.Memory.Races || s.booting || !s.m.share.tracking || s.err != nil:
	case s.section:
		s.exchanges = append(s.exchanges, e)
	default:
		s.order(p, e, true)
	}
}

// order lets p know what e observes, and others what p knows; if not synchronizes, neither.
func (s *step) order(p *proc, e exchange, synchronizes bool) {
	switch {
	case !synchronizes:
	case e.kind == closes:
		s.leave(p, e.addr)
	case e.kind == finds:
		s.acquire(p, e.addr)
	default:
		s.swap(p, e.addr)
	}
	if e.kind == receives {
		s.rotate(e)
	}
}

// swap is leave and acquire at once: p acquires what the slot at addr carried before.
func (s *step) swap(p *proc, addr uint64) {
	bit := uint64(1) << p.thread
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		at, carried := slices.BinarySearch(k.cells, addr)
		knew := k.known&bit != 0
		if carried {
			k.known |= bit
		}
		switch {
		case knew && !carried:
			k.cells = slices.Insert(k.cells, at, addr)
		case carried && !knew:
			k.cells = slices.Delete(k.cells, at, at+1)
		}
	}
}

// rotate moves what the slots of a buffer carry up by one, and that of the first to the end.
func (s *step) rotate(e exchange) {
	last := e.addr + (e.slots-1)*e.size
	for i := range s.state.Marks {
		k := &s.state.Marks[i]
		moved := false
		for j, c := range k.cells {
			if c < e.addr || c > last {
				continue
			}
			if moved = true; c == e.addr {
				k.cells[j] = last
			} else {
				k.cells[j] = c - e.size
			}
		}
		if moved {
			slices.Sort(k.cells)
		}
	}
}

// met lets p and q know what the other one knows.
func (s *step) met(p, q *proc) {
	s.acquires(p, program.SeqCst, 0)
	s.acquires(q, program.SeqCst, 0)
	if s.m.cfg.Memory.Views {
		s.viewMet(p, q)
		return
	}
	both := uint64(1)<<p.thread | 1<<q.thread
	for i := range s.state.Marks {
		if k := &s.state.Marks[i]; k.known&both != 0 {
			k.known |= both
		}
	}
}

// chanUse is who has used a channel that has a buffer, and how, in any pass: bit t for thread t.
type chanUse struct {
	senders, receivers, counters uint64
	full, empty                  bool // a default was taken because it was
	values                       bool // its elements have words
	closed                       bool
}

// relaxes reports whether somebody may have observed what does not happen before.
func (u *chanUse) relaxes(reused uint64) bool {
	many := func(set uint64) bool { return set&(set-1) != 0 || set&reused != 0 }
	return many(u.receivers) && (u.values || u.empty || u.closed) || many(u.senders) && u.full ||
		u.counters != 0 && many(u.senders|u.receivers|u.counters)
}

// learnChan notes a use of the channel at ch. What is known of channels on the heap
// is kept by the layout of their objects.
func (s *step) learnChan(p *proc, ch uint64, note func(u *chanUse, t uint64)) {
	sh := &s.m.share
	if !s.m.cfg.Memory.Races || s.booting || sh.relaxed || sh.frozen && !sh.learning {
		return
	}
	key := chanKey{addr: ch}
	if ch >= s.m.fixed {
		key = chanKey{layout: s.state.Objects[s.objectAt(ch)].layout}
	}
	u := sh.channels[key]
	if u == nil {
		if sh.channels == nil {
			sh.channels = map[chanKey]*chanUse{}
		}
		u = &chanUse{}
		sh.channels[key] = u
	}
	if note(u, 1<<p.thread); u.relaxes(sh.reused) {
		s.relaxes()
	}
}

// chanKey is a fixed channel, or all of a layout if addr is 0.
type chanKey struct {
	addr   uint64
	layout int32
}

// unordered learns of an observation that nothing orders.
func (s *step) unordered() {
	if s.m.cfg.Memory.Races && !s.booting {
		s.relaxes()
	}
}
