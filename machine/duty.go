package machine

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// Duty is an obligation that can be open in a state: that a thread that wants into a section gets
// in, or that what a client has asked for is granted.
type Duty struct {
	Name     string // "P1 gets into section g.inside"
	Open     string // "P1 wants into section g.inside and does not get in"
	Property string // starvation or leads-to
	Thread   int    // -1 of a Response
	Client   int    // of a Response
	object   uint64
}

// heapClaim is what turns and obligations are not kept of.
const heapClaim = "a section, barrier or response in memory that is allocated while threads run, of which it is not kept who waits"

// maxDuties bounds the obligations that are told apart: bits of a word.
const maxDuties = 64

// Turns says what the machine keeps of turns: "order" if Config.Ordered, "wants" if Config.Wants, else "".
func (m *Machine) Turns() string {
	switch {
	case m.cfg.Ordered && !m.cfg.Doorless:
		return "order"
	case m.cfg.Ordered, m.cfg.Wants:
		return "wants"
	}
	return ""
}

// Told reports whether some thread has come to a ghost event of that kind, and it counted.
func (m *Machine) Told(e program.Event) bool { return m.told>>e&1 != 0 }

// Duties lists the obligations met by Obligations so far, in the order of its bits.
func (m *Machine) Duties() []Duty { return m.duties }

// Obligations gives the obligations that are open in a state: bit i for Duties()[i].
// Events that a thread has put off to its next step count: it may be kept from that for ever.
// It takes a machine with Config.Ordered or Wants. The error is a *Limit.
func (m *Machine) Obligations(src []byte) (open uint64, err error) {
	st := &m.cur
	m.decode(st, src)
	add := func(d Duty) {
		i := slices.IndexFunc(m.duties, func(e Duty) bool {
			return e.Thread == d.Thread && e.Client == d.Client && e.object == d.object
		})
		if i < 0 {
			if i = len(m.duties); i == maxDuties {
				err = &Limit{fmt.Sprintf("more than %d different obligations", maxDuties)}
				return
			}
			m.duties = append(m.duties, m.described(d))
		}
		open |= 1 << i
	}
	for t, id := range st.Locals {
		w := m.turnOf(st, t)
		for _, e := range m.putOff(id) {
			switch {
			case !turned(e.event):
			case e.object >= m.fixed:
				err = &Limit{heapClaim}
			case e.event == program.EventWant:
				w.phase, w.section = Trying, e.object
			default:
				w.phase = Outside
			}
		}
		if w.phase == Trying {
			add(Duty{Property: "starvation", Thread: t, object: w.section})
		}
	}
	m.eachRequest(st, add)
	return open, err
}

// response is an object of Ask; they are kept in the order in which they are met.
type response struct {
	addr   uint64
	askers map[int]int // by client: the thread that asks as it; nil if no node can crash
}

// requests notes that p asks as a client of the response at addr. If nodes can crash only one thread may ask as a client: its requests
// are void when it crashes.
func (s *step) requests(p *proc, addr uint64, client int) {
	m := s.m
	i := slices.IndexFunc(m.responses, func(r response) bool { return r.addr == addr })
	if i < 0 {
		i = len(m.responses)
		m.responses = append(m.responses, response{addr: addr})
	}
	if !slices.ContainsFunc(m.networks.list, func(n network) bool { return n.crashes() }) {
		return
	}
	s.simple = false
	r := &m.responses[i]
	if r.askers == nil {
		r.askers = map[int]int{}
	}
	if t, ok := r.askers[client]; ok && t != p.thread {
		s.limit(p, fmt.Sprintf("nodes crash, and both %s and %s ask as client %d of one model.Response: whose request is void is not kept,",
			program.ThreadName(t), program.ThreadName(p.thread), client))
		return
	}
	r.askers[client] = p.thread
}

// void takes back what a thread has asked for.
func (s *step) void(thread int) {
	for _, r := range s.m.responses {
		word := s.get(r.addr)
		for client, t := range r.askers {
			if t == thread {
				word &^= 1 << client
			}
		}
		if word != s.get(r.addr) {
			s.put(r.addr, word)
			s.everywhere(r.addr, word)
		}
	}
}

// eachRequest calls f with each request that is open.
func (m *Machine) eachRequest(st *State, f func(d Duty)) {
	for _, r := range m.responses {
		addr := r.addr
		word := m.base[addr]
		if slot := m.slot[addr]; slot >= 0 {
			word = st.Cells[slot]
		}
		for c := range maxClaimants {
			if word>>c&1 != 0 {
				f(Duty{Property: "leads-to", Thread: -1, Client: c, object: addr})
			}
		}
	}
}

// ungranted is the violation that a state is in which the program has ended, nil if no request is open.
func (m *Machine) ungranted(st *State) (failure *Failure) {
	m.eachRequest(st, func(d Duty) {
		if failure == nil {
			failure = &Failure{Property: d.Property, Thread: -1, Other: -1, Message: "the program ends, and " + m.described(d).Open}
		}
	})
	return failure
}

// turnOf gives a thread's turn, or as much as is known of it.
func (m *Machine) turnOf(st *State, t int) (w turn) {
	if m.cfg.Ordered {
		return st.Turns[t]
	}
	if id := st.Locals[t]; id != 0 {
		if w.section, _ = wantsOf(m.locals.record(id)); w.section != 0 {
			w.phase = Trying
		}
	}
	return w
}

// waiting is a late event that has been put off.
type waiting struct {
	event  program.Event
	object uint64
	args   []uint64
}

// putOff lists the late events in the local state of a thread.
func (m *Machine) putOff(id uint32) (list []waiting) {
	if id == 0 {
		return nil
	}
	rec := m.locals.record(id)
	_, from := wantsOf(rec)
	for late := rec[from : from+lateOf(rec)]; len(late) > 0; {
		e, n, _ := unpackLate(late[0])
		list = append(list, waiting{e, late[1], late[2 : 2+n]})
		late = late[2+n:]
	}
	return list
}

// described gives d its name.
func (m *Machine) described(d Duty) Duty {
	object := m.name(&m.initial, d.object)
	if d.Thread >= 0 {
		who := program.ThreadName(d.Thread)
		d.Name = fmt.Sprintf("%s gets into section %s", who, object)
		d.Open = fmt.Sprintf("%s wants into section %s and does not get in", who, object)
	} else {
		d.Name = fmt.Sprintf("%s grants what client %d has asked for", object, d.Client)
		d.Open = fmt.Sprintf("client %d has asked %s and is not granted it", d.Client, object)
	}
	return d
}

// Inside gives the threads that are in a critical section: bit t for thread t.
func (m *Machine) Inside(src []byte) (set uint64) {
	m.decode(&m.cur, src)
	for t := range m.cur.Turns {
		if m.cur.Turns[t].phase == Inside {
			set |= 1 << t
		}
	}
	return set
}
