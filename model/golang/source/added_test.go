package source

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// added loads a file beside x_test.go whose function Check calls the literal that stands after mark in src.
func added(t *testing.T, src, text string) (*Unit, error) {
	t.Helper()
	before, _, ok := strings.Cut(src, mark)
	require.True(t, ok)
	l := &Loader{Dir: unpack(t, "-- x_test.go --\n"+src+"\n-- go.mod --\nmodule m\ngo 1.25\n"), sanity: true}
	target, err := l.At(Place{File: filepath.Join(l.Dir, "x_test.go"), Line: strings.Count(before, "\n") + 1, Func: "m.TestX.func1"}, "TestX")
	require.NoError(t, err)
	return l.Load(target.With(Added{Name: "added.go", Text: text, Literals: map[string]Target{"literal": target}}, "Check"))
}

// TestAdded loads files that are not there, with what the literals that they call reach.
func TestAdded(t *testing.T) {
	const head = "package p_test; import (\"testing\"; m \"sync\"); func f(any) {}; type s struct { mu m.Mutex }; func g() {}\n"
	const text = "package p_test; import \"sync/atomic\"; func Check() { var w atomic.Int64; w.Add(1); f(literal()) }"
	for src, want := range map[string]string{
		"func TestX(t *testing.T) { f(/*here*/func() *s { return new(s) }) }":                             "Check f literal",
		"func TestX(t *testing.T) { const n = 3; f(/*here*/func() *s { g(); return &make([]s, n)[0] }) }": "Check f g literal",
	} {
		u, err := added(t, head+src, text)
		require.NoError(t, err)
		found, _ := bodies(u, u.Check)
		var ours []string
		for _, name := range found {
			if name, ok := strings.CutPrefix(name, "m_test."); ok {
				ours = append(ours, name)
			}
		}
		assert.Equal(t, want, strings.Join(ours, " "))
		assert.Equal(t, "added.go", u.Fset.PositionFor(u.Check.Pos(), false).Filename)
	}
}

// TestAddedErrors has files that cannot be added, and literals that cannot be called.
func TestAddedErrors(t *testing.T) {
	const head = "package p; import \"testing\"; func f(any) {}\n"
	const text = "package p; func Check() { f(literal()) }"
	for _, c := range []struct{ src, text, want string }{
		{"func TestX(t *testing.T) { n := len(t.Name())\nf(/*here*/func() int { return n }) }", text,
			"x_test.go:3: the literal captures n, declared at x_test.go:2: its value is not known here; write the value in the literal"},
		{"func TestX(t *testing.T) { type s int\nf(/*here*/func() *s { return nil }) }", text,
			"x_test.go:3: a result of the literal has a type that a function declares; declare it outside of functions"},
		{"func literal() {}; func TestX(t *testing.T) {\nf(/*here*/func() int { return 1 }) }", text,
			"x_test.go: literal is declared here, and the check needs that name for a literal"},
		{"func TestX(t *testing.T) {\nf(/*here*/func() int { return 1 }) }", "package p; func Check() { f(literal(1)) }",
			"added.go:1: too many arguments in call to literal"},
	} {
		_, err := added(t, head+c.src, c.text)
		assert.ErrorContains(t, err, c.want)
	}
}
