// Package stack is a lock-free stack: R. K. Treiber, Systems programming: coping
// with parallelism, IBM RJ 5118, 1986.
package stack

import (
	"sync"
	"sync/atomic"
)

type node[T any] struct {
	value T
	next  *node[T]
}

// Stack is ready to use when zero.
type Stack[T any] struct{ top atomic.Pointer[node[T]] }

// Push puts v on top.
func (s *Stack[T]) Push(v T) {
	n := &node[T]{value: v}
	for {
		old := s.top.Load()
		n.next = old
		if s.top.CompareAndSwap(old, n) {
			return
		}
	}
}

// Pop takes the top; false if the stack is empty.
func (s *Stack[T]) Pop() (v T, ok bool) {
	for {
		old := s.top.Load()
		if old == nil {
			return v, false
		}
		if s.top.CompareAndSwap(old, old.next) {
			return old.value, true
		}
	}
}

// pushByStore forgets that another may have pushed in between.
func (s *Stack[T]) pushByStore(v T) {
	s.top.Store(&node[T]{value: v, next: s.top.Load()})
}

func sum(s *Stack[int]) int {
	total := 0
	for {
		v, ok := s.Pop()
		if !ok {
			return total
		}
		total += v
	}
}

func CheckStack() { // want verified
	var s Stack[int]
	var wg sync.WaitGroup
	popped := 0
	wg.Go(func() { s.Push(1) })
	wg.Go(func() { s.Push(2) })
	wg.Go(func() { popped, _ = s.Pop() })
	wg.Wait()
	if popped+sum(&s) != 3 {
		panic("a value is lost or doubled")
	}
}

func CheckPushByStore() {
	var s Stack[int]
	var wg sync.WaitGroup
	wg.Go(func() { s.pushByStore(1) })
	wg.Go(func() { s.pushByStore(2) })
	wg.Wait()
	if sum(&s) != 3 {
		panic("a value is lost") // want violated panic in CheckPushByStore
	}
}
