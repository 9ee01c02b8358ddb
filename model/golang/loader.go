// Package golang is the front end for Go: it turns a check, a Go function, into a
// program.Program. Package source loads it, package compile makes the code; this
// package only joins them.
package golang

import (
	"io/fs"

	"heddle/model/golang/compile"
	"heddle/model/golang/source"
	"heddle/model/golang/std"
	"heddle/model/program"
)

// Loader loads checks. The zero value finds targets below the working directory of the process.
type Loader struct {
	Dir     string           // working directory
	Library map[string]fs.FS // sources of library packages by import path
}

// Targets gives the checks that pattern names, in source order; see source.Loader.
func (l *Loader) Targets(pattern string) ([]source.Target, error) {
	return l.source().Targets(pattern)
}

// Load makes the program of t. The arguments are those of the check function: as
// many as it has parameters.
//
// An error means that nothing can be checked: bad input, with file and line, or a
// construct that is not supported (compile.Refused).
func (l *Loader) Load(t source.Target, args ...int) (*program.Program, error) {
	u, err := l.source().Load(t)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, p := range std.Paths() {
		own[p] = true
	}
	return compile.Compile(compile.Input{
		Target: t.Name, Check: u.Check, Args: args, Inits: u.Inits, Fset: u.Fset,
		Refusal: u.Refusal,
		System:  func(path string) bool { return own[path] },
		StdFile: u.Std,
	})
}

func (l *Loader) source() *source.Loader {
	return &source.Loader{Dir: l.Dir, Library: l.Library}
}
