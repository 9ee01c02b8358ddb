package machine

import (
	"encoding/binary"
	"fmt"

	"heddle/model/program"
)

// What networks must do if they are fair is numbered, for Moves.Takes: first the links, each of which must deliver its first
// message, then for each network that it heals, then the different messages of links that are unordered, as they are met.

// met numbers the different messages of unordered links.
type met struct {
	list   []string // link and words, as varints
	number map[string]uint32
	key    []byte
}

// links is the number of all links.
func (t *networks) links() int {
	if len(t.list) == 0 {
		return 0
	}
	last := &t.list[len(t.list)-1]
	return last.link + last.nodes*last.nodes
}

// takes gives the number of what thread t takes from a network by an alternative that choices has just listed.
func (m *Machine) takes(q *pending, alt int) uint32 {
	if q.op != program.NetReceive || alt >= len(m.receipts) {
		return 0
	}
	e := m.cur.Net.entry(m.receipts[alt])
	n := &m.networks.list[q.receives.net]
	if !n.Unordered {
		return uint32(e[0]) + 1
	}
	x := &m.networks.met
	x.key = x.key[:0]
	for _, w := range e[:1+n.size] {
		x.key = binary.AppendUvarint(x.key, w)
	}
	i, ok := x.number[string(x.key)]
	if !ok {
		if x.number == nil {
			x.number = map[string]uint32{}
		}
		i = uint32(len(x.list))
		x.list = append(x.list, string(x.key))
		x.number[string(x.key)] = i
	}
	return uint32(m.networks.links()+len(m.networks.list)) + i + 1
}

// heals is the number of that a network heals.
func (t *networks) heals(net int) uint32 { return uint32(t.links() + net + 1) }

// Delivery says what Moves.Takes n is, in the present pass.
func (m *Machine) Delivery(n uint32) string {
	t := &m.networks
	link, words := int(n)-1, []uint64(nil)
	switch i := link - t.links(); {
	case i >= len(t.list):
		key := []byte(t.met.list[i-len(t.list)])
		for len(key) > 0 {
			w, k := binary.Uvarint(key)
			words, key = append(words, w), key[k:]
		}
		link, words = int(words[0]), words[1:]
	case i >= 0:
		return "the network's healing"
	}
	net := t.of(link)
	from, to := net.ends(link)
	if words == nil {
		return fmt.Sprintf("what P%d has sent to P%d", from, to)
	}
	return fmt.Sprintf("%s from P%d to P%d", (&tracer{m: m}).messageOf(net, words), from, to)
}
