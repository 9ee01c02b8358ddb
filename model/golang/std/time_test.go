package std_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// behaviour is a check's source, what it imports, and how its verdict must begin.
type behaviour struct{ name, imports, body, want string }

func (b behaviour) run(t *testing.T) {
	t.Run(b.name, func(t *testing.T) {
		got := verdict(t, strings.Fields(b.imports), b.body)
		assert.True(t, strings.HasPrefix(got, b.want), "%s, want %s", got, b.want)
	})
}

// TestTimers: an armed timer goes off at any moment, a stopped one never.
func TestTimers(t *testing.T) {
	for _, b := range []behaviour{
		{"after", "time", "func CheckX() { select { case <-time.After(time.Hour): case <-time.After(1): panic(1) } }", "panic: panic: 1"},
		{"the later one first", "time", "func CheckX() { select { case <-time.After(time.Hour): panic(1); case <-time.After(1): } }", "panic: panic: 1"},
		{"a timer that nobody waits for", "time", "func CheckX() { time.NewTimer(1); time.After(1); time.Tick(1) }", "verified"},
		{"a receiver left behind", "time", "func CheckX() { c := make(chan int); go func() { c <- 1 }(); select { case <-c: case <-time.After(time.Second): } }", "leak"},
		{"goes off once", "time", "func CheckX() { c := time.After(1); <-c; <-c }", "deadlock"},
		{"stopped, no stale value", "time", "func CheckX() { t := time.NewTimer(1); if !t.Stop() { panic(0) }; select { case <-t.C: panic(1); default: }; if t.Stop() { panic(2) }; <-t.C }", "deadlock"},
		{"stopped after its value was received", "time", "func CheckX() { t := time.NewTimer(1); <-t.C; if t.Stop() { panic(0) } }", "verified"},
		{"reset, no stale value", "time", "func CheckX() { t := time.NewTimer(1); if !t.Reset(2) { panic(0) }; <-t.C; if t.Reset(3) { panic(1) }; <-t.C; select { case <-t.C: panic(2); default: } }", "verified"},
		{"a default beside a timer", "time", "func CheckX() { select { case <-time.After(1): default: panic(1) } }", "panic: panic: 1"},
		{"ticks", "time", "func CheckX() { t := time.NewTicker(1); <-t.C; <-t.C; t.Stop(); select { case <-t.C: panic(1); default: }; t.Reset(2); <-t.C }", "verified"},
		{"ticks until stopped", "time", "func CheckX() { t := time.NewTicker(1); go func() { for range t.C {} }(); t.Stop() }", "leak"},
		{"a function", "time", "func CheckX() { c := make(chan int); time.AfterFunc(1, func() { close(c) }); <-c }", "verified"},
		{"a function stopped in time, or not", "time sync", "func CheckX() { var m sync.Mutex; n := 0; t := time.AfterFunc(1, func() { m.Lock(); n++; m.Unlock() }); s := t.Stop(); m.Lock(); if s && n > 0 { panic(n) }; m.Unlock() }", "verified"},
		{"a function runs beside", "time", "func CheckX() { n := 0; time.AfterFunc(1, func() { n++ }); n++ }", "race"},
		{"a function that nobody refers to", "time", "func f(c chan int) { time.AfterFunc(1, func() { <-time.After(2); c <- 1 }) }; func CheckX() { c := make(chan int); f(c); <-c }", "verified"},
		{"a function again", "time", "func CheckX() { c := make(chan int); t := time.AfterFunc(1, func() { c <- 1 }); <-c; if t.Reset(1) { panic(0) }; <-c }", "verified"},
		{"a function that blocks", "time", "func CheckX() { time.AfterFunc(1, func() { select {} }); <-time.After(2) }", "leak"},
		{"for ever, in finitely many states", "time", "func CheckX() { for { t := time.AfterFunc(1, func() {}); t.Stop(); <-time.After(1) } }", "stuck"},
		{"misuse", "time", "func CheckX() { var t time.Timer; t.Stop() }", "panic: panic: time: Stop called on uninitialized Timer"},
		{"misuse of a ticker", "time", "func CheckX() { time.NewTicker(0) }", "panic: panic: non-positive interval for NewTicker"},
		{"a timer orders", "time", "func CheckX() { n := 1; t := time.AfterFunc(1, func() { n++ }); if t.Stop() { n++ } }", "verified"},
		{"sleep", "time", "func CheckX() { n := 0; go func() { n = 1 }(); time.Sleep(time.Hour); _ = n }", "race"},
		{"sleeping for something", "time sync/atomic", "func CheckX() { var x atomic.Bool; go x.Store(true); for !x.Load() { time.Sleep(1) } }", "verified"},
		{"sleeping for nothing", "time", "func CheckX() { go func() { for { time.Sleep(1) } }(); for { time.Sleep(1) } }", "stuck"},
	} {
		b.run(t)
	}
}

