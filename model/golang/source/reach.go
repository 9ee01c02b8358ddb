package source

import (
	"errors"
	"go/ast"
	"go/types"
)

// level is how much of a declaration is loaded.
type level uint8

// A declaration at level signature has no body, and no initial value if it states
// its type: enough to type-check its uses. Level code is for what the check may run.
const (
	absent level = iota
	signature
	code
)

// reachAll raises the levels of all that the check may need. In a package that is
// to be type-checked in full every declaration is at level signature at least, and
// the bodies of functions are followed at that level too.
//
// Invariant at the end: a declaration at level l that names another, or may call a
// method through the name alone, has raised it to l at least, as far as cap lets it.
func (s *session) reachAll(p *pkg, t Target) error {
	check, err := s.target(p, t)
	if err != nil {
		return err
	}
	for _, f := range p.files {
		for _, d := range f.decls {
			if p.full {
				s.raise(d, signature)
			}
		}
	}
	s.raise(check, code)
	for again := true; again; again = s.lazy && s.raiseEffects() {
		for len(s.work) > 0 {
			d := s.work[len(s.work)-1]
			s.work = s.work[:len(s.work)-1]
			s.follow(d)
		}
	}
	return s.failure
}

// target gives the declaration that t names.
func (s *session) target(p *pkg, t Target) (*decl, error) {
	if t.Literal > 0 {
		return s.literal(p, t, false)
	}
	if err := s.declareLiterals(p, t); err != nil {
		return nil, err
	}
	check := p.scope[t.Func]
	switch {
	case check == nil || check.fn == nil || t.File == "" && !isCheck(t.Func):
		return nil, p.noCheck(t.Name, t.Func)
	case t.File != "":
		return check, s.checkSignature(t.Func, check.fn.Type, check.fn.Body)
	}
	return check, s.checkDecl(check.fn, t.Dir == "")
}

// cap is the highest level of the declarations in the file.
func (f *file) cap() level {
	if (f.bare || f.pkg.kind == goroot) && !isPlain(f.pkg.path) || f.pkg.path == checkerPath {
		return signature
	}
	return code
}

// raise brings d to level l, as far as it may.
func (s *session) raise(d *decl, l level) {
	l = min(l, d.file.cap())
	if d.level >= l {
		return
	}
	d.level = l
	s.work = append(s.work, d)
	if l == code && d.embeds() {
		s.fail(s.errorf(d.spec.Pos(), "go:embed is not supported: a check has no files"))
	}
	p := d.file.pkg
	if p.top >= l {
		return
	}
	p.top = l
	if l < code {
		return
	}
	for _, e := range p.effects {
		if p.kind == foreign && !s.lazy || p.kind == goroot && e.fn != nil {
			s.raise(e, code)
		}
	}
}

// follow raises what d names.
func (s *session) follow(d *decl) {
	w := walk{&raiser{session: s, file: d.file, level: d.level}}
	switch {
	case d.fn != nil:
		if d.fn.Recv != nil {
			w.node(d.fn.Recv)
		}
		w.node(d.fn.Type)
		if d.fn.Body != nil && (d.level == code || d.file.pkg.full) {
			w.node(d.fn.Body)
		}
	case d.spec == nil:
		w.node(d.gen)
	default:
		if v, ok := d.spec.(*ast.ValueSpec); ok && d.bareValue() {
			w.node(v.Type)
		} else {
			w.node(d.spec)
		}
		if t, ok := d.spec.(*ast.TypeSpec); ok {
			for _, m := range d.file.pkg.methods[t.Name.Name] {
				s.raise(m, min(d.level, s.named[m.fn.Name.Name]))
			}
		}
	}
}

// bareValue reports whether d is a variable of which only the type is loaded.
func (d *decl) bareValue() bool {
	v, ok := d.spec.(*ast.ValueSpec)
	return ok && d.level < code && !d.file.pkg.full && v.Type != nil
}

// namer takes the names that a declaration has: unqualified ones, those of imported
// packages, and those of fields and methods.
type namer interface {
	name(name string)
	qualified(pkgName, name string)
	member(name string)
}

// walk is a walk over a part of a declaration.
type walk struct{ to namer }

func (w walk) node(n ast.Node) { ast.Inspect(n, w.visit) }

func (w walk) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		w.to.member(n.Sel.Name)
		if x, ok := n.X.(*ast.Ident); ok {
			w.to.qualified(x.Name, n.Sel.Name)
			w.to.name(x.Name)
		} else {
			w.node(n.X)
		}
		return false
	case *ast.InterfaceType:
		for _, f := range n.Methods.List {
			for _, id := range f.Names {
				w.to.member(id.Name)
			}
		}
	case *ast.Field:
		if n.Type != nil {
			w.node(n.Type)
		}
		return false
	case *ast.Ident:
		w.to.name(n.Name)
	}
	return true
}

// raiser raises what a declaration names to its own level.
type raiser struct {
	*session
	file  *file
	level level
}

func (r *raiser) member(name string) { r.mention(name, r.level) }

// mention notes that a method of that name may be called.
func (s *session) mention(name string, l level) {
	if s.named[name] >= l {
		return
	}
	s.named[name] = l
	for _, m := range s.methods[name] {
		if t := m.file.pkg.scope[receiver(m.fn)]; t != nil {
			s.raise(m, min(l, t.level))
		}
	}
}

// name raises what an unqualified name may stand for. It may be a local variable's.
func (r *raiser) name(name string) {
	p := r.file.pkg
	if p.kind == overlay && isPlain(p.path) && types.Universe.Lookup(name) == nil {
		r.lookup(p, name) // perhaps a name of the rest
		return
	}
	if d := p.scope[name]; d != nil {
		r.raise(d, r.level)
		return
	}
	for _, u := range r.file.others {
		if u.dot && ast.IsExported(name) {
			r.use(u, name)
		}
	}
	if name == "panic" { // a report prints the value by these
		r.mention("Error", r.level)
		r.mention("String", r.level)
	}
}

func (r *raiser) qualified(pkgName, name string) {
	if u := r.file.imports[pkgName]; u != nil {
		r.use(u, name)
	}
}

// use raises name in an imported package.
func (r *raiser) use(u *using, name string) {
	u.level = max(u.level, r.level)
	p, err := r.open(r.file.pkg, u.to)
	if err != nil {
		if r.level == code || !u.to.lenient {
			r.fail(r.importError(u))
		}
		return
	}
	if p != nil {
		r.lookup(p, name)
	}
}

// lookup raises name in p, where the rest of p is read if it must be.
func (r *raiser) lookup(p *pkg, name string) {
	if p.scope[name] == nil && p.folder.rest != nil && !p.rest {
		p.rest = true
		r.addRest(p)
	}
	if d := p.scope[name]; d != nil {
		r.raise(d, r.level)
	}
}

func (s *session) importError(u *using) error {
	err := u.to.err
	var e *Error
	if errors.As(err, &e) && !errors.Is(err, errAbsent) {
		return err
	}
	return s.errorf(u.spec.Path.Pos(), "import %s: %v", u.spec.Path.Value, err)
}
