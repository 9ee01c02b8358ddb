package specs_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs/counter"
	"heddle/specs/deque"
	"heddle/specs/exchanger"
	"heddle/specs/list"
	"heddle/specs/rwlock"
	"heddle/specs/semaphore"
	"heddle/specs/set"
)

const (
	nativeClients = 8
	nativeRounds  = 300
)

// nativeObjects are the objects to run natively that are no stacks and queues, and how.
func nativeObjects() map[string]func(t *testing.T) {
	fetchAndAdd, compareAndSwap, network := counter.NewFetchAndAdd(), counter.NewCompareAndSwap(), counter.NewNetwork()
	return map[string]func(*testing.T){
		"deque/chase-lev":               stealNatively,
		"deque/obstruction-free":        pushBothNatively,
		"list/harris":                   func(t *testing.T) { changeNatively(t, list.NewHarris()) },
		"list/michael":                  func(t *testing.T) { changeNatively(t, list.NewMichael()) },
		"set/hash":                      func(t *testing.T) { changeNatively(t, set.NewHash(2)) },
		"counter/fetch-and-add":         func(t *testing.T) { countNatively(t, fetchAndAdd.Next) },
		"counter/compare-and-swap":      func(t *testing.T) { countNatively(t, compareAndSwap.Next) },
		"counter/network":               func(t *testing.T) { countNatively(t, network.Next) },
		"counter/sharded":               sumNatively,
		"semaphore/monitor":             func(t *testing.T) { acquireNatively(t, semaphore.New(3)) },
		"semaphore/spinning":            func(t *testing.T) { acquireNatively(t, semaphore.NewSpinning(3)) },
		"exchanger/slot":                exchangeNatively,
		"rwlock/pair-reader-preference": func(t *testing.T) { advanceNatively(t, rwlock.NewPair(new(rwlock.ReaderPreference))) },
		"rwlock/pair-writer-preference": func(t *testing.T) { advanceNatively(t, rwlock.NewPair(new(rwlock.WriterPreference))) },
		"rwlock/pair-sync":              func(t *testing.T) { advanceNatively(t, rwlock.NewPair(new(sync.RWMutex))) },
		"snapshot/afek":                 scanNatively("afek"),
		"snapshot/double-collect":       scanNatively("double-collect"),
		"register/word":                 readNatively("word"),
		"register/bit":                  readBitsNatively,
		"register/regular":              readNatively("regular"),
		"register/unary":                readNatively("unary"),
		"register/single-reader":        readNatively("single-reader"),
		"register/multi-reader":         readNatively("multi-reader"),
		"register/multi-writer":         readNatively("multi-writer"),
		"register/abd":                  readNatively("abd"),
		"register/abd-crash":            readNatively("abd-crash"),
	}
}

func TestObjectsNatively(t *testing.T) {
	for name, run := range nativeObjects() {
		t.Run(name, run)
	}
}

// stealNatively looks for each item once among those that were taken.
func stealNatively(t *testing.T) {
	d := deque.NewChaseLev(1)
	const items = 4 * nativeRounds
	taken := make([][]int, nativeClients)
	take := func(client int, from func() (int, bool)) bool {
		v, ok := from()
		if ok {
			taken[client] = append(taken[client], v)
		}
		return ok
	}
	var done model.Word
	model.Run(nativeClients, func(client int) {
		if client > 0 {
			for done.Load() == 0 {
				take(client, d.Steal)
			}
			return
		}
		for v := range items {
			d.Push(v)
			if v%3 == 0 {
				take(client, d.Pop)
			}
		}
		for take(client, d.Pop) {
		}
		done.Store(1)
	})
	all := slices.Concat(taken...)
	slices.Sort(all)
	assert.Len(t, all, items)
	assert.Len(t, slices.Compact(all), items)
}

// pushBothNatively looks for each item once among those that were taken at either end, and those that are left.
func pushBothNatively(t *testing.T) {
	d := deque.NewObstructionFree(nativeClients, nativeClients)
	pushed, taken := make([][]int, nativeClients), make([][]int, nativeClients+1)
	take := func(client int, from func() (int, bool)) bool {
		v, ok := from()
		if ok {
			taken[client] = append(taken[client], v)
		}
		return ok
	}
	model.Run(nativeClients, func(client int) {
		ends := []struct {
			push func(int) bool
			pop  func() (int, bool)
		}{{d.PushLeft, d.PopLeft}, {d.PushRight, d.PopRight}}
		for r := range nativeRounds {
			if v := client*nativeRounds + r; ends[(client+r)%2].push(v) {
				pushed[client] = append(pushed[client], v)
			}
			take(client, ends[r/2%2].pop)
		}
	})
	for take(nativeClients, d.PopLeft) {
	}
	all, back := slices.Concat(pushed...), slices.Concat(taken...)
	assert.NotEmpty(t, all)
	assert.ElementsMatch(t, all, back)
}

