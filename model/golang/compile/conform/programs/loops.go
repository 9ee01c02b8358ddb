package programs

import (
	"fmt"
	"strings"
)

// loop writes a for statement of any form.
func (g *gen) loop(depth int) {
	switch g.n(7) {
	case 0:
		i := g.fresh("i")
		g.round(fmt.Sprintf("for %s := (%s); burn(); %s--", i, g.expr(g.intType(), 1), i), depth, func() {
			g.readOnly(i, g.intType())
			g.line("if %s < 0 { break }", i)
		})
	case 1:
		g.round(fmt.Sprintf("for (%s) && burn()", g.varying(g.named("bool"), 2)), depth, func() {})
	case 2:
		i, t := g.fresh("i"), g.ofKind(integer)
		g.round(fmt.Sprintf("for %s := range (%s)", i, g.varying(t, 1)), depth, func() {
			g.readOnly(i, t)
			g.line("_ = %s", i)
			g.line("if !burn() || %s > 4 { break }", i)
		})
	case 3:
		g.rangeOver(slice, depth)
	case 4:
		g.rangeOver(array, depth)
	case 5:
		i, c := g.fresh("i"), g.fresh("c")
		g.round(fmt.Sprintf("for %s, %s := range (%s)", i, c, g.varying(g.ofKind(text), 2)), depth, func() {
			g.readOnly(i, g.intType())
			g.readOnly(c, g.named("int32"))
			g.line("_, _ = %s, %s", i, c)
			g.line("if !burn() { break }")
		})
	default:
		g.rangeOverFunc(depth)
	}
}

// round writes a loop: what its body begins with, then statements.
func (g *gen) round(head string, depth int, first func()) {
	g.labelled(false, func() {
		g.block(head, func() {
			first()
			g.statements(1+g.n(3), depth-1)
		})
	})
}

func (g *gen) readOnly(name string, t *typ) {
	g.vars = append(g.vars, variable{name: name, typ: t, readOnly: true})
}

// rangeOver writes a range over a variable, which the body may change.
func (g *gen) rangeOver(k kind, depth int) {
	v, ok := g.variableOf(func(t *typ) bool { return t.kind == k })
	if !ok {
		t := g.sliceOf(g.basicType())
		v = g.define(t, g.expr(t, 3))
	}
	x := v.name
	if v.typ.kind == array && g.chance(2) {
		x = "&" + x
	}
	i, e := g.fresh("i"), g.fresh("e")
	g.round(fmt.Sprintf("for %s, %s := range %s", i, e, x), depth, func() {
		g.readOnly(i, g.intType())
		if e2 := v.typ.elem; e2.kind != pointer && e2.kind != shower {
			g.vars = append(g.vars, variable{name: e, typ: e2})
		}
		g.line("_, _ = %s, %s", i, e)
		g.line("if !burn() { break }")
	})
}

// rangeOverFunc writes a range over an iterator of the prelude.
func (g *gen) rangeOverFunc(depth int) {
	t := g.basicType()
	s := g.fresh("s")
	g.line("%s := new(stack[%s]).push(%s)", s, t.name, g.list(1+g.n(3), t))
	i, e := g.fresh("i"), g.fresh("e")
	g.round(fmt.Sprintf("for %s, %s := range %s.all", i, e, s), depth, func() {
		g.readOnly(i, g.intType())
		g.vars = append(g.vars, variable{name: e, typ: t})
		g.line("_, _ = %s, %s", i, e)
		g.line("if !burn() { break }")
	})
}

// choose writes a switch.
func (g *gen) choose(depth int) {
	g.labelled(true, func() {
		t := g.ofKind(pickOf(g, []kind{integer, text}))
		head, bare := "switch ("+g.varying(t, 2)+")", g.chance(3)
		if bare {
			head = "switch"
		}
		g.line("%s {", head)
		cases, other := 1+g.n(3), g.n(4)
		for i := range cases {
			if i == other {
				g.line("default:")
				g.caseBody(depth, i+1 < cases)
				continue
			}
			if bare {
				g.line("case %s:", g.varying(g.named("bool"), 2))
			} else {
				g.line("case %s, %s:", g.varying(t, 1), g.varying(t, 0))
			}
			g.caseBody(depth, i+1 < cases)
		}
		g.line("}")
	})
}

func (g *gen) caseBody(depth int, fall bool) {
	g.indented(func() {
		g.statements(1+g.n(2), depth-1)
		if fall && g.chance(4) {
			g.line("fallthrough")
		}
	})
}

