package source

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"slices"
	"strings"
)

// add enters p into the session by its import path and indexes it. Packages of kind user are opened
// together with those of kind user that they import, for Go initialises them all; see session.lazy.
func (s *session) add(p *pkg, importPath string) {
	s.pkgs[importPath] = p
	s.order = append(s.order, p)
	for _, f := range p.files {
		s.indexImports(f)
	}
	for _, f := range p.files {
		s.indexDecls(f, nil)
	}
	for _, f := range p.files {
		p.effects = append(p.effects, f.effects()...)
	}
	if p.kind == user && !s.lazy {
		for _, d := range p.effects {
			s.raise(d, code)
		}
	}
}

// addRest adds Go's own declarations to a package that stands for one, as far as
// they do not collide.
func (s *session) addRest(p *pkg) {
	taken := p.scope
	p.scope = map[string]*decl{}
	first := len(p.files)
	if err := s.parseFiles(p, *p.folder.rest, nil, true); err != nil {
		p.files = p.files[:first]
	}
	for _, f := range p.files[first:] {
		s.indexImports(f)
		s.indexDecls(f, taken)
	}
	for name, d := range taken {
		p.scope[name] = d
	}
}

func (s *session) indexImports(f *file) {
	f.imports = map[string]*using{}
	for _, spec := range f.syntax.Imports {
		to := s.imported(f.pkg, importPath(spec))
		u := &using{spec: spec, to: to}
		switch {
		case spec.Name == nil:
			f.imports[to.name] = u
		case spec.Name.Name == "." || spec.Name.Name == "_":
			u.dot = spec.Name.Name == "."
			f.others = append(f.others, u)
			if !u.dot && s.lazy && to.folder.kind == user && to.folder.loader != nil { // imported for what it does
				if p, err := s.open(f.pkg, to); err == nil {
					p.wanted = true
				}
			}
		default:
			f.imports[spec.Name.Name] = u
		}
		if f.pkg.full && to.err != nil && !to.lenient {
			s.fail(s.importError(u))
		}
	}
}

// imported resolves an import path of p.
func (s *session) imported(p *pkg, importPath string) *imported {
	if to := p.imports[importPath]; to != nil {
		return to
	}
	to := &imported{path: importPath, name: guessName(importPath)}
	p.imports[importPath] = to
	if importPath == "unsafe" {
		return to
	}
	if p.kind == goroot || p.kind == overlay {
		return to // resolved when opened; names are those of the paths
	}
	if to.folder, to.err = s.resolve(p, importPath); to.err != nil {
		to.lenient = !errors.Is(to.err, errAbsent)
		return to
	}
	switch k := to.folder.kind; {
	case k == user && !s.lazy:
		if opened, err := s.open(p, to); err == nil {
			to.name = opened.name
		}
	case k == user || k == foreign:
		if name := clause(to.folder); name != "" {
			to.name = name
		}
	}
	return to
}

// clause gives the name of the package in a folder, "" if that is not to be seen.
func clause(f folder) string {
	names, _ := fs.Glob(f.fs, "*.go")
	for _, name := range names {
		src, err := fs.ReadFile(f.fs, name)
		if err != nil || isTest(name) {
			continue
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, src, parser.PackageClauseOnly)
		if err == nil && syntax.Name.Name != "main" && syntax.Name.Name != "documentation" {
			return syntax.Name.Name
		}
	}
	return ""
}

// open gives the package of an import by from, nil for unsafe.
func (s *session) open(from *pkg, to *imported) (*pkg, error) {
	if to.pkg != nil || to.err != nil || to.path == "unsafe" {
		return to.pkg, to.err
	}
	if to.folder.loader == nil {
		if to.folder, to.err = s.resolve(from, to.path); to.err != nil {
			to.lenient = true
			return nil, to.err
		}
	}
	if to.pkg = s.pkgs[to.folder.path]; to.pkg != nil {
		return to.pkg, nil
	}
	names, err := s.filesOf(to.folder)
	if err != nil {
		to.err = &Error{Msg: to.folder.printed("") + ": " + reason(err)}
		return nil, to.err
	}
	p, err := s.parse(to.folder, names)
	if err != nil {
		to.err, to.lenient = err, to.folder.kind != user
		return nil, err
	}
	to.pkg = p
	s.add(p, p.path)
	return p, nil
}

// filesOf gives the names of the files of an imported package; nil for all but tests.
func (s *session) filesOf(f folder) ([]string, error) {
	if s.tested == "" || f.path != s.tested {
		return nil, nil
	}
	return s.members(f, clause(f), true)
}

// indexDecls lists the declarations of f. If taken is not nil, names in it and
// methods of types in it are left out.
func (s *session) indexDecls(f *file, taken map[string]*decl) {
	for _, syntax := range f.syntax.Decls {
		switch syntax := syntax.(type) {
		case *ast.FuncDecl:
			d := &decl{file: f, fn: syntax}
			name := syntax.Name.Name
			if syntax.Recv != nil {
				if t := receiver(syntax); taken[t] == nil && (taken == nil || !f.pkg.hasMethod(t, name)) {
					f.pkg.methods[t] = append(f.pkg.methods[t], d)
					s.methods[name] = append(s.methods[name], d)
					f.decls = append(f.decls, d)
				}
			} else if taken[name] == nil && (taken == nil || name != "init") {
				f.declare(d, []*ast.Ident{syntax.Name})
			}
		case *ast.GenDecl:
			f.indexGroup(syntax, taken)
		}
	}
}

func (f *file) indexGroup(gen *ast.GenDecl, taken map[string]*decl) {
	switch gen.Tok {
	case token.CONST: // one for all: iota, and values that are repeated
		names := declared(gen.Specs)
		for _, id := range names {
			if taken[id.Name] != nil {
				return
			}
		}
		f.declare(&decl{file: f, gen: gen}, names)
	case token.TYPE, token.VAR:
		for _, spec := range gen.Specs {
			names := declared([]ast.Spec{spec})
			if len(names) > 0 && taken[names[0].Name] == nil {
				f.declare(&decl{file: f, gen: gen, spec: spec}, names)
			}
		}
	}
}

// declare enters d under names. Of two declarations of a name the first is
// found; the type checker reports the other.
func (f *file) declare(d *decl, names []*ast.Ident) {
	f.decls = append(f.decls, d)
	for _, id := range names {
		if id.Name != "_" && (d.fn == nil || id.Name != "init") && f.pkg.scope[id.Name] == nil {
			f.pkg.scope[id.Name] = d
		}
	}
}

// effects gives the declarations that do something when f's package is
// initialised: init functions, and variables whose initial values call the user's code.
func (f *file) effects() []*decl {
	var list []*decl
	for _, d := range f.decls {
		if d.fn != nil && d.fn.Recv == nil && d.fn.Name.Name == "init" {
			list = append(list, d)
		}
		if v, ok := d.spec.(*ast.ValueSpec); ok {
			for _, e := range v.Values {
				if f.hasEffect(e) {
					list = append(list, d)
					break
				}
			}
		}
	}
	return list
}

func (d *decl) isType() bool {
	_, ok := d.spec.(*ast.TypeSpec)
	return ok
}

// declared gives the names that specs declare.
func declared(specs []ast.Spec) []*ast.Ident {
	var names []*ast.Ident
	for _, spec := range specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			names = append(names, spec.Names...)
		case *ast.TypeSpec:
			names = append(names, spec.Name)
		}
	}
	return names
}

// hasMethod reports whether p declares a method of a type, by names.
func (p *pkg) hasMethod(typ, name string) bool {
	return slices.ContainsFunc(p.methods[typ], func(d *decl) bool { return d.fn.Name.Name == name })
}

// receiver gives the name of the type that fn is a method of, "" if that is not one.
func receiver(fn *ast.FuncDecl) string {
	if len(fn.Recv.List) == 0 {
		return ""
	}
	e := fn.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// typeString prints a type as in the source, roughly.
func typeString(e ast.Expr) string { return strings.TrimSpace(types.ExprString(e)) }
