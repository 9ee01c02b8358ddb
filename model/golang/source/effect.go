package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// hasEffect reports whether evaluating e, an initial value in f, may do something
// to the user's packages: it calls a function that is not of Go's own.
func (f *file) hasEffect(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || f.callHasEffect(ast.Unparen(n.Fun))
		}
		return !found
	})
	return found
}

func (f *file) callHasEffect(fun ast.Expr) bool {
	switch fun := fun.(type) {
	case *ast.IndexExpr:
		return f.callHasEffect(ast.Unparen(fun.X))
	case *ast.IndexListExpr:
		return f.callHasEffect(ast.Unparen(fun.X))
	case *ast.Ident:
		if d := f.pkg.scope[fun.Name]; d != nil {
			return !d.isType()
		}
		return types.Universe.Lookup(fun.Name) == nil
	case *ast.SelectorExpr:
		u := f.imports[rootName(fun.X)]
		if u == nil {
			return true
		}
		if u.to.pkg == nil || u.to.pkg.kind != user {
			return false
		}
		d := u.to.pkg.scope[fun.Sel.Name]
		return d == nil || !d.isType()
	case *ast.FuncLit:
		return true
	}
	return false // a conversion
}

// rootName gives x of x.a, x.f().b, x[i] …, "" if there is none.
func rootName(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.IndexExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

const embedDirective = "//go:embed "

// embeds reports whether d is a variable that the go command fills from files.
func (d *decl) embeds() bool {
	v, ok := d.spec.(*ast.ValueSpec)
	if !ok {
		return false
	}
	for _, doc := range []*ast.CommentGroup{v.Doc, d.gen.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, embedDirective) }) {
			return true
		}
	}
	return false
}
