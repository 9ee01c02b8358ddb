package machine

import (
	"encoding/binary"
	"slices"
)

// netState is what networks have of a state.
//
// Messages under way are ascending by their links. Those of one link are in the order in which they were sent, or, if the
// link is unordered, ascending by their words, so that equal contents are equal states.
type netState struct {
	table   *networks // nil: there are none
	flight  []uint64  // entries of table.stride words, one after the other: the link, the words of a message, then zeros
	numbers []int     // of a trace: by entry, the number of the message, see Event.Message
	uses    []netUse  // by network
	nodes   []nodeUse
}

// netUse is what has become of one network.
type netUse struct {
	used  [Mishaps]uint16 // of its budgets
	split uint64          // bit i: node i is on the other side than node 0; 0: the network is whole
	down  uint64          // bit i: node i has crashed, and has not started again
}

// nodeUse is who runs a node that can crash: the thread, and the local state that it comes back to, 0 if nobody does.
type nodeUse struct {
	thread int
	home   uint32
}

// eachHome calls f with each local state that a thread comes back to when its node crashes.
func (t *netState) eachHome(f func(thread int, home *uint32)) {
	for i := range t.nodes {
		if u := &t.nodes[i]; u.home != 0 {
			f(u.thread, &u.home)
		}
	}
}

// widen makes room for messages of so many words.
func (t *netState) widen(size int) {
	old := t.table.stride
	if size < old {
		return
	}
	var wide []uint64
	for i := range t.len() {
		wide = append(append(wide, t.entry(i)...), make([]uint64, 1+size-old)...)
	}
	t.flight, t.table.stride = wide, 1+size
}

// len is the number of messages under way.
func (t *netState) len() int {
	if len(t.flight) == 0 {
		return 0
	}
	return len(t.flight) / t.table.stride
}

func (t *netState) entry(i int) []uint64 {
	return t.flight[i*t.table.stride : (i+1)*t.table.stride]
}

// link gives the entries from … to-1 of the messages on a link.
func (t *netState) link(link int) (from, to int) {
	n, stride := t.len(), t.table.stride
	for from < n && t.flight[from*stride] < uint64(link) {
		from++
	}
	for to = from; to < n && t.flight[to*stride] == uint64(link); {
		to++
	}
	return from, to
}

// same reports whether entries i and j are equal messages.
func (t *netState) same(i, j int) bool { return slices.Equal(t.entry(i), t.entry(j)) }

// size is the number of words of the message at an entry.
func (t *netState) size(at int) int { return t.table.of(int(t.entry(at)[0])).size }

// number is that of the message at an entry, 0 if it is not known.
func (t *netState) number(at int) int {
	if at < len(t.numbers) {
		return t.numbers[at]
	}
	return 0
}

// put puts a message on a link, and gives its entry.
func (t *netState) put(link int, words []uint64, unordered bool) (at int) {
	from, at := t.link(link)
	if unordered {
		for at > from && slices.Compare(t.entry(at - 1)[1:1+len(words)], words) > 0 {
			at--
		}
	}
	stride, n := t.table.stride, len(t.flight)
	for range stride {
		t.flight = append(t.flight, 0)
	}
	copy(t.flight[(at+1)*stride:], t.flight[at*stride:n])
	e := t.entry(at)
	clear(e)
	e[0] = uint64(link)
	copy(e[1:], words)
	return at
}

// drop takes entry i away.
func (t *netState) drop(i int) {
	t.flight = slices.Delete(t.flight, i*t.table.stride, (i+1)*t.table.stride)
}

// double puts a copy of entry i after it.
func (t *netState) double(i int) {
	t.flight = slices.Insert(t.flight, (i+1)*t.table.stride, slices.Clone(t.entry(i))...)
}

// lead moves entry i before entry first.
func (t *netState) lead(first, i int) {
	e, stride := slices.Clone(t.entry(i)), t.table.stride
	copy(t.flight[(first+1)*stride:(i+1)*stride], t.flight[first*stride:i*stride])
	copy(t.entry(first), e)
}

func (t *netState) copyFrom(u *netState) {
	t.table = u.table
	t.flight = append(t.flight[:0], u.flight...)
	t.numbers = append(t.numbers[:0], u.numbers...)
	t.uses = append(t.uses[:0], u.uses...)
	t.nodes = append(t.nodes[:0], u.nodes...)
}

// encodeNet appends the number of messages, and of each the link and the words (zigzag); then for each network what its
// Behaviour makes possible: budgets used, the partition, nodes down and who runs them.
func (t *netState) encode(dst []byte) []byte {
	n := t.len()
	dst = binary.AppendUvarint(dst, uint64(n))
	for i := range n {
		e := t.entry(i)
		dst = binary.AppendUvarint(dst, e[0])
		for _, w := range e[1 : 1+t.table.of(int(e[0])).size] {
			if w < 0x40 {
				dst = append(dst, byte(w<<1))
			} else {
				dst = binary.AppendVarint(dst, int64(w))
			}
		}
	}
	for i := range t.table.list {
		net, u := &t.table.list[i], &t.uses[i]
		for k, b := range net.Budgets {
			if b > 0 {
				dst = binary.AppendUvarint(dst, uint64(u.used[k]))
			}
		}
		if net.Budgets[Partition] > 0 {
			dst = binary.AppendUvarint(dst, u.split)
		}
		if net.crashes() {
			dst = binary.AppendUvarint(dst, u.down)
			for _, node := range t.nodes[net.node : net.node+net.nodes] {
				dst = binary.AppendUvarint(dst, uint64(node.thread))
				dst = binary.AppendUvarint(dst, uint64(node.home))
			}
		}
	}
	return dst
}

// decodeNet fills t from an encoding.
func (t *netState) decode(table *networks, src []byte) []byte {
	next := func() uint64 {
		w, n := binary.Uvarint(src)
		src = src[n:]
		return w
	}
	t.table = table
	t.flight, t.numbers, t.uses, t.nodes = t.flight[:0], t.numbers[:0], t.uses[:0], t.nodes[:0]
	for range next() {
		link := next()
		size := table.of(int(link)).size
		t.flight = append(t.flight, link)
		for range size {
			w, n := binary.Varint(src)
			src = src[n:]
			t.flight = append(t.flight, uint64(w))
		}
		for range table.stride - 1 - size {
			t.flight = append(t.flight, 0)
		}
	}
	for i := range table.list {
		net := &table.list[i]
		var u netUse
		for k, b := range net.Budgets {
			if b > 0 {
				u.used[k] = uint16(next())
			}
		}
		if net.Budgets[Partition] > 0 {
			u.split = next()
		}
		at := len(t.nodes)
		t.nodes = append(t.nodes, make([]nodeUse, net.nodes)...)
		if net.crashes() {
			u.down = next()
			for j := range net.nodes {
				t.nodes[at+j] = nodeUse{int(next()), uint32(next())}
			}
		}
		t.uses = append(t.uses, u)
	}
	return src
}
