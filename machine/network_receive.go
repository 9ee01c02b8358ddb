package machine

import (
	"fmt"

	"heddle/model/program"
)

// reception is a NetReceive at which a thread rests.
type reception struct {
	net   int32
	node  int32
	from  int32 // the node to hear from, -1: any
	how   program.Receiving
	wrong bool // there are no such nodes: it panics
}

// describeReception keeps what the NetReceive at which p rests waits for.
func (m *Machine) describeReception(q *pending, f *program.Func, in *program.Instr, reg []uint64) {
	r := &q.receives
	n := uint64(m.networks.list[reg[in.B]].nodes)
	list := f.Lists[in.C]
	*r = reception{net: int32(reg[in.B]), how: program.Receiving(in.Aux), node: int32(reg[list[0]]), from: -1, wrong: reg[list[0]] >= n}
	if r.how == program.ReceiveFrom {
		r.from, r.wrong = int32(reg[list[1]]), r.wrong || reg[list[1]] >= n
	}
}

// receptions lists in m.receipts the messages that a thread which rests at a NetReceive can take, by their entries: of a link that is
// first in, first out the first one, of another one each different one. It gives the number of alternatives:
// the last one of a ReceiveTry is to time out. That of a ReceiveServe to go on without a message is none of them, see network_rest.go.
func (m *Machine) receptions(st *State, q *pending) int {
	m.receipts = m.receipts[:0]
	r := &q.receives
	if r.wrong {
		return 1
	}
	n, t := &m.networks.list[r.net], &st.Net
	for i := range t.len() {
		link := int(t.entry(i)[0])
		if link < n.link || link >= n.link+n.nodes*n.nodes {
			continue
		}
		from, to := n.ends(link)
		if to != int(r.node) || r.from >= 0 && from != int(r.from) {
			continue
		}
		if i > 0 && int(t.entry(i - 1)[0]) == link && (!n.Unordered || m.alikeInFlight(st, i-1, i)) {
			continue
		}
		m.receipts = append(m.receipts, i)
	}
	if r.how == program.ReceiveTry {
		return len(m.receipts) + 1
	}
	return len(m.receipts)
}

// choosesMessage lets the step begin with alternative alt of a NetReceive.
func (s *step) choosesMessage(alt int) {
	if s.receiving, s.received = true, -1; alt >= len(s.m.receipts) {
		s.reads = append(s.reads, cellValue{slotFrom, 0})
		return
	}
	s.received = s.m.receipts[alt]
	for slot := int32(slotFrom); slot >= slotFrom-int32(s.state.Net.size(s.received)); slot-- {
		s.reads = append(s.reads, cellValue{slot, s.m.receipt(&s.state, s.received, slot)})
	}
}

// receipt is what a memo knows of the message at an entry: whom it is from, or a word of it.
func (m *Machine) receipt(st *State, entry int, slot int32) uint64 {
	e := st.Net.entry(entry)
	if slot == slotFrom {
		from, _ := m.networks.of(int(e[0])).ends(int(e[0]))
		return uint64(from) + 1
	}
	return e[1+slotWord-slot]
}

// correspond makes the changes to networks of a remembered step with alternative alt, of a thread with local state id. The error is a *Limit.
func (m *Machine) correspond(st *State, l *leaf, id uint32, alt int) error {
	t := &st.Net
	if m.locals.list[id].pending.op == program.NetReceive && alt < len(m.receipts) {
		t.drop(m.receipts[alt])
	}
	for sent := m.memo.sent[l.sent.from:l.sent.to]; len(sent) > 0; sent = sent[t.table.stride:] {
		if _, err := t.send(int(sent[0]), sent[1:1+t.table.of(int(sent[0])).size]); err != nil {
			return err
		}
	}
	return nil
}

// alikeInFlight reports whether it does not matter which of two messages, at entries i and j, is taken.
func (m *Machine) alikeInFlight(st *State, i, j int) bool {
	if !st.Net.same(i, j) || st.Tracked {
		return false
	}
	return !m.cfg.Memory.Views || st.Messages.sent[i] == st.Messages.sent[j]
}

// netReceive carries out NetReceive: the message that was chosen is taken.
func (s *step) netReceive(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	m := s.m
	list := f.Lists[in.C]
	net := reg[in.B]
	if !s.admits(p, net, reg[list[0]]) || program.Receiving(in.Aux) == program.ReceiveFrom && !s.admits(p, net, reg[list[1]]) {
		return
	}
	if !s.receiving || s.section {
		s.limit(p, "a message that is received in an atomic section")
		return
	}
	s.receiving = false
	n, t := &m.networks.list[net], &s.state.Net
	results := reg[in.A : in.A+in.D]
	clear(results)
	s.takes(p, n.node+int(reg[list[0]]))
	if s.received < 0 {
		if program.Receiving(in.Aux) == program.ReceiveServe {
			s.knowRest(p)
		}
		if m.tr != nil {
			m.tr.unreceived(p, program.Receiving(in.Aux))
		}
		return
	}
	e := t.entry(s.received)
	from, _ := n.ends(int(e[0]))
	results[0], results[1] = uint64(from), 1
	copy(results[2:], e[1:1+n.size])
	if m.tr != nil {
		m.tr.netReceived(p, int(e[0]), e[1:1+n.size], t.number(s.received))
	}
	s.knowReceived(p, n, int(e[0]), s.received)
	s.forgetFlight(s.received)
}

// takes notes that p receives as a node. If two threads do, a message may be the first one of its link only because of a receive that
// nothing orders before this one: see race.go.
func (s *step) takes(p *proc, node int) {
	set := &s.m.share.receivers[node]
	if *set |= 1 << p.thread; *set&(*set-1) != 0 {
		s.unordered()
	}
}

// text is what a thread that rests at a NetReceive does, as verb says: "waits for a message from P1".
func (r *reception) text(verb string) string {
	switch {
	case r.wrong || r.from < 0:
		return verb + " a message"
	default:
		return fmt.Sprintf("%s a message from P%d", verb, r.from)
	}
}
