// Package ordering has pairs of programs that differ in what orders two
// accesses: one has a data race, the other has not. What orders them is said in
// The Go Memory Model (2022); most of the races need one particular schedule.
package ordering

import (
	"sync"
	"sync/atomic"
)

type node struct {
	mu sync.Mutex
	v  int
}

// both runs f and g side by side and waits for them.
func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Go(f)
	wg.Go(g)
	wg.Wait()
}

// A pointer orders what was written before it was published …
func CheckPublished() { // want verified
	var p atomic.Pointer[node]
	both(func() {
		n := &node{v: 1}
		p.Store(n)
	}, func() {
		if n := p.Load(); n != nil {
			n.v = 2
		}
	})
}

// … and nothing that is written after.
func CheckPublishedEarly() { // want violated race
	var p atomic.Pointer[node]
	both(func() {
		n := &node{}
		p.Store(n)
		n.v = 1
	}, func() {
		if n := p.Load(); n != nil {
			n.v = 2
		}
	})
}

// Whoever takes a node out of a slot owns it.
func CheckHandedOver() { // want verified
	var p atomic.Pointer[node]
	p.Store(&node{})
	take := func() {
		if n := p.Swap(nil); n != nil {
			n.v++
			p.Store(n)
		}
	}
	both(take, take)
}

// A node that was made by one thread is read there after another has taken it.
func CheckHandedOverAndKept() { // want violated race
	var p atomic.Pointer[node]
	both(func() {
		n := &node{v: 1}
		p.Store(n)
		if n.v == 0 {
			panic("no value")
		}
	}, func() {
		if n := p.Swap(nil); n != nil {
			n.v = 5
		}
	})
}

// agree makes one node for both threads and gives it to each.
func agree(p *atomic.Pointer[node]) *node {
	if n := p.Load(); n != nil {
		return n
	}
	p.CompareAndSwap(nil, &node{})
	return p.Load()
}

// A lock in an object that is made on the way.
func CheckLockInNode() { // want verified
	var p atomic.Pointer[node]
	add := func() {
		n := agree(&p)
		n.mu.Lock()
		n.v++
		n.mu.Unlock()
	}
	both(add, add)
	if p.Load().v != 2 {
		panic("an update is lost")
	}
}

// One of the two forgets the lock.
func CheckLockInNodeForgotten() { // want violated race
	var p atomic.Pointer[node]
	both(func() {
		n := agree(&p)
		n.mu.Lock()
		n.v++
		n.mu.Unlock()
	}, func() { agree(&p).v++ })
}

// A failed compare-and-swap observes the one that won, so it comes after it …
func CheckLoserReads() { // want verified
	var won atomic.Bool
	var v [2]int
	side := func(i int) func() {
		return func() {
			v[i] = 1
			if !won.CompareAndSwap(false, true) && v[1-i] != 1 {
				panic("not seen")
			}
		}
	}
	both(side(0), side(1))
}

// … but the winner does not come after the loser.
func CheckWinnerReads() { // want violated race
	var won atomic.Bool
	var v [2]int
	side := func(i int) func() {
		return func() {
			v[i] = 1
			if won.CompareAndSwap(false, true) && v[1-i] > 1 {
				panic("no such value")
			}
		}
	}
	both(side(0), side(1))
}

// The last of three to count reads what all have written.
func CheckLastReads() { // want verified
	var count atomic.Int32
	var v [3]int
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			v[i] = 1
			if count.Add(1) == 3 && v[0]+v[1]+v[2] != 3 {
				panic("a value is missing")
			}
		})
	}
	wg.Wait()
}

// relay lets one thread write v and raise a flag, another change the flag, and a
// third read v if what it loads says so.
func relay(change func(*atomic.Int32), ready func(int32) bool) {
	var flag atomic.Int32
	v := 0
	var wg sync.WaitGroup
	wg.Go(func() {
		v = 1
		flag.Store(1)
	})
	wg.Go(func() { change(&flag) })
	wg.Go(func() {
		if ready(flag.Load()) && v != 1 {
			panic("not seen")
		}
	})
	wg.Wait()
}

// An addition to a flag observes it and passes on the order.
func CheckRelayAdds() { // want verified
	relay(func(f *atomic.Int32) { f.Add(10) }, func(x int32) bool { return x == 11 })
}

// What is loaded may come from an addition that was first.
func CheckRelayAddsFirst() { // want violated race
	relay(func(f *atomic.Int32) { f.Add(10) }, func(x int32) bool { return x >= 10 })
}

// A store observes nothing and passes on nothing.
func CheckRelayStores() { // want violated race
	relay(func(f *atomic.Int32) { f.Store(2) }, func(x int32) bool { return x == 2 })
}

// Two readers are not ordered, so one of them must not write.
func CheckWriteUnderRead() { // want violated race
	var mu sync.RWMutex
	v := 0
	both(func() {
		mu.RLock()
		v = 1
		mu.RUnlock()
	}, func() {
		mu.RLock()
		if v > 1 {
			panic("no such value")
		}
		mu.RUnlock()
	})
}

// Parts of an array that do not overlap …
func CheckHalves() { // want verified
	s := make([]int, 4)
	a, b := s[:2], s[2:]
	both(func() { clear(a) }, func() { clear(b) })
}

// … and parts that do.
func CheckOverlap() { // want violated race
	s := make([]int, 4)
	a, b := s[:3], s[2:]
	both(func() { clear(a) }, func() { clear(b) })
}

// Appending to a slice without room makes another array …
func CheckAppendFull() { // want verified
	s := make([]int, 1)
	grow := func(i int) func() {
		return func() {
			if t := append(s, i); t[1] != i {
				panic("overwritten")
			}
		}
	}
	both(grow(1), grow(2))
}

// … and with room writes to the one that is shared.
func CheckAppendRoom() { // want violated race
	s := make([]int, 1, 4)
	grow := func(i int) func() {
		return func() {
			if t := append(s, i); t[1] != i {
				panic("overwritten")
			}
		}
	}
	both(grow(1), grow(2))
}
