package machine

// Where memory has views there is no time that all agree on. Of two operations the first precedes the second if its return
// happens before the call of the other: an object keeps its promises to those who know that they have been made (A. Raad,
// M. Doko, L. Rožić, O. Lahav, V. Vafeiadis, On library correctness under weak memory consistency, POPL 2019, section 3;
// H.-H. Dang, J. Jung, J. Choi, D.-T. Nguyen, W. Mansky, J. Kang, D. Dreyer, Compass: strong and compositional library
// specifications in relaxed memory separation logic, PLDI 2022, section 3). So row returned of what a thread knows counts, by client, the
// returns that happen before what it does next; it is passed on as all knowledge is. The operations of a client are one after the other.

// PartialMonitor is a Monitor of histories whose operations are in a partial order.
type PartialMonitor interface {
	Monitor
	// CallAfter is Call of an operation that comes after so many operations of each client, by its number, and after no others.
	// Clients that it says nothing of have none. The slice is the caller's.
	CallAfter(set uint64, client int, operation string, arguments []uint64, before []int) (uint64, string)
}

// Ordered reports whether histories are in the order of time, under m: else a PartialMonitor is needed.
func (m Memory) Ordered() bool { return !m.Views || m.Global }

// calls shows a call by a thread to the Monitor.
func (m *Machine) calls(st *State, thread int, set uint64, args []uint64) (uint64, string) {
	client, operation := int(args[0]), m.strings.at(args[1])
	if m.partial == nil {
		return m.cfg.Monitor.Call(set, client, operation, args[2:])
	}
	m.before = m.returnsBefore(m.before[:0], st, thread)
	return m.partial.CallAfter(set, client, operation, args[2:], m.before)
}

// returnsBefore appends to dst, by client, the number of returns that happen before what a thread does next.
func (m *Machine) returnsBefore(dst []int, st *State, thread int) []int {
	for _, n := range m.knows.find(st.Messages.threads[thread].cur, rowReturned) {
		dst = append(dst, int(n))
	}
	return dst
}

// returns lets p know of a return of its own.
func (s *step) returns(p *proc, client int) {
	m := s.m
	if m.partial == nil {
		return
	}
	s.simple = false
	v := &s.state.Messages.threads[p.thread]
	n := m.knows.get(v.cur, rowReturned, client) + 1
	v.cur, v.acq = m.knows.raise(v.cur, rowReturned, client, n), m.knows.raise(v.acq, rowReturned, client, n)
}

// settleReturns forgets what messages say of returns that all threads know of.
func (m *Machine) settleReturns(s *step) {
	if m.partial == nil {
		return
	}
	ks, ms, v := &m.knows, &s.state.Messages, &m.viewCanon
	v.floor = v.floor[:0]
	first := true
	for t, id := range s.state.Locals {
		if id == 0 {
			continue
		}
		known := ks.find(ms.threads[t].cur, rowReturned)
		if first {
			v.floor, first = append(v.floor, known...), false
		}
		v.floor = v.floor[:min(len(v.floor), len(known))]
		for client := range v.floor {
			v.floor[client] = min(v.floor[client], known[client])
		}
	}
	ms.eachSaid(func(k *know) {
		*k = ks.change(*k, func(dst []uint16, row uint16, numbers []uint16) []uint16 {
			at := len(dst)
			if dst = append(dst, numbers...); row != rowReturned {
				return dst
			}
			for client, n := range numbers {
				if client < len(v.floor) && n <= v.floor[client] {
					dst[at+client] = 0
				}
			}
			return dst
		})
	})
}
