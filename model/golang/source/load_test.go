package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/txtar"
)

const ticket = `package main

import (
	"sync"
	"sync/atomic"
)

type Ticket struct{ next, serving atomic.Int64 }

func (t *Ticket) Lock() {
	my := t.next.Add(1) - 1
	for t.serving.Load() != my {
	}
}

func (t *Ticket) Unlock() { t.serving.Add(1) }

func CheckTicket() {
	var l Ticket
	var wg sync.WaitGroup
	n := 0
	for range 3 {
		wg.Go(func() { l.Lock(); n++; l.Unlock() })
	}
	wg.Wait()
	if n != 3 {
		panic("lost update")
	}
}
`

// unpackFile writes x.go into a new directory.
func unpackFile(t testing.TB, src string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(src), 0o600))
	return dir
}

func TestTargets(t *testing.T) {
	dir := unpackFile(t, ticket+"func CheckÄ() {}\nfunc Checks() {}\nfunc Check() {}\n")
	l := &Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	assert.Equal(t, []Target{
		{Name: "x.go:CheckTicket", Dir: dir, Files: []string{"x.go"}, Func: "CheckTicket"},
		{Name: "x.go:CheckÄ", Dir: dir, Files: []string{"x.go"}, Func: "CheckÄ"},
		{Name: "x.go:Check", Dir: dir, Files: []string{"x.go"}, Func: "Check"},
	}, targets)
	targets, err = l.Targets("./:Check")
	require.NoError(t, err)
	assert.Equal(t, []Target{{Name: ".:Check", Dir: dir, Func: "Check"}}, targets)
	targets, err = (&Loader{}).Targets(filepath.Join(dir, "x.go:CheckTicket"))
	require.NoError(t, err)
	u, err := l.Load(targets[0])
	require.NoError(t, err)
	assert.Equal(t, "x.go", u.Fset.PositionFor(u.Check.Pos(), false).Filename)
	assert.False(t, u.Std("x.go"))
	assert.True(t, u.Std("sync/waitgroup.go"))
}

// unpack writes the files of a txtar archive; without a name before the first, it is x.go.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	if !strings.HasPrefix(archive, "-- ") {
		archive = "-- x.go --\n" + archive
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, f.Data, 0o600))
	}
	return dir
}

// loadFirst loads the first target of pattern.
func loadFirst(l *Loader, pattern string) (*Unit, error) {
	targets, err := l.Targets(pattern)
	if err != nil {
		return nil, err
	}
	return l.Load(targets[0])
}

// bodies gives the functions with bodies that fn reaches by static calls, sorted, and the
// refusals of those without.
func bodies(u *Unit, fns ...*ssa.Function) (found, refused []string) {
	seen := map[*ssa.Function]bool{}
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if seen[fn] {
			return
		}
		seen[fn] = true
		if len(fn.Blocks) == 0 {
			reason := fn.String()
			if obj := fn.Origin(); obj != nil {
				fn = obj
			}
			if fn.Object() != nil && u.Refusal(fn.Object()) != "" {
				reason = u.Refusal(fn.Object())
			}
			refused = append(refused, reason)
			return
		}
		found = append(found, fn.String())
		var operands []*ssa.Value
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(operands[:0]) {
					if f, ok := (*op).(*ssa.Function); ok {
						visit(f)
					}
				}
			}
		}
	}
	for _, fn := range fns {
		visit(fn)
	}
	slices.Sort(found)
	slices.Sort(refused)
	return found, refused
}

