// Package std holds the packages that checked programs see in place of the real
// ones, as far as those are not plain Go: sync and sync/atomic in terms of atomic
// steps, virtual time, dynamic types, and the vocabulary heddle/model. They are
// sources below _src, by import path, which the front end parses and compiles as it
// does the user's own. What they leave out is taken from Go's own sources (see
// isPlain in package source), so that whatever is plain Go is checked as it is.
//
// A function without a body is either an intrinsic of the compiler (packages
// heddle/model and heddle/model/golang/step) or refused when a check reaches it.
//
// Known differences from Go: a TryLock never fails without reason. Readers of an
// RWMutex, operations on a sync.Map, Pool or Timer order each other, more than Go
// promises, which can hide a race. A Range of a sync.Map leaves out keys that are
// stored while it runs. The channel of a Timer has a capacity, 1, that len and cap
// show. A clock that is read jumps by an hour at most twice, which the verdict states.
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
	return []string{"errors", "fmt", "heddle/model", "heddle/model/golang/step", "internal/bytealg", "internal/fmtsort", "internal/reflectlite", "internal/strconv", "internal/stringslite", "iter", "log", "math", "math/bits", "math/rand", "math/rand/v2", "os",
		"reflect", "runtime", "runtime/debug", "strings", "sync", "sync/atomic", "time"}
}
