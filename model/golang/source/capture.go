package source

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// captures is what a func literal uses of the function that it is in. Constants and
// types are declared again in the literal. So are variables of which it is known
// what they hold when the literal is called: those that begin with a constant and
// are changed by nobody but the literal, and those that begin with their zero value,
// a composite literal or a func literal and are used by nobody else.
type captures struct {
	*session
	decl   ast.Decl // that the literal is in
	lit    *ast.FuncLit
	called bool       // by a check: nobody passes it arguments
	inside []ast.Node // the literal, and what is declared again
	seen   map[*ast.Object]bool
	units  []unit
	values []captured            // variables that are declared again
	doubts map[token.Pos]*Error  // of names that may be those of fields, by position
	fields map[*ast.Ident]string // that are used of variables, by where
}

// unit is a declaration that is repeated.
type unit struct {
	pos   token.Pos
	stmts []ast.Stmt
}

// captured is a variable that a literal captures.
type captured struct {
	use  *ast.Ident
	obj  *ast.Object
	init ast.Expr // nil: the zero value
}

// prologue gives the declarations that the literal needs.
func (c *captures) prologue() ([]ast.Stmt, error) {
	c.doubts, c.fields = map[token.Pos]*Error{}, map[*ast.Ident]string{}
	if err := c.collect(c.lit.Type); err != nil {
		return nil, err
	}
	if len(c.units) > 0 {
		return nil, c.errorf(c.lit.Pos(), "a %s of the literal has a type that a function declares; declare it outside of functions", c.signature())
	}
	if err := c.collect(c.lit.Body); err != nil {
		return nil, err
	}
	if err := c.unchanged(); err != nil {
		return nil, err
	}
	slices.SortFunc(c.units, func(a, b unit) int { return cmp.Compare(a.pos, b.pos) })
	var list []ast.Stmt
	for _, u := range c.units {
		list = append(list, u.stmts...)
	}
	return list, c.collision()
}

// signature names the part of the literal's signature that can hold types.
func (c *captures) signature() string {
	if c.lit.Type.Params.NumFields() > 0 {
		return "parameter"
	}
	return "result"
}

// collect takes in what n uses of the enclosing function.
func (c *captures) collect(n ast.Node) (err error) {
	keys := map[ast.Expr]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				c.fields[x] = n.Sel.Name
			}
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					keys[kv.Key] = true
				}
			}
		case *ast.Ident:
			if n.Obj != nil && c.outer(n.Obj) {
				if e := c.capture(n); e != nil && keys[n] {
					c.doubts[n.Pos()] = e // if it is a field's name there is no error
				} else if e != nil && err == nil {
					err = e
				}
			}
		}
		return err == nil
	})
	return err
}

// outer reports whether obj is of the enclosing function.
func (c *captures) outer(obj *ast.Object) bool {
	_, isFunc := c.decl.(*ast.FuncDecl)
	pos := obj.Pos()
	return isFunc && within(c.decl, pos) && pos != c.decl.(*ast.FuncDecl).Name.Pos() &&
		!slices.ContainsFunc(c.inside, func(n ast.Node) bool { return within(n, pos) })
}

// capture takes in the object that id names.
func (c *captures) capture(id *ast.Ident) *Error {
	obj := id.Obj
	if c.seen[obj] {
		return nil
	}
	switch obj.Kind {
	case ast.Con, ast.Typ:
		return c.declaration(id)
	case ast.Var:
		return c.variable(id)
	}
	return nil
}

// declaration takes in a constant, with its whole group for iota's sake, or a type.
func (c *captures) declaration(id *ast.Ident) (err *Error) {
	if _, ok := id.Obj.Decl.(*ast.Field); ok {
		return c.refuse(id.Pos(), "the literal uses the type parameter %s, which is not known here; put it into a function without type parameters", id.Name)
	}
	ast.Inspect(c.decl, func(n ast.Node) bool {
		gen, ok := n.(*ast.GenDecl)
		if !ok || !within(gen, id.Obj.Pos()) {
			return err == nil
		}
		if gen.Tok == token.TYPE {
			copied := *gen
			copied.Lparen, copied.Specs = token.NoPos, []ast.Spec{id.Obj.Decl.(ast.Spec)}
			gen = &copied
		}
		for _, name := range declared(gen.Specs) {
			c.seen[name.Obj] = true
		}
		c.inside = append(c.inside, gen)
		c.units = append(c.units, unit{gen.Pos(), []ast.Stmt{&ast.DeclStmt{Decl: gen}}})
		err = asError(c.collect(gen))
		return false
	})
	return err
}

