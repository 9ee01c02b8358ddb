package stack

import "heddle/model"

// TreiberReused is Treiber with nodes that are used again: each client keeps those that it has
// popped, and pushes the one again that has been free for the longest. Here the compare-and-swap of Pop says too little: that the top is the
// node that was read is not that it was there all the time. Between, the node and what was
// below it may have been popped, and the node pushed again: then a node that is in
// use elsewhere, or free, becomes the top. This is the ABA problem.
//
// Source: the problem is that of IBM System/370 principles of operation, appendix A, multiprogramming and
// multiprocessing examples, and of R. K. Treiber, RJ 5118, 1986; free nodes of
// threads' own are in M. Herlihy, N. Shavit, The art of multiprocessor programming, 2008, section 10.6.
type TreiberReused struct {
	top  model.Pointer[reusedNode]
	free [][]*reusedNode // by client
}

// reusedNode holds a value, which is its owner's: who pushes it, and then who pops it. Who is late in a Pop may
// still read where it leads to.
type reusedNode struct {
	value int
	below model.Pointer[reusedNode]
}

// NewTreiberReused gives a stack for clients 0 … clients-1 that holds values, the last on top.
func NewTreiberReused(clients int, values ...int) *TreiberReused {
	s := &TreiberReused{free: make([][]*reusedNode, clients)}
	for _, v := range values {
		n := &reusedNode{value: v}
		n.below.Store(s.top.Load())
		s.top.Store(n)
	}
	return s
}

// Push puts v on top.
func (s *TreiberReused) Push(client, v int) {
	n := s.node(client)
	n.value = v
	for {
		top := s.top.LoadRelaxed()
		n.below.StoreRelaxed(top)
		if s.top.CompareAndSwap(top, n, model.Release) {
			return
		}
	}
}

// node takes one of client's free nodes, or makes one.
func (s *TreiberReused) node(client int) *reusedNode {
	free := s.free[client]
	if len(free) == 0 {
		return new(reusedNode)
	}
	s.free[client] = free[1:]
	return free[0]
}

// Pop takes what is on top, if anything is.
func (s *TreiberReused) Pop(client int) (v int, ok bool) {
	for {
		n := s.top.LoadAcquire()
		if n == nil {
			return 0, false
		}
		if s.top.CompareAndSwap(n, n.below.LoadRelaxed(), model.Relaxed) {
			v = n.value
			s.free[client] = append(s.free[client], n)
			return v, true
		}
	}
}