// TestClock: it is kept if the program reads it, and never goes back.
func TestClock(t *testing.T) {
	for _, b := range []behaviour{
		{"never back", "time", "func CheckX() { a := time.Now(); b := time.Now(); if b.Before(a) || b.Sub(a) != time.Until(b) - time.Until(a) && time.Since(a) < b.Sub(a) { panic(0) } }", "verified"},
		{"it may have jumped", "time", "func CheckX() { a := time.Now(); if time.Since(a) > time.Minute { panic(0) } }", "panic: panic: 0"},
		{"it may stand", "time", "func CheckX() { a := time.Now(); if time.Since(a) == 0 { panic(0) } }", "panic: panic: 0"},
		{"polling ends", "time", "func CheckX() { end := time.Now().Add(time.Second); for time.Now().Before(end) {} }", "verified"},
		{"polling that begins late ends", "time", "func CheckX() { for range 4 { end := time.Now().Add(time.Second); for time.Now().Before(end) {} } }", "verified"},
		{"no less than a timer that was reset", "time", "func CheckX() { a := time.Now(); t := time.NewTimer(1); t.Reset(time.Second); <-t.C; if time.Since(a) < time.Second { panic(0) } }", "verified"},
		{"no less than a ticker that was reset", "time", "func CheckX() { a := time.Now(); t := time.NewTicker(1); t.Reset(time.Second); if (<-t.C).Sub(a) < time.Second { panic(0) } }", "verified"},
		{"no less than a function that was put off", "time", "func CheckX() { a := time.Now(); c := make(chan time.Duration, 2); t := time.AfterFunc(1, func() { c <- time.Since(a) }); if t.Reset(time.Second) && <-c < time.Second { panic(0) } }", "verified"},
		{"no less than the sleep", "time", "func CheckX() { a := time.Now(); time.Sleep(time.Second); if time.Since(a) < time.Second { panic(0) } }", "verified"},
		{"two sleeps at once", "time sync", "func CheckX() { var wg sync.WaitGroup; a := time.Now(); for range 2 { wg.Go(func() { time.Sleep(time.Second) }) }; wg.Wait(); if time.Since(a) == time.Second { panic(0) } }", "panic: panic: 0"},
		{"a timer's deadline", "time", "func CheckX() { a := time.Now(); t := <-time.After(time.Second); if t.Sub(a) < time.Second || time.Now().Before(t) { panic(0) } }", "verified"},
		{"the periods of a ticker", "time", "func CheckX() { a := time.Now(); c := time.Tick(time.Second); <-c; if t := <-c; t.Sub(a) < 2*time.Second { panic(0) } }", "verified"},
		{"reading orders nothing", "time", "func CheckX() { n := 0; c := make(chan int); go func() { n = 1; time.Now(); c <- 1 }(); time.Now(); n = 2; <-c; _ = n }", "race"},
		{"a deadline in the past", "context time", "func CheckX() { ctx, cancel := context.WithDeadline(context.Background(), time.Now()); defer cancel(); if ctx.Err() == nil { panic(0) } }", "verified"},
		{"it prints as in Greenwich", "time", "func CheckX() { if s := time.Unix(0, 0).String(); s != \"1970-01-01 00:00:00 +0000 UTC\" { panic(s) } }", "verified"},
	} {
		b.run(t)
	}
}