// variable takes in a variable whose first value may be known.
func (c *captures) variable(id *ast.Ident) *Error {
	spec := declarationOf(id.Obj)
	if spec == nil {
		return c.unknown(id)
	}
	v := captured{use: id, obj: id.Obj}
	if len(spec.Values) > 0 {
		v.init = spec.Values[0]
		if !plain(v.init) {
			return c.unknown(id)
		}
		c.inside = append(c.inside, v.init)
	}
	c.seen[id.Obj] = true
	c.values = append(c.values, v)
	used := &ast.AssignStmt{
		Lhs: []ast.Expr{&ast.Ident{NamePos: spec.Pos(), Name: "_"}}, TokPos: spec.Pos(), Tok: token.ASSIGN,
		Rhs: []ast.Expr{&ast.Ident{NamePos: spec.Pos(), Name: id.Name}},
	}
	gen := &ast.GenDecl{TokPos: spec.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}}
	c.units = append(c.units, unit{spec.Pos(), []ast.Stmt{&ast.DeclStmt{Decl: gen}, used}})
	if c.collect(spec) != nil {
		return c.unknown(id) // by what it begins with
	}
	return nil
}

// declarationOf gives a variable's declaration as one of it alone, nil if it is a
// parameter, a result, or not given a value of its own.
func declarationOf(obj *ast.Object) *ast.ValueSpec {
	switch d := obj.Decl.(type) {
	case *ast.ValueSpec:
		for i, name := range d.Names {
			if name.Obj == obj && len(d.Values) == len(d.Names) {
				return &ast.ValueSpec{Names: []*ast.Ident{name}, Type: d.Type, Values: d.Values[i : i+1]}
			}
			if name.Obj == obj && len(d.Values) == 0 {
				return &ast.ValueSpec{Names: []*ast.Ident{name}, Type: d.Type}
			}
		}
	case *ast.AssignStmt:
		for i, x := range d.Lhs {
			if name, ok := x.(*ast.Ident); ok && name.Obj == obj && name.Pos() == obj.Pos() && len(d.Rhs) == len(d.Lhs) {
				return &ast.ValueSpec{Names: []*ast.Ident{name}, Values: d.Rhs[i : i+1]}
			}
		}
	}
	return nil
}

// plain reports whether an expression has the form of a constant, a func literal, or
// a composite literal of such.
func plain(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.FuncLit:
		return true
	case *ast.ParenExpr:
		return plain(e.X)
	case *ast.SelectorExpr:
		_, qualified := e.X.(*ast.Ident)
		return qualified
	case *ast.UnaryExpr:
		_, composite := ast.Unparen(e.X).(*ast.CompositeLit)
		return (e.Op != token.AND || composite) && e.Op != token.ARROW && e.Op != token.RANGE && plain(e.X)
	case *ast.BinaryExpr:
		return plain(e.X) && plain(e.Y)
	case *ast.CallExpr:
		return plain(e.Fun) && len(e.Args) > 0 && !slices.ContainsFunc(e.Args, func(a ast.Expr) bool { return !plain(a) })
	case *ast.KeyValueExpr:
		return plain(e.Value)
	case *ast.CompositeLit:
		return !slices.ContainsFunc(e.Elts, func(x ast.Expr) bool { return !plain(x) })
	}
	return false
}

// unknown says that the value of a variable is not known.
func (c *captures) unknown(id *ast.Ident) *Error {
	if f, ok := id.Obj.Decl.(*ast.Field); ok {
		if t := strings.TrimPrefix(typeString(f.Type), "*"); strings.HasPrefix(t, "testing.") {
			return c.refuse(id.Pos(), "the literal uses %s, a %s: a check is not run as a test; use panic, or Assert of heddle/model, to say what must hold", id.Name, t)
		}
	}
	at := c.position(id.Obj.Pos())
	if c.called {
		return c.refuse(id.Pos(), "the literal captures %s, declared at %s:%d: its value is not known here; write the value in the literal", id.Name, at.Filename, at.Line)
	}
	param, value := id.Name, id.Name
	if field := c.fields[id]; field != "" {
		param, value = field, id.Name+"."+field
	}
	return c.refuse(id.Pos(), "the literal captures %s, declared at %s:%d: its value is not known here; pass it as an argument: checker.Verify(t, func(%s int) {…}, checker.Args(%s))",
		id.Name, at.Filename, at.Line, param, value)
}

// shared says that others use a variable too, whose value is no constant.
func (c *captures) shared(id *ast.Ident) *Error {
	at := c.position(id.Obj.Pos())
	return c.refuse(id.Pos(), "the literal captures %s, declared at %s:%d and used outside of the literal too: what it holds is not known here; declare it in the literal",
		id.Name, at.Filename, at.Line)
}

func (c *captures) refuse(pos token.Pos, format string, args ...any) *Error {
	return &Error{Pos: c.position(pos), Msg: fmt.Sprintf(format, args...)}
}

// asError gives an error of ours as what it is.
func asError(err error) *Error {
	e, _ := err.(*Error)
	return e
}
