package machine

import "unsafe"

// memo remembers steps. A step is a function of the thread's local state and of
// the words that it reads from memory, in a fixed order given the words before.
// So a thread's steps from one local state form a decision tree: inner nodes name
// the cell that is read next, edges the value found, leaves what the step does.
// Interpretation then happens once for each path, not once for each transition.
//
// What a Select does depends on the alternative chosen, and if that is a send that
// meets a receive on the other thread's local state: these count as read first.
//
// That of a NetReceive depends on the message that is taken, or that none is; what is sent on links without bound is kept as
// what is written is.
//
// Steps that touch heap objects, start threads, choose or enter out of turn are not remembered.
// Classes of cells never change within a pass, and the memo is dropped with it.
type memo struct {
	roots   [][]int32 // by thread; by local state (times two, plus one if the store buffer is empty): node, 0 none
	nodes   []memoNode
	edges   []memoEdge
	leaves  []leaf
	writes  []cellValue
	marks   []footprint
	queued  []entry
	told    []told
	effects []effect
	sent    []uint64 // entries of messages, see netState
}

type memoNode struct {
	slot  int32 // cell to read, slotChosen or slotOther; slotLeaf: a leaf
	first int32 // first edge, or the leaf
}

type memoEdge struct {
	value uint64
	node  int32
	next  int32
}

// In place of a cell:
const (
	slotLeaf   = -1 - iota
	slotChosen // the alternative of a Select
	slotOther  // the local state of the thread that it meets
	slotFrom   // the node that a message is received from, plus one; 0: there is none
	slotWord   // its first word; below it the others
)

// leaf is what a step does.
type leaf struct {
	local   uint32
	with    int32  // the thread that it meets, -1: none
	other   uint32 // … and its local state
	writes  span
	marks   span
	queued  span // into the store buffer
	told    span // ghost events that move turns
	effects span
	sent    span
	blocked bool
	enters  uint8 // see Moves.Enters
	ghosted bool
	stated  bool
	failure *Failure
}

type span struct{ from, to int32 }

// maxMemo bounds the nodes remembered; beyond it steps are interpreted.
const maxMemo = 1 << 22

// reset forgets all steps.
func (mm *memo) reset() {
	for t := range mm.roots {
		mm.roots[t] = mm.roots[t][:0]
	}
	mm.nodes, mm.edges = append(mm.nodes[:0], memoNode{}), append(mm.edges[:0], memoEdge{})
	clear(mm.leaves)
	mm.leaves, mm.writes, mm.marks, mm.queued, mm.told = mm.leaves[:0], mm.writes[:0], mm.marks[:0], mm.queued[:0], mm.told[:0]
	mm.effects, mm.sent = mm.effects[:0], mm.sent[:0]
}

func (mm *memo) bytes() int {
	n := int(unsafe.Sizeof(memoNode{}))*cap(mm.nodes) + int(unsafe.Sizeof(memoEdge{}))*cap(mm.edges) +
		int(unsafe.Sizeof(leaf{}))*cap(mm.leaves) + int(unsafe.Sizeof(cellValue{}))*cap(mm.writes) +
		int(unsafe.Sizeof(footprint{}))*cap(mm.marks) +
		int(unsafe.Sizeof(entry{}))*cap(mm.queued) + int(unsafe.Sizeof(told{}))*cap(mm.told) +
		int(unsafe.Sizeof(effect{}))*cap(mm.effects) + 8*cap(mm.sent)
	for _, r := range mm.roots {
		n += 4 * cap(r)
	}
	return n
}

