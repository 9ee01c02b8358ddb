package compile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
)

// TestOperations checks what the functions of heddle/model and sync/atomic become.
func TestOperations(t *testing.T) {
	tests := []struct{ body, want string }{
		{"w.Load()", "load.int64.ordinary"},
		{"w.LoadAcquire()", "load.int64.acquire"},
		{"w.LoadRelaxed()", "load.int64.relaxed"},
		{"w.LoadSeqCst()", "load.int64.seqcst"},
		{"w.Store(1)", "store.int64.ordinary"},
		{"w.StoreRelease(1)", "store.int64.release"},
		{"w.StoreRelaxed(1)", "store.int64.relaxed"},
		{"w.StoreSeqCst(1)", "store.int64.seqcst"},
		{"w.FetchAndAdd(1)", "atomicadd.int64.seqcst"},
		{"w.FetchAndAdd(1, model.Acquire)", "atomicadd.int64.acquire"},
		{"w.Swap(1, model.AcqRel)", "atomicswap.int64.acqrel"},
		{"w.TestAndSet(model.Relaxed)", "atomicswap.int64.relaxed"},
		{"w.CompareAndSwap(0, 1, model.Release)", "atomiccas.int64.release"},
		{"p.Load()", "load.pointer.ordinary"},
		{"p.StoreRelease(nil)", "store.pointer.release"},
		{"p.Swap(nil)", "atomicswap.pointer.seqcst"},
		{"p.CompareAndSwap(nil, new(int))", "atomiccas.pointer.seqcst"},
		{"model.Fence()", "fence.seqcst"},
		{"model.Fence(model.Release)", "fence.release"},
		{"model.Choose(3)", "choose"},
		{"model.Assert(w.Load() == 0, \"x\")", "assert"},
		{"var s model.Section; s.Enter()", "ghost 0"},
		{"var s model.Section; s.Enter(); s.Leave()", "ghost 1"},
		{"var e model.Episode; e.Arrive(0, 1)", "ghost 2"},
		{"var e model.Episode; e.Depart(0, 1)", "ghost 3"},
		{"var h model.History; h.Call(0, \"pop\", 1)", "ghost 4"},
		{"var h model.History; h.Call(0, \"pop\")", "ghost 4"},
		{"var h model.History; h.Return(0, 1)", "ghost 5"},
		{"var h model.History; h.Return(0)", "ghost 5"},
		{"model.Refuse()", "select"},
		{"model.Run(2, func(int) {})", "join"},
		{"i32.Add(1)", "atomicadd.int32.seqcst"},
		{"i32.Load()", "load.int32.seqcst"},
		{"u64.Or(1)", "atomicor.uint64.seqcst"},
		{"atomic.AddUint32(&u32, 1)", "atomicadd.uint32.seqcst"},
		{"u32++", "store.uint32.plain"},
		{"mu.Lock()", "await"},
		{"f := w.Load; use(f)", "load.int64.ordinary"},
		{"_ = make(chan int, 2)", "makechan chan int"},
		{"c <- 1", "select send r0 (r1)"},
		{"<-c", "select receive r0"},
		{"close(c)", "close"},
		{"_ = cap(c); if len(c) > 0 { c <- cap(c) }", "chancap"},
		{"for v := range c { w.Store(v) }", "select receive r0"},
		{"select { case c <- 2: case v, ok := <-d: if ok { c <- len(v) }; default: }", "select send r0 (r2), receive r1, default"},
		{"select { }", "select"},
		{"defer close(c)", "unwound"},
		{"defer func() { recover() }()", "recover"},
		{"go close(c)", "go CheckX.gowrap(r0)"},
		{"for range 2 { defer close(c) }", "alloc deferred call"},
		{"defer w.FetchAndAdd(1, model.Acquire)", "atomicadd.int64.acquire"},
		{"runtime.Goexit()", "goexit"},
		{"os.Exit(3)", "exit"},
		{"println(\"x\", len(c))", "strconcat"},
		{"m = make(map[string]int, 10)", "mapmake map[string]int"},
		{"u32 = uint32(m[s])", "mapget map[string]int"},
		{"_, ok := m[s]; if ok { u32++ }", "mapget map[string]int"},
		{"m[s]++", "mapset map[string]int"},
		{"m[s] -= 2", "mapget.update map[string]int"},
		{"m[s] = m[s] + len(b)", "mapget map[string]int"},
		{"delete(m, s)", "mapdelete map[string]int"},
		{"clear(m)", "mapclear map[string]int"},
		{"u32 = uint32(len(m))", "maplen map[string]int"},
		{"for k := range m { s = k }", "mapcount map[string]int"},
		{"for _, v := range m { s = string(rune(v)) }", "mapnext map[string]int"},
		{"s += s", "strconcat"},
		{"u32 = uint32(s[u32])", "strindex"},
		{"s = s[u32:]", "strslice"},
		{"for range s { u32++ }", "strrune"},
		{"b = []byte(s)", "strindex"},
		{"s = string(b)", "strbyte"},
		{"b = append(b, s...)", "strindex"},
		{"s = string(rune(u32))", "strencode"},
	}
	dir := t.TempDir()
	for _, test := range tests {
		t.Run(test.body, func(t *testing.T) {
			p, err := compileText(t, dir, `package p
import ("heddle/model"; "os"; "runtime"; "sync"; "sync/atomic")
var (c chan int; d chan string; w model.Word; p model.Pointer[int]; i32 atomic.Int32; u64 atomic.Uint64; u32 uint32; mu sync.Mutex; s string; b []byte; m map[string]int)
func use(f func() int) { f(); _, _ = os.Exit, runtime.GC }
func CheckX() { `+test.body+" }\n")
			require.NoError(t, err)
			require.NoError(t, p.Validate())
			assert.Contains(t, p.String(), test.want)
		})
	}
}

