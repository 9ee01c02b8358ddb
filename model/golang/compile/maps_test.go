package compile_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
)

// TestMapRaces finds concurrent uses of a map, and words them as Go's run-time system does.
func TestMapRaces(t *testing.T) {
	tests := []struct{ one, other, want string }{
		{"m[1] = 2", "m[2] = 3", "concurrent map writes"},
		{"m[1]++", "m[2] += 3", "concurrent map writes"},
		{"delete(m, 1)", "clear(m)", "concurrent map writes"},
		{"m[1] = 2", "_ = m[3]", "concurrent map read and map write"},
		{"m[1]++", "_ = len(m)", "concurrent map read and map write"},
		{"m[1] = 2", "for range m { }", "concurrent map iteration and map write"},
		{"_ = m[1]", "for k := range m { _ = k }", ""},
		{"_, _ = m[1]", "_ = len(m)", ""},
		{"mu.Lock(); m[1]++; mu.Unlock()", "mu.Lock(); delete(m, 1); mu.Unlock()", ""},
		{"mu.Lock(); m[1]++; mu.Unlock()", "m[2] += 1", "concurrent map writes"},
	}
	dir := t.TempDir()
	for _, test := range tests {
		t.Run(test.one+" "+test.other, func(t *testing.T) {
			p, err := compileText(t, dir, `package p
import "sync"
var mu sync.Mutex
func CheckX() {
	m := map[int]int{1: 1}
	var wg sync.WaitGroup
	wg.Go(func() { `+test.one+` })
	wg.Go(func() { `+test.other+` })
	wg.Wait()
}
`)
			require.NoError(t, err)
			r, err := checker.Check(context.Background(), p, checker.Options{})
			require.NoError(t, err)
			if test.want == "" {
				assert.Equal(t, checker.Verified, r.Verdict, r.Message)
				return
			}
			assert.Equal(t, "race", r.Property)
			assert.Contains(t, r.Message, "fatal error: "+test.want+" on m")
		})
	}
}

// TestMapOrder takes every order of a map in which it can matter, also if entries come and go meanwhile.
func TestMapOrder(t *testing.T) {
	tests := []struct {
		body string
		fail bool
	}{
		{`first := 0; for k := range m { first = k; break }; if first == 3 { panic(0) }`, true},
		{`last := 0; for k := range m { last = k }; if last == 1 { panic(0) }`, true},
		{`s := ""; for k := range m { s += string(rune('0' + k)) }; if s == "231" { panic(0) }`, true},
		{`s := ""; for k := range m { s += string(rune('0' + k)) }; if len(s) != 3 { panic(0) }`, false},
		{`n := 0; for k := range m { if k == 1 { m[9] = 1 }; n++; if n > 4 { break } }; if n == 3 { panic(0) }`, true},
		{`n := 0; for k := range m { if k == 1 { m[9] = 1 }; n++; if n > 4 { break } }; if n == 4 { panic(0) }`, true},
		{`n := 0; for k := range m { if k == 1 { m[9] = 1 }; n++; if n > 4 { break } }; if n < 3 || n > 4 { panic(0) }`, false},
		{`n := 0; for k := range m { delete(m, 3-k); delete(m, 4); n += 0 * k; if n > 9 { break }; n++ }; if n != 2 { panic(0) }`, false},
		{`for k := range m { if k == 2 { delete(m, 3) } else if k == 3 { delete(m, 2) } }; if len(m) != 2 { panic(0) }`, false},
		{`n := 0; for range m { n++; if n == 1 { clear(m); m[7] = 1 } }; if n == 1 { panic(0) }`, true},
		{`n := 0; for k := range m { if k == 1 && n < 2 { n++; delete(m, 1); m[1] = 1 } }; if n == 2 { panic(0) }`, true},
		{`for a := range m { for b := range m { if a == 3 && b == 1 { return } } }; panic(0)`, false},
	}
	dir := t.TempDir()
	for _, test := range tests {
		t.Run(test.body, func(t *testing.T) {
			p, err := compileText(t, dir, "package p\nfunc CheckX() {\nm := map[int]int{1: 1, 2: 2, 3: 3}\n"+test.body+"\n}\n")
			require.NoError(t, err)
			r, err := checker.Check(context.Background(), p, checker.Options{})
			require.NoError(t, err)
			assert.Equal(t, test.fail, r.Verdict == checker.Violated, r.Message)
		})
	}
}
