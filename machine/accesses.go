package machine

import "heddle/model/program"

// Access is one by a step to something that others may access too: two steps from one state that have no access in
// common of which one writes commute. It is told for those who sample schedules, so it may be coarser than need be.
//
// What is local to a thread is in no access: of a step only the operation that it begins with counts. Under memory models with views the states that
// two steps lead to in either order may differ in what is forgotten, though not in what can follow.
type Access struct {
	Cell  uint64 // an address of the fixed memory; a cell of the heap, see HeapCell; or one of the below
	Write bool
}

// What stands for something that is no memory.
const (
	cellClaims   = 1<<62 + iota // ghost code, and claims
	cellNetworks                // what networks may do of themselves, if they may do anything
	cellThreads                 // numbers of threads that are started
	cellFences                  // the order of fences, where a memory model has one
	cellCaches                  // a protocol between caches
	cellInbox                   // plus a node: what it can receive
)

const heapCells = 1 << 63

// HeapCell gives the object of the state that a cell is of, and its place there; ok is false if it is not on the heap. New objects
// have the numbers after those of the state.
func (a Access) HeapCell() (object int, offset uint32, ok bool) {
	return int(a.Cell &^ heapCells >> 32), uint32(a.Cell), a.Cell&heapCells != 0
}

// Accesses gives those of a successor.
func (s *Successors) Accesses(i int) []Access {
	from := 0
	if i > 0 {
		from = s.Items[i-1].Accesses
	}
	return s.accesses[from:s.Items[i].Accesses]
}

// Origins says of each object on the heap of a successor which object it was in the state before, or in the order of those made since.
func (s *Successors) Origins(i int) []int32 {
	from := 0
	if i > 0 {
		from = s.Items[i-1].Origins
	}
	return s.origins[from:s.Items[i].Origins]
}

// noteAccesses completes the successor that was added last, by a step that s has taken.
func (m *Machine) noteAccesses(out *Successors, a Action, s *step) {
	if m.cfg.Accesses {
		if len(s.state.Objects) > 0 {
			out.origins = append(out.origins, m.canon.order...)
		}
		m.appendAccesses(out, a, s, s.ghosted)
		if a.Flush() { // who waits at a channel is there for others once its buffer is empty
			m.appendOffers(out, &m.cur, a.Thread(), m.placeNow)
		}
		if a.Hardware() || m.split != nil {
			return
		}
		from := func(addr uint64) uint64 { return m.placeBefore(&s.state, addr) }
		m.appendOffers(out, &s.state, a.Thread(), from)
		if s.meets {
			m.appendOffers(out, &s.state, s.chosen.with, from)
		}
		for _, p := range s.spawned {
			m.appendOffers(out, &s.state, p.thread, from)
		}
	}
}

// relive gives s what noteAccesses wants of a remembered step.
func (m *Machine) relive(s *step, l *leaf) {
	mm := &m.memo
	s.marks = append(s.marks, mm.marks[l.marks.from:l.marks.to]...)
	s.queued = append(s.queued, mm.queued[l.queued.from:l.queued.to]...)
	for i := l.sent.from; i < l.sent.to; i += int32(m.networks.stride) {
		s.sent = append(s.sent, mm.sent[i])
	}
	s.stated = l.stated
}

// noteLeaf does so for a remembered step that has been played on the present state, and back.
func (m *Machine) noteLeaf(out *Successors, a Action, l *leaf) {
	if m.cfg.Accesses {
		s := &m.step
		s.reset(m)
		m.relive(s, l)
		m.appendAccesses(out, a, s, l.ghosted)
		same := func(addr uint64) uint64 { return addr }
		m.appendSelect(out, &m.cur, m.cur.Locals[a.Thread()], same)
		m.appendSelect(out, &m.cur, l.local, same)
		if l.with >= 0 {
			m.appendSelect(out, &m.cur, m.cur.Locals[l.with], same)
			m.appendSelect(out, &m.cur, l.other, same)
		}
	}
}

func (m *Machine) appendAccesses(out *Successors, a Action, s *step, ghosted bool) {
	if ghosted || s.stated {
		out.access(cellClaims, true)
	}
	if len(s.spawned) > 0 {
		out.access(cellThreads, true)
	}
	if m.cfg.Memory.Views && (len(s.spawned) > 0 || s.noticed) { // it starts threads, or has waited for some: both are fences
		out.access(cellFences, true)
	}
	for _, link := range s.sent {
		out.access(m.inboxOf(int(link)), true)
	}
	st, t := &m.cur, a.Thread()
	if m.networks.fail() { // what else is possible then, and as which action, depends on threads and messages
		out.access(cellNetworks, a.Fault())
	}
	switch {
	case a.Fault():
	case m.split != nil:
		out.access(cellCaches, true)
	case a.Flush():
		out.access(m.placeOf(st, st.Buffers[t][a.Alt()].addr), true)
	default:
		m.appendThreadAccesses(out, t, a.Alt(), s.marks, len(s.queued) > 0)
	}
	it := &out.Items[len(out.Items)-1]
	it.Accesses, it.Origins = len(out.accesses), len(out.origins)
}

