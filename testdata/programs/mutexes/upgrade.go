package mutexes

import (
	"fmt"
	"sync"
)

// A table of interned names: looked up under RLock, extended under Lock.
// Blocking, RWMutex: a reader asks for the write lock while it still reads.

type names struct {
	mu  sync.RWMutex
	ids map[string]int
}

func (n *names) idUpgrading(name string) int {
	n.mu.RLock()
	defer n.mu.RUnlock()
	id, ok := n.ids[name]
	if !ok {
		n.mu.Lock() // want violated deadlock in CheckUpgrade
		id = len(n.ids)
		n.ids[name] = id
		n.mu.Unlock()
	}
	return id
}

// id gives the read lock back first, and looks again when it has the other.
func (n *names) id(name string) int {
	n.mu.RLock()
	id, ok := n.ids[name]
	n.mu.RUnlock()
	if ok {
		return id
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if id, ok = n.ids[name]; !ok {
		id = len(n.ids)
		n.ids[name] = id
	}
	return id
}

func internTogether(n *names, id func(string) int) {
	got := make([]int, 2)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = id("alpha") })
	}
	wg.Wait()
	fmt.Println(got, len(n.ids))
}

func CheckUpgrade() {
	n := &names{ids: map[string]int{}}
	internTogether(n, n.idUpgrading)
}

func CheckUpgradeRechecks() { // want verified
	n := &names{ids: map[string]int{}}
	internTogether(n, n.id)
}