// TestClaims lists the lines with claims that are reached.
func TestClaims(t *testing.T) {
	p, err := compileText(t, t.TempDir(), `package p
import "heddle/model"
func unreached() { model.Assert(true, "") }
func ok(b bool) {
	model.Assert(b, "no")
}
func CheckX() {
	var s model.Section
	s.Enter()
	ok(true)
}
`)
	require.NoError(t, err)
	assert.Equal(t, []string{"x.go:5", "x.go:9"}, p.Claims)
	assert.False(t, p.Parallel)
}

// TestCapture checks which variables closures capture by value: their words are in the closure.
func TestCapture(t *testing.T) {
	tests := []struct {
		name, body string
		words      int // of the closure object
	}{
		{"parameter", "run(func() { sink = n })", 2},
		{"set once", "m := n + 1; run(func() { sink = m })", 2},
		{"never set", "var m int; run(func() { sink = m })", 2},
		{"slice", "s := make([]int, n); run(func() { sink = s[0] })", 4},
		{"loop variable", "for i := range n { run(func() { sink = i }) }", 2},
		{"set in the closure", "m := 1; run(func() { m++ })", 2},
		{"set in an inner closure", "m := 1; run(func() { run(func() { m++ }) })", 2},
		{"field read", "m := pair{1, n}; run(func() { sink = m.y })", 3},
		{"nested", "m := n; run(func() { run(func() { sink = m + n }) })", 3},
	}
	byReference := map[string]bool{"set in the closure": true, "set in an inner closure": true}
	dir := t.TempDir()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := compileText(t, dir, "package p\ntype pair struct{ x, y int }\nvar sink int\nfunc run(f func()) { go f() }\n"+
				"func CheckX() { with(3) }\nfunc with(n int) { "+test.body+" }\n")
			require.NoError(t, err)
			require.NoError(t, p.Validate())
			found := false
			for _, l := range p.Layouts {
				if l.Immutable && strings.HasPrefix(l.Name, "with.func1") && !strings.Contains(l.Name, "func1.1") {
					found = true
					assert.Equal(t, test.words, l.Words, l.Name)
					assert.Equal(t, byReference[test.name] || test.name == "slice", l.Pointer[1], l.Name)
				}
			}
			assert.True(t, found)
		})
	}
}

// TestCaptureRace checks that a variable set after its capture is shared.
func TestCaptureRace(t *testing.T) {
	for _, set := range []string{"n = 2", "func() { n = 2 }()", "p := &n; *p = 2", "for n = range 3 { }"} {
		p, err := compileText(t, t.TempDir(), "package p\nfunc CheckX() { n := 1; go func() { if n == 5 { panic(n) } }(); "+set+" }\n")
		require.NoError(t, err)
		out, err := reference.Explore(p, reference.Config{Races: true}, 100_000)
		require.NoError(t, err)
		assert.Contains(t, out.Violations, "race", set)
	}
	p, err := compileText(t, t.TempDir(), "package p\nfunc CheckX() { n := 1; n++; go func() { if n != 2 { panic(n) } }(); m := n; _ = m }\n")
	require.NoError(t, err)
	out, err := reference.Explore(p, reference.Config{Races: true}, 100_000)
	require.NoError(t, err)
	assert.True(t, out.Verified())
}

