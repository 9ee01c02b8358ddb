package source

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestInitialise says what of the initialisation of a test's packages is loaded: what
// may touch what is reached.
func TestInitialise(t *testing.T) {
	const variable = "var v int; func check() { v++ }; "
	tests := []struct{ name, src, found string }{
		{"nothing", variable + "", ""},
		{"what the operating system is asked", variable + "func init() { println(os.Getenv(\"X\")) }; var w = f(); func f() string { return os.Getenv(\"Y\") }", ""},
		{"of the variable itself", "var v = f(); func f() int { return 1 }; func check() { v++ }", "m.f"},
		{"of another that is not reached", variable + "var w = f(); func f() int { return 1 }", ""},
		{"directly", variable + "func init() { v = 2 }", "m.init#1"},
		{"by a function", variable + "func init() { f() }; func f() { v = 2 }", "m.f m.init#1"},
		{"by a variable", variable + "func init() { *w = 3 }; var w = &v", "m.init#1"},
		{"by a variable that another assigned", variable + "func init() { w = &v }; func init() { *w = 3 }; var w *int", "m.init#1 m.init#2"},
		{"by a method", variable + "type s int; func (s) f() { v = 2 }; func init() { x.f() }; var x interface{ f() } = s(1)", "m.init#1"},
		{"by a method that Go's own code calls", variable + "type s []int; func (s) Len() int { v = 2; return 0 }; func (s) Less(i, j int) bool { return false }; func (s) Swap(i, j int) {}; func init() { sort.Sort(s(nil)) }",
			"m.init#1"},
		{"of another package", "func check() { q.F() }", "m/q.init#1"},
		{"of a package that is not reached", "func check() { }; func f() { q.F() }", ""},
		{"of a package imported for that", "import _ \"m/r\"; func check() { q.F() }", "m/q.Set m/q.init#1 m/r.init#1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src, imports := test.src, "import (\"os\"; \"sort\"; \"m/q\"); var _ = os.Args; var _ = sort.Ints; var _ = q.F; "
			if rest, ok := strings.CutPrefix(src, "import _ \"m/r\"; "); ok {
				src, imports = rest, "import _ \"m/r\"; "+imports
			}
			l := &Loader{Dir: unpack(t, "-- go.mod --\nmodule m\n-- x_test.go --\npackage p; "+imports+src+
				"\n-- q/q.go --\npackage q; import \"os\"; var v int; func F() { v++ }; func init() { v = 4 }; func init() { os.Exit(1) }; func Set() { v = 5 }\n"+
				"-- r/r.go --\npackage r; import \"m/q\"; func init() { q.Set() }; func init() { }\n"), sanity: true}
			u, err := loadAt(l, filepath.Join(l.Dir, "x_test.go"), "check", 1, 0)
			require.NoError(t, err)
			found, _ := bodies(u, u.Inits...)
			found = slices.DeleteFunc(found, func(s string) bool {
				return strings.HasSuffix(s, ".init") || strings.HasPrefix(s, "math") || strings.Contains(s, "sort.")
			})
			assert.Equal(t, test.found, strings.Join(found, " "))
		})
	}
}
