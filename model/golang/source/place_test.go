package source

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loadAt loads what the runtime calls name and says begins at a line of file.
func loadAt(l *Loader, file, name string, line, params int) (*Unit, error) {
	target, err := l.At(Place{File: file, Line: line, Func: "m." + name, Params: params}, "TestX")
	if err != nil {
		return nil, err
	}
	return l.Load(target)
}

// mark is what stands for the literal that is meant: its name and number of parameters follow.
const mark = "/*here*/"

// TestLiterals loads func literals out of tests, and says what they reach.
func TestLiterals(t *testing.T) {
	const head = "package p; import (\"testing\"; \"net/http\"; \"sync\"; \"time\"; \"heddle/checker\"); var _ = http.Get\n"
	tests := []struct{ name, src, closure, found string }{
		{"nothing", "func TestX(t *testing.T) { checker.Verify(t, /*here*/func() {}) }", "TestX.func1", "TestX.func1"},
		{"a function", "func f() {}; func g() { http.Get(\"\") }; func TestX(t *testing.T) { checker.Verify(t, /*here*/func() { f() }); g() }", "TestX.func1", "TestX.func1 f"},
		{"a parameter", "func f(n int) {}; func TestX(t *testing.T) { checker.Verify(t, /*here*/func(n int) { f(n) }) }", "TestX.func1", "TestX.func1 f"},
		{"a constant", "func TestX(t *testing.T) { const ( a = iota; n; m ); checker.Verify(t, /*here*/func() { var a [n]int; a[0] = m }) }", "TestX.func1", "TestX.func1"},
		{"a variable", "func f(n int) {}; func TestX(t *testing.T) { n := 4; m := n * 2; t.Log(n); checker.Verify(t, /*here*/func() { f(m) }) }", "TestX.func1", "TestX.func1 f"},
		{"a duration", "func f(n time.Duration) {}; func TestX(t *testing.T) { n := 4 * time.Second; checker.Verify(t, /*here*/func() { f(n) }) }", "TestX.func1", "TestX.func1 f"},
		{"a mutex", "func TestX(t *testing.T) { var mu sync.Mutex; n := 0; checker.Verify(t, /*here*/func() { mu.Lock(); n++; mu.Unlock() }) }", "TestX.func1", "TestX.func1"},
		{"a type", "func TestX(t *testing.T) { type node struct { next *node }; checker.Verify(t, /*here*/func() { var n node; n.next = &n }) }", "TestX.func1", "TestX.func1"},
		{"a local function", "func f() {}; func TestX(t *testing.T) { n := 3; g := func() { n++; f() }; checker.Verify(t, /*here*/func() { g() }) }", "TestX.func1", "TestX.func1 f"},
		{"a composite literal", "func TestX(t *testing.T) { list := []int{1, 2}; checker.Verify(t, /*here*/func() { list[0] = list[1] }) }", "TestX.func1", "TestX.func1"},
		{"a field called as a variable", "type s struct { n int }; func TestX(t *testing.T) { n := len(t.Name()); checker.Verify(t, /*here*/func() { _ = s{n: 2} }); t.Log(n) }", "TestX.func1", "TestX.func1"},
		{"nested", "func f() {}; func TestX(t *testing.T) { t.Run(\"a\", func(t *testing.T) { checker.Verify(t, /*here*/func() { go func() { f() }() }) }) }", "TestX.func1.1", "TestX.func1.1 f"},
		{"the outer of two", "func f() {}; func TestX(t *testing.T) { checker.Verify(t, /*here*/func() { g(func() {}); f() }) }; func g(func()) {}", "TestX.func1", "TestX.func1 f g"},
		{"the second of a line", "func f() {}; func TestX(t *testing.T) { a := func() {}; a(); b := /*here*/func() { f() }; checker.Verify(t, b) }", "TestX.func2", "TestX.func2 f"},
		{"by its parameters", "func f(int) {}; func TestX(t *testing.T) { a := func() {}; a(); b := /*here*/func(n int) { f(n) }; checker.Verify(t, b, 1) }", "TestX.Helper.func7", "TestX.Helper.func7 f"},
		{"a literal of a method", "type s int; func (*s) m(t *testing.T) { checker.Verify(t, /*here*/func() { }) }", "(*s).m.func1", "(*s).m.func1"},
		{"a literal of a variable", "func f() {}; var list = []func(){ /*here*/func() { f() } }; func TestX(t *testing.T) { checker.Verify(t, list[0]) }", "init.func1", "f init.func1"},
		{"a generic function's", "func f() {}; func g[T any](t *testing.T) { checker.Verify(t, /*here*/func() { f() }) }", "g[...].func1", "f g[...].func1"},
		{"recursive by the test", "func v(func()) {}; func TestX(t *testing.T) { v(/*here*/func() { if f != nil { h() } }) }; var f func(); func h() { f = func() { TestX(nil) } }", "TestX.func1", "TestX TestX.func1 h v"},
		{"declared", "func f() {}; /*here*/func check(n int) { f() }", "check", "check f"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, after, ok := strings.Cut(head+test.src, mark)
			require.True(t, ok)
			l := &Loader{Dir: unpack(t, "-- x_test.go --\n"+head+test.src+"\n-- go.mod --\nmodule m\n"), sanity: true}
			params := 0
			if strings.HasPrefix(after, "func(n int)") {
				params = 1
			}
			u, err := loadAt(l, filepath.Join(l.Dir, "x_test.go"), test.closure, strings.Count(before, "\n")+1, params)
			require.NoError(t, err)
			found, _ := bodies(u, u.Check)
			found = slices.DeleteFunc(found, func(s string) bool {
				return strings.Contains(s, "sync.") || strings.Contains(s, "heddle/") || strings.Contains(s, "$") || !strings.HasPrefix(s, "m.")
			})
			for i := range found {
				found[i] = strings.TrimPrefix(found[i], "m.")
			}
			assert.Equal(t, test.found, strings.Join(found, " "))
		})
	}
}

