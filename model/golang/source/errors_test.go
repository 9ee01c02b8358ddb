package source

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestErrors(t *testing.T) {
	tests := []struct{ name, archive, pattern, want string }{
		{"no file", "package p", "y.go", "y.go: no such file"},
		{"no directory", "package p", "./y", "./y: no such file or directory; want a Go file, or a directory of a Go package"},
		{"not Go", "-- y.txt --\n", "y.txt", "y.txt: not a Go file or a directory"},
		{"empty directory", "-- d/y.txt --\n", "./d", "d: no Go files"},
		{"only tests", "-- d/x_test.go --\npackage p", "./d", "d: no Go files"},
		{"nothing after the colon", "package p", "x.go:", "x.go:: no function after the colon; want x.go:CheckXxx"},
		{"empty file", "\n", "x.go", "x.go:1: syntax error: expected 'package', found 'EOF'"},
		{"no check", "package p; func Checker() {}; func check() {}; type T int; func (T) CheckX() {}", "x.go", "x.go: no func CheckXxx() found; want one, a function without parameters and results whose name begins with Check"},
		{"another check", "package p; func CheckX() {}; func CheckY() {}", "x.go:CheckZ", "x.go: no func CheckZ() found; there are CheckX, CheckY"},
		{"parameters", "package p\n\nfunc CheckX(n, m int, s ...string) {}", "x.go", "x.go:3: CheckX has parameters (n, m int, s ...string); a check has none"},
		{"results", "package p\n\nfunc CheckX() error { return nil }", "x.go", "x.go:3: CheckX has results (error); a check has none"},
		{"type parameters", "package p\n\nfunc CheckX[T any]() {}", "x.go", "x.go:3: CheckX has type parameters; a check has none"},
		{"no body", "package p\n\nfunc CheckX()", "x.go", "x.go:3: CheckX has no body"},
		{"syntax", "package p\n\nfunc CheckX() {\n\tx := \n}\n", "x.go", "x.go:5: syntax error: expected operand, found '}'"},
		{"types", "package p\n\nfunc CheckX() {\n\tx := 1\n\ty()\n}\n", "x.go", "x.go:4: declared and not used: x (and 1 more error)"},
		{"types of what is not reached", "package p\nfunc CheckX() {}\nfunc y() {\n\tz()\n}\n", "x.go", "x.go:4: undefined: z"},
		{"types in a sibling", "-- x.go --\npackage p; func CheckX() { y() }\n-- y.go --\npackage p\nfunc y() int { return \"\" }\n", "x.go", "y.go:2: cannot use \"\" (untyped string constant) as int value in return statement"},
		{"misuse of what is not reached", "package p\nimport \"os\"\nfunc CheckX() {}\nfunc y() {\n\tos.Open(1)\n}\n", "x.go", "x.go:5: cannot use 1 (untyped int constant) as string value in argument to os.Open"},
		{"misuse of a type that is not reached", "package p\nimport \"time\"\nfunc CheckX() {}\nfunc y(t time.Time) {\n\tt.Foo()\n}\n", "x.go", "x.go:5: t.Foo undefined (type time.Time has no field or method Foo)"},
		{"twice", "package p\nfunc CheckX() {}\nfunc CheckX() {}\n", "x.go", "x.go:3: CheckX redeclared in this block: other declaration of CheckX (x.go:2)"},
		{"initialization cycle", "package p\nvar x = y\nvar y = x\nfunc CheckX() { panic(x) }\n", "x.go", "x.go:2: initialization cycle for x: x refers to y (x.go:2), y refers to x (x.go:3)"},
		{"instantiation cycle", "package p\nfunc f[T any]() { f[[]T]() }\nfunc CheckX() { f[int]() }\n", "x.go", "x.go:2: instantiation cycle: T instantiated as []T (x.go:2)"},
		{"unused import", "package p\nimport \"sync\"\nfunc CheckX() {}\n", "x.go", "x.go:2: \"sync\" imported and not used"},
		{"two packages", "-- d/x.go --\npackage p\n-- d/y.go --\npackage q\n", "d", "d/y.go:1: package q; d/x.go is of package p"},
		{"missing package of Go's", "package p\nimport \"sink\"\nfunc CheckX() {}\n", "x.go", "x.go:2: import \"sink\": no such package in Go's standard library"},
		{"cgo", "package p\nimport \"C\"\nfunc CheckX() {}\n", "x.go", "x.go:2: import \"C\": no such package: cgo is not supported"},
		{"relative import", "package p\nimport _ \"./y\"\nfunc CheckX() {}\n", "x.go", "x.go:2: import \"./y\": no such package: want an import path, not that of a file"},
		{"steps are ours", "package p\nimport \"heddle/model/golang/step\"\nfunc CheckX() { step.Begin() }\n", "x.go", "x.go:2: import \"heddle/model/golang/step\": no such package for checked programs"},
		{"missing in the model", "package p\nimport \"heddle/model\"\nfunc CheckX() { model.Fork() }\n", "x.go", "x.go:3: undefined: model.Fork"},
		{"missing in atomic", "package p\nimport \"sync/atomic\"\nfunc CheckX() { atomic.Mul() }\n", "x.go", "x.go:3: undefined: atomic.Mul"},
		{"typo in the module", "-- go.mod --\nmodule example.com/m\n-- x.go --\npackage p\nimport _ \"example.com/m/lok\"\nfunc CheckX() {}\n", "x.go", "x.go:2: import \"example.com/m/lok\": no such package: no directory lok"},
		{"no files in the module", "-- go.mod --\nmodule example.com/m\n-- lok/y.txt --\n-- x.go --\npackage p\nimport _ \"example.com/m/lok\"\nfunc CheckX() {}\n", "x.go", "x.go:2: import \"example.com/m/lok\": no such package: no Go files in lok"},
		{"another module, no module", "package p\nimport \"example.com/q\"\nfunc CheckX() { q.F() }\n", "x.go", "x.go:2: import \"example.com/q\": it is of another module, and there is no go.mod here or above that names it"},
		{"syntax of an import", "-- go.mod --\nmodule m\n-- q/y.go --\npackage q\nfunc F( {}\n-- x.go --\npackage p\nimport \"m/q\"\nfunc CheckX() { q.F() }\n", "x.go", "q/y.go:2: syntax error: expected ')', found '{'"},
		{"types of an import", "-- go.mod --\nmodule m\n-- q/y.go --\npackage q\nfunc F() { g() }\n-- x.go --\npackage p\nimport \"m/q\"\nfunc CheckX() { q.F() }\n", "x.go", "q/y.go:2: undefined: g"},
		{"cycle", "-- go.mod --\nmodule m\n-- a/a.go --\npackage a\nimport \"m/b\"\nfunc CheckX() { b.F() }\n-- b/b.go --\npackage b\nimport \"m/a\"\nfunc F() { a.CheckX() }\n", "./a", "a/a.go:1: import cycle: package m/a imports itself by way of m/b"},
		{"program imported", "-- go.mod --\nmodule m\n-- q/y.go --\npackage main\nfunc main() {}\n-- x.go --\npackage p\nimport _ \"m/q\"\nfunc CheckX() { }\n", "x.go", "x.go:2: import \"m/q\": it is a program, not an importable package"},
		{"go.mod", "-- go.mod --\nmodule m\n\nfoo bar baz\nmodule\n-- x.go --\npackage p\nfunc CheckX() {}\n", "x.go", "go.mod:3: unknown directive: foo (and 1 more error)"},
		{"go.mod without a module", "-- go.mod --\ngo 1.20\n-- x.go --\npackage p\nfunc CheckX() {}\n", "x.go", "go.mod: no module directive"},
		{"embedded file", "package p\n\nimport _ \"embed\"\n\n//go:embed x.go\nvar x string\n\nfunc CheckX() { y() }\nfunc y() { _ = len(x) }\n", "x.go", "x.go:6: go:embed is not supported: a check has no files"},
		{"newer Go", "-- go.mod --\nmodule m\ngo 1.999\n-- x.go --\npackage p\nfunc CheckX() { }\n", "x.go", "x.go:1: package requires newer Go version go1.999 (application built with go1.26)"},
		{"older Go", "-- go.mod --\nmodule m\ngo 1.16\n-- x.go --\npackage p\nfunc CheckX() { y[int]() }; func y[T any]() {}\n", "x.go", "x.go:2: function instantiation requires go1.18 or later (and 2 more errors)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := loadFirst(&Loader{Dir: unpack(t, test.archive)}, test.pattern)
			require.Error(t, err)
			var e *Error
			assert.ErrorAs(t, err, &e)
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestLibraryErrors(t *testing.T) {
	l := &Loader{Dir: t.TempDir()}
	_, err := l.Load(Target{Name: "lock/x", Path: "heddle/specs/lock", Func: "CheckX"})
	require.EqualError(t, err, "lock/x: package heddle/specs/lock is not in the library")
	assert.True(t, errors.As(err, new(*Error)))
}
