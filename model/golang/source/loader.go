// Package source loads a check: it parses, type-checks and builds SSA form for one
// Go function and all that it can reach, running nothing.
//
// Only what the check reaches is loaded. Reachability is by name, over
// declarations (see reach.go), so it errs on the side of loading too much. Every
// declaration is loaded at one of two levels: its body too, or only what its users
// need to type-check. So the whole of the target's package is type-checked, however
// large the packages that its unreached parts import.
//
// Imports resolve to, in this order: the packages of heddle/model/golang/std; the
// Loader's library; the target's own module and what its go.mod and go.work name
// (replacements, the vendor directory, the module cache); Go's own sources, if they
// can be found; at last what the go tool says. The go tool runs only for the last.
//
// Package source does not refuse Go constructs: that is the compiler's. It says
// what the compiler should say of packages that have no meaning in a check (Unit.Refusal).
package source

import (
	"fmt"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Target is one check: a function CheckXxx in a package, without parameters
// unless the package is of the library, where they are ints; or what At gives.
type Target struct {
	Name    string   // as asked for: "./mylock:CheckTicket"
	Dir     string   // directory of the package; "" for a library target
	Files   []string // base names in Dir; nil for all of the package
	Path    string   // import path of a library target
	Func    string   // of a func literal: what Go's stack traces call it
	File    string   // of a target by At, else "": base name of the file that it is in
	Literal int      // where in File the func literal begins: the offset of "func" plus one; 0: Func is declared
	Call    int      // of a literal that is an argument: which call, in source order, of the function that is called there
	Added   *Added   // by With: File, which is not in Dir
}

// Loader finds and loads targets. It may be used by several goroutines.
type Loader struct {
	Dir     string           // working directory; "" is the process's
	Library map[string]fs.FS // sources of packages by import path, *_test.go not among them
	Env     []string         // as os.Environ, which it is if nil
	Tags    []string         // build tags

	sanity bool // let ssa check itself: for tests
}

// Unit is a loaded check, ready to compile.
type Unit struct {
	Target Target
	Prog   *ssa.Program
	Check  *ssa.Function
	// Inits are the package initialisers to run before Check, in order. They are
	// bare: variables and calls of declared init functions, of their package only.
	Inits []*ssa.Function
	// Fset has file names as they should be printed. Positions must be taken
	// unadjusted: Fset.PositionFor(pos, false).
	Fset *token.FileSet

	pkgs map[*types.Package]*pkg
	std  map[string]bool
}

// Std reports whether the file with a printed name is not the user's but of Go's
// own packages, or of those that stand for them.
func (u *Unit) Std(filename string) bool { return u.std[filename] }

// Error is bad input, found at a position.
type Error struct {
	Pos  token.Position // Line 0: unknown
	Msg  string
	More int // errors like it that were found too
}

// Error gives "file:line: message".
func (e *Error) Error() string {
	msg := e.Msg
	if e.More > 0 {
		msg += fmt.Sprintf(" (and %d more errors)", e.More)
		if e.More == 1 {
			msg = strings.TrimSuffix(msg, "s)") + ")"
		}
	}
	switch {
	case e.Pos.Line > 0:
		return fmt.Sprintf("%s:%d: %s", e.Pos.Filename, e.Pos.Line, msg)
	case e.Pos.Filename != "":
		return fmt.Sprintf("%s: %s", e.Pos.Filename, msg)
	}
	return msg
}

// Load loads t. An error is an *Error, and bad input, unless it says "bug".
func (l *Loader) Load(t Target) (u *Unit, err error) {
	defer func() {
		if r := recover(); r != nil {
			u, err = nil, fmt.Errorf("source: bug: loading %s: %v", t.Name, r)
		}
	}()
	u, err = l.load(t, t.Files)
	if err == nil || t.Files == nil || t.Dir == "" {
		return u, err
	}
	// A file is a package by itself unless it needs the others of its package.
	all, needs := l.siblings(t)
	if !needs {
		return nil, err
	}
	return l.load(t, all)
}

func (l *Loader) load(t Target, files []string) (*Unit, error) {
	s := newSession(l)
	p, err := s.openTarget(t, files)
	if err != nil {
		return nil, err
	}
	if err := s.reachAll(p, t); err != nil {
		return nil, err
	}
	if err := s.checkAll(p); err != nil {
		return nil, err
	}
	return s.build(p, t)
}

// abs gives the absolute form of a path that is relative to the working directory.
func (l *Loader) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	dir := l.Dir
	if !filepath.IsAbs(dir) {
		if wd, err := os.Getwd(); err == nil {
			dir = filepath.Join(wd, dir)
		}
	}
	return filepath.Join(dir, path)
}

// printed gives the path of a file as it should be printed: relative to the
// working directory if below it, else absolute.
func (l *Loader) printed(path string) string {
	rel, err := filepath.Rel(l.abs("."), path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}

func (l *Loader) getenv(key string) string {
	if l.Env == nil {
		return os.Getenv(key)
	}
	value := ""
	for _, kv := range l.Env {
		if v, ok := strings.CutPrefix(kv, key+"="); ok {
			value = v
		}
	}
	return value
}