func (m *Machine) appendThreadAccesses(out *Successors, t, alt int, marks []footprint, queued bool) {
	st := &m.cur
	q := &m.locals.list[st.Locals[t]].pending
	if m.cfg.Memory.Views && m.ordersAll(q) {
		out.access(cellFences, true)
	}
	switch q.op {
	case program.Begin:
		for _, k := range marks {
			out.access(m.placeOf(st, k.addr), k.write)
		}
	case program.Select:
		for i, c := range m.locals.casesOf(q) {
			if c.ch != 0 { // which alternative is which number depends on all of them
				out.access(m.placeOf(st, c.ch), i == m.alts[alt].taken)
			}
		}
	case program.Close, program.ChanLen:
		var p proc
		m.load(&p, t, st.Locals[t])
		f := p.top()
		ch := p.regs[int(f.base)+int(m.prog.Funcs[f.fn].Code[f.pc].B)]
		out.access(m.placeOf(st, ch), q.op == program.Close)
	case program.NetSend: // where to has been noted
	case program.NetReceive:
		if q.receives.how == program.ReceiveServe && alt >= len(m.receipts) { // where nothing else can happen
			out.access(cellNetworks, true)
		}
		out.access(cellInbox+uint64(m.networks.list[q.receives.net].node)+uint64(q.receives.node), true)
	default:
		if addr := m.cellOf(st, q); addr != 0 && !(queued && q.op == program.Store) {
			succeeds := q.isCAS && (m.cfg.Memory.Views || m.word(st, addr) == q.expect)
			out.access(m.placeOf(st, addr), q.write || succeeds)
		}
	}
}

// appendOffers adds accesses to the channels without buffer at which a thread no longer waits, or waits now, in a state after the present one: others
// may meet it there.
func (m *Machine) appendOffers(out *Successors, next *State, t int, from func(addr uint64) uint64) {
	if t < len(m.cur.Locals) {
		m.appendSelect(out, &m.cur, m.cur.Locals[t], m.placeNow)
	}
	m.appendSelect(out, next, next.Locals[t], from)
}

func (m *Machine) appendSelect(out *Successors, st *State, id uint32, place func(addr uint64) uint64) {
	if id == 0 || m.locals.list[id].pending.op != program.Select {
		return
	}
	for _, c := range m.locals.casesOf(&m.locals.list[id].pending) {
		if c.ch != 0 && m.channelIn(st, c.ch).capacity == 0 {
			out.access(place(c.ch), true)
		}
	}
	out.Items[len(out.Items)-1].Accesses = len(out.accesses)
}

// placeNow gives the cell of an address in the present state.
func (m *Machine) placeNow(addr uint64) uint64 { return m.placeOf(&m.cur, addr) }

// placeBefore gives the cell that an address in a state after the present one had been there.
func (m *Machine) placeBefore(next *State, addr uint64) uint64 {
	if addr < m.fixed {
		return addr
	}
	i := next.objectAt(addr)
	return heapCells | uint64(m.canon.order[i])<<32 | (addr - next.Objects[i].base)
}

// inboxOf is what stands for all that can be received where a link ends.
func (m *Machine) inboxOf(link int) uint64 {
	n := m.networks.of(link)
	_, to := n.ends(link)
	return cellInbox + uint64(n.node+to)
}

// ordersAll reports whether an operation, under a memory model with views, may matter to those on other cells: by the order of
// sequentially consistent ones, or by a view that all share.
func (m *Machine) ordersAll(q *pending) bool {
	order := program.Order(q.aux)
	switch q.op {
	case program.AtomicCAS:
		order, _ = program.CASOrders(q.aux)
	case program.Load, program.Store, program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor:
	case program.Choose:
		return false
	default:
		return true
	}
	return order == program.SeqCst || m.cfg.Memory.Global && special(order)
}

// access adds one, unless the step has it.
func (s *Successors) access(cell uint64, write bool) {
	from := 0
	if n := len(s.Items); n > 1 {
		from = s.Items[n-2].Accesses
	}
	for i := from; i < len(s.accesses); i++ {
		if a := &s.accesses[i]; a.Cell == cell {
			a.Write = a.Write || write
			return
		}
	}
	s.accesses = append(s.accesses, Access{cell, write})
}

// placeOf gives the cell of an address in a state.
func (m *Machine) placeOf(st *State, addr uint64) uint64 {
	if addr < m.fixed {
		return addr
	}
	i := st.objectAt(addr)
	return heapCells | uint64(i)<<32 | (addr - st.Objects[i].base)
}
