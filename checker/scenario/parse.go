package scenario

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// Parse reads calls as in Go, with semicolons between them: "Push(1); Pop()".
func (o *Object) Parse(text string) ([]Call, error) {
	var calls []Call
	for part := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		c, err := o.parseCall(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		calls = append(calls, c)
	}
	if len(calls) == 0 {
		return nil, fmt.Errorf("%q has no calls; want some such as %q", text, "Push(1); Pop()")
	}
	return calls, o.valid(calls)
}

func (o *Object) parseCall(text string) (Call, error) {
	malformed := fmt.Errorf("%q is no call of an operation with numbers or booleans; want one such as %q", text, "Push(1)")
	e, err := parser.ParseExpr(text)
	call, ok := e.(*ast.CallExpr)
	if err != nil || !ok {
		return Call{}, malformed
	}
	name, ok := call.Fun.(*ast.Ident)
	if !ok {
		return Call{}, malformed
	}
	c := Call{Operation: name.Name}
	for _, arg := range call.Args {
		v, ok := literal(arg)
		if !ok {
			return Call{}, malformed
		}
		c.Arguments = append(c.Arguments, v)
	}
	return c, nil
}

// literal gives the value of a literal as an integer.
func literal(e ast.Expr) (int, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		return map[string]int{"true": 1}[e.Name], e.Name == "true" || e.Name == "false"
	case *ast.BasicLit:
		v, err := strconv.ParseInt(e.Value, 0, 64)
		return int(v), err == nil && e.Kind == token.INT
	case *ast.UnaryExpr:
		v, ok := literal(e.X)
		_, number := e.X.(*ast.BasicLit)
		return -v, ok && number && e.Op == token.SUB
	}
	return 0, false
}
