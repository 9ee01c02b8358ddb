package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ssa"
)

func TestModules(t *testing.T) {
	const target = "-- x.go --\npackage p\nimport \"%\"\nfunc CheckX() { q.F() }\n"
	use := func(importPath string) string { return strings.Replace(target, "%", importPath, 1) }
	t.Setenv("PATH", "") // without the go tool
	const q = "package q\nfunc F() {}\nfunc G() { undefined() }\n"
	const cached = "-- cache/example.com/!q@v1.0.0/"
	tests := []struct{ name, archive, pattern, found, file string }{
		{"own", "-- go.mod --\nmodule m.org/m\n-- a/q/q.go --\n" + q + use("m.org/m/a/q"), "x.go", "m.org/m/a/q.F", "a/q/q.go"},
		{"own, without a dot", "-- go.mod --\nmodule m\n-- q/q.go --\n" + q + use("m/q"), "x.go", "m/q.F", "q/q.go"},
		{"another name than its directory's", "-- go.mod --\nmodule m\n-- other/q.go --\n" + q + use("m/other"), "x.go", "m/other.F", "other/q.go"},
		{"replaced by a directory", "-- go.mod --\nmodule m\nrequire example.com/r v1.0.0\nreplace example.com/r => ./r\n-- r/go.mod --\nmodule r\n-- r/q/q.go --\n" + q + use("example.com/r/q"), "x.go", "example.com/r/q.F", "r/q/q.go"},
		{"workspace", "-- go.work --\ngo 1.20\nuse ./a\nuse (\n\t./b\n)\n-- a/go.mod --\nmodule m\n-- b/go.mod --\nmodule n\n-- b/q/q.go --\n" + q + strings.Replace(use("n/q"), "-- x.go", "-- a/x.go", 1), "a/x.go", "n/q.F", "b/q/q.go"},
		{"vendored", "-- go.mod --\nmodule m\nrequire example.com/r v1.0.0\n-- vendor/modules.txt --\n-- vendor/example.com/r/q/q.go --\n" + q + use("example.com/r/q"), "x.go", "example.com/r/q.F", "vendor/example.com/r/q/q.go"},
		{"module cache", "-- go.mod --\nmodule m\nrequire example.com/Q v1.0.0\n" + cached + "q.go --\n" + q + use("example.com/Q"), "x.go", "example.com/Q.F", "cache/example.com/!q@v1.0.0/q.go"},
		{"module cache, replaced", "-- go.mod --\nmodule m\nrequire example.com/z v1.0.0\nreplace example.com/z => example.com/Q v1.0.0\n" + cached + "sub/q.go --\n" + q + use("example.com/z/sub"), "x.go", "example.com/z/sub.F", "cache/example.com/!q@v1.0.0/sub/q.go"},
		{"the library", "-- go.mod --\nmodule m\n" + use("lib/q"), "x.go", "lib/q.F", "lib/q/q.go"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := unpack(t, test.archive)
			library := unpack(t, "-- q.go --\n"+q)
			l := &Loader{Dir: dir, Env: []string{"GOMODCACHE=" + filepath.Join(dir, "cache")}, sanity: true}
			l.Library = map[string]fs.FS{"lib/q": os.DirFS(library)}
			u, err := loadFirst(l, test.pattern)
			require.NoError(t, err)
			found, _ := bodies(u, u.Check)
			assert.Contains(t, found, test.found)
			for _, m := range u.Prog.AllPackages() {
				if f := m.Func("F"); f != nil {
					assert.Equal(t, test.file, u.Fset.PositionFor(f.Pos(), false).Filename)
				}
			}
		})
	}
}

const otherModule = "-- go.mod --\nmodule m\nrequire example.com/q v1.0.0\n-- x.go --\npackage p\nimport \"example.com/q\"\nfunc CheckX() { q.F() }\nfunc CheckY() {}\nfunc y(t q.T) { t.M(q.V); for range q.N() {} }\n"

func TestOtherModuleWithoutGo(t *testing.T) {
	t.Setenv("PATH", "")
	l := &Loader{Dir: unpack(t, otherModule), Env: []string{}, sanity: true}
	_, err := loadFirst(l, "x.go:CheckX")
	require.ErrorContains(t, err, "x.go:2: import \"example.com/q\": it is of another module, which needs the go tool: ")
	_, err = loadFirst(l, "x.go:CheckY")
	assert.NoError(t, err, "the check does not use the other module")
}

func TestOtherModuleWithGo(t *testing.T) {
	const given = "-- other.mod --\nmodule m\ngo 1.22\nrequire example.com/q v1.0.0\nreplace example.com/q => ./r\n" +
		"-- r/go.mod --\nmodule example.com/q\ngo 1.22\n-- r/q.go --\npackage q\ntype T int\nfunc (T) M(int) {}\nvar V int\nfunc F() {}\nfunc N() []int { return nil }\n"
	l := &Loader{Dir: unpack(t, otherModule+given), sanity: true}
	l.Env = append(os.Environ(), "GOFLAGS=-modfile=other.mod -mod=mod", "GOPROXY=off", "GOMODCACHE="+t.TempDir())
	u, err := loadFirst(l, "x.go:CheckX")
	require.NoError(t, err)
	found, _ := bodies(u, u.Check)
	assert.Equal(t, []string{"example.com/q.F", "m.CheckX"}, found)
}

func TestLanguageVersion(t *testing.T) {
	// Up to Go 1.21 a loop has one variable, from then on one for each iteration.
	const x = "package p\nfunc CheckX() {\n\tfor i := 0; i < 3; i++ {\n\t\tgo func() { _ = i }()\n\t}\n}\n"
	cells := func(version string) int {
		u, err := loadFirst(&Loader{Dir: unpack(t, "-- go.mod --\nmodule m\ngo "+version+"\n-- x.go --\n"+x)}, "x.go")
		require.NoError(t, err)
		n := 0
		for _, b := range u.Check.Blocks {
			for _, in := range b.Instrs {
				if _, ok := in.(*ssa.Alloc); ok {
					n++
				}
			}
		}
		return n
	}
	assert.Equal(t, 1, cells("1.21"))
	assert.Equal(t, 2, cells("1.22"))
}

func TestInitOrder(t *testing.T) {
	u, err := loadFirst(&Loader{Dir: unpack(t, `-- go.mod --
module m
-- x.go --
package p
import (
	_ "m/z"
	_ "m/b"
)
func CheckX() {}
-- z/z.go --
package z
var Z = f()
func f() int { return 1 }
-- b/b.go --
package b
import "m/y"
func init() { y.Y++ }
-- y/y.go --
package y
import _ "fmt"
var Y = func() int { return 2 }()
`)}, "x.go")
	require.NoError(t, err)
	var names []string
	for _, init := range u.Inits {
		names = append(names, init.String())
	}
	assert.Equal(t, []string{"m/y.init", "m/b.init", "m/z.init", "m.init"}, names)
}
