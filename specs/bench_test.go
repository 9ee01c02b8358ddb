package specs_test

import (
	"fmt"
	"sync"
	"testing"

	"heddle/model"
)

// BenchmarkLock measures one turn: take the lock, count, free it. Threads share
// the turns; sync.Mutex is for comparison.
func BenchmarkLock(b *testing.B) {
	locks := append([]nativeLock{{name: "sync.Mutex", turn: func(int) func(int, func()) {
		var mu sync.Mutex
		return simple(mu.Lock, mu.Unlock)
	}}}, nativeLocks()...)
	for _, l := range locks {
		for _, threads := range []int{1, 2, 4} {
			if l.only != 0 && threads > l.only {
				continue
			}
			b.Run(fmt.Sprintf("%s/threads=%d", l.name, threads), func(b *testing.B) {
				turn, count := l.turn(max(threads, l.only)), 0
				critical := func() { count++ }
				b.ResetTimer()
				model.Run(threads, func(id int) {
					for i := id; i < b.N; i += threads {
						turn(id, critical)
					}
				})
				if count != b.N {
					b.Fatalf("%d turns were counted, want %d", count, b.N)
				}
			})
		}
	}
}

// BenchmarkBarrier measures one episode; a barrier of sync.Mutex and sync.Cond is
// for comparison.
func BenchmarkBarrier(b *testing.B) {
	barriers := append([]nativeBarrier{{name: "sync.Cond", wait: condBarrier}}, nativeBarriers()...)
	for _, bar := range barriers {
		for _, threads := range []int{2, 4} {
			b.Run(fmt.Sprintf("%s/threads=%d", bar.name, threads), func(b *testing.B) {
				wait := bar.wait(threads)
				b.ResetTimer()
				model.Run(threads, func(id int) {
					for episode := range b.N {
						wait(id, episode)
					}
				})
			})
		}
	}
}

// condBarrier is a barrier that sleeps instead of spinning.
func condBarrier(threads int) func(id, episode int) {
	var mu sync.Mutex
	turned := sync.NewCond(&mu)
	arrived, done := 0, 0
	return func(_, episode int) {
		mu.Lock()
		defer mu.Unlock()
		if arrived++; arrived == threads {
			arrived = 0
			done++
			turned.Broadcast()
			return
		}
		for done == episode {
			turned.Wait()
		}
	}
}
