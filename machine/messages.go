package machine

import (
	"encoding/binary"
	"slices"
)

// Under a memory model with views a cell is a list of messages in modification
// order, and what a thread knows says which of them it may still read. The value of
// the newest message is that of the cell in memory. Cells are numbered: first the shared
// fixed ones, then the words of the heap.
type messages struct {
	threads []viewer
	cells   []history // of cells with more than one message, or one that says something; ascending
	global  know      // see memory_rc.go
	sent    []know    // with each message under way on a network, by its entry: what its sender knew
	room    [][]know  // see network_room.go
	ended   know      // what threads knew that have ended, if somebody may find all at rest
}

// viewer is what a thread knows, and what its writes let others know.
type viewer struct {
	cur   know       // it knows
	acq   know       // … and will after an acquire fence; never less than cur
	fence know       // it knew at its last release fence
	heirs know       // the threads that it started and that have ended knew
	rel   []released // it knew at its last release write to a cell, if that is more than fence; ascending
	psc   order      // see psc.go
}

type released struct {
	cell int
	know know
}

type history struct {
	cell  int
	list  []message // in modification order, never empty
	below know      // of messages that were dropped, see psc.go
}

// message is a write that can be read.
type message struct {
	value uint64 // 0 of the newest
	know  know   // who reads and acquires it gets to know; not its own place in row at
	psc   know   // see psc.go
	rmw   bool   // it is right after the message that it read: nothing comes between
	plain bool   // it is an ordinary variable's, so nobody may read older ones; false in a state
	by    Message
}

// Message names a write to memory: the Nth, from 0, that Thread has made since the program began, of
// all the Stores and successful read-modify-writes that it has executed (whatever sees them, those in
// atomic sections and of the initial block as well), but those to immutable objects. {-1, 0} is the initial value of a
// cell, or the last that the initial block has given it. A number that threads use in turn counts on.
// Of messages that the machine has merged it is the latest; that of a section is its last write to the cell.
type Message struct{ Thread, N int }

// find gives the history of a cell, nil if there is none.
func (ms *messages) find(cell int) *history {
	i, ok := slices.BinarySearchFunc(ms.cells, cell, func(h history, c int) int { return h.cell - c })
	if !ok {
		return nil
	}
	return &ms.cells[i]
}

// at gives the history of a cell, made if need be.
func (ms *messages) at(cell int) *history {
	i, ok := slices.BinarySearchFunc(ms.cells, cell, func(h history, c int) int { return h.cell - c })
	if !ok {
		n := len(ms.cells)
		var list []message
		if n < cap(ms.cells) {
			list = ms.cells[:n+1][n].list[:0]
		}
		ms.cells = slices.Insert(ms.cells, i, history{cell: cell, list: append(list, message{by: Message{Thread: -1}})})
	}
	return &ms.cells[i]
}

// silent reports whether h is as if it were not there.
func (h *history) silent() bool {
	return len(h.list) == 1 && h.list[0].know == 0 && h.list[0].psc == 0 && h.below == 0
}

// eachOld calls f with the value of each message but the newest.
func (h *history) eachOld(f func(w *uint64)) {
	for i := range h.list[:len(h.list)-1] {
		f(&h.list[i].value)
	}
}

// count is the number of messages of a cell.
func (ms *messages) count(cell int) int {
	if h := ms.find(cell); h != nil {
		return len(h.list)
	}
	return 1
}

func (ms *messages) copyFrom(from *messages) {
	ms.global, ms.ended = from.global, from.ended
	ms.sent = append(ms.sent[:0], from.sent...)
	ms.room = resize(ms.room, len(from.room))
	for i := range from.room {
		ms.room[i] = append(ms.room[i][:0], from.room[i]...)
	}
	ms.threads = resize(ms.threads, len(from.threads))
	for i := range from.threads {
		rel := append(ms.threads[i].rel[:0], from.threads[i].rel...)
		ms.threads[i] = from.threads[i]
		ms.threads[i].rel = rel
	}
	ms.cells = resize(ms.cells, len(from.cells))
	for i := range from.cells {
		list := append(ms.cells[i].list[:0], from.cells[i].list...)
		ms.cells[i] = from.cells[i]
		ms.cells[i].list = list
	}
}

