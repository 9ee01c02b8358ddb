package source

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Targets gives the checks that pattern names, in source order: "x.go", "./pkg",
// or one of them with ":CheckXxx" appended. There is at least one without an error.
func (l *Loader) Targets(pattern string) ([]Target, error) {
	path, name := pattern, ""
	if i := strings.LastIndex(pattern, ":"); i > 0 && !strings.ContainsRune(pattern[i:], '/') {
		path, name = pattern[:i], pattern[i+1:]
		if name == "" {
			return nil, &Error{Msg: pattern + ": no function after the colon; want " + path + ":CheckXxx"}
		}
	}
	if trimmed := strings.TrimRight(path, "/"); trimmed != "" {
		path = trimmed
	}
	f, files, err := l.place(path)
	if err != nil {
		return nil, err
	}
	s := newSession(l)
	p, err := s.parse(f, files)
	if err != nil {
		return nil, err
	}
	var targets []Target
	for _, d := range p.checks() {
		if name != "" && name != d.Name.Name {
			continue
		}
		if err := s.checkDecl(d, false); err != nil {
			return nil, err
		}
		targets = append(targets, Target{Name: path + ":" + d.Name.Name, Dir: f.dir, Files: files, Func: d.Name.Name})
	}
	if len(targets) == 0 {
		return nil, p.noCheck(path, name)
	}
	return targets, nil
}

// place gives the folder of a file or directory, and the file's name.
func (l *Loader) place(path string) (folder, []string, error) {
	full := l.abs(path)
	info, err := os.Stat(full)
	isFile := strings.HasSuffix(path, ".go")
	switch {
	case err != nil && os.IsNotExist(err) && isFile:
		return folder{}, nil, &Error{Msg: path + ": no such file"}
	case err != nil && os.IsNotExist(err):
		return folder{}, nil, &Error{Msg: path + ": no such file or directory; want a Go file, or a directory of a Go package"}
	case err != nil:
		return folder{}, nil, &Error{Msg: fmt.Sprintf("%s: %v", path, err)}
	case info.IsDir():
		return l.userFolder(full), nil, nil
	case !isFile:
		return folder{}, nil, &Error{Msg: path + ": not a Go file or a directory"}
	}
	return l.userFolder(filepath.Dir(full)), []string{filepath.Base(full)}, nil
}

// checks gives the functions whose names are those of checks, in source order.
func (p *pkg) checks() []*ast.FuncDecl {
	var list []*ast.FuncDecl
	for _, f := range p.files {
		for _, d := range f.syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && isCheck(d.Name.Name) {
				list = append(list, d)
			}
		}
	}
	return list
}

func isCheck(name string) bool {
	rest, ok := strings.CutPrefix(name, "Check")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLower(r)
}

// checkDecl gives an error unless d can be a check: a function without
// results, and without parameters unless ints are allowed.
func (s *session) checkDecl(d *ast.FuncDecl, ints bool) error {
	if err := s.checkSignature(d.Name.Name, d.Type, d.Body); err != nil {
		return err
	}
	name := d.Name.Name
	switch {
	case d.Type.Params.NumFields() == 0:
		return nil
	case !ints:
		return s.errorf(d.Pos(), "%s has parameters %s; a check has none", name, fields(d.Type.Params))
	}
	for _, field := range d.Type.Params.List {
		if id, ok := field.Type.(*ast.Ident); !ok || id.Name != "int" {
			return s.errorf(d.Pos(), "%s has parameters %s; those of a library's check are ints", name, fields(d.Type.Params))
		}
	}
	return nil
}

// checkSignature gives an error unless a function can be a check with parameters.
func (s *session) checkSignature(name string, t *ast.FuncType, body *ast.BlockStmt) error {
	switch {
	case t.TypeParams.NumFields() > 0:
		return s.errorf(t.Pos(), "%s has type parameters; a check has none", name)
	case t.Results.NumFields() > 0:
		return s.errorf(t.Pos(), "%s has results %s; a check has none", name, fields(t.Results))
	case body == nil:
		return s.errorf(t.Pos(), "%s has no body", name)
	}
	return nil
}

func fields(list *ast.FieldList) string {
	var parts []string
	for _, f := range list.List {
		var names []string
		for _, n := range f.Names {
			names = append(names, n.Name)
		}
		parts = append(parts, strings.TrimSpace(strings.Join(names, ", ")+" "+typeString(f.Type)))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// noCheck is the error that p has no check called name, or none at all if that is "".
func (p *pkg) noCheck(path, name string) error {
	var have []string
	for _, d := range p.checks() {
		have = append(have, d.Name.Name)
	}
	switch {
	case len(have) == 0:
		return &Error{Msg: path + ": no func CheckXxx() found; want one, a function without parameters and results whose name begins with Check"}
	case name == "":
		return &Error{Msg: path + ": no check asked for; there are " + strings.Join(have, ", ")}
	}
	return &Error{Msg: fmt.Sprintf("%s: no func %s() found; there are %s", path, name, strings.Join(have, ", "))}
}

// siblings reports whether t's file uses what other files of its package declare,
// and gives the names of all of them.
func (l *Loader) siblings(t Target) (all []string, needs bool) {
	names, err := newSession(l).list(l.userFolder(t.Dir), t.Files, slices.ContainsFunc(t.Files, isTest))
	if err != nil {
		return nil, false
	}
	fset := token.NewFileSet()
	wanted, methods, pkgName := map[string]bool{}, map[string]bool{}, ""
	for _, name := range t.Files {
		f, err := parser.ParseFile(fset, filepath.Join(t.Dir, name), nil, 0)
		if err != nil {
			return nil, false
		}
		pkgName = f.Name.Name
		for _, id := range f.Unresolved {
			wanted[id.Name] = true
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				for _, spec := range d.Specs {
					methods[spec.(*ast.TypeSpec).Name.Name] = true
				}
			}
		}
	}
	for _, name := range names {
		f, _ := parser.ParseFile(fset, filepath.Join(t.Dir, name), nil, parser.SkipObjectResolution)
		if f == nil || f.Name == nil || f.Name.Name != pkgName {
			continue
		}
		all = append(all, name)
		if !slices.Contains(t.Files, name) && declares(f, wanted, methods) {
			needs = true
		}
	}
	return all, needs
}

// declares reports whether f declares one of names or a method of one of types.
func declares(f *ast.File, names, types map[string]bool) bool {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && names[d.Name.Name] || d.Recv != nil && types[receiver(d)] {
				return true
			}
		case *ast.GenDecl:
			for _, id := range declared(d.Specs) {
				if names[id.Name] {
					return true
				}
			}
		}
	}
	return false
}
