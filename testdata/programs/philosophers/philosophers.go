// Package philosophers is E. W. Dijkstra's dining philosophers (EWD 310, 1971).
package philosophers

import "sync"

type table struct{ forks [3]sync.Mutex }

// dine takes the forks first and second, and eats.
func (t *table) dine(first, second int) {
	t.forks[first].Lock()
	t.forks[second].Lock() // want violated deadlock in CheckLeftFirst
	t.forks[second].Unlock()
	t.forks[first].Unlock()
}

func CheckLeftFirst() {
	var t table
	var wg sync.WaitGroup
	for i := range t.forks {
		wg.Go(func() { t.dine(i, (i+1)%len(t.forks)) })
	}
	wg.Wait()
}

func CheckOneLeftHanded() { // want verified
	var t table
	var wg sync.WaitGroup
	for i := range t.forks {
		left, right := i, (i+1)%len(t.forks)
		wg.Go(func() { t.dine(min(left, right), max(left, right)) })
	}
	wg.Wait()
}
