package std_test

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
)

// verdict checks a source and gives the verdict, with the property and message of a violation.
func verdict(t *testing.T, imports []string, body string) string {
	t.Helper()
	dir := t.TempDir()
	src := "package p\nimport (\n\"" + strings.Join(imports, "\"\n\"") + "\"\n)\n" + body
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(src), 0o600))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	prog, err := l.Load(targets[0])
	require.NoError(t, err, src)
	result, err := checker.Check(context.Background(), prog, checker.Options{Limits: checker.Limits{Time: time.Minute}})
	require.NoError(t, err)
	if result.Verdict == checker.Violated {
		return result.Property + ": " + result.Message
	}
	return result.Verdict.String()
}

func TestSync(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"mutex", "func CheckX() { var m sync.Mutex; n := 0; var wg sync.WaitGroup; for range 3 { wg.Go(func() { m.Lock(); n++; m.Unlock() }) }; wg.Wait(); if n != 3 { panic(n) } }", "verified"},
		{"unlock of unlocked mutex", "func CheckX() { var m sync.Mutex; m.Unlock() }", "panic: fatal error: sync: unlock of unlocked mutex"},
		{"mutex locked twice", "func CheckX() { var m sync.Mutex; m.Lock(); m.Lock() }", "deadlock"},
		{"mutex unlocked by another", "func CheckX() { var m sync.Mutex; m.Lock(); go m.Unlock(); m.Lock() }", "verified"},
		{"try", "func CheckX() { var m sync.Mutex; if !m.TryLock() || m.TryLock() { panic(0) }; m.Unlock(); if !m.TryLock() { panic(1) } }", "verified"},
		{"readers together", "func CheckX() { var m sync.RWMutex; m.RLock(); m.RLock(); if !m.TryRLock() || m.TryLock() { panic(0) }; m.RUnlock(); m.RUnlock(); m.RUnlock(); if !m.TryLock() || m.TryRLock() { panic(1) }; m.Unlock(); m.Lock(); m.Unlock(); m.RLock() }", "verified"},
		{"a pending writer keeps readers out", "func CheckX() { var m sync.RWMutex; m.RLock(); go func() { m.Lock(); m.Unlock() }(); m.RLock() }", "deadlock"},
		{"a pending writer shows", "func CheckX() { var m sync.RWMutex; m.RLock(); go m.Lock(); for m.TryRLock() { m.RUnlock() }; m.RUnlock(); panic(\"pending\") }", "panic: panic: pending"},
		{"readers that waited come before the next writer", "func CheckX() { var m sync.RWMutex; x, seen := 0, 0; m.Lock(); var wg sync.WaitGroup; wg.Go(func() { m.RLock(); seen = x; m.RUnlock() }); wg.Go(func() { m.Lock(); x = 1; m.Unlock() }); m.Unlock(); wg.Wait(); if seen != 0 && seen != 1 { panic(seen) } }", "verified"},
		{"readers exclude writers", "func CheckX() { var m sync.RWMutex; n := 0; var wg sync.WaitGroup; for range 2 { wg.Go(func() { m.Lock(); n++; m.Unlock() }); wg.Go(func() { m.RLock(); _ = n; m.RUnlock() }) }; wg.Wait() }", "verified"},
		{"writing under a read lock", "func CheckX() { var m sync.RWMutex; n := 0; var wg sync.WaitGroup; for range 2 { wg.Go(func() { m.RLock(); n++; m.RUnlock() }) }; wg.Wait() }", "race"},
		{"RUnlock of unlocked", "func CheckX() { var m sync.RWMutex; m.RUnlock() }", "panic: fatal error: sync: RUnlock of unlocked RWMutex"},
		{"Unlock of unlocked", "func CheckX() { var m sync.RWMutex; m.RLock(); m.Unlock() }", "panic: fatal error: sync: Unlock of unlocked RWMutex"},
		{"RLocker", "func CheckX() { var m sync.RWMutex; l := m.RLocker(); l.Lock(); l.Lock(); if m.TryLock() { panic(0) }; l.Unlock(); l.Unlock(); m.Lock() }", "verified"},
		{"wait group below zero", "func CheckX() { var wg sync.WaitGroup; wg.Done() }", "panic: panic: sync: negative WaitGroup counter"},
		{"wait group, added to while waited for", "func CheckX() { var wg sync.WaitGroup; wg.Add(1); go wg.Wait(); wg.Done(); wg.Add(1); wg.Done() }", "panic: panic: sync: WaitGroup "},
		{"wait group, added to too late", "func CheckX() { var wg sync.WaitGroup; n := 0; go func() { wg.Add(1); n++; wg.Done() }(); wg.Wait(); n++ }", "race"},
		{"wait group used again", "func CheckX() { var wg sync.WaitGroup; n := 0; for range 2 { wg.Go(func() { n++ }); wg.Wait() }; if n != 2 { panic(n) } }", "verified"},
		{"wait group, many waiters", "func CheckX() { var a, b sync.WaitGroup; a.Add(1); for range 3 { b.Go(a.Wait) }; a.Done(); b.Wait() }", "verified"},
		{"wait group never done", "func CheckX() { var wg sync.WaitGroup; wg.Add(2); go wg.Done(); wg.Wait() }", "deadlock"},
		{"once", "func CheckX() { var o sync.Once; n := 0; var wg sync.WaitGroup; for range 3 { wg.Go(func() { o.Do(func() { n++ }); if n != 1 { panic(n) } }) }; wg.Wait() }", "verified"},
		{"once within itself", "func CheckX() { var o sync.Once; o.Do(func() { o.Do(func() {}) }) }", "deadlock"},
		{"once functions", "func CheckX() { n := 0; f := sync.OnceFunc(func() { n++ }); g := sync.OnceValue(func() int { n++; return 7 }); h := sync.OnceValues(func() (int, bool) { n++; return 8, true }); for range 2 { f(); a := g(); b, ok := h(); if a != 7 || b != 8 || !ok || n != 3 { panic(n) } } }", "verified"},
		{"condition", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); ready := false; go func() { m.Lock(); ready = true; c.Signal(); m.Unlock() }(); m.Lock(); for !ready { c.Wait() }; m.Unlock() }", "verified"},
		{"lost wake-up", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); go c.Signal(); m.Lock(); c.Wait(); m.Unlock() }", "deadlock"},
		{"one signal wakes one", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); var wg sync.WaitGroup; n := 0; for range 2 { wg.Go(func() { m.Lock(); n++; c.Wait(); m.Unlock() }) }; for { m.Lock(); k := n; m.Unlock(); if k == 2 { break } }; c.Signal(); wg.Wait() }", "deadlock"},
		{"broadcast wakes all", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); var wg sync.WaitGroup; n := 0; for range 2 { wg.Go(func() { m.Lock(); n++; c.Wait(); m.Unlock() }) }; for { m.Lock(); k := n; m.Unlock(); if k == 2 { break } }; c.Broadcast(); wg.Wait() }", "verified"},
		{"waiters are woken in order", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); n, woken := 0, 0; var wg sync.WaitGroup; wg.Go(func() { m.Lock(); n = 1; c.Wait(); woken++; c.Signal(); m.Unlock() }); wg.Go(func() { m.Lock(); for n != 1 { m.Unlock(); m.Lock() }; n = 2; c.Wait(); if woken != 1 { panic(woken) }; m.Unlock() }); for { m.Lock(); k := n; m.Unlock(); if k == 2 { break } }; c.Signal(); wg.Wait() }", "verified"},
		{"a condition waits for ever, in finitely many states", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); turn := 0; for i := range 2 { go func() { for { m.Lock(); for turn != i { c.Wait() }; turn = 1 - i; c.Broadcast(); m.Unlock() } }() } }", "leak: main has returned, and these can never end"},
		{"a condition copied", "func CheckX() { var m sync.Mutex; c := sync.NewCond(&m); c.Signal(); d := *c; d.Signal() }", "panic: panic: sync.Cond is copied"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := verdict(t, []string{"sync"}, test.body)
			assert.True(t, strings.HasPrefix(got, test.want), "%s, want %s", got, test.want)
		})
	}
}

