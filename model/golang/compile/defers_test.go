package compile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
)

// TestDefer checks which deferred calls are code of their function, without objects or calls.
func TestDefer(t *testing.T) {
	tests := []struct {
		body      string
		registers bool
	}{
		{"mu.Lock(); defer mu.Unlock(); n++", true},
		{"if n > 0 { defer wg.Done() } else { defer wg.Add(2) }; for range 3 { n++ }", true},
		{"defer func() { n++ }()", true},
		{"defer func(k int) { n += k }(n)", true},
		{"for range 3 { defer mu.Unlock() }", false},
		{"again: defer mu.Unlock(); n++; if n < 3 { goto again }", false},
		{"for range seq { defer mu.Unlock() }", false},
	}
	dir := t.TempDir()
	for _, test := range tests {
		p, err := compileText(t, dir, "package p\nimport \"sync\"\nvar (mu sync.Mutex; wg sync.WaitGroup; n int)\n"+
			"func seq(yield func() bool) { yield() }\nfunc CheckX() { "+test.body+" }\n")
		require.NoError(t, err)
		require.NoError(t, p.Validate())
		calls := 0
		for _, f := range p.Funcs[1:] {
			for _, in := range f.Code {
				if in.Op == program.Alloc || in.Op == program.Call || in.Op == program.CallClosure {
					calls++
				}
			}
		}
		assert.Equal(t, test.registers, calls == 0, test.body)
	}
}

// TestUnwind checks that what a function gives when a call that it defers recovers is what its
// variables held at the instruction that panicked.
func TestUnwind(t *testing.T) {
	tests := []struct {
		body string
		want int64
	}{
		{"r = 1; x := n; r = x + 1; sink = 1 / n; r = 7; return", 1},
		{"r = 5; for i := range 3 { r += i; sink = 10 / (2 - i) }; return 9", 8},
		{"x := 3; if n == 0 { x = 4; r = x; sink = s[n]; x = 5 }; r = x; return x", 4},
		{"r = 1; y := r; r = 2; sink = s[y]; return 3", 2},
		{"if n == 0 { r = 6; f(); r = 7 }; return 8", 6},
		{"return 1 / n", 0},
		{"r = 2; defer func() { if _, ok := recover().(interface{ RuntimeError() }); ok { r = 11 } }(); _ = any(n).(string); return 5", 11},
		{"r = 4; sink, r = 3, 1 / n; return", 4},
	}
	dir := t.TempDir()
	for _, test := range tests {
		p, err := compileText(t, dir, "package p\nvar (sink, n, result int; s []int; f func())\n"+
			"func CheckX() { result = work() }\nfunc work() (r int) { defer func() { recover() }(); "+test.body+" }\n")
		require.NoError(t, err)
		require.NoError(t, p.Validate())
		m := reference.New(p, reference.Config{})
		for !m.Finished(0) {
			_, err := m.Step(0, 0)
			require.NoError(t, err)
		}
		assert.Equal(t, test.want, int64(m.Global("result")[0]), test.body)
	}
}