// TestContext has package context from its real source.
func TestContext(t *testing.T) {
	for _, b := range []behaviour{
		{"cancelled", "context", "func CheckX() { ctx, cancel := context.WithCancel(context.Background()); go cancel(); <-ctx.Done(); if ctx.Err() != context.Canceled { panic(0) } }", "verified"},
		{"never cancelled", "context", "func CheckX() { ctx, cancel := context.WithCancel(context.Background()); defer cancel(); go func() { <-ctx.Done() }() ; <-ctx.Done() }", "deadlock"},
		{"a child of it", "context", "func CheckX() { ctx, cancel := context.WithCancel(context.Background()); c2, cancel2 := context.WithCancel(ctx); defer cancel2(); cancel(); <-c2.Done() }", "verified"},
		{"cause", "context errors", "func CheckX() { e := errors.New(\"e\"); ctx, cancel := context.WithCancelCause(context.Background()); cancel(e); <-ctx.Done(); if context.Cause(ctx) != e || ctx.Err() != context.Canceled { panic(0) } }", "verified"},
		{"timeout", "context time", "func CheckX() { ctx, cancel := context.WithTimeout(context.Background(), time.Second); defer cancel(); <-ctx.Done(); if ctx.Err() != context.DeadlineExceeded { panic(0) } }", "verified"},
		{"timeout beside cancel", "context time", "func CheckX() { ctx, cancel := context.WithTimeout(context.Background(), time.Second); cancel(); if ctx.Err() != context.Canceled { panic(0) } }", "panic: panic: 0"},
		{"timeouts within each other", "context time", "func CheckX() { a, cancel := context.WithTimeout(context.Background(), time.Hour); defer cancel(); b, cancel := context.WithTimeout(a, time.Second); defer cancel(); <-b.Done(); if a.Err() != nil { panic(0) } }", "panic: panic: 0"},
		{"a worker that does not listen", "context time", "func CheckX() { ctx, cancel := context.WithTimeout(context.Background(), time.Second); defer cancel(); c := make(chan int); go func() { c <- 1 }(); select { case <-c: case <-ctx.Done(): } }", "leak"},
		{"value", "context", "type k struct{}; func CheckX() { ctx, cancel := context.WithCancel(context.WithValue(context.Background(), k{}, 7)); defer cancel(); if ctx.Value(k{}) != 7 || ctx.Value(0) != nil || context.WithoutCancel(ctx).Done() != nil { panic(0) } }", "verified"},
		{"key that can not be compared", "context", "func CheckX() { context.WithValue(context.Background(), []int{}, 7) }", "panic: panic: key is not comparable"},
		{"after func", "context", "func CheckX() { ctx, cancel := context.WithCancel(context.Background()); c := make(chan int); stop := context.AfterFunc(ctx, func() { close(c) }); cancel(); if stop() { panic(0) }; <-c }", "verified"},
		{"text", "context", "func CheckX() { ctx, cancel := context.WithCancel(context.Background()); defer cancel(); if s := ctx.(interface{ String() string }).String(); s != \"context.Background.WithCancel\" { panic(s) } }", "verified"},
	} {
		b.run(t)
	}
}

