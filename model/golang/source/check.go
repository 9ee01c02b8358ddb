package source

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// sizes are those of the machine: words of 64 bits.
var sizes = types.SizesFor("gc", "amd64")

// checkAll type-checks target, all that it imports, and all else that is run.
func (s *session) checkAll(target *pkg) error {
	if err := s.check(target); err != nil {
		return err
	}
	for _, p := range s.order {
		if p.top < code { // else perhaps it only does something when it is initialised
			continue
		}
		if err := s.check(p); err != nil {
			return err
		}
	}
	for _, c := range s.captures {
		if err := c.confirm(target); err != nil && s.failure == nil {
			return err
		}
	}
	return s.failure
}

// check type-checks p, its imports first. Errors in what no check reaches of
// packages that are not the user's are let pass: such a package was taken apart
// without full knowledge of it.
func (s *session) check(p *pkg) error {
	if p.types != nil {
		return nil
	}
	p.checking = true
	defer func() { p.checking = false }()
	var errs []types.Error
	config := types.Config{
		Importer:                 importer(func(path string) (*types.Package, error) { return s.importFor(p, path) }),
		Sizes:                    sizes,
		GoVersion:                p.goVersion,
		DisableUnusedImportCheck: !p.full,
		Error: func(err error) {
			var e types.Error
			if errors.As(err, &e) && !s.passes(p, e) {
				errs = append(errs, e)
			}
		},
	}
	p.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	typed := types.NewPackage(p.path, p.name)
	p.syntax = p.shaken()
	_ = types.NewChecker(&config, s.fset, typed, p.info).Files(p.syntax) // the errors went to config.Error
	p.types = typed
	if s.failure != nil {
		return s.failure
	}
	if len(errs) > 0 && (p.kind == user || p.kind != user && p.top == code) {
		return s.typeError(p, errs)
	}
	p.syntax = p.compiled(p.syntax)
	return nil
}

type importer func(path string) (*types.Package, error)

func (i importer) Import(path string) (*types.Package, error) { return i(path) }

func (s *session) importFor(from *pkg, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	to := s.imported(from, path)
	p, err := s.open(from, to)
	if err != nil {
		return nil, err
	}
	if p.checking {
		err := &Error{Pos: s.position(p.files[0].syntax.Name.Pos()), Msg: fmt.Sprintf("import cycle: package %s imports itself by way of %s", p.path, from.path)}
		s.fail(err)
		return nil, err
	}
	if p.name == "main" && p.kind == user {
		to.err = errors.New("it is a program, not an importable package")
		return nil, to.err
	}
	if err := s.check(p); err != nil {
		s.fail(err)
		return nil, err
	}
	return p.types, nil
}

// passes reports whether an error of the type checker is none of the user's: it
// comes from what was left out.
func (s *session) passes(p *pkg, e types.Error) bool {
	if !p.full && strings.HasSuffix(e.Msg, "missing function body") {
		return true
	}
	u := p.importAt(e.Pos)
	return u != nil && u.to.err != nil && u.to.lenient && u.level < code
}

// brokenImport gives an import that failed in the file of pos, nil if there is none.
func (p *pkg) brokenImport(pos token.Pos) *using {
	for _, f := range p.files {
		for _, spec := range f.syntax.Imports {
			if u := p.importAt(spec.Path.Pos()); f.syntax.FileStart <= pos && pos <= f.syntax.FileEnd && u != nil && u.to.err != nil {
				return u
			}
		}
	}
	return nil
}

// importAt gives the import declaration of p at pos, nil if there is none.
func (p *pkg) importAt(pos token.Pos) *using {
	for _, f := range p.files {
		if pos < f.syntax.FileStart || pos > f.syntax.FileEnd {
			continue
		}
		for _, u := range f.imports {
			if u.spec.Path.Pos() <= pos && pos < u.spec.Path.End() {
				return u
			}
		}
		for _, u := range f.others {
			if u.spec.Path.Pos() <= pos && pos < u.spec.Path.End() {
				return u
			}
		}
	}
	return nil
}

// typeError makes the first of errs ours.
func (s *session) typeError(p *pkg, errs []types.Error) error {
	errs = s.joined(errs)
	slices.SortStableFunc(errs, func(a, b types.Error) int { return cmp.Compare(a.Pos, b.Pos) })
	first := errs[0]
	for _, c := range s.captures {
		if doubt := c.doubts[first.Pos]; doubt != nil {
			return doubt
		}
	}
	if u := p.importAt(first.Pos); u != nil && u.to.err != nil {
		return s.importError(u)
	}
	if u := p.brokenImport(first.Pos); u != nil && strings.HasPrefix(first.Msg, "undefined: ") {
		return s.importError(u) // perhaps what is undefined is its package's name
	}
	err := &Error{Pos: s.position(first.Pos), Msg: first.Msg, More: len(errs) - 1}
	if p.kind != user {
		err.Msg = fmt.Sprintf("package %s can not be used: %s", p.path, first.Msg)
	}
	return err
}

// joined makes one error of each and those that continue it, which begin with a
// tab: "initialization cycle for x: x refers to y (x.go:3), y refers to x (x.go:4)".
func (s *session) joined(errs []types.Error) []types.Error {
	var list []types.Error
	separator := ""
	for _, e := range errs {
		more, continues := strings.CutPrefix(e.Msg, "\t")
		if !continues || len(list) == 0 {
			list, separator = append(list, e), ": "
			continue
		}
		at := s.position(e.Pos)
		last := &list[len(list)-1]
		last.Msg = fmt.Sprintf("%s%s%s (%s:%d)", strings.TrimSuffix(last.Msg, ":"), separator, more, at.Filename, at.Line)
		separator = ", "
	}
	return list
}
