package source

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
)

// literal makes the func literal that t names a declared function of its file, its
// positions kept. What it captures is declared again within it, where that is known.
// It must have the form of a check unless it is called by one.
//
// The literal comes from a second parse of the file: its own syntax may be reached
// too, by way of the function that it is in, and no syntax can be type-checked twice.
// This parse resolves local names (ast.Object), which the type checker can't do
// before it is known what must be loaded.
func (s *session) literal(p *pkg, t Target, called bool) (*decl, error) {
	f := s.fileCalled(p, p.printed(t.File))
	src, err := fs.ReadFile(p.fs, t.File)
	if err != nil || f == nil {
		return nil, &Error{Msg: p.printed(t.File) + ": it is gone"}
	}
	syntax, err := parser.ParseFile(s.fset, p.printed(t.File), src, 0)
	if err != nil {
		return nil, syntaxError(p.printed(t.File), err)
	}
	outer, lit := s.literalAt(syntax, t.Literal-1)
	if lit == nil {
		return nil, &Error{Msg: p.printed(t.File) + ": " + t.Func + " is gone: the source changes"}
	}
	if err := s.checkSignature(t.Func, lit.Type, lit.Body); err != nil && !called {
		return nil, err
	}
	c := &captures{session: s, decl: outer, lit: lit, called: called, inside: []ast.Node{lit}, seen: map[*ast.Object]bool{}}
	prologue, err := c.prologue()
	if err != nil {
		return nil, err
	}
	s.captures = append(s.captures, c)
	body := lit.Body
	if len(prologue) > 0 {
		body = &ast.BlockStmt{Lbrace: body.Lbrace, Rbrace: body.Rbrace, List: append(prologue, body)}
	}
	d := &decl{file: f, fn: &ast.FuncDecl{Name: &ast.Ident{NamePos: lit.Pos(), Name: t.Func}, Type: lit.Type, Body: body}}
	f.declare(d, []*ast.Ident{d.fn.Name})
	return d, nil
}

// fileCalled gives the file with a printed name, nil if there is none.
func (s *session) fileCalled(p *pkg, name string) *file {
	for _, f := range p.files {
		if s.position(f.syntax.Package).Filename == name {
			return f
		}
	}
	return nil
}

// literalAt gives the literal that begins at an offset, and the declaration that it is in.
func (s *session) literalAt(syntax *ast.File, offset int) (outer ast.Decl, lit *ast.FuncLit) {
	for _, d := range syntax.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if l, ok := n.(*ast.FuncLit); ok && s.fset.PositionFor(l.Pos(), false).Offset == offset {
				outer, lit = d, l
			}
			return lit == nil
		})
	}
	return outer, lit
}

// within reports whether a position is in n.
func within(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }
