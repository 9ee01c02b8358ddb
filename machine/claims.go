package machine

import (
	"fmt"

	"heddle/model/program"
)

// Claims are small automata over ghost events. Their state is kept in the words
// of the claim object, which no memory model applies to and no step is spent on.
// Events are taken at the moment that makes the claim hardest to keep: see
// program.Event.

// claim is one automaton: on an event it updates the words of the object through
// get and put and says why the claim is broken, or "".
type claim struct {
	event    program.Event
	property string
	step     func(w words, thread string, args []uint64) string
}

// words are a claim object's words.
type words struct {
	get func(i int) uint64
	put func(i int, v uint64)
}

// claims lists the automata, by event.
func claims() [program.Events]claim {
	return [...]claim{
		// Section: word 0 is the number of threads inside, and oneReader times those that share it.
		{program.EventEnter, "mutual-exclusion", func(w words, thread string, a []uint64) string {
			before := w.get(0)
			writers, readers := before%oneReader, before/oneReader
			if len(a) > 0 {
				w.put(0, before+oneReader)
				return crowded(thread, "as a reader", "writer", writers)
			}
			w.put(0, before+1)
			if writers > 0 {
				return thread + " enters a critical section that has not been left"
			}
			return crowded(thread, "as a writer", "reader", readers)
		}},
		{program.EventLeave, "mutual-exclusion", func(w words, thread string, a []uint64) string {
			before := w.get(0)
			switch {
			case len(a) > 0 && before/oneReader > 0:
				w.put(0, before-oneReader)
			case len(a) > 0:
				return thread + " leaves a critical section that no reader is in"
			case before%oneReader > 0:
				w.put(0, before-1)
			default:
				return thread + " leaves a critical section that nobody is in"
			}
			return ""
		}},
		// Episode: word 0 is the number of arrivals modulo 2n, word 1 has the bit of
		// each participant whose last arrival was in an odd episode. As long as the
		// claim holds, participants are at most one episode apart.
		{program.EventArrive, "barrier", func(w words, _ string, a []uint64) string {
			bit, n := uint64(1)<<(a[0]&63), a[1]
			if w.get(0)/n&1 != 0 {
				w.put(1, w.get(1)|bit)
			} else {
				w.put(1, w.get(1)&^bit)
			}
			w.put(0, (w.get(0)+1)%(2*n))
			return ""
		}},
		{program.EventDepart, "barrier", func(w words, thread string, a []uint64) string {
			n := a[1]
			now, mine := w.get(0)/n&1, w.get(1)>>(a[0]&63)&1
			if now == mine {
				return fmt.Sprintf("%s leaves a barrier episode that only %d of %d have arrived at", thread, w.get(0)%n, n)
			}
			return ""
		}},
		// History: see historyOpen; for what they claim beside, see monitor.go.
		{program.EventCall, "history", func(w words, thread string, a []uint64) string {
			bit := uint64(1) << (a[0] & 63)
			if w.get(historyOpen)&bit != 0 {
				return fmt.Sprintf("%s: client %d calls while its last call has not returned", thread, a[0])
			}
			w.put(historyOpen, w.get(historyOpen)|bit)
			return ""
		}},
		{program.EventReturn, "history", func(w words, thread string, a []uint64) string {
			bit := uint64(1) << (a[0] & 63)
			if w.get(historyOpen)&bit == 0 {
				return fmt.Sprintf("%s: client %d returns from no call", thread, a[0])
			}
			w.put(historyOpen, w.get(historyOpen)&^bit)
			return ""
		}},
		// What these say is kept elsewhere: see turns.go.
		{program.EventWant, "", nil},
		{program.EventDoorway, "", nil},
		// Response: word 0 has the bit of each client with a request.
		{program.EventAsk, "leads-to", func(w words, _ string, a []uint64) string {
			w.put(0, w.get(0)|1<<(a[0]&63))
			return ""
		}},
		{program.EventGrant, "leads-to", func(w words, _ string, a []uint64) string {
			w.put(0, w.get(0)&^(1<<(a[0]&63)))
			return ""
		}},
		{program.EventPlace, "", nil},
	}
}

