// Package std holds the packages that checked programs see in place of the real
// ones: sync, sync/atomic, runtime and time in terms of atomic steps, and the
// vocabulary heddle/model; and the few functions of math that are not plain Go. They are sources below _src, by import path, which the
// front end parses and compiles as it does the user's own. What math and math/bits
// leave out is taken from Go's own sources.
//
// A function without a body is either an intrinsic of the compiler (packages
// heddle/model and heddle/model/golang/step) or refused when a check reaches it.
// The other packages leave out what has no meaning in a check (clocks, finalizers …);
// package source supplies the declarations of that from Go's own sources too, so
// that code which no check reaches still type-checks.
//
// A known difference from Go: a TryLock never fails without reason.
package std

import (
	"embed"
	"io/fs"
)

//go:embed all:_src
var sources embed.FS

// Package gives the sources of the package that stands for importPath, and
// whether there is one.
func Package(importPath string) (fs.FS, bool) {
	dir, err := fs.Sub(sources, "_src/"+importPath)
	if err != nil {
		return nil, false
	}
	names, err := fs.Glob(dir, "*.go")
	return dir, err == nil && len(names) > 0
}

// Paths gives the import paths of the packages, sorted.
func Paths() []string {
	return []string{"errors", "fmt", "heddle/model", "heddle/model/golang/step", "internal/bytealg", "internal/fmtsort", "internal/reflectlite", "internal/strconv", "internal/stringslite", "iter", "math", "math/bits", "os",
		"reflect", "runtime", "runtime/debug", "strings", "sync", "sync/atomic", "time"}
}
