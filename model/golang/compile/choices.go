package compile

import (
	"go/ast"
	"go/token"
	"go/types"
)

// choiceName names what the value of a choice at pos goes into: as it is written in the source, the variable or field
// that is assigned to, or the function that returns it. It is "" if that is neither, or in the standard library.
func (d *body) choiceName(pos token.Pos) string {
	name := ""
	if !d.system && d.fn.Syntax() != nil {
		name = d.assigned(pos)
	}
	if name == "" {
		return d.callName
	}
	return name
}

// assigned gives what is assigned to or returned from where pos is, "" if nothing is.
func (d *body) assigned(pos token.Pos) (name string) {
	within := func(e ast.Expr) bool { return e.Pos() <= pos && pos < e.End() }
	ast.Inspect(d.fn.Syntax(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, e := range n.Rhs {
				if within(e) && len(n.Lhs) == len(n.Rhs) {
					name = types.ExprString(n.Lhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, e := range n.Values {
				if within(e) && len(n.Names) == len(n.Values) {
					name = n.Names[i].Name
				}
			}
		case *ast.ReturnStmt:
			if n.Pos() <= pos && pos < n.End() && d.callName == "" && d.fn.Parent() == nil {
				name = d.fn.Name()
			}
		}
		return true
	})
	if name == "_" {
		return ""
	}
	return name
}
