package programs

import (
	"fmt"
	"strings"
)

// leaf writes a literal.
func (g *gen) leaf(t *typ) code {
	switch t.kind {
	case integer:
		return code{fmt.Sprintf("%s(%s)", t.name, g.intLiteral(t)), true}
	case float:
		return code{fmt.Sprintf("%s(%s)", t.name, pickOf(g, []string{"0", "1", "-1", "0.5", "0.1", "1e10", "-3.75", "1e-7", "16777217"})), true}
	case complexes:
		return code{pickOf(g, []string{"(1 + 2i)", "complex128(0)", "(0.5i)", "complex128(-3)"}), true}
	case text:
		return code{fmt.Sprintf("%s(%q)", t.name, pickOf(g, []string{"", "a", "b", "abc", "héé", "x\xffy", "日本", "zz top", "\x00"})), true}
	case boolean:
		return code{fmt.Sprintf("%s(%s)", t.name, pickOf(g, []string{"true", "false"})), true}
	case array, slice:
		n := t.n
		if t.kind == slice {
			if n = g.n(4); n == 3 {
				return computed("%s(nil)", t.name)
			}
		}
		return computed("%s{%s}", t.name, g.list(n, t.elem))
	case mapping:
		return g.mapLiteral(t)
	case structure:
		return computed("%s{%s}", t.name, g.fields(t))
	case pointer:
		return computed("&%s{%s}", t.elem.name, g.fields(t.elem))
	case function:
		return g.funcLiteral(t)
	case shower:
		if list := g.showers(); len(list) > 0 {
			return computed("shower(%s)", g.typed(pickOf(g, list), 0))
		}
		return code{text: "nil"}
	}
	if g.chance(6) {
		return code{text: "nil"}
	}
	return computed("any(%s)", g.typed(pickOf(g, append(g.showers(), g.basic...)), 0))
}

// showers gives the types that implement the interface of the prelude.
func (g *gen) showers() []*typ {
	var list []*typ
	for _, t := range g.types {
		if t.kind == structure || t.kind == pointer {
			list = append(list, t)
		}
	}
	return list
}

func (g *gen) intLiteral(t *typ) string {
	edges := []string{"0", "1", "2", "3", "5", "7", "10", "100", "127"}
	if t.signed {
		edges = append(edges, "-1", "-7", fmt.Sprintf("-1 << %d", t.bits-1), fmt.Sprintf("1<<%d - 1", t.bits-1))
	} else {
		edges = append(edges, fmt.Sprintf("1<<%d - 1", t.bits), fmt.Sprintf("1 << %d", t.bits-1))
	}
	return pickOf(g, edges)
}

func (g *gen) list(n int, e *typ) string {
	var items []string
	for range n {
		items = append(items, g.expr(e, 0))
	}
	return strings.Join(items, ", ")
}

func (g *gen) fields(t *typ) string {
	var items []string
	for _, f := range t.fields {
		if g.chance(3) {
			continue
		}
		items = append(items, f.name+": "+g.expr(f.typ, 0))
	}
	return strings.Join(items, ", ")
}

func (g *gen) mapLiteral(t *typ) code {
	keys := []string{"0", "1", "2", "100"}
	if t.key.kind == text {
		keys = []string{`""`, `"a"`, `"b"`, `"héé"`}
	}
	var items []string
	for _, k := range keys[:g.n(len(keys)+1)] {
		items = append(items, k+": "+g.expr(t.elem, 0))
	}
	return computed("%s{%s}", t.name, strings.Join(items, ", "))
}

// funcLiteral writes a closure without effects.
func (g *gen) funcLiteral(t *typ) code {
	scope := len(g.vars)
	var params []string
	for _, p := range t.params {
		name := g.fresh("a")
		params = append(params, name+" "+p.name)
		g.vars = append(g.vars, variable{name: name, typ: p})
	}
	body := g.expr(t.elem, 2)
	g.vars = g.vars[:scope]
	return computed("func(%s) %s { return %s }", strings.Join(params, ", "), t.elem.name, body)
}
