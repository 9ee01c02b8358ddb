package source

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Place is where the code of a function value begins, as Go's runtime tells it.
type Place struct {
	File   string // absolute; if the program was built with -trimpath it begins with an import path
	Line   int    // of "func"
	Func   string // "example.com/m.TestX.func1"
	Params int
	Result string // name of the type of its one result, without pointers and package; "" if it is not known
}

// At gives the target that is the function at p: a func literal or a declared
// function, of any name and with parameters. name is what reports call it.
//
// Such a target is part of a program that was built: of its package only what the
// function reaches is loaded, with tests if the function is in one.
func (l *Loader) At(p Place, name string) (Target, error) {
	if method, ok := strings.CutSuffix(p.Func, "-fm"); ok {
		return Target{}, &Error{Msg: fmt.Sprintf("%s is a method value, whose receiver is not known here; want a func literal, or a function that is no method", withoutPackage(method))}
	}
	full, err := l.sourceOf(p.File)
	if err != nil {
		return Target{}, err
	}
	t := Target{Name: name, Dir: filepath.Dir(full), Func: withoutPackage(p.Func), File: filepath.Base(full)}
	at := token.Position{Filename: l.printed(full), Line: p.Line}
	s := newSession(l)
	syntax, err := parser.ParseFile(s.fset, at.Filename, mustRead(full), parser.SkipObjectResolution)
	if err != nil {
		return t, syntaxError(at.Filename, err)
	}
	if t.Files, err = s.members(l.userFolder(t.Dir), syntax.Name.Name, isTest(full)); err != nil {
		return t, &Error{Msg: at.Filename + ": " + reason(err)}
	}
	if !slices.Contains(t.Files, t.File) {
		t.Files = append(t.Files, t.File) // it was built, whatever its constraints say here
	}
	found := s.functionsAt(syntax, p.Line)
	list := found.returning(p.Result).narrow(t.Func, p.Params)
	switch {
	case len(found) == 0:
		return t, &Error{Pos: at, Msg: fmt.Sprintf("%s does not begin here: the source has changed since the test was built", t.Func)}
	case len(list) != 1:
		return t, &Error{Pos: at, Msg: fmt.Sprintf("which of the %d func literals that begin here is %s is not to be told; put a line break between them", len(found), t.Func)}
	case list[0].lit == nil:
		if list[0].decl.Recv != nil {
			return t, &Error{Pos: at, Msg: t.Func + " is a method; want a func literal, or a function that is no method"}
		}
		t.Func = list[0].decl.Name.Name
	default:
		t.Literal, t.Call = s.position(list[0].lit.Pos()).Offset+1, list[0].call
	}
	return t, nil
}

// mustRead gives the text of a file, nil if it cannot be read: the parser says why.
func mustRead(name string) any {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return src
}

// withoutPackage gives the name of a function as the runtime has it without its package.
func withoutPackage(name string) string {
	_, name, _ = strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
	return name
}

// sourceOf finds a source file by the name that a built program has for it.
func (l *Loader) sourceOf(name string) (string, error) {
	missing := &Error{Msg: name + ": the source is not there, and a check is made from source: run the test where its source is"}
	if filepath.IsAbs(name) {
		if _, err := os.Stat(name); err != nil {
			return "", missing
		}
		return name, nil
	}
	m, err := l.findModule(l.abs("."))
	if err != nil {
		return "", err
	}
	candidates := []string{}
	if m != nil {
		if _, dir := longest(m.local, path.Dir(name)); dir != "" {
			candidates = append(candidates, filepath.Join(dir, path.Base(name)))
		}
		candidates = append(candidates, filepath.Join(l.moduleCache(), filepath.FromSlash(name))) // path@version/…
	}
	if path.Dir(name) == "command-line-arguments" { // "go test x_test.go"
		candidates = append(candidates, l.abs(path.Base(name)))
	}
	for _, c := range candidates {
		if _, err := os.Stat(c); err == nil {
			return c, nil
		}
	}
	return "", missing
}

// members gives the names of the Go files in f, tests among them if asked for, that
// are of the package called name and not excluded by build constraints.
func (s *session) members(f folder, name string, tests bool) ([]string, error) {
	all, err := s.list(f, nil, tests)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, base := range all {
		src, err := os.ReadFile(filepath.Join(f.dir, base))
		if err != nil {
			return nil, err
		}
		syntax, _ := parser.ParseFile(token.NewFileSet(), base, src, parser.PackageClauseOnly)
		if syntax != nil && syntax.Name != nil && syntax.Name.Name == name && s.matches(f, base, src) {
			list = append(list, base)
		}
	}
	return list, nil
}