func TestLoad(t *testing.T) {
	tests := []struct {
		name, archive, pattern string
		found                  string // functions with bodies, without those of the overlay and initialisers
		refused                string
	}{
		{"nothing", "package p; func CheckX() {}", "x.go", "p.CheckX", ""},
		{"one of two", "package p; func CheckX() { a() }; func CheckY() { b() }; func a() {}; func b() {}", "x.go:CheckY", "p.CheckY p.b", ""},
		{"a package is refused if reached", "package p; import \"encoding/json\"\nfunc CheckX() { json.Valid(nil) }", "x.go", "p.CheckX", "package encoding/json is not supported: it works by reflection, which a check can not do"},
		{"fmt may be there", "package p; import \"fmt\"\nfunc CheckX() { }; func y() { fmt.Println(1) }", "x.go", "p.CheckX", ""},
		{"a clock", "package p; import \"time\"\nfunc CheckX() { var d time.Duration = 3*time.Second; time.Sleep(d.Abs()) }", "x.go", "(time.Duration).Abs p.CheckX time.Sleep time.advance time.deadline time.kept", ""},
		{"a clock's method", "package p; import \"time\"\nfunc CheckX() { var n time.Time; n.Unix() }", "x.go", "(*time.Time).sec (*time.Time).unixSec (time.Time).Unix p.CheckX", ""},
		{"initialisation of Go's own", "package p; import \"context\"\nfunc CheckX() { context.Background() }", "x.go", "context.Background context.init#1 p.CheckX", ""},
		{"a run-time system", "package p; import \"runtime\"\nfunc CheckX() { runtime.NumGoroutine() }", "x.go", "p.CheckX", "not supported: a check has no run-time system to ask"},
		{"plain packages", "package p; import (\"errors\"; \"slices\"; \"math\")\nfunc CheckX() { panic(errors.New(\"x\")) }; var z = slices.Max([]int{1, int(math.Floor(3))})", "x.go", "errors.New p.CheckX", ""},
		{"initialisation that calls", "package p; var z = f(); func f() int { return g }; var g int; func init() { h() }; func h() {}; func CheckX() {}", "x.go", "p.CheckX p.f p.h p.init#1", ""},
		{"siblings", "-- x.go --\npackage p; func CheckX() { y() }\n-- y.go --\npackage p; func y() {}\n", "x.go", "p.CheckX p.y", ""},
		{"siblings' methods", "-- x.go --\npackage p; type T struct{}; func CheckX() { T{}.y() }\n-- y.go --\npackage p; func (T) y() {}\n", "x.go", "(p.T).y p.CheckX", ""},
		{"no siblings", "-- x.go --\npackage main; func main() {}; func CheckX() { }\n-- y.go --\npackage main; func main() {}; func CheckX() {}\n", "x.go", "main.CheckX", ""},
		{"test file named", "-- p/x_test.go --\npackage p; import \"testing\"; func CheckX() { y() }; func TestX(t *testing.T) { t.Fatal() }\n-- p/y.go --\npackage p; func y() {}\n", "p/x_test.go", "p.CheckX p.y", ""},
		{"test of another package", "-- go.mod --\nmodule m\n-- p/x_test.go --\npackage p_test; import \"m/p\"; func CheckX() { p.Y() }\n-- p/y.go --\npackage p; func Y() {}\n", "p/x_test.go", "m/p.Y m/p_test.CheckX", ""},
		{"test files are left out", "-- p/x_test.go --\npackage p; func CheckX() { 1 }\n-- p/y.go --\npackage p; func CheckY() {}\n", "p", "p.CheckY", ""},
		{"build constraints", "-- p/x_plan9.go --\npackage p; func y() {}\n-- p/z.go --\n// about\n\n//go:build ignore\n\npackage q\n-- p/y.go --\npackage p; func CheckX() { y() }; func y() {}\n", "./p", "p.CheckX p.y", ""},
		{"an ignored file, named", "//go:build ignore\n\npackage p\nfunc CheckX() {}", "x.go", "p.CheckX", ""},
		{"generics", "package p; type S[T any] []T; func (s *S[T]) push(v T) { *s = append(*s, v) }; func CheckX() { var s S[int]; s.push(1) }", "x.go", "(*p.S[int]).push p.CheckX", ""},
		{"interface methods stay", "package p; type I interface { M() }; type T int; func (T) M() { n() }; func (T) N() {}; func n() {}; func CheckX() { var i I = T(1); i.M(); i.(T).M() }", "x.go", "(p.T).M p.CheckX p.n", ""},
		{"embedded promotion", "package p; import \"sync\"; type T struct { sync.Mutex; n int }; func CheckX() { var t T; t.Lock(); t.Unlock() }", "x.go", "p.CheckX", ""},
		{"a name of Go's", "package sync; import \"sync\"; func CheckX() { var m sync.Mutex; m.Lock(); f() }; func f() {}", "x.go", "", ""},
		{"dot import", "package p; import . \"math/bits\"; func CheckX() { RotateLeft8(3, 1) }", "x.go", "math/bits.RotateLeft8 p.CheckX", ""},
		{"linux syscall unreached", "package p; import (\"os\"; \"net/http\"; \"syscall\")\nfunc CheckX() {}\nfunc y(s *http.Server, t *syscall.Stat_t) error { f, err := os.Open(\"x\"); defer f.Close(); _ = t.Nlink; return err }", "x.go", "p.CheckX", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := loadFirst(&Loader{Dir: unpack(t, test.archive), sanity: true}, test.pattern)
			require.NoError(t, err)
			found, refused := bodies(u, append(slices.Clone(u.Inits), u.Check)...)
			found = slices.DeleteFunc(found, func(s string) bool {
				return strings.Contains(s, "sync.") || strings.HasSuffix(s, ".init") || strings.Contains(s, "heddle/")
			})
			refused = slices.DeleteFunc(refused, func(s string) bool { return strings.HasPrefix(s, "heddle/") })
			want := strings.Fields(test.found)
			slices.Sort(want)
			assert.Equal(t, want, found)
			assert.Equal(t, test.refused, strings.Join(refused, "\n"))
		})
	}
}

// TestWholePackages type-checks packages of Go's own in full, against shaken
// imports: what is left out must not be missed.
func TestWholePackages(t *testing.T) {
	l := &Loader{}
	for _, importPath := range []string{"archive/zip", "context", "encoding/json", "go/types",
		"os/exec", "reflect", "sync", "testing/quick", "text/template", "time", "internal/sync", "math/big"} {
		t.Run(importPath, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join(l.findStd(), importPath))))
			s := newSession(l)
			p, err := s.parse(l.userFolder(dir), nil)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "zz.go"), []byte("package "+p.name+"\nfunc CheckX() {}\n"), 0o600))
			_, err = l.Load(Target{Name: importPath, Dir: dir, Func: "CheckX"})
			assert.NoError(t, err)
		})
	}
}
