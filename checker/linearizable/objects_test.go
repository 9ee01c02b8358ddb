// Package linearizable_test uses checker.Linearizable as a test of somebody else's would.
package linearizable_test

import (
	"sync"
	"sync/atomic"

	"heddle/model"
)

// lifo is the specification of a stack.
type lifo struct{ values []int }

func newLIFO() *lifo { return new(lifo) }

func (s *lifo) Push(v int) { s.values = append(s.values, v) }

func (s *lifo) Pop() (int, bool) {
	if len(s.values) == 0 {
		return 0, false
	}
	v := s.values[len(s.values)-1]
	s.values = s.values[:len(s.values)-1]
	return v, true
}

// node holds a value of a Stack.
type node struct {
	value int
	below *node
}

// Stack is Treiber's, unless it is torn: then Pop does not see that the top has changed since it was read.
type Stack struct {
	top  atomic.Pointer[node]
	torn bool
}

func (s *Stack) Push(v int) {
	n := &node{value: v}
	for {
		n.below = s.top.Load()
		if s.top.CompareAndSwap(n.below, n) {
			return
		}
	}
}

func (s *Stack) Pop() (int, bool) {
	for {
		n := s.top.Load()
		if n == nil {
			return 0, false
		}
		if s.torn {
			s.top.Store(n.below)
			return n.value, true
		}
		if s.top.CompareAndSwap(n, n.below) {
			return n.value, true
		}
	}
}

// picky is a stack that does not take one value.
type picky struct {
	Stack
	refused int
}

func (s *picky) Push(v int) {
	if v != s.refused {
		s.Stack.Push(v)
	}
}

// Sound says that the stack is empty at the end.
func (s *Stack) Sound() string {
	if s.top.Load() != nil {
		return "the stack is not empty"
	}
	return ""
}

// set is the specification of a set of numbers.
type set struct{ has map[key]bool }

type key uint8

func newSet() *set { return &set{map[key]bool{}} }

func (s *set) Add(k key) bool {
	had := s.has[k]
	s.has[k] = true
	return !had
}

func (s *set) Has(k key) bool { return s.has[k] }

// Set adds by a look and a step that others can come between.
type Set struct{ bits atomic.Uint64 }

func (s *Set) Add(k key) bool {
	old := s.bits.Load()
	s.bits.Or(1 << k)
	return old&(1<<k) == 0
}

func (s *Set) Has(k key) bool { return s.bits.Load()&(1<<k) != 0 }

// permits is the specification of a semaphore.
type permits struct{ left int }

func (p *permits) Acquire() {
	if p.left == 0 {
		model.Refuse()
	}
	p.left--
}

func (p *permits) Release() { p.left++ }

// Semaphore waits for permits. If it is forgetful, Release wakes nobody.
type Semaphore struct {
	mu        sync.Mutex
	more      *sync.Cond
	left      int
	forgetful bool
}

func newSemaphore(left int) *Semaphore {
	s := &Semaphore{left: left}
	s.more = sync.NewCond(&s.mu)
	return s
}

func (s *Semaphore) Acquire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.left == 0 {
		s.more.Wait()
	}
	s.left--
}

func (s *Semaphore) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left++
	if !s.forgetful {
		s.more.Signal()
	}
}

// odd is an object with methods that are no operations.
type odd struct{}

func (odd) Visit(f func()) {}
func (odd) Twice(n int)    {}
func (odd) Wrong() int     { return 0 }

// even is no specification of it.
type even struct{}

func (even) Visit(f func()) {}
func (even) Twice(n uint)   {}
