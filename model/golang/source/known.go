package source

import (
	"go/ast"
	"go/token"
	"slices"
)

// unchanged gives an error unless nobody but the literal changes the variables that
// are declared again in it. Of one that begins with a constant others may take the
// value; the others only the literal may use.
func (c *captures) unchanged() error {
	uses, changes := c.elsewhere()
	for _, v := range c.values {
		switch constant := v.init != nil && scalar(v.init); {
		case constant && changes[v.obj]:
			return c.unknown(v.use)
		case !constant && (changes[v.obj] || uses[v.obj]):
			return c.shared(v.use)
		}
	}
	return nil
}

// scalar reports whether a plain expression can be a constant.
func scalar(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CompositeLit, *ast.FuncLit:
			found = true
		}
		return !found
	})
	return !found
}

// elsewhere gives the objects that the enclosing function uses outside of the
// literal, and those that it may change there.
func (c *captures) elsewhere() (uses, changes map[*ast.Object]bool) {
	uses, changes = map[*ast.Object]bool{}, map[*ast.Object]bool{}
	change := func(list ...ast.Expr) {
		for _, e := range list {
			if id := rootIdent(e); id != nil && id.Obj != nil && id.Pos() != id.Obj.Pos() {
				changes[id.Obj] = true
			}
		}
	}
	ast.Inspect(c.decl, func(n ast.Node) bool {
		if slices.Contains(c.inside, n) {
			return false
		}
		switch n := n.(type) {
		case *ast.Ident:
			if n.Obj != nil && n.Pos() != n.Obj.Pos() {
				uses[n.Obj] = true
			}
		case *ast.AssignStmt:
			change(n.Lhs...)
		case *ast.IncDecStmt:
			change(n.X)
		case *ast.RangeStmt:
			change(n.Key, n.Value)
		case *ast.SliceExpr:
			change(n.X)
		case *ast.SelectorExpr: // perhaps a method with a pointer receiver
			change(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				change(n.X)
			}
		}
		return true
	})
	return uses, changes
}

// rootIdent gives x of x, x.a, x[i], *x …, nil if there is none.
func rootIdent(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// collision gives an error if two things that the literal captures, or one and a
// parameter, have the same name: declared again they would be in one scope.
func (c *captures) collision() error {
	taken := map[string]bool{}
	for _, f := range c.lit.Type.Params.List {
		for _, id := range f.Names {
			taken[id.Name] = true
		}
	}
	list := make([]*ast.Object, 0, len(c.seen))
	for obj := range c.seen {
		list = append(list, obj)
	}
	slices.SortFunc(list, func(a, b *ast.Object) int { return int(a.Pos() - b.Pos()) })
	for _, obj := range list {
		if taken[obj.Name] && obj.Name != "_" {
			return c.errorf(obj.Pos(), "the literal at line %d captures this %s and knows another by that name; rename one", c.position(c.lit.Pos()).Line, obj.Name)
		}
		taken[obj.Name] = true
	}
	return nil
}

// confirm gives an error, after the type check of p, unless the first values of the
// variables that are declared again are known.
func (c *captures) confirm(p *pkg) error {
	for _, v := range c.values {
		if v.init != nil && !c.known(p, v.init) {
			return c.unknown(v.use)
		}
	}
	return nil
}

// known reports whether a plain expression has only one value.
func (c *captures) known(p *pkg, e ast.Expr) bool {
	if tv := p.info.Types[e]; tv.Value != nil || tv.IsNil() || tv.IsType() {
		return true
	}
	all := func(list []ast.Expr) bool {
		return !slices.ContainsFunc(list, func(x ast.Expr) bool { return !c.known(p, x) })
	}
	switch e := e.(type) {
	case *ast.Ident:
		return e.Obj != nil && c.seen[e.Obj]
	case *ast.ParenExpr:
		return c.known(p, e.X)
	case *ast.UnaryExpr:
		return c.known(p, e.X)
	case *ast.BinaryExpr:
		return c.known(p, e.X) && c.known(p, e.Y)
	case *ast.CallExpr:
		return p.info.Types[e.Fun].IsType() && all(e.Args)
	case *ast.KeyValueExpr:
		return c.known(p, e.Value)
	case *ast.CompositeLit:
		return all(e.Elts)
	case *ast.FuncLit:
		return true
	}
	return false
}