// changeNatively counts how often each key was put in and taken out: the difference says whether it is there.
func changeNatively(t *testing.T, s interface {
	Insert(key int) bool
	Delete(key int) bool
	Contains(key int) bool
}) {
	const keys = 5
	var there [keys]model.Word
	model.Run(nativeClients, func(client int) {
		for r := range nativeRounds {
			key := (client + r) % keys
			if (client*r)%2 == 0 {
				if s.Insert(key) {
					there[key].FetchAndAdd(1)
				}
			} else if s.Delete(key) {
				there[key].FetchAndAdd(-1)
			}
			s.Contains(r % keys)
		}
	})
	for key := range keys {
		assert.Equal(t, there[key].Load() == 1, s.Contains(key))
		assert.Contains(t, []int{0, 1}, there[key].Load())
	}
}

// countNatively looks for each count once.
func countNatively(t *testing.T, next func() int) {
	counts := make([][]int, nativeClients)
	model.Run(nativeClients, func(client int) {
		for range nativeRounds {
			counts[client] = append(counts[client], next())
		}
	})
	all := slices.Concat(counts...)
	slices.Sort(all)
	for i, n := range all {
		assert.Equal(t, i, n)
	}
}

// sumNatively lets the sum grow, and then shrink again.
func sumNatively(t *testing.T) {
	c := counter.NewSharded(nativeClients)
	model.Run(nativeClients, func(client int) {
		last := 0
		for range nativeRounds {
			c.Increment(client)
			now := c.Read()
			assert.Greater(t, now, last)
			last = now - 1
		}
	})
	assert.Equal(t, nativeClients*nativeRounds, c.Read())
	model.Run(nativeClients, func(client int) {
		for range nativeRounds {
			c.Decrement(client)
		}
	})
	assert.Zero(t, c.Read())
}

// acquireNatively counts who has one of 3 permits.
func acquireNatively(t *testing.T, s interface {
	Acquire()
	TryAcquire() bool
	Release()
}) {
	var holders model.Word
	model.Run(nativeClients, func(client int) {
		for r := range nativeRounds {
			if r%3 > 0 || !s.TryAcquire() {
				s.Acquire()
			}
			assert.Less(t, holders.FetchAndAdd(1), 3)
			holders.FetchAndAdd(-1)
			s.Release()
		}
	})
	assert.True(t, s.TryAcquire() && s.TryAcquire() && s.TryAcquire() && !s.TryAcquire())
}

// exchangeNatively looks whether who was met says the same, and lets two meet who wait for as long as it takes.
func exchangeNatively(t *testing.T) {
	s := exchanger.NewSlot()
	const items = nativeClients*nativeRounds + 1
	met := make([]int, items) // by item: what it was exchanged for
	model.Run(nativeClients, func(client int) {
		for r := range nativeRounds {
			item := client*nativeRounds + r + 1
			if got, ok := s.Exchange(item); ok {
				met[item] = got
			}
		}
	})
	s.Settled()
	for item, other := range met {
		if other != 0 {
			assert.Equal(t, item, met[other])
		}
	}
	model.Run(2, func(client int) {
		defer model.Choosing(func(int) int { return 0 })() // to wait on
		got, ok := s.Exchange(client)
		assert.True(t, ok)
		assert.Equal(t, 1-client, got)
	})
}

// advanceNatively looks for each number once, and for both halves to be the same.
func advanceNatively(t *testing.T, p *rwlock.Pair) {
	numbers := make([][]int, nativeClients)
	model.Run(nativeClients, func(client int) {
		for range nativeRounds {
			numbers[client] = append(numbers[client], p.Advance())
			first, second := p.Read()
			assert.Equal(t, first, second)
		}
	})
	all := slices.Concat(numbers...)
	slices.Sort(all)
	for i, n := range all {
		assert.Equal(t, i+1, n)
	}
	p.Write(-1)
	first, second := p.Read()
	assert.Equal(t, [2]int{-1, -1}, [2]int{first, second})
}
