package machine

import (
	"math/bits"
	"slices"

	"heddle/model/program"
)

// futures is what is known of the steps that threads can take, of all states of this pass and earlier ones. What a step
// does depends on what its thread has of the state, its part: its local state, and the cells that are its own; on the
// message that it takes; and on memory that threads share. A move is what is known of a step from a part: to which it leads, on which links it
// sends, and which shared cells it accesses. So what a thread can do some time, whatever others do meanwhile, is found in the graph of its moves: its
// horizon.
//
// Moves are learned as steps are taken. A horizon that turns out to be wider makes the pass doubtful: then the search starts again, as
// it does for other assumptions (share.go). In the last pass no run that is possible has a step which is not known: take a
// shortest that would have one, the last; by the argument of ample.go either one as short as that, from a state found later, or a shorter one begins with
// a step that is taken.
type futures struct {
	records  locals   // of parts, of messages, and of lists
	moves    [][]move // by part
	learned  int      // moves
	added    []uint32 // by record: the last look that has taken it up
	looks    uint32
	horizons map[view]*horizon
	layout   []int32   // whose cells were those of parts
	own      [][]int32 // by thread: slots of its cells
	known    []uint64  // senders and receivers when the pass began

	parts  []uint32 // by thread of the present state; 0: not asked for yet
	queues []uint32 // likewise, by link
	rec    []uint64
	list   []uint64
	todo   []moment
	seen   map[moment]bool
}

// move is a step of a thread.
type move struct {
	link    int32  // whose message it takes; or noLink, or atRest
	message uint32 // … by its record
	to      uint32 // the part that it leads to; 0: the thread has ended
	links   uint32 // record of the links that it sends on
	cells   uint32 // record of the shared cells that it accesses, see step.uses
	starts  bool   // it starts threads
	alone   bool   // … nor meets any, nor waits for one
}

// In place of a link of a move:
const (
	noLink = -1 - iota
	atRest // the step is possible only where nothing else is
)

// First words of records that are not parts, which begin with the number of their thread.
const (
	recordMessage = maxThreads + iota
	recordQueue
	recordQueues
	recordLinks
	recordCells
)

// heapCell stands for all objects on the heap that several threads can reach.
const heapCell = 1 << 42

// prepareAmple begins a pass.
func (m *Machine) prepareAmple() {
	if m.unreduced = m.cannotReduce(); m.unreduced != "" || len(m.networks.list) == 0 {
		m.ample = nil
		return
	}
	var layout []int32
	own := make([][]int32, maxThreads)
	for slot, addr := range m.slotAddr {
		t := int32(-1)
		if sole := m.share.sole[addr]; m.ownCell(addr) && sole != 0 && sole&(sole-1) == 0 {
			t = int32(bits.TrailingZeros64(sole))
			own[t] = append(own[t], int32(slot))
		}
		layout = append(layout, t)
	}
	if m.ample == nil || !slices.Equal(layout, m.ample.layout) {
		m.ample = &ample{}
		m.ample.records.reset()
		m.ample.layout, m.ample.seen = layout, map[moment]bool{}
	}
	a := m.ample
	a.own, a.horizons = own, map[view]*horizon{}
	a.known = append(append(a.known[:0], m.share.senders...), m.share.receivers...)
	last := &m.networks.list[len(m.networks.list)-1]
	a.queues = make([]uint32, last.link+last.nodes*last.nodes)
}

// ownCell reports whether a fixed cell is one thread's own.
func (m *Machine) ownCell(addr uint64) bool {
	return m.share.class[addr] == Private && !m.share.ghost[addr]
}

// Rely says that the state which was expanded last is one that the search knows by a number.
func (m *Machine) Rely(state uint64) {
	for _, h := range m.ample.grounds {
		h.states = append(h.states, state)
	}
}

// Revise looks at all horizons again. It gives the states, ascending, whose ample sets rely on some that are wider now: they are to be expanded
// again. For other states Expand chooses as before: where a wider horizon could matter they have not relied on it. The error is ErrAgain.
func (m *Machine) Revise() (states []uint64, err error) {
	if m.ample == nil {
		return nil, nil
	}
	f := &m.ample.futures
	if !slices.Equal(f.known, append(slices.Clone(m.share.senders), m.share.receivers...)) {
		return nil, ErrAgain
	}
	for v, h := range f.horizons {
		if again := f.look(v); !again.equal(h) {
			states = append(states, h.states...)
			*h = *again
		}
	}
	slices.Sort(states)
	return slices.Compact(states), nil
}

// begin begins another state of n threads.
func (a *ample) begin(n int) {
	for len(a.next) < n {
		a.next, a.parts = append(a.next, upcoming{}), append(a.parts, 0)
	}
	for t := range a.next {
		u := &a.next[t]
		u.steps.Reset()
		*u = upcoming{steps: u.steps, cells: u.cells[:0]}
	}
	clear(a.parts)
	clear(a.queues)
	a.grounds = a.grounds[:0]
}

