package compile

import (
	"embed"
	"errors"
	"go/ast"
	"go/parser"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

//go:embed support/complex.go support/fault.go support/natural.go support/print.go
var supportFiles embed.FS

const supportPath = "heddle/model/golang/compile/support"

// supportFunc gives a function of package support.
func (c *compiler) supportFunc(name string) *ssa.Function { return c.supportPackage().Func(name) }

// supportPackage gives package support.
func (c *compiler) supportPackage() *ssa.Package {
	if c.support == nil {
		var files []*ast.File
		entries, err := supportFiles.ReadDir("support")
		for _, e := range entries {
			text, readErr := supportFiles.ReadFile("support/" + e.Name())
			file, parseErr := parser.ParseFile(c.in.Fset, supportPath+"/"+e.Name(), text, parser.SkipObjectResolution)
			files = append(files, file)
			err = errors.Join(err, readErr, parseErr)
		}
		if err != nil {
			panic(bugf("%s: %v", supportPath, err))
		}
		info := &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{},
			Scopes: map[ast.Node]*types.Scope{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
		pkg, err := new(types.Config).Check(supportPath, c.in.Fset, files, info)
		if err != nil {
			panic(bugf("%s: %v", supportPath, err))
		}
		c.support = ssa.NewProgram(c.in.Fset, 0).CreatePackage(pkg, files, info, false)
		c.support.Build()
	}
	return c.support
}
