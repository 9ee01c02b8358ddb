package machine

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// sendRests reports whether a send by p is a step of its own: see network.go.
func (s *step) sendRests(p *proc, f *program.Func, in *program.Instr, reg []uint64) bool {
	m := s.m
	list := f.Lists[in.C]
	n := &m.networks.list[reg[in.B]]
	from, to := reg[list[0]], reg[list[1]]
	if from >= uint64(n.nodes) || to >= uint64(n.nodes) {
		return false // it panics
	}
	s.simple = s.simple && !n.fallible()
	if s.alone {
		return n.Capacity > 0 && s.state.Net.count(n.link+int(from)*n.nodes+int(to)) >= n.Capacity
	}
	return m.cfg.AllVisible || s.launching && m.cfg.Labels || m.cfg.Memory.Views || len(p.late) > 0 || !s.empty(p) ||
		!n.moves(&s.state.Net.uses[reg[in.B]]) || m.share.crowded[n.node+int(from)]
}

// send carries out NetSend.
func (s *step) netSend(p *proc, f *program.Func, in *program.Instr, reg []uint64) {
	m := s.m
	list := f.Lists[in.C]
	net, from, to := reg[in.B], reg[list[0]], reg[list[1]]
	if !s.admits(p, net, from) || !s.admits(p, net, to) {
		return
	}
	n, t := &m.networks.list[net], &s.state.Net
	link := n.link + int(from)*n.nodes + int(to)
	s.simple = s.simple && !n.fallible() && n.Capacity == 0 // what becomes of it is not p's to know
	s.sends(p, n.node+int(from))
	s.sent = append(s.sent, uint64(link))
	if n.Capacity > 0 && t.count(link) >= n.Capacity {
		s.blocked = true
		return
	}
	s.words = s.words[:0]
	for _, r := range list[2:] {
		s.words = append(s.words, reg[r])
	}
	s.loop.wrote = true
	s.charge(Messages, p.thread, 1)
	if u := &t.uses[net]; u.down>>to&1 != 0 || (u.split>>from^u.split>>to)&1 != 0 {
		if m.tr != nil {
			m.tr.netSent(p, link, s.words, true)
		}
		return
	}
	at, err := t.send(link, s.words)
	if err != nil {
		s.err = err
		return
	}
	if s.simple {
		s.posted = append(append(s.posted, uint64(link)), s.words...)
		s.posted = append(s.posted, make([]uint64, t.table.stride-1-len(s.words))...)
	}
	if m.tr != nil {
		m.tr.netSent(p, link, s.words, false)
		t.numbers = slices.Insert(t.numbers, min(at, len(t.numbers)), m.tr.messages)
	}
	s.knowSent(p, n, link, at)
}

// send puts a message on a link, and gives its entry. The error is a *Limit.
func (t *netState) send(link int, words []uint64) (at int, err error) {
	n := t.table.of(link)
	if waiting := t.count(link); n.Capacity == 0 && waiting >= maxFlight {
		from, to := n.ends(link)
		return 0, &Limit{fmt.Sprintf("link P%d → P%d holds %d messages: it may grow without bound; --link K bounds it", from, to, waiting+1)}
	}
	return t.put(link, words, n.Unordered), nil
}

// sends notes that p sends as a node: two threads that do have their sends as steps.
func (s *step) sends(p *proc, node int) {
	sh := &s.m.share
	if s.alone || s.m.cfg.AllVisible {
		return
	}
	if !sh.sends(p.thread, node) {
		s.err = ErrAgain
	}
}

// sends notes who sends as a node, and reports whether that is as assumed.
func (s *sharing) sends(thread, node int) (ok bool) {
	s.senders[node] |= 1 << thread
	many := s.senders[node]&(s.senders[node]-1) != 0
	if s.learning {
		s.crowded[node] = many
	}
	return s.frozen || s.crowded[node] == many
}

// growNodes makes room for what is known of so many nodes.
func (s *sharing) growNodes(n int) {
	for len(s.senders) < n {
		s.senders = append(s.senders, 0)
		s.receivers = append(s.receivers, 0)
		s.crowded = append(s.crowded, false)
	}
}

// settleNodes makes what is known the assumptions of the next pass.
func (s *sharing) settleNodes() {
	for i, set := range s.senders {
		s.crowded[i] = set&(set-1) != 0
	}
}

// crowdedNames names the nodes that several threads send as, for a replay.
func (m *Machine) crowdedNames() []string {
	var names []string
	for i, crowded := range m.share.crowded {
		if crowded {
			names = append(names, crowdedName(i))
		}
	}
	return names
}

func crowdedName(node int) string { return fmt.Sprintf("sends of node %d", node) }