// TestLiteralErrors has literals that cannot be loaded, and what is said of them.
func TestLiteralErrors(t *testing.T) {
	const pass = ": its value is not known here; pass it as an argument: checker.Verify(t, func(n int) {…}, checker.Args(n))"
	tests := []struct{ name, src, closure, want string }{
		{"a parameter", "func f(n int) {}\nfunc TestX(t *testing.T) { for n := range 3 {\nv(t, /*here*/func() { f(n) }) } }", "TestX.func1", "x_test.go:4: the literal captures n, declared at x_test.go:3" + pass},
		{"of a helper", "func g(t *testing.T, n int) {\nv(t, /*here*/func() { use(n) }) }", "g.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"assigned", "func TestX(t *testing.T) { n := 1; n = len(t.Name())\nv(t, /*here*/func() { use(n) }) }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"its address taken", "func TestX(t *testing.T) { n := 1; *(&n)++\nv(t, /*here*/func() { use(n) }) }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"called", "func TestX(t *testing.T) { n := f(3)\nv(t, /*here*/func() { use(n) }) }\nfunc f(n int) int { return n }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"of another that is not known", "func TestX(t *testing.T) { m := len(t.Name()); n := m\nv(t, /*here*/func() { use(n) }) }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"a variable of the package", "var m = 3\nfunc TestX(t *testing.T) { n := m\nv(t, /*here*/func() { use(n) }) }", "TestX.func1", "x_test.go:4: the literal captures n, declared at x_test.go:3" + pass},
		{"used elsewhere", "func TestX(t *testing.T) { n := []int{1}; use(n[0])\nv(t, /*here*/func() { n[0]++ }) }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2 and used outside of the literal too: what it holds is not known here; declare it in the literal"},
		{"a field", "func TestX(t *testing.T) { for _, c := range []struct{ n int }{{1}} {\nv(t, /*here*/func() { use(c.n) }) } }", "TestX.func1",
			"x_test.go:3: the literal captures c, declared at x_test.go:2: its value is not known here; pass it as an argument: checker.Verify(t, func(n int) {…}, checker.Args(c.n))"},
		{"a key of a map", "func TestX(t *testing.T) { n := len(t.Name())\nv(t, /*here*/func() { _ = map[int]int{n: 1} }) }", "TestX.func1", "x_test.go:3: the literal captures n, declared at x_test.go:2" + pass},
		{"the test", "func TestX(t *testing.T) {\nv(t, /*here*/func() { t.Fatal(1) }) }", "TestX.func1", "x_test.go:3: the literal uses t, a testing.T: a check is not run as a test; use panic, or Assert of heddle/model, to say what must hold"},
		{"a type parameter", "func g[T any](t *testing.T) {\nv(t, /*here*/func() { var x T; _ = x }) }", "g[...].func1", "x_test.go:3: the literal uses the type parameter T, which is not known here; put it into a function without type parameters"},
		{"a local type of a parameter", "func TestX(t *testing.T) { type c int\nv(t, /*here*/func(n c) { }) }", "TestX.func1", "x_test.go:3: a parameter of the literal has a type that a function declares; declare it outside of functions"},
		{"two of a name", "func TestX(t *testing.T) { const n = 2; const m = n\nv(t, /*here*/func(n int) { use(m) }) }", "TestX.func1", "x_test.go:2: the literal at line 3 captures this n and knows another by that name; rename one"},
		{"a result", "func TestX(t *testing.T) {\nv(t, /*here*/func() int { return 1 }) }", "TestX.func1", "x_test.go:3: TestX.func1 has results (int); a check has none"},
		{"declared with type parameters", "/*here*/func g[T any]() {}", "g[...]", "x_test.go:2: g has type parameters; a check has none"},
		{"a method", "type s int\n/*here*/func (s) m() {}", "s.m", "x_test.go:3: s.m is a method; want a func literal, or a function that is no method"},
		{"a method value", "/*here*/func x() {}", "s.m-fm", "s.m is a method value, whose receiver is not known here; want a func literal, or a function that is no method"},
		{"not there", "/*here*/var x int", "TestX.func1", "x_test.go:2: TestX.func1 does not begin here: the source has changed since the test was built"},
		{"two of a line, one of which may be dead", "func TestX(t *testing.T) { if false { v(t, func() {}) }\nv(t, func() {}); v(t, /*here*/func() {}) }", "TestX.func2", "x_test.go:3: which of the 2 func literals that begin here is TestX.func2 is not to be told; put a line break between them"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := "package p; import \"testing\"; func v(*testing.T, any) {}; func use(int) {}\n" + test.src
			before, after, ok := strings.Cut(src, mark)
			require.True(t, ok)
			l := &Loader{Dir: unpack(t, "-- x_test.go --\n"+src+"\n")}
			params := 0
			if strings.HasPrefix(after, "func(n ") {
				params = 1
			}
			_, err := loadAt(l, filepath.Join(l.Dir, "x_test.go"), test.closure, strings.Count(before, "\n")+1, params)
			assert.EqualError(t, err, test.want)
		})
	}
}

