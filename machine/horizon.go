package machine

import "slices"

// view is where the horizon is asked for: from a part, before some threads take steps. Of the messages that these have sent it those are known that
// the record of queues has: of each link its number and its messages.
type view struct {
	part   uint32
	queues uint32
}

// horizon is what a thread can do. Both lists are ascending.
type horizon struct {
	links  []uint64
	cells  []uint64
	starts bool
	states []uint64 // of the search, where ample sets rely on there being no more: see Rely
}

// moment is a part, and how many messages have been taken of each queue, by 6 bits.
type moment struct {
	part  uint32
	taken uint64
}

// maxQueues is for how many queues a moment has room: what others hold may come at any time. As a link without bound holds at most maxFlight
// messages 6 bits are enough.
const maxQueues = 10

func (h *horizon) equal(g *horizon) bool {
	return h.starts == g.starts && slices.Equal(h.links, g.links) && slices.Equal(h.cells, g.cells)
}

// messageAt is the record of a message under way.
func (m *Machine) messageAt(at int) uint32 {
	f := m.ample
	f.rec = append(append(f.rec[:0], recordMessage), m.cur.Net.entry(at)[1:]...)
	return f.record(f.rec)
}

// queueOn is the record of the messages on a link.
func (m *Machine) queueOn(link int) uint32 {
	f := m.ample
	if f.queues[link] == 0 {
		from, to := m.cur.Net.link(link)
		f.list = append(f.list[:0], recordQueue)
		for at := from; at < to; at++ {
			f.list = append(f.list, uint64(m.messageAt(at)))
		}
		f.queues[link] = f.record(f.list)
	}
	return f.queues[link]
}

// queuesTo is the record of the links from threads of a set to nodes that thread v receives as.
func (m *Machine) queuesTo(v int, set uint64) uint32 {
	sh := &m.share
	var rec []uint64
	rec = append(rec, recordQueues)
	for i := range m.networks.list {
		n := &m.networks.list[i]
		if n.Unordered {
			continue
		}
		for to := range n.nodes {
			if sh.receivers[n.node+to] != 1<<v {
				continue
			}
			for from := range n.nodes {
				if who := sh.senders[n.node+from]; who != 0 && who&^set == 0 && len(rec) < 1+2*maxQueues {
					link := n.link + from*n.nodes + to
					rec = append(rec, uint64(link), uint64(m.queueOn(link)))
				}
			}
		}
	}
	return m.ample.record(rec)
}

// horizon gives what thread v can do before a thread of the set takes a step.
func (m *Machine) horizon(v int, set uint64) *horizon {
	f := &m.ample.futures
	at := view{m.partNow(v), m.queuesTo(v, set)}
	h := f.horizons[at]
	if h == nil {
		h = f.look(at)
		f.horizons[at] = h
	}
	return h
}

// look finds a horizon.
func (f *futures) look(at view) *horizon {
	h := &horizon{}
	queues := f.words(at.queues)
	first := moment{at.part, 0}
	f.todo = append(f.todo[:0], first)
	clear(f.seen)
	f.seen[first] = true
	f.looks++
	add := func(list *[]uint64, record uint32) {
		if f.added[record] != f.looks {
			f.added[record] = f.looks
			*list = append(*list, f.words(record)...)
		}
	}
	for len(f.todo) > 0 {
		now := f.todo[len(f.todo)-1]
		f.todo = f.todo[:len(f.todo)-1]
		for i := range f.moves[now.part] {
			mv := &f.moves[now.part][i]
			next, ok := f.after(now, mv, queues)
			if !ok {
				continue
			}
			h.starts = h.starts || mv.starts
			add(&h.links, mv.links)
			add(&h.cells, mv.cells)
			if !f.seen[next] {
				f.seen[next] = true
				f.todo = append(f.todo, next)
			}
		}
	}
	for _, list := range []*[]uint64{&h.links, &h.cells} {
		slices.Sort(*list)
		*list = slices.Clip(slices.Compact(*list))
	}
	return h
}

// after gives where a move leads, if the queues allow it.
func (f *futures) after(now moment, mv *move, queues []uint64) (next moment, ok bool) {
	next = moment{mv.to, now.taken}
	if mv.link == atRest {
		return next, false
	}
	for i := 0; i < len(queues); i += 2 {
		if int32(queues[i]) != mv.link {
			continue
		}
		queue, shift := f.words(uint32(queues[i+1])), 3*i
		taken := int(now.taken >> shift & 63)
		next.taken += 1 << shift
		return next, taken < len(queue) && queue[taken] == uint64(mv.message)
	}
	return next, true
}

// conflicts reports whether a thread with horizon h can access one of some cells, unless both read it. Both lists are of words
// as step.uses has them.
func (h *horizon) conflicts(cells []uint64) bool {
	for _, c := range cells {
		_, writes := slices.BinarySearch(h.cells, c|1)
		_, reads := slices.BinarySearch(h.cells, c&^1)
		if writes || reads && c&1 != 0 {
			return true
		}
	}
	return false
}
