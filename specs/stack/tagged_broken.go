package stack

import "heddle/model"

// TaggedNarrow has a tag of one bit: after two Pops it is what it was.
type TaggedNarrow struct{ Tagged }

// NewTaggedNarrow gives a stack; see NewTagged.
func NewTaggedNarrow(clients, nodes int, values ...int) *TaggedNarrow {
	return &TaggedNarrow{*newTagged(clients, nodes, 2, values)}
}

// TaggedPlain has links that are ordinary variables: who is late reads one while its node's next owner writes it.
type TaggedPlain struct {
	Tagged
	below []int // by node
}

// NewTaggedPlain gives a stack; see NewTagged.
func NewTaggedPlain(clients, nodes int, values ...int) *TaggedPlain {
	s := &TaggedPlain{Tagged: *NewTagged(clients, nodes, values...)}
	s.below = make([]int, len(s.nodes))
	for i := range values {
		s.below[1+i] = i
	}
	return s
}

// Push puts v on top. It panics if the client has no node left.
func (s *TaggedPlain) Push(client, v int) {
	n := s.own[client].take()
	s.nodes[n].value = v
	for {
		top := s.top.LoadRelaxed()
		s.below[n] = top & numberMask
		if s.top.CompareAndSwap(top, top&^numberMask|n, model.Release) {
			return
		}
	}
}

// Pop takes what is on top, if anything is.
func (s *TaggedPlain) Pop(client int) (v int, ok bool) {
	for {
		top := s.top.LoadAcquire()
		n := top & numberMask
		if n == 0 {
			return 0, false
		}
		tag := (top>>numberBits + 1) % s.tags
		if s.top.CompareAndSwap(top, tag<<numberBits|s.below[n], model.Relaxed) {
			v = s.nodes[n].value
			s.own[client].put(n)
			return v, true
		}
	}
}
