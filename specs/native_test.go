package specs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model"
	"heddle/specs"
	"heddle/specs/barrier"
	"heddle/specs/flag"
	"heddle/specs/lock"
)

// nativeLock is a lock to run natively: turn gives what thread id does to take
// the lock, be in its critical section, and free it.
type nativeLock struct {
	name  string
	check func(threads, rounds int)
	turn  func(threads int) func(id int, critical func())
	only  int // threads, if the lock is for just so many
}

// simple is the turn at a lock without parameters.
func simple(acquire, release func()) func(int, func()) {
	return func(_ int, critical func()) {
		acquire()
		critical()
		release()
	}
}

func nativeLocks() []nativeLock {
	return []nativeLock{
		{name: "lock/tas", check: lock.CheckTAS, turn: func(int) func(int, func()) {
			var l lock.TAS
			return simple(l.Lock, l.Unlock)
		}},
		{name: "lock/ttas", check: lock.CheckTTAS, turn: func(int) func(int, func()) {
			var l lock.TTAS
			return simple(l.Lock, l.Unlock)
		}},
		{name: "lock/backoff", check: lock.CheckBackoff, turn: func(int) func(int, func()) {
			var l lock.Backoff
			return simple(func() { l.Lock(64) }, l.Unlock)
		}},
		{name: "lock/delay", check: lock.CheckDelay, turn: func(int) func(int, func()) {
			var l lock.Delay
			return func(id int, critical func()) {
				l.Lock(id)
				critical()
				l.Unlock()
			}
		}},
		{name: "lock/ticket", check: lock.CheckTicket, turn: func(int) func(int, func()) {
			var l lock.Ticket
			return simple(l.Lock, l.Unlock)
		}},
		{name: "lock/anderson", check: lock.CheckAnderson, turn: func(threads int) func(int, func()) {
			l := lock.NewAnderson(threads)
			return func(_ int, critical func()) {
				my := l.Lock()
				critical()
				l.Unlock(my)
			}
		}},
		{name: "lock/mcs", check: lock.CheckMCS, turn: func(threads int) func(int, func()) {
			var l lock.MCS
			nodes := make([]lock.MCSNode, threads)
			return func(id int, critical func()) {
				l.Lock(&nodes[id])
				critical()
				l.Unlock(&nodes[id])
			}
		}},
		{name: "lock/mcs-heap", check: lock.CheckMCSHeap, turn: func(int) func(int, func()) {
			var l lock.MCS
			return func(_ int, critical func()) {
				me := new(lock.MCSNode)
				l.Lock(me)
				critical()
				l.Unlock(me)
			}
		}},
		{name: "lock/peterson", check: lock.CheckPeterson, only: 2, turn: func(int) func(int, func()) {
			var l lock.Peterson
			return func(id int, critical func()) {
				l.Lock(id)
				critical()
				l.Unlock(id)
			}
		}},
		{name: "lock/dekker", check: lock.CheckDekker, only: 2, turn: func(int) func(int, func()) {
			var l lock.Dekker
			return func(id int, critical func()) {
				l.Lock(id)
				critical()
				l.Unlock(id)
			}
		}},
		{name: "lock/bakery", check: lock.CheckBakery, turn: func(threads int) func(int, func()) {
			l := lock.NewBakery(threads)
			return func(id int, critical func()) {
				l.Lock(id)
				critical()
				l.Unlock(id)
			}
		}},
	}
}

// nativeBarrier is a barrier to run natively: wait is what a thread does to
// arrive at an episode and leave it.
type nativeBarrier struct {
	name  string
	check func(threads, rounds int)
	wait  func(threads int) func(id, episode int)
}

func nativeBarriers() []nativeBarrier {
	return []nativeBarrier{
		{"barrier/sense", barrier.CheckSense, func(n int) func(int, int) {
			b := barrier.NewSense(n)
			return func(int, int) { b.Wait() }
		}},
		{"barrier/tree", barrier.CheckTree, func(n int) func(int, int) { return barrier.NewTree(n, 2).Wait }},
		{"barrier/mcs", barrier.CheckMCS, func(n int) func(int, int) { return barrier.NewMCS(n).Wait }},
		{"barrier/tournament", barrier.CheckTournament, func(n int) func(int, int) { return barrier.NewTournament(n).Wait }},
		{"barrier/dissemination", barrier.CheckDissemination, func(n int) func(int, int) { return barrier.NewDissemination(n).Wait }},
	}
}

// TestLocksNatively counts under each lock. There is no other synchronization
// than the lock's, so under the race detector the lock alone must order the counting.
func TestLocksNatively(t *testing.T) {
	for _, l := range nativeLocks() {
		t.Run(l.name, func(t *testing.T) {
			threads, rounds := 8, 500
			if l.only != 0 {
				threads = l.only
			}
			turn, count := l.turn(threads), 0
			model.Run(threads, func(id int) {
				for range rounds {
					turn(id, func() { count++ })
				}
			})
			assert.Equal(t, threads*rounds, count)
			l.check(threads, rounds/5)
		})
	}
}

// TestBarriersNatively lets each thread read, after each episode, what all
// others wrote before it; again no other synchronization than the barrier's.
func TestBarriersNatively(t *testing.T) {
	for _, b := range nativeBarriers() {
		for _, threads := range []int{1, 2, 3, 5, 8} {
			rounds := 200
			wait := b.wait(threads)
			phase := make([][2]int, threads)
			early := make([]int, threads)
			model.Run(threads, func(id int) {
				for r := range rounds {
					phase[id][r%2] = r + 1
					wait(id, r)
					for other := range phase {
						if phase[other][r%2] != r+1 {
							early[id]++
						}
					}
				}
			})
			assert.Equal(t, make([]int, threads), early, "%s: %d threads: others not found in the phase of one's own", b.name, threads)
			b.check(threads, rounds/4)
		}
	}
}

func TestBarriersRefuseWhatTheyCannotHold(t *testing.T) {
	assert.Panics(t, func() { barrier.NewTree(4, 1) })
	assert.NotPanics(t, func() { barrier.NewTournament(64) })
	assert.Panics(t, func() { barrier.NewTournament(65) })
	assert.Panics(t, func() { barrier.NewDissemination(65) })
}

func TestMailboxNatively(t *testing.T) {
	var m flag.Mailbox
	const items = 2000
	sum := 0
	model.Run(2, func(id int) {
		for i := range items {
			if id == 0 {
				m.Put(i)
			} else {
				sum += m.Get()
			}
		}
	})
	assert.Equal(t, items*(items-1)/2, sum)
	flag.CheckProducerConsumer(2, 500)
}

// TestEveryAlgorithmRunsNatively finds entries that the tests above have forgotten.
func TestEveryAlgorithmRunsNatively(t *testing.T) {
	run := map[string]bool{"flag/producer-consumer": true, "ring/xen": true}
	for _, l := range nativeLocks() {
		run[l.name] = true
	}
	for _, b := range nativeBarriers() {
		run[b.name] = true
	}
	for _, l := range nativeRWLocks() {
		run[l.name] = true
	}
	for name := range nativeMessages() {
		run[name] = true
	}
	for name := range nativeFigures() {
		run[name] = true
	}
	for name := range nativeProtocols() {
		run[name] = true
	}
	broken := map[string]bool{"lock/naive": true, "barrier/counting": true, "barrier/counting-two-loops": true}
	for _, e := range specs.All() {
		if !strings.Contains(e.Name, "~") && e.Object == nil { // objects have tests of their own
			assert.NotEqual(t, broken[e.Name], run[e.Name], e.Name)
		}
	}
}
