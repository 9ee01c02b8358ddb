package specs_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"heddle/checker"
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

// BenchmarkReleaseAcquire measures complete checks under rc11: each thread acquires
// once, or comes to one episode.
func BenchmarkReleaseAcquire(b *testing.B) {
	for _, c := range []struct {
		name    string
		threads int
	}{{"lock/ticket", 4}, {"lock/mcs", 4}, {"lock/tas", 4}, {"lock/ttas", 4}, {"barrier/sense", 6}} {
		b.Run(fmt.Sprintf("%s/threads=%d", c.name, c.threads), func(b *testing.B) {
			prog := load(b, c.name, c.threads, 1)
			for b.Loop() {
				r, err := checker.Check(context.Background(), prog, checker.Options{Memory: "rc11"})
				if err != nil || r.Verdict != checker.Verified {
					b.Fatal(r.Verdict, r.Message, err)
				}
				b.ReportMetric(r.CPU.Seconds(), "cpu-s")
				b.ReportMetric(float64(r.States), "states")
				b.ReportMetric(float64(r.Bytes)/float64(r.States), "B/state")
			}
		})
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