// oneReader is what a thread that shares a section adds to its word.
const oneReader = 1 << 32

// crowded says that a thread enters a section while others are in it, "" if none are.
func crowded(thread, role, others string, n uint64) string {
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%s enters a critical section %s while a %s is in it", thread, role, others)
	}
	return fmt.Sprintf("%s enters a critical section %s while %d %ss are in it", thread, role, n, others)
}

// happen feeds one event to its automaton.
func (s *step) happen(p *proc, e program.Event, pos program.Pos, addr uint64, args []uint64) {
	if why := invalid(e, args); why != "" {
		s.fail(p, "panic", "panic: "+why)
		return
	}
	if e == program.EventAsk && addr >= s.m.fixed && !s.booting {
		s.limit(p, heapClaim)
		return
	}
	if e == program.EventAsk {
		s.requests(p, addr, int(args[0]))
	}
	s.stated = s.stated || e.Claims()
	c := &s.m.claims[e]
	w := words{
		get: func(i int) uint64 { s.ghostly(addr + uint64(i)); return s.get(addr + uint64(i)) },
		put: func(i int, v uint64) {
			if s.ghostly(addr + uint64(i)); s.err == nil {
				s.put(addr+uint64(i), v)
				s.everywhere(addr+uint64(i), v)
			}
		},
	}
	if c.step != nil {
		if why := c.step(w, program.ThreadName(p.thread), args); why != "" && s.err == nil {
			s.fail(p, c.property, why)
		}
	}
	if e == program.EventCall || e == program.EventReturn {
		s.observe(p, w, e, addr, args)
	}
	s.hear(p, e, addr)
	s.tells(p, e)
	if s.m.tr != nil {
		s.m.tr.claim(p, e, pos, args)
	}
}

// maxClaimants is how many participants or clients a claim can tell apart.
const maxClaimants = 63

// invalid says what is wrong with the arguments of an event, "" if nothing.
func invalid(e program.Event, args []uint64) string {
	switch e {
	case program.EventArrive, program.EventDepart:
		if n := int64(args[1]); n < 1 || n > maxClaimants || args[0] >= args[1] {
			return fmt.Sprintf("model: Episode: participant %d of %d, want 0 … n-1 of 1 … %d", int64(args[0]), n, maxClaimants)
		}
	case program.EventAsk, program.EventGrant:
		if args[0] >= maxClaimants {
			return fmt.Sprintf("model: Response: client %d, want 0 … %d", int64(args[0]), maxClaimants-1)
		}
	case program.EventCall, program.EventReturn:
		if args[0] >= maxClaimants {
			return fmt.Sprintf("model: History: client %d, want 0 … %d", int64(args[0]), maxClaimants-1)
		}
	}
	return ""
}

// ghostly makes a fixed cell a ghost one.
func (s *step) ghostly(addr uint64) {
	sh := &s.m.share
	if !s.booting && addr >= s.m.fixed || sh.frozen {
		return
	}
	if !sh.ghost[addr] || !s.booting && s.m.slot[addr] < 0 {
		sh.ghost[addr] = true
		s.err = ErrAgain
	}
}

// packLate makes the first word of a late event in a record: the event, the number
// of its words, and where it stands in the source.
func packLate(e program.Event, n int, pos program.Pos) uint64 {
	return uint64(e) | uint64(n)<<8 | uint64(pos.Line)<<16 | uint64(pos.File)<<40
}

func unpackLate(w uint64) (e program.Event, n int, pos program.Pos) {
	return program.Event(w & 0xff), int(w >> 8 & 0xff), program.Pos{Line: int32(w >> 16 & 0xffffff), File: int32(w >> 40)}
}

// late reports the events that were put off to this step.
func (s *step) late(p *proc) {
	for i := 0; i < len(p.late) && s.failure == nil && s.err == nil; {
		e, n, pos := unpackLate(p.late[i])
		s.happen(p, e, pos, p.late[i+1], p.late[i+2:i+2+n])
		i += 2 + n
	}
	p.late = p.late[:0]
}
