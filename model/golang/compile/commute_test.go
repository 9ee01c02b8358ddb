package compile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
)

// mapLoops are loops over a map m: in what order their rounds are can matter, or not.
var mapLoops = []struct {
	loop string
	free bool
}{
	{"for range m { n++ }", true},
	{"for k, v := range m { n += k * v }", true},
	{"for k, v := range m { n -= v; x ^= k }", true},
	{"for _, v := range m { if v > 1 { n++ } else { n += 2 } }", true},
	{"for _, v := range m { if v > 1 { continue }; n |= v; x &^= v }", true},
	{"for k, v := range m { n = max(n, v); x = min(k, x, v+3) }", true},
	{"for k := range m { if k == 2 { b = true } }", true},
	{"for k := range m { delete(m, k) }", true},
	{"for k, v := range m { if v > 1 { delete(m, k); delete(g, k) } }", true},
	{"for k, v := range m { own[k] = v }; n = len(own)", true},
	{"for k, v := range m { own[k] = v; n += v }", true},
	{"for k := range m { n += g[k] }", true},
	{"for k := range m { for i := range k { n += i } }", true},
	{"for _, l := range lists { for _, e := range l { n += e } }", true},
	{"for _, p := range ptrs { n += p.x }", true},
	{"for k, v := range m { if k < 0 && v < 0 { n *= v } }", true},

	{"for k := range m { n = k }", false},
	{"for k, v := range m { n = n*3 + v; x += k }", false},
	{"for k := range m { n = k - n }", false},
	{"for k, v := range m { n += v; if n > 2 { x = k } }", false},
	{"for k := range m { n++; x += k * n }", false},
	{"for k := range m { if k == 2 { break }; n++ }", false},
	{"for k := range m { if k == 2 { return k, 0 } }", false},
	{"for _, v := range m { if v > n { n, x = v, v } }", false},
	{"for k := range m { if k == 2 { n = 1 } else { n = 2 } }", false},
	{"for k := range m { if k == 2 { n = 1 } else { n += 1 } }", false},
	{"for k := range m { keys = append(keys, k) }", false},
	{"for k := range m { delete(m, k+1) }", false},
	{"for k := range m { m[k+1] = 0 }", false},
	{"for k := range m { g[k] = 1 }", false},
	{"for k, v := range m { own[v] = k }", false},
	{"for k, v := range m { own[k] = n; n += v }", false},
	{"for _, v := range m { f += float64(v) / 3 }", false},
	{"for k := range m { s += string(rune(k)) }", false},
	{"for k := range m { g[0] += k }", false},
	{"for k := range m { n += call(k) }", false},
	{"for k := range m { n += 6 / k }", false},
	{"for _, l := range lists { n += l[0] }", false},
	{"for k := range m { total += k }", false},
	{"for k := range m { delete(m, k); n += g[k] }", false},
	{"for k := range own { delete(own, k); own[k] = 1 }", false},
	{"for k := range m { p := &k; escaped = p }", false},
	{"for k, v := range m { if k == v { panic(k) } }", false},
	{"for a := range any1 { if a == any(n) { b = true } }", false},
	{"for a := range floats { copied := map[float64]int{}; copied[a] = 1 }", false},
}

const mapLoopHead = `package p
type box struct{ x int }
var g = map[int]int{2: 5}
var lists = map[int][]int{1: {1, 2}, 2: {3}}
var ptrs = map[string]*box{"a": {1}, "b": {2}}
var any1 = map[any]int{1: 1}
var floats = map[float64]int{1: 1}
var total int
var escaped *int
var result0, result1, result2 int
var never bool
func digest(m map[int]int) (n int) {
	for k, v := range m { n += (k + 7) * (v + 11) }
	return n
}
func call(k int) int { total = total*2 + k; return k }
func CheckX() { result2 = 0; result0, result1 = loop(map[int]int{1: 3, 2: 4, 3: 1}) }
func loop(m map[int]int) (n, x int) {
	own, keys, s, f, b := map[int]int{}, []int{}, "", 0.0, false
	x = 7
`

// TestOrderFree checks which loops over maps are taken in one order only.
func TestOrderFree(t *testing.T) {
	dir := t.TempDir()
	for _, test := range mapLoops {
		t.Run(test.loop, func(t *testing.T) {
			p := mapLoop(t, dir, test.loop)
			assert.Equal(t, test.free, !strings.Contains(p.String(), "mapcount"))
		})
	}
}

// TestOrderFreeResults takes the loops that are free of order in all orders, which a way out
// that is never taken makes them have, and wants the one result that they have in one.
func TestOrderFreeResults(t *testing.T) {
	dir := t.TempDir()
	for _, test := range mapLoops {
		if !test.free {
			continue
		}
		t.Run(test.loop, func(t *testing.T) {
			head, body, _ := strings.Cut(test.loop, "{ ")
			all := mapLoop(t, dir, head+"{ if never { break }; "+body)
			require.Contains(t, all.String(), "mapcount")
			want, err := reference.Explore(all, reference.Config{}, 100_000)
			require.NoError(t, err)
			got, err := reference.Explore(mapLoop(t, dir, test.loop), reference.Config{}, 100_000)
			require.NoError(t, err)
			assert.Len(t, want.Finals, 1)
			assert.Equal(t, want.Finals, got.Finals)
			assert.Less(t, got.States, want.States)
		})
	}
}

// mapLoop compiles a program with a loop.
func mapLoop(t *testing.T, dir, loop string) *program.Program {
	p, err := compileText(t, dir, mapLoopHead+loop+"\n if b { n++ }\n_, _, _ = keys, s, f\n"+
		"result2 = digest(m) + 3*digest(g) + 7*digest(own)\nreturn n, x }\n")
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	return p
}
