package programs

import "fmt"

// risky writes a statement that may panic. It has one cause only: which of several comes
// first is left open by Go's specification.
func (g *gen) risky(int) {
	i := func() string { return fmt.Sprintf("(%s %% 5)", g.varying(g.intType(), 2)) }
	b := g.basicType()
	switch g.n(15) {
	case 0:
		g.elementAccess(i)
	case 1:
		if v, ok := g.variableOf(func(t *typ) bool { return t.kind == slice || t.kind == text }); ok {
			g.line("log(%s)", v.typ.show(fmt.Sprintf("%s[%s:%s]", v.name, i(), i())))
		}
	case 2:
		if v, ok := g.variableOf(func(t *typ) bool { return t.kind == slice || t.kind == array }); ok {
			s := v.typ
			if s.kind == array {
				s = g.sliceOf(s.elem)
			}
			forms := []string{"%[1]s[%[2]s:]", "%[1]s[:%[2]s]", "%[1]s[%[2]s:%[3]s:%[4]s]", "%[1]s[:%[2]s:%[4]s]"}
			g.line("log(%s)", s.show(fmt.Sprintf(pickOf(g, forms)+"%.0[1]s%.0[3]s%.0[4]s", v.name, i(), i(), i())))
		}
	case 3:
		t := g.ofKind(integer)
		g.line("log(%s)", t.show(fmt.Sprintf("%s %s (%s & 1)", g.varying(t, 2), pickOf(g, []string{"/", "%"}), g.varying(t, 2))))
	case 4:
		t := g.ofKind(integer)
		g.line("log(%s)", t.show(fmt.Sprintf("%s %s %s", g.varying(t, 2), pickOf(g, []string{"<<", ">>"}), i())))
	case 5:
		if v, ok := g.variableOf(func(t *typ) bool { return t.kind == mapping }); ok {
			g.line("%s[%s] = %s", v.name, g.expr(v.typ.key, 1), g.expr(v.typ.elem, 2))
		}
	case 6:
		t := pickOf(g, append(g.types[:len(g.types):len(g.types)], g.basic...))
		g.line("log(%s)", t.show(fmt.Sprintf("any(%s).(%s)", g.expr(g.byName["any"], 2), t.name)))
	case 7:
		if t, ok := g.structBefore(); ok {
			p := g.fresh("ptr")
			g.line("var %s *%s", p, t.name)
			g.line("if (%s) { %s = &%s{} }", g.varying(g.named("bool"), 1), p, t.name)
			f := pickOf(g, t.fields)
			g.line("log(%s)", f.typ.show(p+"."+f.name))
			g.line("%s.change(1)", p)
		}
	case 8:
		f := g.fresh("f")
		g.line("var %s func() %s", f, b.name)
		g.line("if (%s) { %s = func() %s { return %s } }", g.varying(g.named("bool"), 1), f, b.name, g.expr(b, 1))
		g.line("log(%s)", b.show(f+"()"))
	case 9:
		if v, ok := g.variableOf(func(t *typ) bool { return t.kind == slice }); ok {
			a := g.arrayOf(1+g.n(3), v.typ.elem)
			form := pickOf(g, []string{"%s(%s)", "*(*%s)(%s)"})
			g.line("log(%s)", a.show(fmt.Sprintf(form, a.name, v.name)))
		}
	case 10:
		g.line("log(fmtInt(len(make([]%s, %s))))", b.name, i())
	case 11:
		g.line("if (%s) { panic(%s) }", g.varying(g.named("bool"), 2), g.panicValue())
	case 12:
		x := g.byName["any"]
		g.line("log(fmtBool(%s == %s))", g.typed(x, 2), g.typed(x, 2))
	case 13:
		m := g.fresh("m")
		g.line("%s := map[any]int{}", m)
		g.line("%s[%s]++", m, g.expr(g.byName["any"], 2))
		g.line("%s[%s] += 2", m, g.expr(g.byName["any"], 2))
		g.line("log(fmtInt(len(%s)))", m)
	default:
		s := g.fresh("s")
		g.line("var %s shower", s)
		g.line("if (%s) { %s = %s }", g.varying(g.named("bool"), 1), s, g.typed(g.byName["shower"], 1))
		g.line("log(%s.show())", s)
	}
}

