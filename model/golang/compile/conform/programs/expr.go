package programs

import "fmt"

// code is an expression; a fixed one is a constant.
type code struct {
	text  string
	fixed bool
}

func computed(format string, args ...any) code { return code{text: fmt.Sprintf(format, args...)} }

// expr writes an expression of type t. It has no effect and can not panic.
func (g *gen) expr(t *typ, depth int) string { return g.value(t, depth).text }

// varying is expr, but never a constant.
func (g *gen) varying(t *typ, depth int) string {
	c := g.value(t, depth)
	if c.fixed {
		return "id(" + c.text + ")"
	}
	return c.text
}

func (g *gen) value(t *typ, depth int) code {
	if paths := g.paths(t); len(paths) > 0 && (g.n(3) > 0 || depth <= 0 && g.n(3) > 0) {
		return computed("%s", pickOf(g, paths))
	}
	if depth <= 0 {
		return g.leaf(t)
	}
	if c, ok := g.common(t, depth); ok {
		return c
	}
	switch t.kind {
	case integer:
		return g.integer(t, depth)
	case float:
		return g.float(t, depth)
	case complexes:
		op := pickOf(g, []string{"+", "-", "*", "/"})
		if op == "/" || g.chance(3) {
			return computed("complex(%s, %s)", g.varying(g.named("float64"), depth-1), g.varying(g.named("float64"), depth-1))
		}
		return computed("(%s %s %s)", g.varying(t, depth-1), op, g.expr(t, depth-1))
	case text:
		return g.text(t, depth)
	case boolean:
		return g.boolean(t, depth)
	case slice:
		return g.slice(t, depth)
	}
	return g.leaf(t)
}

// common writes an expression of a form that all types have.
func (g *gen) common(t *typ, depth int) (code, bool) {
	switch g.n(12) {
	case 0:
		return computed("pick(%s, %s, %s)", g.expr(g.named("bool"), depth-1), g.typed(t, depth-1), g.expr(t, depth-1)), true
	case 1:
		if v, ok := g.variableOf(func(v *typ) bool { return (v.kind == slice || v.kind == array) && v.elem == t }); ok {
			if v.typ.kind == array {
				return computed("%s[%d]", v.name, g.n(v.typ.n)), true
			}
			return computed("at(%s, %s)", v.name, g.expr(g.intType(), depth-1)), true
		}
	case 2:
		if v, ok := g.variableOf(func(v *typ) bool { return v.kind == mapping && v.elem == t }); ok {
			return computed("%s[%s]", v.name, g.expr(v.typ.key, depth-1)), true
		}
	case 3:
		for _, v := range g.vars {
			for _, m := range v.typ.pure {
				if m.result == t && g.chance(2) {
					return computed("%s.%s(%s)", v.name, m.name, g.expr(m.param, depth-1)), true
				}
			}
		}
	case 4:
		return computed("pair[%s, int]{%s, %d}.swap().second", t.name, g.expr(t, depth-1), g.n(3)), true
	}
	return code{}, false
}

// typed is expr, but its type is t even where none is expected: nil is converted.
func (g *gen) typed(t *typ, depth int) string {
	text := g.expr(t, depth)
	if text == "nil" {
		return "(" + t.name + ")(nil)"
	}
	if t.kind == anything || t.kind == shower || t.kind == function {
		return t.paren() + "(" + text + ")"
	}
	return text
}

func (t *typ) paren() string {
	if t.kind == function {
		return "(" + t.name + ")"
	}
	return t.name
}

func (g *gen) integer(t *typ, depth int) code {
	switch g.n(9) {
	case 0, 1, 2:
		return computed("(%s %s %s)", g.varying(t, depth-1), pickOf(g, []string{"+", "-", "*", "&", "|", "^", "&^"}), g.expr(t, depth-1))
	case 3:
		return computed("(%s %s (%s | 1))", g.varying(t, depth-1), pickOf(g, []string{"/", "%"}), g.varying(t, depth-1))
	case 4:
		count := g.named(pickOf(g, []string{"uint8", "uint", "uint32"}))
		return computed("(%s %s (%s %% %d))", g.varying(t, depth-1), pickOf(g, []string{"<<", ">>"}), g.varying(count, depth-1), 1+g.n(80))
	case 5:
		from := g.ofKind(integer)
		return computed("%s(%s)", t.name, g.varying(from, depth-1))
	case 6:
		if v, ok := g.variableOf(func(v *typ) bool { return v.kind == slice || v.kind == mapping || v.kind == text || v.kind == array }); ok {
			fn := "len"
			if v.typ.kind == slice && g.chance(2) {
				fn = "cap"
			}
			return computed("%s(id(%s(%s)))", t.name, fn, v.name)
		}
		return computed("%s(toInt(%s))", t.name, g.varying(g.ofKind(float), depth-1))
	case 7:
		if t.name == "uint8" {
			return computed("char(%s, %s)", g.expr(g.ofKind(text), depth-1), g.expr(g.intType(), depth-1))
		}
		return computed("%s(%s, %s)", pickOf(g, []string{"min", "max"}), g.varying(t, depth-1), g.expr(t, depth-1))
	}
	return computed("(%s%s)", pickOf(g, []string{"-", "^", "+"}), g.varying(t, depth-1))
}