func TestAtomic(t *testing.T) {
	var b strings.Builder
	for _, typ := range []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr"} {
		word := strings.ToLower(typ)
		fmt.Fprintf(&b, `{ var x atomic.%[1]s; x.Store(6); old := x.Load()
	if old != 6 || x.Add(3) != 9 || x.And(12) != 9 || x.Or(3) != 8 || x.Swap(5) != 11 || x.CompareAndSwap(6, 7) || !x.CompareAndSwap(5, 7) || x.Load() != 7 { panic(%[1]q) }
	var y %[2]s; atomic.Store%[1]s(&y, 6)
	if atomic.Add%[1]s(&y, 3) != 9 || atomic.And%[1]s(&y, 12) != 9 || atomic.Or%[1]s(&y, 3) != 8 || atomic.Swap%[1]s(&y, 5) != 11 || atomic.CompareAndSwap%[1]s(&y, 6, 7) || !atomic.CompareAndSwap%[1]s(&y, 5, 7) || atomic.Load%[1]s(&y) != 7 { panic(%[2]q) }
}
`, typ, word)
	}
	checks := []struct{ name, body, want string }{
		{"integers", b.String(), "verified"},
		{"wrap-around", "var x atomic.Int32; x.Store(1<<31 - 1); if x.Add(1) != -1 << 31 { panic(0) }; var y atomic.Uint32; if y.Add(^uint32(0)) != 1<<32 - 1 { panic(1) }", "verified"},
		{"bool", "var x atomic.Bool; if x.Load() || x.Swap(true) || !x.Swap(true) || x.CompareAndSwap(false, true) || !x.CompareAndSwap(true, false) || x.Load() { panic(0) }; x.Store(true); if !x.Load() { panic(1) }", "verified"},
		{"pointer", "var x atomic.Pointer[int]; a, b := new(int), new(int); if x.Load() != nil || !x.CompareAndSwap(nil, a) || x.CompareAndSwap(b, a) || x.Swap(b) != a || x.Load() != b { panic(0) }; x.Store(nil); if x.Load() != nil { panic(1) }", "verified"},
		{"value", "var x atomic.Value; if x.Load() != nil || x.CompareAndSwap(1, 2) { panic(0) }; x.Store(2); if x.Swap(3) != 2 || x.CompareAndSwap(2, 4) || !x.CompareAndSwap(3, 4) || x.Load() != 4 { panic(1) }", "verified"},
		{"value from nothing", "var x atomic.Value; if !x.CompareAndSwap(nil, 2) || x.Load() != 2 { panic(0) }", "verified"},
		{"nil value", "var x atomic.Value; x.Store(nil)", "panic: panic: sync/atomic: store of nil value into Value"},
		{"another type", "var x atomic.Value; x.Store(1); x.Store(true)", "panic: panic: sync/atomic: store of inconsistently typed value into Value"},
		{"another type swapped", "var x atomic.Value; x.Store(1); x.Swap(true)", "panic: panic: sync/atomic: swap of inconsistently typed value into Value"},
		{"another type compared", "var x atomic.Value; x.Store(1); x.CompareAndSwap(1, true)", "panic: panic: sync/atomic: compare and swap of inconsistently typed values"},
		{"another type held", "var x atomic.Value; x.Store(1); x.CompareAndSwap(true, true)", "panic: panic: sync/atomic: compare and swap of inconsistently typed value into Value"},
		{"incomparable", "var x atomic.Value; x.Store([]int{}); x.CompareAndSwap([]int{}, []int{})", "panic: panic: runtime error: comparing uncomparable type []int"},
	}
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			got := verdict(t, []string{"sync/atomic"}, "func CheckX() {\n"+c.body+"\n}")
			assert.True(t, strings.HasPrefix(got, c.want), "%s, want %s", got, c.want)
		})
	}
}