// TestTrimmed finds sources by the names that -trimpath leaves.
func TestTrimmed(t *testing.T) {
	const archive = "-- m/go.mod --\nmodule example.com/m\nrequire example.com/n v1.0.0\nreplace example.com/n => ../n\n" +
		"-- m/a/x_test.go --\npackage a; func check() {}\n-- n/go.mod --\nmodule example.com/n\n-- n/b/y.go --\npackage b; func check() {}\n" +
		"-- cache/example.com/k@v1.2.3/z.go --\npackage k; func check() {}\n"
	dir := unpack(t, archive)
	l := &Loader{Dir: filepath.Join(dir, "m", "a"), Env: []string{"GOMODCACHE=" + filepath.Join(dir, "cache")}}
	for name, want := range map[string]string{
		"example.com/m/a/x_test.go":          "m/a",
		"example.com/n/b/y.go":               "n/b",
		"example.com/k@v1.2.3/z.go":          "cache/example.com/k@v1.2.3",
		"command-line-arguments/x_test.go":   "m/a",
		filepath.Join(dir, "n", "b", "y.go"): "n/b",
	} {
		target, err := l.At(Place{File: name, Line: 1, Func: "x.check"}, "TestX")
		require.NoError(t, err, name)
		assert.Equal(t, filepath.Join(dir, filepath.FromSlash(want)), target.Dir, name)
		u, err := l.Load(target)
		require.NoError(t, err, name)
		assert.Equal(t, "check", u.Check.Name())
	}
	_, err := l.At(Place{File: "example.com/other/x_test.go", Line: 1, Func: "x.check"}, "TestX")
	assert.EqualError(t, err, "example.com/other/x_test.go: the source is not there, and a check is made from source: run the test where its source is")
}

// TestBeside: a test of package p_test sees what p's own tests declare.
func TestBeside(t *testing.T) {
	l := &Loader{Dir: unpack(t, "-- go.mod --\nmodule m\n-- p.go --\npackage p; func F() {}\n-- export_test.go --\npackage p; func G() { F() }\n"+
		"-- x_test.go --\npackage p_test; import (\"m\"; \"m/q\"); func check() { p.G(); q.H() }\n-- q/q.go --\npackage q; import \"m\"; func H() { p.F() }\n")}
	u, err := loadAt(l, filepath.Join(l.Dir, "x_test.go"), "check", 1, 0)
	require.NoError(t, err)
	found, _ := bodies(u, u.Check)
	assert.Equal(t, []string{"m.F", "m.G", "m/q.H", "m_test.check"}, found)
}
