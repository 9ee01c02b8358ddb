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
	free  [][]int // numbers of nodes, by client
	tags  int     // how many tags there are
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

// NewTagged gives an empty stack for clients 0 … clients-1, with each nodes nodes to start with.
func NewTagged(clients, nodes int) *Tagged { return newTagged(clients, nodes, 1<<32) }

func newTagged(clients, nodes, tags int) *Tagged {
	if clients*nodes > numberMask {
		panic("stack: more nodes than numbers")
	}
	s := &Tagged{nodes: make([]taggedNode, 1+clients*nodes), free: make([][]int, clients), tags: tags}
	for c := range s.free {
		s.free[c] = make([]int, nodes, clients*nodes)
		for i := range nodes {
			s.free[c][i] = 1 + c*nodes + i
		}
	}
	return s
}

// Push puts v on top. It panics if the client has no node left.
func (s *Tagged) Push(client, v int) {
	n := s.node(client)
	s.nodes[n].value = v
	for {
		top := s.top.LoadRelaxed()
		s.nodes[n].below.StoreRelaxed(top & numberMask)
		if s.top.CompareAndSwap(top, top&^numberMask|n, model.Release) {
			return
		}
	}
}

// node takes one of client's free nodes.
func (s *Tagged) node(client int) int {
	free := s.free[client]
	last := len(free) - 1
	if last < 0 {
		panic("stack: the client has no node left")
	}
	s.free[client] = free[:last]
	return free[last]
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
			s.free[client] = append(s.free[client], n)
			return v, true
		}
	}
}