// resize gives s the length n; what was there before within its capacity may be there again.
func resize[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	return append(s[:cap(s)], make([]T, n-cap(s))...)
}

// each calls f with every record of knowledge in the state.
func (ms *messages) each(f func(k *know)) {
	for i := range ms.threads {
		v := &ms.threads[i]
		f(&v.cur)
		f(&v.acq)
	}
	ms.eachSaid(f)
}

// eachSaid is each of all but what threads know now.
func (ms *messages) eachSaid(f func(k *know)) {
	for i := range ms.threads {
		v := &ms.threads[i]
		f(&v.fence)
		f(&v.heirs)
		f(&v.psc.know)
		for j := range v.rel {
			f(&v.rel[j].know)
		}
	}
	for i := range ms.cells {
		h := &ms.cells[i]
		f(&h.below)
		for j := range h.list {
			f(&h.list[j].know)
			f(&h.list[j].psc)
		}
	}
	f(&ms.global)
	f(&ms.ended)
	for i := range ms.sent {
		f(&ms.sent[i])
	}
	for _, room := range ms.room {
		for i := range room {
			f(&room[i])
		}
	}
}

func (ms *messages) encode(dst []byte) []byte {
	for i := range ms.threads {
		v := &ms.threads[i]
		for _, k := range [...]know{v.cur, v.acq, v.fence, v.heirs, v.psc.know, know(v.psc.last + 1)} {
			dst = binary.AppendUvarint(dst, uint64(k))
		}
		dst = binary.AppendUvarint(dst, uint64(len(v.rel)))
		for _, r := range v.rel {
			dst = binary.AppendUvarint(dst, uint64(r.cell))
			dst = binary.AppendUvarint(dst, uint64(r.know))
		}
	}
	dst = binary.AppendUvarint(dst, uint64(ms.global))
	n := 0
	for i := range ms.cells {
		if !ms.cells[i].silent() {
			n++
		}
	}
	dst = binary.AppendUvarint(dst, uint64(n))
	for i := range ms.cells {
		h := &ms.cells[i]
		if h.silent() {
			continue
		}
		dst = binary.AppendUvarint(dst, uint64(h.cell))
		dst = binary.AppendUvarint(dst, uint64(h.below))
		dst = binary.AppendUvarint(dst, uint64(len(h.list)))
		for _, e := range h.list {
			dst = binary.AppendVarint(dst, int64(e.value))
			dst = binary.AppendUvarint(dst, uint64(e.know)<<1|truth(e.rmw))
			dst = binary.AppendUvarint(dst, uint64(e.psc))
		}
	}
	return dst
}

func (ms *messages) decode(threads int, src []byte) []byte {
	next := func() uint64 {
		w, n := binary.Uvarint(src)
		src = src[n:]
		return w
	}
	ms.threads = resize(ms.threads, threads)
	for i := range ms.threads {
		v := &ms.threads[i]
		v.cur, v.acq, v.fence, v.heirs = know(next()), know(next()), know(next()), know(next())
		v.psc.know, v.psc.last = know(next()), int(next())-1
		v.rel = v.rel[:0]
		for range next() {
			v.rel = append(v.rel, released{int(next()), know(next())})
		}
	}
	ms.global = know(next())
	ms.cells = resize(ms.cells, int(next()))
	for i := range ms.cells {
		h := &ms.cells[i]
		h.cell, h.below = int(next()), know(next())
		h.list = h.list[:0]
		for range next() {
			value, n := binary.Varint(src)
			src = src[n:]
			rel := next()
			h.list = append(h.list, message{value: uint64(value), know: know(rel >> 1), rmw: rel&1 != 0, psc: know(next())})
		}
	}
	return src
}
