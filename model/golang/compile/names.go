package compile

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// objectName names the object that v, made by a composite literal, new, make or as a
// variable, is: by its variable, else by what it is assigned to, be it by an expanded call or as an initial value, else by its type.
func (d *body) objectName(v ssa.Value, t types.Type) string {
	if a, ok := v.(*ssa.Alloc); ok {
		switch a.Comment {
		case "new", "complit", "slicelit", "varargs", "makeslice", "":
		default:
			return variableName(a.Comment, t)
		}
		if at, ok := t.Underlying().(*types.Array); ok && a.Comment != "new" && a.Comment != "complit" {
			t = at.Elem()
		}
	}
	if name := d.c.literalNames(d.fn)[v.Pos()]; name != "" {
		return name
	}
	if d.callName != "" && returned(v) {
		return d.callName
	}
	for _, ref := range *v.Referrers() { // an initial value
		if s, ok := ref.(*ssa.Store); ok && s.Val == v {
			if g, ok := s.Addr.(*ssa.Global); ok {
				return d.c.static.globalName(g)
			}
		}
	}
	return shortName(t)
}

// variableName names a variable of type t: a map or a channel has the plain name, as a
// user would call it, and not the variable that holds it.
func variableName(name string, t types.Type) string {
	switch t.Underlying().(type) {
	case *types.Map, *types.Chan:
		return name + " (variable)"
	}
	return name
}

// returned reports whether v is a result of its function.
func returned(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		if _, ok := ref.(*ssa.Return); ok {
			return true
		}
	}
	return false
}

// literalNames gives the names that composite literals and calls in fn are assigned
// to, by the positions that ssa gives their values: of the opening brace or parenthesis.
func (c *compiler) literalNames(fn *ssa.Function) map[token.Pos]string {
	if fn == nil {
		return nil
	}
	if names, ok := c.literals[fn]; ok {
		return names
	}
	names := map[token.Pos]string{}
	if fn.Syntax() != nil {
		ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if len(n.Lhs) == len(n.Rhs) {
					for i := range n.Lhs {
						nameLiteral(names, n.Lhs[i], n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				if len(n.Names) == len(n.Values) {
					for i := range n.Names {
						nameLiteral(names, n.Names[i], n.Values[i])
					}
				}
			case *ast.KeyValueExpr:
				nameLiteral(names, n.Key, n.Value)
			}
			return true
		})
	}
	c.literals[fn] = names
	return names
}

// nameLiteral notes the name of variable or field x for the literal or call y.
func nameLiteral(names map[token.Pos]string, x, y ast.Expr) {
	name := ""
	switch x := x.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	case *ast.IndexExpr:
		name = types.ExprString(x)
	}
	if name == "_" {
		return
	}
	y = ast.Unparen(y)
	if u, ok := y.(*ast.UnaryExpr); ok && u.Op == token.AND {
		y = ast.Unparen(u.X)
	}
	switch y := y.(type) {
	case *ast.CompositeLit:
		names[y.Lbrace] = name
	case *ast.CallExpr:
		names[y.Lparen] = name
	}
}