// recall finds the step that thread t takes from its local state in st with an
// alternative, nil if it is not known.
func (m *Machine) recall(st *State, t, alt int) *leaf {
	mm := &m.memo
	if t >= len(mm.roots) {
		return nil
	}
	key := m.memoKey(st, t)
	if key >= len(mm.roots[t]) {
		return nil
	}
	at := mm.roots[t][key]
	for at != 0 {
		n := &mm.nodes[at]
		var v uint64
		switch n.slot {
		case slotLeaf:
			return &mm.leaves[n.first]
		case slotChosen:
			v = m.alts[alt].word()
		case slotOther:
			v = uint64(st.Locals[m.alts[alt].with])
		default:
			if v = 0; n.slot > slotFrom {
				v = m.view(st, t, n.slot)
			} else if alt < len(m.receipts) {
				v = m.receipt(st, m.receipts[alt], n.slot)
			}
		}
		e := n.first
		for e != 0 && mm.edges[e].value != v {
			e = mm.edges[e].next
		}
		at = mm.edges[e].node // edge 0 leads to node 0
	}
	return nil
}

func (m *Machine) memoKey(st *State, t int) int {
	key := 2 * int(st.Locals[t])
	if !m.cfg.Memory.Buffered || len(st.Buffers[t]) == 0 {
		key++
	}
	return key
}

// view is the value of a cell as thread t would load it.
func (m *Machine) view(st *State, t int, slot int32) uint64 {
	if m.cfg.Memory.Buffered && len(st.Buffers[t]) > 0 {
		if v, ok := forward(st.Buffers[t], m.slotAddr[slot]); ok {
			return v
		}
	}
	return st.Cells[slot]
}

// remember stores the step that s has just taken with thread t from state st.
func (m *Machine) remember(st *State, s *step, t int) {
	mm := &m.memo
	if len(mm.nodes) > maxMemo {
		return
	}
	for t >= len(mm.roots) {
		mm.roots = append(mm.roots, nil)
	}
	key := m.memoKey(st, t)
	for key >= len(mm.roots[t]) {
		mm.roots[t] = append(mm.roots[t], 0)
	}
	at := &mm.roots[t][key]
	for _, r := range s.reads {
		if *at == 0 {
			*at = int32(len(mm.nodes))
			mm.nodes = append(mm.nodes, memoNode{slot: r.slot})
		}
		if at = mm.edge(*at, r.value); at == nil {
			return
		}
	}
	l := leaf{blocked: s.blocked, failure: s.failure, local: s.state.Locals[t], with: -1}
	if s.meets {
		l.with, l.other = int32(s.chosen.with), s.state.Locals[s.chosen.with]
	}
	l.writes.from = int32(len(mm.writes))
	mm.writes = append(mm.writes, s.writes...)
	l.writes.to = int32(len(mm.writes))
	l.marks.from = int32(len(mm.marks))
	mm.marks = append(mm.marks, s.marks...)
	l.marks.to = int32(len(mm.marks))
	l.queued.from = int32(len(mm.queued))
	mm.queued = append(mm.queued, s.queued...)
	l.queued.to = int32(len(mm.queued))
	l.enters, l.ghosted, l.stated = s.enters, s.ghosted, s.stated
	l.told.from = int32(len(mm.told))
	mm.told = append(mm.told, s.told...)
	l.told.to = int32(len(mm.told))
	l.effects.from = int32(len(mm.effects))
	mm.effects = append(mm.effects, s.effects...)
	l.effects.to = int32(len(mm.effects))
	l.sent.from = int32(len(mm.sent))
	mm.sent = append(mm.sent, s.posted...)
	l.sent.to = int32(len(mm.sent))
	*at = int32(len(mm.nodes))
	mm.nodes = append(mm.nodes, memoNode{slot: slotLeaf, first: int32(len(mm.leaves))})
	mm.leaves = append(mm.leaves, l)
}

// maxEdges bounds the values of one cell that are told apart: a cell with more is read by interpretation.
const maxEdges = 64

// edge gives where the edge of a node for a value leads, making it if need be; nil if there are too many.
func (mm *memo) edge(node int32, v uint64) *int32 {
	n := 0
	for e := mm.nodes[node].first; e != 0; e = mm.edges[e].next {
		if mm.edges[e].value == v {
			return &mm.edges[e].node
		}
		n++
	}
	if n >= maxEdges {
		return nil
	}
	mm.edges = append(mm.edges, memoEdge{value: v, next: mm.nodes[node].first})
	mm.nodes[node].first = int32(len(mm.edges) - 1)
	return &mm.edges[len(mm.edges)-1].node
}
