package bug

import (
	"sync/atomic"

	"heddle/model"
	"heddle/specs/queue"
	"heddle/specs/stack"
)

// CheckReusedNodes: while a pop looks below the top, the top and what is below are popped, and the top is pushed again.
func CheckReusedNodes() {
	s := stack.NewTreiberReused(3)
	s.Push(0, 0)
	s.Push(0, 1)
	var popped [3]atomic.Int32
	pop := func(client int) {
		if v, ok := s.Pop(client); ok && popped[v].Add(1) > 1 {
			panic("popped twice")
		}
	}
	model.Run(3, func(id int) {
		pop(id)
		if id == 1 {
			s.Push(1, 2)
		}
	})
	for range 3 {
		pop(0)
	}
}

// CheckTailFirst: the tail of a queue is moved before the node is linked: what others have put behind it is not found.
func CheckTailFirst() {
	q := queue.NewMichaelScottTailFirst()
	model.Run(3, func(id int) {
		q.Enqueue(id)
		if id > 0 {
			return
		}
		if _, ok := q.Dequeue(); !ok {
			panic("what was put into the queue is not there")
		}
	})
}