// TestArithmetic runs functions in the checker and natively.
func TestArithmetic(t *testing.T) {
	var b strings.Builder
	b.WriteString("func CheckX() {\n")
	want := func(expr string, value any) {
		fmt.Fprintf(&b, "if v := %s; v != %v { panic(%q) }\n", expr, value, expr)
	}
	durations := []time.Duration{0, 1, -1, 999, 1500 * time.Millisecond, -2500 * time.Millisecond, 90 * time.Minute, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, math.MaxInt64 - 7}
	for _, d := range durations {
		x := fmt.Sprintf("time.Duration(%d)", int64(d))
		want(x+".Abs()", int64(d.Abs()))
		want(x+".Microseconds()", d.Microseconds())
		want(x+".Milliseconds()", d.Milliseconds())
		for name, f := range map[string]float64{"Seconds": d.Seconds(), "Minutes": d.Minutes(), "Hours": d.Hours()} {
			want("math.Float64bits("+x+"."+name+"())", math.Float64bits(f))
		}
		for _, m := range durations {
			want(fmt.Sprintf("%s.Round(%d)", x, int64(m)), int64(d.Round(m)))
			want(fmt.Sprintf("%s.Truncate(%d)", x, int64(m)), int64(d.Truncate(m)))
		}
	}
	for _, x := range []uint64{0, 1, 2, 3, 0x80, 0xff, 0x1234, 0xdeadbeef, 1 << 63, math.MaxUint64} {
		want(fmt.Sprintf("bits.Len64(%d)", x), bits.Len64(x))
		want(fmt.Sprintf("bits.LeadingZeros16(%d)", uint16(x)), bits.LeadingZeros16(uint16(x)))
		want(fmt.Sprintf("bits.TrailingZeros64(%d)", x), bits.TrailingZeros64(x))
		want(fmt.Sprintf("bits.TrailingZeros8(%d)", uint8(x)), bits.TrailingZeros8(uint8(x)))
		want(fmt.Sprintf("bits.OnesCount32(%d)", uint32(x)), bits.OnesCount32(uint32(x)))
		want(fmt.Sprintf("bits.Reverse64(%d)", x), bits.Reverse64(x))
		want(fmt.Sprintf("bits.Reverse16(%d)", uint16(x)), bits.Reverse16(uint16(x)))
		want(fmt.Sprintf("bits.Reverse8(%d)", uint8(x)), bits.Reverse8(uint8(x)))
	}
	for _, x := range []float64{0.5, -2.5, 1e30, math.Pi} {
		f := fmt.Sprintf("%v", x)
		want("math.Floor("+f+")", math.Floor(x))
		want("math.Float64bits("+f+")", math.Float64bits(x))
		want("math.Float32bits("+f+")", math.Float32bits(float32(x)))
		want("math.Sqrt(math.Abs("+f+"))", math.Sqrt(math.Abs(x)))
	}
	b.WriteString("}\n")
	assert.Equal(t, "verified", verdict(t, []string{"time", "math", "math/bits"}, b.String()))
}