// typeSwitch writes a type switch over a value in an interface.
func (g *gen) typeSwitch(depth int) {
	g.labelled(true, func() {
		x := g.fresh("x")
		g.line("switch %s := (any(%s)).(type) {", x, g.expr(g.byName["any"], 2))
		seen := map[string]bool{}
		for range 1 + g.n(3) {
			t := pickOf(g, append(g.basic[:len(g.basic):len(g.basic)], g.types...))
			if seen[t.name] || t.kind == shower || t.kind == anything {
				continue
			}
			seen[t.name] = true
			g.line("case %s:", t.name)
			g.indented(func() {
				g.line("log(%s)", t.show(x))
				if t.kind != pointer {
					g.vars = append(g.vars, variable{name: x, typ: t})
				}
				g.statements(1+g.n(2), depth-1)
			})
		}
		g.line("case shower, error:")
		g.line("\tlog(\"method\")")
		g.line("case nil:")
		g.line("\tlog(\"nothing\")")
		g.line("default:")
		g.line("\t_ = %s", x)
		g.line("}")
	})
}

// closure writes a function literal with statements, which may change what it captures, and calls it.
func (g *gen) closure(depth int) {
	f, result := g.fresh("f"), g.basicType()
	param := g.fresh("a")
	g.apart(result, func() {
		g.block(fmt.Sprintf("%s := func(%s int) %s", f, param, result.name), func() {
			g.vars = append(g.vars, variable{name: param, typ: g.intType()})
			g.line("if !burn() { return %s }", g.leaf(result).text)
			g.statements(1+g.n(3), depth-1)
			g.line("return %s", g.expr(result, 2))
		})
	})
	for range 1 + g.n(2) {
		g.line("log(%s)", result.show(fmt.Sprintf("%s(%s)", f, g.expr(g.intType(), 1))))
	}
}

// collection uses the generic types and functions of the prelude, or ranges over a map.
func (g *gen) collection(depth int) {
	t := g.basicType()
	switch g.n(5) {
	case 0:
		s, e, ok := g.fresh("s"), g.fresh("e"), g.fresh("ok")
		g.line("%s := (&stack[%s]{}).push(%s)", s, t.name, g.list(1+g.n(3), t))
		g.line("%s, %s := %s.pop()", e, ok, s)
		g.line("log(%s + fmtBool(%s) + fmtInt(%s.count))", t.show(e), ok, s)
		g.vars = append(g.vars, variable{name: e, typ: t})
	case 1:
		to := g.basicType()
		s := g.sliceOf(t)
		a := g.fresh("a")
		g.vars = append(g.vars, variable{name: a, typ: t})
		body := g.expr(to, 2)
		g.vars = g.vars[:len(g.vars)-1]
		g.line("log(%s)", g.sliceOf(to).show(fmt.Sprintf("convert(%s, func(%s %s) %s { return %s })", g.typed(s, 2), a, t.name, to.name, body)))
	case 2:
		k := g.keyType()
		n := g.fresh("n")
		g.line("var %s *node[%s]", n, k.name)
		for range 2 + g.n(3) {
			g.line("%s = %s.insert(%s)", n, n, g.expr(k, 1))
		}
		g.line("%s.walk(func(k %s) { log(%s) })", n, k.name, k.show("k"))
	default:
		g.rangeOverMap(depth)
	}
}

// rangeOverMap writes a range over a map, whose effects do not depend on the order.
func (g *gen) rangeOverMap(int) {
	v, ok := g.variableOf(func(t *typ) bool { return t.kind == mapping })
	if !ok {
		t := g.mapOf(g.keyType(), g.basicType())
		v = g.define(t, g.expr(t, 3))
	}
	k, e, n := g.fresh("k"), g.fresh("e"), g.fresh("n")
	g.line("%s := 0", n)
	g.vars = append(g.vars, variable{name: n, typ: g.intType(), readOnly: true})
	g.block(fmt.Sprintf("for %s, %s := range %s", k, e, v.name), func() {
		outer := g.vars
		g.vars = []variable{{name: k, typ: v.typ.key}, {name: e, typ: v.typ.elem}}
		if v.typ.elem.kind == pointer || v.typ.elem.kind == shower {
			g.vars = g.vars[:1]
		}
		value := strings.ReplaceAll(g.expr(g.intType(), 2), "\n", " ")
		test := g.varying(g.named("bool"), 2)
		g.vars = outer
		g.line("_, _ = %s, %s", k, e)
		switch g.n(3) {
		case 0:
			g.line("if (%s) { delete(%s, %s) }", test, v.name, k)
		case 1:
			g.line("if (%s) { continue }", test)
		}
		g.line("%s %s= %s", n, pickOf(g, []string{"+", "^", "-"}), value)
	})
	g.line("log(fmtInt(%s))", n)
}