// record gives the number of a record.
func (f *futures) record(rec []uint64) uint32 {
	id, _ := f.records.intern(rec)
	for int(id) >= len(f.moves) {
		f.moves, f.added = append(f.moves, nil), append(f.added, 0)
	}
	return id
}

// words gives those of a record but for its first.
func (f *futures) words(record uint32) []uint64 { return f.records.record(record)[1:] }

// partNow is the part of a thread in the present state.
func (m *Machine) partNow(t int) uint32 {
	if m.ample.parts[t] == 0 {
		m.ample.parts[t] = m.partOf(&m.cur, t)
	}
	return m.ample.parts[t]
}

// partOf is the part of a thread in a state. Addresses of objects on the heap are not told apart: others can change them.
func (m *Machine) partOf(st *State, t int) uint32 {
	f := m.ample
	id := st.Locals[t]
	if id == 0 {
		return 0
	}
	f.rec = append(append(f.rec[:0], uint64(t)), m.locals.record(id)...)
	if m.locals.list[id].heap {
		m.eachPointer(f.rec[1:], func(w *uint64) { *w = min(*w, m.fixed) })
	}
	for _, slot := range f.own[t] {
		w := st.Cells[slot]
		if m.pointers[m.slotAddr[slot]] {
			w = min(w, m.fixed)
		}
		f.rec = append(f.rec, w)
	}
	return f.record(f.rec)
}

// learnMoves notes the step that s has just taken with thread t and an alternative.
func (m *Machine) learnMoves(s *step, t, alt int) {
	a := m.ample
	u := &a.next[t]
	mv := move{link: noLink, starts: len(s.spawned) > 0, alone: !s.noticed && len(s.spawned) == 0 && !s.meets && len(s.queued) == 0}
	u.alone = u.alone && mv.alone
	slices.Sort(s.uses)
	s.uses = slices.Compact(s.uses)
	u.cells = append(u.cells, s.uses...)
	if s.failure != nil {
		return
	}
	mv.link, mv.message = m.taken(t, alt)
	mv.links, mv.cells = a.listed(recordLinks, s.sent), a.listed(recordCells, s.uses)
	m.learnMove(s, t, mv)
	if s.meets {
		m.learnMove(s, s.chosen.with, mv)
	}
}

// taken gives the link and the record of the message that thread t takes with an alternative.
func (m *Machine) taken(t, alt int) (link int32, message uint32) {
	q := &m.locals.list[m.cur.Locals[t]].pending
	switch {
	case q.op != program.NetReceive:
		return noLink, 0
	case alt < len(m.receipts):
		return int32(m.cur.Net.entry(m.receipts[alt])[0]), m.messageAt(m.receipts[alt])
	case q.receives.how == program.ReceiveServe:
		return atRest, 0
	}
	return noLink, 0
}

// isPure reports whether the steps of thread t, which rests at a receive with these alternatives, are known to access no shared cells, and to be of
// it alone. Then they depend on nothing but the message, unless there are objects on the heap, so there is one move for each.
func (m *Machine) isPure(t, choices int) bool {
	f := m.ample
	if len(m.cur.Objects) > 0 {
		return false
	}
	moves := f.moves[m.partNow(t)]
	for alt := range choices {
		link, message := m.taken(t, alt)
		i := slices.IndexFunc(moves, func(mv move) bool { return mv.link == link && mv.message == message })
		if i < 0 || !moves[i].alone || len(f.words(moves[i].cells)) > 0 {
			return false
		}
	}
	return true
}

func (f *futures) listed(kind uint64, words []uint64) uint32 {
	f.rec = append(append(f.rec[:0], kind), words...)
	return f.record(f.rec)
}

func (m *Machine) learnMove(s *step, t int, mv move) {
	f := m.ample
	part := m.partNow(t)
	mv.to = m.partOf(&s.state, t)
	if !slices.Contains(f.moves[part], mv) {
		f.moves[part], f.learned = append(f.moves[part], mv), f.learned+1
	}
}

// use notes that the step accesses a cell that others may access, as twice its address, plus one if it writes it.
func (s *step) use(addr uint64, write bool) {
	m := s.m
	if m.ample == nil || s.booting {
		return
	}
	switch {
	case addr >= m.fixed:
		if i := s.objectAt(addr); i >= len(s.owner) || s.owner[i] >= 0 {
			return
		}
		addr = heapCell
	case m.ownCell(addr):
		return
	}
	s.uses = append(s.uses, 2*addr+truth(write))
}

// bytes is the memory that a holds.
func (a *ample) bytes() int {
	if a == nil {
		return 0
	}
	const horizon = 120 // with its place in the table
	return a.records.bytes() + 24*cap(a.moves) + 24*a.learned + horizon*len(a.horizons)
}
