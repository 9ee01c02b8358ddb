package source

import (
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// function is a func literal, or a declared function if lit is nil.
type function struct {
	decl *ast.FuncDecl // that it is, or is in; nil: it is in a declaration of variables
	lit  *ast.FuncLit
	path []ordinal // of a literal: of those that it is in, outermost first, and its own
	call int       // the literal is an argument of the call-th call of a function where it stands; 0: it is none
}

// ordinal numbers a literal within the function that it is in, from 1 in source
// order. Go's compiler does not count those that it finds to be dead: there are at
// most doubt of them before this one.
type ordinal struct{ n, doubt int }

// functions are those that begin on one line.
type functions []function

// functionsAt lists the functions of a file that begin on a line. Literals that are
// called or started where they stand are no values, and not among them.
func (s *session) functionsAt(syntax *ast.File, line int) functions {
	var list functions
	begins := func(n ast.Node) bool { return s.position(n.Pos()).Line == line }
	for _, d := range syntax.Decls {
		fn, _ := d.(*ast.FuncDecl)
		if fn != nil && s.position(fn.Type.Func).Line == line {
			list = append(list, function{decl: fn})
		}
		c := &counter{decl: fn, called: map[ast.Expr]bool{}}
		c.count(d, nil)
		for _, f := range c.all {
			if begins(f.lit) && !c.called[f.lit] {
				list = append(list, f)
			}
		}
	}
	return list
}

// counter numbers the literals of a declaration.
type counter struct {
	decl   *ast.FuncDecl
	all    functions
	called map[ast.Expr]bool // functions that are called where they stand
}

// count numbers the literals below n, which is the body of the literal with path outer.
func (c *counter) count(n ast.Node, outer []ordinal) {
	next := ordinal{}
	calls := map[string]int{}      // that have literals as arguments, by what is called
	argument := map[ast.Expr]int{} // by literal: which call of its function
	var inside []ast.Node          // n and what is on the way down from it
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			inside = inside[:len(inside)-1]
			return true
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			c.called[ast.Unparen(n.Fun)] = true
			if slices.ContainsFunc(n.Args, isLiteral) {
				calls[typeString(n.Fun)]++
			}
			for _, a := range n.Args {
				argument[a] = calls[typeString(n.Fun)]
			}
		case *ast.FuncLit:
			next.n++
			path := append(slices.Clone(outer), next)
			if slices.ContainsFunc(inside, mayBeDead) {
				next.doubt++
			}
			c.all = append(c.all, function{c.decl, n, path, argument[n]})
			c.count(n.Body, path)
			return false
		}
		inside = append(inside, n)
		return true
	})
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.FuncLit)
	return ok
}

// mayBeDead reports whether the compiler may find that a part of n is never run, or
// may number the literals there later than others.
func mayBeDead(n ast.Node) bool {
	switch n.(type) {
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.LabeledStmt, *ast.BinaryExpr:
		return true
	}
	return false
}

// closureSuffix is how the compiler names a literal within its declared function:
// TestX.func2.1 is the first literal in the second one of TestX. Where it expands a
// function inline the name has more before that.
var closureSuffix = regexp.MustCompile(`(\.func\d+(\.\d+)*)+$`)

// returning gives the literals of list that say that they have one result, of the type of that name; all of list if there are none.
func (list functions) returning(result string) functions {
	result, _, _ = strings.Cut(result, "[") // generic
	var those functions
	for _, f := range list {
		if f.lit != nil && f.lit.Type.Results.NumFields() == 1 {
			t, _, _ := strings.Cut(strings.TrimLeft(typeString(f.lit.Type.Results.List[0].Type), "*"), "[")
			if t[strings.LastIndexByte(t, '.')+1:] == result {
				those = append(those, f)
			}
		}
	}
	if len(those) == 0 {
		return list
	}
	return those
}

// narrow gives those of list that can have the name that the runtime has, with that
// many parameters.
func (list functions) narrow(name string, params int) functions {
	name = strings.ReplaceAll(name, "[...]", "")
	suffix := closureSuffix.FindString(name)
	list = slices.DeleteFunc(slices.Clone(list), func(f function) bool {
		if (f.lit == nil) != (suffix == "") {
			return true
		}
		if f.lit == nil {
			return f.decl.Name.Name != name[strings.LastIndexByte(name, '.')+1:]
		}
		return f.lit.Type.Params.NumFields() != params
	})
	if len(list) <= 1 || suffix == "" {
		return list
	}
	numbers := []int{}
	for part := range strings.SplitSeq(suffix[1:], ".") {
		n, err := strconv.Atoi(strings.TrimPrefix(part, "func"))
		if err != nil {
			return list
		}
		numbers = append(numbers, n)
	}
	base := strings.TrimSuffix(name, suffix)
	return slices.DeleteFunc(list, func(f function) bool { return !f.mayBe(base, numbers) })
}

var rangeBody = regexp.MustCompile(`-range\d+$`)

// mayBe reports whether a literal can be the one with these numbers in the function
// that the runtime calls base.
func (f function) mayBe(base string, numbers []int) bool {
	if rangeBody.MatchString(base) {
		return true // within the body of a range over a function, which is a literal of its own
	}
	if len(numbers) != len(f.path) {
		return false
	}
	if f.decl == nil {
		return true // of a variable: numbered with those of other variables
	}
	if name := declaredAs(f.decl); base != name {
		return strings.HasSuffix(base, "."+name) // expanded inline: numbered with others
	}
	for i, o := range f.path {
		if numbers[i] > o.n || numbers[i] < o.n-o.doubt {
			return false
		}
	}
	return true
}

// declaredAs gives the name of a declared function as the runtime has it: F, T.F or (*T).F.
func declaredAs(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	name := receiver(d)
	if len(d.Recv.List) > 0 {
		if _, ok := ast.Unparen(d.Recv.List[0].Type).(*ast.StarExpr); ok {
			name = "(*" + name + ")"
		}
	}
	return name + "." + d.Name.Name
}
