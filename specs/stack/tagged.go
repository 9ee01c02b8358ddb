package stack

import "heddle/model"

// Tagged is Treiber's stack with nodes that are used again, and a tag beside the top that
// each Pop counts up: a top that was popped and pushed again is another top.
//
// Source: R. K. Treiber, Systems programming: coping with parallelism, IBM Almaden Research
// Center, report RJ 5118, 1986, where an instruction of IBM System/370 compares and swaps two words. Here nodes have
// numbers, so that one word holds both.
type Tagged struct {
	top   model.Word // a tag and the number of a node
	nodes []taggedNode
	own   []pool // by client
	tags  int    // how many tags there are
}

// pool has the numbers of the nodes that a client may push.
type pool struct {
	free        []int // that were popped
	unused, end int   // unused … end-1 were never pushed
}

// taggedNode holds a value, which is its owner's: who pushes it, and then who pops it. Who is late in a Pop may
// still read where it leads to.
type taggedNode struct {
	value int
	below model.Word // number of a node; 0: none
}

// A top is a tag and, in its last bits, the number of a node.
const (
	numberBits = 16
	numberMask = 1<<numberBits - 1
)

// NewTagged gives a stack for clients 0 … clients-1 that holds values, the last on top, and has nodes for
// each client to push in the first place.
func NewTagged(clients, nodes int, values ...int) *Tagged {
	return newTagged(clients, nodes, 1<<32, values)
}

func newTagged(clients, nodes, tags int, values []int) *Tagged {
	total := len(values) + clients*nodes
	if total > numberMask {
		panic("stack: more nodes than numbers")
	}
	s := &Tagged{nodes: make([]taggedNode, 1+total), own: make([]pool, clients), tags: tags}
	for i, v := range values {
		s.nodes[1+i].value = v
		s.nodes[1+i].below.Store(i)
	}
	s.top.Store(len(values))
	for c := range s.own {
		s.own[c].unused = 1 + len(values) + c*nodes
		s.own[c].end = s.own[c].unused + nodes
	}
	return s
}

// take gives the number of a node to push: of the one that has been free for the longest.
func (p *pool) take() int {
	if len(p.free) > 0 {
		n := p.free[0]
		p.free = p.free[1:]
		return n
	}
	if p.unused == p.end {
		panic("stack: the client has no node left")
	}
	p.unused++
	return p.unused - 1
}

// put makes n free.
func (p *pool) put(n int) { p.free = append(p.free, n) }

// Push puts v on top. It panics if the client has no node left.
func (s *Tagged) Push(client, v int) {
	n := s.own[client].take()
	s.nodes[n].value = v
	for {
		top := s.top.LoadRelaxed()
		s.nodes[n].below.StoreRelaxed(top & numberMask)
		if s.top.CompareAndSwap(top, top&^numberMask|n, model.Release) {
			return
		}
	}
}

// Pop takes what is on top, if anything is.
func (s *Tagged) Pop(client int) (v int, ok bool) {
	for {
		top := s.top.LoadAcquire()
		n := top & numberMask
		if n == 0 {
			return 0, false
		}
		tag := (top>>numberBits + 1) % s.tags
		if s.top.CompareAndSwap(top, tag<<numberBits|s.nodes[n].below.LoadRelaxed(), model.Relaxed) {
			v = s.nodes[n].value
			s.own[client].put(n)
			return v, true
		}
	}
}