// TestRegisters checks that variables whose address stays in their function need no memory.
func TestRegisters(t *testing.T) {
	tests := []struct {
		body   string
		memory bool
	}{
		{"var a [3]int; a[1] = 2; sink = a[1] + a[2]", false},
		{"q := pair{1, 2}; q.x++; r := q; r.y = q.x; sink = r.x * r.y", false},
		{"q := &pair{1, 2}; q.x = 5; sink = q.x", false},
		{"q := pair{1, 2}; swap(&q); sink = q.x", true},
		{"var a [3]int; for i := range a { a[i] = i }; sink = a[1]", true},
		{"s := []int{1, 2}; sink = s[0]", true},
	}
	dir := t.TempDir()
	for _, test := range tests {
		p, err := compileText(t, dir, "package p\ntype pair struct{ x, y int }\nvar sink int\nfunc swap(p *pair) { p.x, p.y = p.y, p.x }\n"+
			"func CheckX() { "+test.body+" }\n")
		require.NoError(t, err)
		assert.Equal(t, test.memory, strings.Contains(p.String(), "alloc"), test.body)
	}
}

// TestPositions checks that every instruction has a position, and that of library code the user's.
func TestPositions(t *testing.T) {
	p, err := compileText(t, t.TempDir(), `package p
import "sync"
var n int
func CheckX() {
	var mu sync.Mutex
	mu.Lock()
	for i := range 3 {
		n += i
	}
	mu.Unlock()
}
`)
	require.NoError(t, err)
	lines := map[program.Op]int32{}
	for _, f := range p.Funcs {
		for pc, in := range f.Code {
			require.Positive(t, f.Pos[pc].Line)
			if in.Op == program.Await || in.Op == program.Fail || in.Op == program.Add {
				require.Equal(t, "x.go", p.Files[f.Pos[pc].File])
				lines[in.Op] = f.Pos[pc].Line
			}
		}
	}
	assert.Equal(t, int32(6), lines[program.Await])
	assert.Equal(t, int32(10), lines[program.Fail])
}

// FuzzCompile compiles what loads: an error is fine, a panic or a malformed program is not.
func FuzzCompile(f *testing.F) {
	files, err := filepath.Glob("conform/*.go")
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, body := range []string{
		"for { }", "x: goto x", "var a [1<<13][1<<13]int; _ = a", "var f func(); go f()", "type t struct{ p *t }; var x t; x.p = &x",
		"a := [0]int{}; for range a { }", "var x any = struct{}{}; _ = x == x", "var e error; panic(e)", "f := func() {}; defer f()",
		"s := make([]struct{}, 3); s = append(s[:1:2], s...)", "c := make(chan int); select { case <-c: default: }",
		"const c = 1i; print(c)", "type r interface{ m(r) }; var x r; x.m(x)", "copy([]any{1}, []any{nil, 2.5})",
		"m := map[any]map[string][2]any{}; m[m == nil][\"x\"] = [2]any{}; for k, v := range m { delete(v, k.(string)) }; clear(m)",
		"s := \"a\"; for i, c := range s[:0] + s { s += string(c) + s[i:]; _ = append([]byte(s), s...) }; _ = []rune(s)",
		"var c complex64 = 1i; c = c / (c + 2) * -c; _ = map[complex64]complex128{c: complex128(c)}; _ = real(c) + imag(c)",
		"var p *[3]int; for i := range p { _ = i }; _ = p[:]", "switch x := any(1).(type) { case int, string: _ = x; case nil: }",
		"defer func() { defer recover(); panic(recover()) }(); for i := range 3 { defer println(i) }", "var c chan struct{}; go close(c); c <- <-c",
		"for x := range func(yield func(int) bool) { for yield(1) {} } { defer print(x); if x > 1 { return } }", "defer panic(1.5); defer copy([]int{1}, nil)",
	} {
		f.Add("package p\nfunc CheckX() { " + body + " }\n")
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		p, err := compileText(t, dir, text)
		if err != nil {
			assert.NotContains(t, err.Error(), "bug")
			return
		}
		require.NoError(t, p.Validate())
	})
}