// elementAccess reads or sets an element by an index that may be out of range.
func (g *gen) elementAccess(i func() string) {
	v, ok := g.variableOf(func(t *typ) bool { return t.kind == slice || t.kind == text || t.kind == array })
	if !ok {
		return
	}
	x := fmt.Sprintf("%s[%s]", v.name, i())
	switch {
	case v.typ.kind == text:
		g.line("log(fmtInt(%s))", x)
	case g.chance(2):
		g.line("%s = %s", x, g.expr(v.typ.elem, 2))
	default:
		g.line("log(%s)", v.typ.elem.show(x))
	}
}

func (g *gen) panicValue() string {
	switch g.n(4) {
	case 0:
		return fmt.Sprintf("failure(%s)", g.expr(g.intType(), 1))
	case 1:
		return g.typed(g.basicType(), 1)
	case 2:
		return "error(failure(3))"
	}
	return g.typed(g.byName["any"], 2)
}

// guarded writes statements in a function that recovers.
func (g *gen) guarded(depth int) {
	g.apart(nil, func() {
		g.block("try(func()", func() {
			g.statements(g.n(2), depth-1)
			g.risky(0)
			g.statements(g.n(2), depth-1)
		}, ")")
	})
}

// apart writes a function literal, from which no jump leads out.
func (g *gen) apart(result *typ, write func()) {
	loops, outer := g.loops, g.result
	g.loops, g.result = nil, result
	write()
	g.loops, g.result = loops, outer
}

// deferring writes a function literal with deferred calls, some of which recover, and calls it.
func (g *gen) deferring(depth int) {
	f, t := g.fresh("f"), g.basicType()
	r := variable{name: g.fresh("r"), typ: t}
	g.apart(t, func() {
		g.block(fmt.Sprintf("%s := func() (%s %s)", f, r.name, t.name), func() {
			g.vars = append(g.vars, r)
			g.line("if !burn() { return }")
			for range 1 + g.n(3) {
				g.deferred(r)
				g.statements(g.n(2), depth-1)
			}
			if g.n(3) > 0 {
				g.risky(0)
			}
			g.line("return %s", g.expr(t, 2))
		})
	})
	g.line("log(%s)", t.show(f+"()"))
}

// deferred writes a defer statement.
func (g *gen) deferred(r variable) {
	switch g.n(7) {
	case 0:
		g.line("defer log(%s)", r.typ.show(g.expr(r.typ, 2)))
	case 1:
		i := g.fresh("i")
		g.block(fmt.Sprintf("for %s := range 1 + %d", i, g.n(3)), func() {
			g.line("defer func(k int) { log(fmtInt(k) + fmtInt(%s)); %s = %s }(%s * 2)", i, r.name, g.expr(r.typ, 2), i)
		})
	case 2:
		if v, ok := g.variableOf(func(t *typ) bool { return t.kind == pointer }); ok {
			g.line("defer %s.change(%s)", v.name, g.expr(g.intType(), 1))
			return
		}
		g.line("defer func() { %s = %s }()", r.name, g.expr(r.typ, 2))
	case 3:
		g.line("if (%s) { defer func() { log(\"late \" + %s) }() }", g.varying(g.named("bool"), 2), r.typ.show(r.name))
	case 4:
		g.line("defer func() { if (%s) { panic(%s) } }()", g.varying(g.named("bool"), 2), g.panicValue())
	default:
		g.line("defer func() { if x := recover(); x != nil { log(textOf(x)); %s = %s } }()", r.name, g.expr(r.typ, 2))
	}
}
