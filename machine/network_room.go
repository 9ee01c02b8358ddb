package machine

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// A place on a link with a bound is free since the receive of the message that was there, and the receive happens before the send whose message
// takes it: the one that has been free longest is taken first, as of a channel (The Go Memory Model, 2022: the kth receive from a channel with
// capacity C is before the completion of send k+C). Who loses a message orders nothing. Under a memory model with
// marks it is enough that a receive is before all later sends of the link: if one of them does not need its room, there is a schedule in which it is earlier.

// rooms is the number of links of which Messages.room is kept: that of all links, or none. Where what is synchronized is in one
// order a receive is before all later sends anyway.
func (m *Machine) rooms() int {
	list := m.networks.list
	if !m.cfg.Memory.Views || m.cfg.Memory.Global || !slices.ContainsFunc(list, func(n network) bool { return n.Capacity > 0 }) {
		return 0
	}
	last := &list[len(list)-1]
	return last.link + last.nodes*last.nodes
}

// takesRoom is told of one more message on a link, and gives what who has emptied its place knew.
func (s *step) takesRoom(n *network, link int) know {
	if n.Capacity == 0 || s.m.rooms() == 0 {
		return 0
	}
	room := &s.state.Messages.room[link]
	if free := n.Capacity - s.state.Net.count(link) + 1; len(*room) < free {
		return 0
	}
	k := (*room)[0]
	*room = slices.Delete(*room, 0, 1)
	return k
}

// makesRoom notes that a message of a link is taken away by somebody who knows k.
func (s *step) makesRoom(n *network, link int, k know) {
	if n.Capacity > 0 && s.m.rooms() > 0 {
		room := &s.state.Messages.room[link]
		*room = append(*room, k)
	}
}

// encodeRoom appends, of each link, what those knew who have emptied its free places, without the first ones of whom nothing is known.
func (ms *messages) encodeRoom(dst []byte) []byte {
	for _, room := range ms.room {
		for len(room) > 0 && room[0] == 0 {
			room = room[1:]
		}
		dst = binary.AppendUvarint(dst, uint64(len(room)))
		for _, k := range room {
			dst = binary.AppendUvarint(dst, uint64(k))
		}
	}
	return dst
}

func (ms *messages) decodeRoom(links int, src []byte) []byte {
	next := func() uint64 {
		w, n := binary.Uvarint(src)
		src = src[n:]
		return w
	}
	ms.room = resize(ms.room, links)
	for i := range ms.room {
		ms.room[i] = ms.room[i][:0]
		for range next() {
			ms.room[i] = append(ms.room[i], know(next()))
		}
	}
	return src
}

// validRoom says what is wrong with Messages.room.
func (m *Machine) validRoom(st *State) error {
	if got, want := len(st.Messages.room), m.rooms(); got != want {
		return fmt.Errorf("machine: room of %d links, want %d", got, want)
	}
	for link, room := range st.Messages.room {
		if n := m.networks.of(link); len(room) > max(0, n.Capacity-st.Net.count(link)) {
			return fmt.Errorf("machine: %d free places of link %d, which holds %d messages of %d", len(room), link, st.Net.count(link), n.Capacity)
		}
	}
	return nil
}
