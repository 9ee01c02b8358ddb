package source

import (
	"go/ast"
	"go/token"
)

// A package of tests is initialised for all of them: it reads files, parses flags,
// fills tables. Of that, a target by At has only what may touch what it reaches:
// init functions, and variables whose initial values call the user's code, if what
// they do names a variable that is reached, by whatever functions and methods between.
//
// Packages that the target neither reaches nor imports for nothing but their effects
// are not looked at.

// raiseEffects raises what is found to matter so far, and reports whether there is any.
func (s *session) raiseEffects() bool {
	raised := false
	for i := 0; i < len(s.order); i++ { // grows
		p := s.order[i]
		if p.kind != user && p.kind != foreign || p.top < code && !p.wanted {
			continue
		}
		for _, e := range p.effects {
			if e.level < code && s.touches(e) {
				s.raise(e, code)
				raised = true
			}
		}
	}
	return raised
}

// touches reports whether a declaration names a variable at level code, if only by
// way of others.
func (s *session) touches(d *decl) bool {
	t := &toucher{session: s, seen: map[*decl]bool{}}
	t.found(d)
	for len(t.left) > 0 && !t.touched {
		d := t.left[len(t.left)-1]
		t.left = t.left[:len(t.left)-1]
		t.file = d.file
		w := walk{t}
		switch {
		case d.fn != nil:
			w.node(d.fn)
		case d.spec != nil:
			w.node(d.spec)
		default:
			w.node(d.gen)
		}
	}
	return t.touched
}

// toucher follows names without loading what they stand for. It does not follow them
// into Go's own packages, which know nothing of the user's.
type toucher struct {
	*session
	file    *file // of the names
	seen    map[*decl]bool
	left    []*decl
	touched bool
}

func (t *toucher) found(d *decl) {
	if d == nil || t.seen[d] {
		return
	}
	t.seen[d] = true
	t.left = append(t.left, d)
	_, isValue := d.spec.(*ast.ValueSpec)
	t.touched = t.touched || isValue && d.gen.Tok == token.VAR && d.level == code
	if spec, ok := d.spec.(*ast.TypeSpec); ok { // Go's own packages call methods that are named nowhere
		for _, m := range d.file.pkg.methods[spec.Name.Name] {
			t.found(m)
		}
	}
}

func (t *toucher) name(name string) {
	t.found(t.file.pkg.scope[name])
	for _, u := range t.file.others {
		if u.dot {
			t.use(u, name)
		}
	}
}

func (t *toucher) qualified(pkgName, name string) {
	if u := t.file.imports[pkgName]; u != nil {
		t.use(u, name)
	}
}

func (t *toucher) use(u *using, name string) {
	if p, err := t.open(t.file.pkg, u.to); err == nil && p != nil && (p.kind == user || p.kind == foreign) {
		t.found(p.scope[name])
	}
}

func (t *toucher) member(name string) {
	for _, m := range t.methods[name] {
		t.found(m)
	}
}