// TestSyncMore has what of package sync and its neighbours needs maps, choices and deferred calls.
func TestSyncMore(t *testing.T) {
	for _, b := range []behaviour{
		{"map", "sync", "func CheckX() { var m sync.Map; m.Store(1, 2); if v, ok := m.Load(1); !ok || v != 2 { panic(0) }; if v, l := m.LoadOrStore(1, 3); !l || v != 2 { panic(1) }; if v, l := m.Swap(1, 4); !l || v != 2 { panic(2) }; if m.CompareAndSwap(1, 2, 3) || !m.CompareAndSwap(1, 4, 5) || m.CompareAndDelete(1, 4) || !m.CompareAndDelete(1, 5) { panic(3) }; m.Store(2, 1); if v, l := m.LoadAndDelete(2); !l || v != 1 { panic(4) }; m.Store(3, 1); m.Delete(3); m.Store(4, 1); m.Clear(); m.Range(func(k, v any) bool { panic(5) }) }", "verified"},
		{"map of many threads", "sync", "func CheckX() { var m sync.Map; var wg sync.WaitGroup; for i := range 3 { wg.Go(func() { m.LoadOrStore(\"k\", i) }) }; wg.Wait(); if v, _ := m.Load(\"k\"); v == 2 { panic(v) } }", "panic: panic: 2"},
		{"map ranges in any order", "sync", "func CheckX() { var m sync.Map; m.Store(1, 1); m.Store(2, 2); first := 0; m.Range(func(k, _ any) bool { first = k.(int); return false }); if first == 2 { panic(first) } }", "panic: panic: 2"},
		{"a range may see what comes meanwhile", "sync", "func CheckX() { var m sync.Map; m.Store(1, 1); n := 0; m.Range(func(any, any) bool { n++; m.Store(2, 2); return true }); if n == 2 { panic(n) } }", "panic: panic: 2"},
		{"a range need not see what comes meanwhile", "sync", "func CheckX() { var m sync.Map; m.Store(1, 1); n := 0; m.Range(func(any, any) bool { n++; m.Store(2, 2); return true }); if n == 1 { panic(n) } }", "panic: panic: 1"},
		{"a range sees no snapshot", "sync", "func CheckX() { var m sync.Map; m.Store(1, 0); m.Store(2, 0); go func() { m.Store(1, 1); m.Store(2, 1) }(); a, b := 0, 0; m.Range(func(k, v any) bool { if k == 1 { a = v.(int) } else { b = v.(int) }; return true }); if a < b { panic(b) } }", "panic: panic: 1"},
		{"a key that can not be hashed", "sync", "func CheckX() { var m sync.Map; m.Store([]int{}, 1) }", "panic: panic: runtime error: hash of unhashable type []int"},
		{"map publishes", "sync", "func CheckX() { var m sync.Map; n := 0; go func() { n = 1; m.Store(1, 1) }(); if _, ok := m.Load(1); ok && n != 1 { panic(n) } }", "verified"},
		{"pool", "sync", "func CheckX() { p := sync.Pool{New: func() any { return new(int) }}; x := p.Get(); p.Put(x); if p.Get() == x { panic(1) } }", "panic: panic: 1"},
		{"pool forgets", "sync", "func CheckX() { p := sync.Pool{New: func() any { return new(int) }}; x := p.Get(); p.Put(x); if p.Get() != x { panic(1) } }", "panic: panic: 1"},
		{"pool gives once", "sync", "func CheckX() { var p sync.Pool; x := new(int); p.Put(x); a, b := p.Get(), p.Get(); if a != nil && a == b || b != nil && b != any(x) { panic(1) } }", "verified"},
		{"pool, used after Put", "sync", "func CheckX() { p := sync.Pool{New: func() any { return new(int) }}; for range 2 { go func() { x := p.Get().(*int); p.Put(x); *x++ }() } }", "race"},
		{"once that panics is done", "sync", "func CheckX() { var o sync.Once; func() { defer func() { recover() }(); o.Do(func() { panic(1) }) }(); o.Do(func() { panic(2) }) }", "verified"},
		{"once value that panics does so again", "sync", "func CheckX() { f := sync.OnceValue(func() int { panic(3) }); for range 2 { func() { defer func() { if recover() != 3 { panic(4) } }(); f() }() } }", "verified"},
		{"wait group, panic", "sync", "func CheckX() { var wg sync.WaitGroup; wg.Go(func() { panic(1) }); wg.Wait() }", "panic: panic: 1 [recovered, repanicked]"},
		{"wait group, Goexit", "sync runtime", "func CheckX() { var wg sync.WaitGroup; wg.Go(runtime.Goexit); wg.Wait() }", "verified"},
		{"pull", "iter", "func count(yield func(int) bool) { for i := range 3 { if !yield(i) { return } } }; func CheckX() { next, stop := iter.Pull(count); for i := range 3 { if v, ok := next(); !ok || v != i { panic(i) } }; if _, ok := next(); ok { panic(3) }; stop(); next, stop = iter.Pull(count); next(); stop(); if _, ok := next(); ok { panic(4) } }", "verified"},
		{"pull of two", "iter maps", "func CheckX() { next, stop := iter.Pull2(maps.All(map[int]string{1: \"a\"})); defer stop(); if k, v, ok := next(); !ok || k != 1 || v != \"a\" { panic(k) }; if _, _, ok := next(); ok { panic(0) } }", "verified"},
		{"pull, a panic", "iter", "func CheckX() { next, _ := iter.Pull(func(func(int) bool) { panic(7) }); defer func() { if recover() != 7 { panic(8) } }(); next() }", "verified"},
		{"pull, not to the end", "iter", "func CheckX() { for range 2 { next, _ := iter.Pull(func(yield func(int) bool) { for yield(1) {} }); next() } }", "verified"},
		{"pull of a sequence that waits", "iter time", "func CheckX() { next, _ := iter.Pull(func(yield func(int) bool) { <-time.After(1); yield(1) }); next() }", "verified"},
		{"pull by two at once", "iter", "func CheckX() { next, _ := iter.Pull(func(yield func(int) bool) { for yield(1) {} }); go next(); next() }", "race"},
	} {
		b.run(t)
	}
}