func (g *gen) float(t *typ, depth int) code {
	switch g.n(6) {
	case 0, 1, 2:
		return computed("(%s %s %s)", g.varying(t, depth-1), pickOf(g, []string{"+", "-", "*", "/"}), g.varying(t, depth-1))
	case 3:
		return computed("%s(%s)", t.name, g.varying(g.ofKind(pickOf(g, []kind{integer, float})), depth-1))
	case 4:
		return computed("%s(%s, %s)", pickOf(g, []string{"min", "max"}), g.varying(t, depth-1), g.varying(t, depth-1))
	}
	return computed("(-%s)", g.varying(t, depth-1))
}

func (g *gen) text(t *typ, depth int) code {
	i := g.intType()
	switch g.n(7) {
	case 0, 1:
		return computed("short(%s + %s)", g.varying(t, depth-1), g.expr(t, depth-1))
	case 2:
		return computed("sub(%s, %s, %s)", g.typed(t, depth-1), g.expr(i, depth-1), g.expr(i, depth-1))
	case 3:
		return computed("%s(rune(%s))", t.name, g.varying(g.ofKind(integer), depth-1))
	case 4:
		return computed("%s(%s)", t.name, g.varying(g.sliceOf(g.named(pickOf(g, []string{"uint8", "int32"}))), depth-1))
	case 5:
		return computed("%s(%s, %s)", pickOf(g, []string{"min", "max"}), g.varying(t, depth-1), g.expr(t, depth-1))
	}
	if from := g.ofKind(text); from != t {
		return computed("%s(%s)", t.name, g.varying(from, depth-1))
	}
	return computed("%s(fmtInt(%s))", t.name, g.varying(g.ofKind(integer), depth-1))
}

func (g *gen) boolean(t *typ, depth int) code {
	switch g.n(8) {
	case 0:
		return computed("(%s %s %s)", g.varying(t, depth-1), pickOf(g, []string{"&&", "||", "==", "!="}), g.expr(t, depth-1))
	case 1:
		return computed("(!%s)", g.varying(t, depth-1))
	case 2:
		if v, ok := g.variableOf(func(v *typ) bool { return v.equal && (v.kind == structure || v.kind == array || v.kind == pointer) }); ok {
			return computed("(%s %s %s)", v.name, pickOf(g, []string{"==", "!="}), g.parenthesized(v.typ, depth-1))
		}
	case 3:
		if v, ok := g.variableOf(func(v *typ) bool { return v.kind == slice || v.kind == mapping || v.kind == anything }); ok {
			return computed("(%s != nil)", v.name)
		}
	case 4:
		if v, ok := g.variableOf(func(v *typ) bool { return v.kind == anything }); ok {
			return computed("is[%s](%s)", g.basicType().name, v.name)
		}
	}
	x := g.ofKind(pickOf(g, []kind{integer, integer, float, text}))
	return computed("(%s %s %s)", g.varying(x, depth-1), pickOf(g, []string{"<", "<=", ">", ">=", "==", "!="}), g.varying(x, depth-1))
}

// parenthesized is expr for a place where a composite literal would be taken for a block.
func (g *gen) parenthesized(t *typ, depth int) string { return "(" + g.typed(t, depth) + ")" }

func (g *gen) slice(t *typ, depth int) code {
	i := g.intType()
	switch g.n(5) {
	case 0:
		return computed("clip(append(%s, %s))", g.typed(t, depth-1), g.expr(t.elem, depth-1))
	case 1:
		return computed("clip(append(%s, %s...))", g.typed(t, depth-1), g.typed(t, depth-1))
	case 2:
		return computed("cut(%s, %s, %s)", g.typed(t, depth-1), g.expr(i, depth-1), g.expr(i, depth-1))
	case 3:
		if t.elem.name == "uint8" || t.elem.name == "int32" {
			return computed("clip(%s(%s))", t.name, g.varying(g.ofKind(text), depth-1))
		}
		return computed("make(%s, %d, %d)", t.name, g.n(3), 3+g.n(2))
	}
	return g.leaf(t)
}
