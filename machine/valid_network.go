package machine

import (
	"fmt"
	"slices"
)

// validNetworks checks what networks have of a state: messages are on links that exist, in order, those of unordered links by their
// words, not more than a link holds; budgets are not exceeded; nodes that are down have a thread, which is back where it began.
func (m *Machine) validNetworks(st *State) error {
	t := &st.Net
	n := t.len()
	for i := range n {
		link := int(t.entry(i)[0])
		net := m.networks.of(link)
		switch {
		case link >= net.link+net.nodes*net.nodes:
			return fmt.Errorf("machine: message %d on link %d, which does not exist", i, link)
		case i > 0 && int(t.entry(i - 1)[0]) > link:
			return fmt.Errorf("machine: message %d on link %d is after one on link %d", i, link, t.entry(i - 1)[0])
		case i > 0 && int(t.entry(i - 1)[0]) == link && net.Unordered && slices.Compare(t.entry(i-1), t.entry(i)) > 0:
			return fmt.Errorf("machine: message %d on an unordered link is not in order", i)
		case t.count(link) > maxFlight+net.Budgets[Duplicate] && net.Capacity == 0:
			return fmt.Errorf("machine: %d messages on link %d", t.count(link), link)
		}
	}
	if m.cfg.Memory.Views && len(st.Messages.sent) != n {
		return fmt.Errorf("machine: %d messages under way, knowledge of %d", n, len(st.Messages.sent))
	}
	if err := m.validRoom(st); err != nil {
		return err
	}
	for i := range m.networks.list {
		net, u := &m.networks.list[i], &t.uses[i]
		for k, b := range net.Budgets {
			if int(u.used[k]) > b {
				return fmt.Errorf("machine: network %d: %s %d times of %d", i, mishapNames[k], u.used[k], b)
			}
		}
		for node := range net.nodes {
			r := t.nodes[net.node+node]
			if down := u.down>>node&1 != 0; down && (r.home == 0 || st.Locals[r.thread] != r.home) {
				return fmt.Errorf("machine: network %d: node %d is down, and its thread is not back", i, node)
			}
		}
	}
	return nil
}
