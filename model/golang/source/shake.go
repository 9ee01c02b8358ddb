package source

import (
	"go/ast"
	"go/token"
)

// shaken gives the files of p with only what is loaded, for the type checker:
// signatures without bodies, variables without initial values. The parts are
// those of the parsed files, so positions stay.
func (p *pkg) shaken() []*ast.File {
	var files []*ast.File
	for _, f := range p.files {
		if p.full {
			files = append(files, f.syntax)
			continue
		}
		var kept []ast.Decl
		for _, d := range f.decls {
			if d.level > absent {
				kept = append(kept, d.shaken())
			}
		}
		if len(kept) > 0 {
			files = append(files, f.with(append(f.usedImports(), kept...)))
		}
	}
	return files
}

// compiled gives the files of p for SSA form. They differ from the shaken ones
// only in the target's package, where they leave out what the check does not reach.
func (p *pkg) compiled(shaken []*ast.File) []*ast.File {
	if !p.full {
		return shaken
	}
	var files []*ast.File
	for _, f := range p.files {
		var kept []ast.Decl
		for _, d := range f.decls {
			if d.level == code || d.fn != nil || d.isType() {
				kept = append(kept, d.shaken())
			}
		}
		copied := f.with(kept)
		p.info.FileVersions[copied] = p.info.FileVersions[f.syntax]
		files = append(files, copied)
	}
	return files
}

func (f *file) with(decls []ast.Decl) *ast.File {
	copied := *f.syntax
	copied.Decls = decls
	return &copied
}

// usedImports gives a declaration of the imports that what is loaded uses.
func (f *file) usedImports() []ast.Decl {
	var decls []ast.Decl
	for _, syntax := range f.syntax.Decls {
		gen, ok := syntax.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			continue
		}
		copied := *gen
		copied.Specs = nil
		for _, spec := range gen.Specs {
			if f.uses(spec.(*ast.ImportSpec)) {
				copied.Specs = append(copied.Specs, spec)
			}
		}
		decls = append(decls, &copied)
	}
	return decls
}

func (f *file) uses(spec *ast.ImportSpec) bool {
	for _, u := range f.imports {
		if u.spec == spec {
			return u.level > absent
		}
	}
	for _, u := range f.others {
		if u.spec == spec {
			return u.level > absent
		}
	}
	return false
}

// shaken gives the declaration as far as it is loaded.
func (d *decl) shaken() ast.Decl {
	if d.fn != nil {
		if d.level == code {
			return d.fn
		}
		copied := *d.fn
		copied.Body = nil
		return &copied
	}
	copied := *d.gen
	if d.spec != nil {
		copied.Specs = []ast.Spec{d.spec}
		copied.Lparen = token.NoPos
	}
	if d.bareValue() {
		v := *d.spec.(*ast.ValueSpec)
		v.Values = nil
		copied.Specs = []ast.Spec{&v}
	}
	return &copied
}
