package programs

import "fmt"

// idiom writes statements that belong together.
func (g *gen) idiom(depth int) {
	pickOf(g, []func(int){
		g.captured, g.results, g.anonymous, g.methodValue, g.backward, g.constants, g.buffered, g.variadic, g.shadowing, g.keyed, g.nestedArray,
	})(depth)
}

// captured collects closures over the variables of a loop, and calls them after it.
func (g *gen) captured(int) {
	fs, i, t := g.fresh("fs"), g.fresh("i"), g.basicType()
	g.line("var %s []func() %s", fs, t.name)
	head := pickOf(g, []string{"for %[1]s := 0; %[1]s < 3; %[1]s++", "for %[1]s := range 3", "for %[1]s := range [...]int{5, 6, 7}"})
	g.block(fmt.Sprintf(head, i), func() {
		g.vars = append(g.vars, variable{name: i, typ: g.intType(), readOnly: true})
		g.line("%s = append(%s, func() %s { %s++; return %s })", fs, fs, t.name, i, g.expr(t, 2))
		if g.chance(2) {
			g.line("if %s == 1 { %s++ }", i, i)
		}
	})
	g.line("for _, f := range %s { log(%s + %s) }", fs, t.show("f()"), t.show("f()"))
}

// results declares and calls a closure of several results.
func (g *gen) results(depth int) {
	f, t, u := g.fresh("f"), g.basicType(), g.basicType()
	x, y := g.fresh("v"), g.fresh("v")
	g.block(fmt.Sprintf("%s := func(n int) (%s %s, %s %s)", f, x, t.name, y, u.name), func() {
		g.vars = append(g.vars, variable{name: x, typ: t}, variable{name: y, typ: u}, variable{name: "n", typ: g.intType()})
		g.apart(nil, func() { g.statements(1, depth-1) })
		g.line("if (%s) { return }", g.varying(g.named("bool"), 2))
		g.line("return %s, %s", g.expr(t, 2), g.expr(u, 2))
	})
	g.line("%s, %s := %s(%s)", x, y, f, g.expr(g.intType(), 2))
	g.line("_, _ = %s, %s", x, y)
	g.vars = append(g.vars, variable{name: x, typ: t}, variable{name: y, typ: u})
}

// anonymous uses a struct type without a name, and converts it.
func (g *gen) anonymous(int) {
	t, u := g.basicType(), g.basicType()
	s, other := g.fresh("s"), g.fresh("T")
	text := fmt.Sprintf("struct{ a %s; b %s }", t.name, u.name)
	g.line("type %s %s", other, text)
	g.line("%s := %s{%s, %s}", s, text, g.expr(t, 2), g.expr(u, 2))
	g.line("log(fmtBool(%s(%s) == %s{b: %s}))", other, s, other, g.expr(u, 1))
	g.line("log(%s + %s)", t.show(s+".a"), u.show(fmt.Sprintf("any(%s(%s)).(%s).b", other, s, other)))
}

// methodValue takes methods as values, and calls them after their receivers have changed.
func (g *gen) methodValue(int) {
	t, ok := g.structBefore()
	if !ok {
		return
	}
	v, f, p := g.fresh("v"), g.fresh("f"), g.fresh("ptr")
	m := t.pure[0]
	g.line("%s := %s{%s}", v, t.name, g.fields(t))
	g.line("%s, %s := %s.%s, &%s", f, p, v, m.name, v)
	g.line("%s.change(%s)", p, g.expr(g.intType(), 1))
	g.line("log(%s + %s)", m.result.show(fmt.Sprintf("%s(%s)", f, g.expr(m.param, 1))),
		m.result.show(fmt.Sprintf("%s.%s(%s, %s)", t.name, m.name, v, g.expr(m.param, 1))))
	g.line("log(shower.show(%s) + (*%s).show(%s))", p, t.name, p)
}

// backward is a loop by goto.
func (g *gen) backward(int) {
	n, l := g.fresh("n"), g.fresh("L")
	g.line("%s := %d", n, g.n(4))
	g.line("%s:", l)
	t := g.basicType()
	if list := g.targets(t); len(list) > 0 {
		g.line("%s = %s", pickOf(g, list), g.expr(t, 2))
	}
	g.line("if %s--; %s > 0 { goto %s }", n, n, l)
}

// constants declares constants by iota.
func (g *gen) constants(int) {
	t := g.ofKind(integer)
	a, b, c := g.fresh("c"), g.fresh("c"), g.fresh("c")
	g.line("const (\n%s %s = iota*%d + %d\n%s\n_\n%s\n)", a, t.name, 1+g.n(20), g.n(5), b, c)
	for _, name := range []string{a, b, c} {
		g.line("log(%s)", t.show(name))
		g.vars = append(g.vars, variable{name: "id(" + name + ")", typ: t, readOnly: true})
	}
}

// buffered uses a channel as a queue.
func (g *gen) buffered(int) {
	ch, t := g.fresh("ch"), g.elemType()
	g.line("%s := make(chan %s, 2)", ch, t.name)
	for range 1 + g.n(4) {
		g.line("select {\ncase %s <- %s:\nlog(fmtInt(len(%s)))\ndefault:\nlog(\"full\")\n}", ch, g.expr(t, 2), ch)
		if g.chance(3) {
			g.line("select {\ncase x, ok := <-%s:\nlog(%s + fmtBool(ok))\ndefault:\nlog(\"empty\")\n}", ch, t.show("x"))
		}
	}
	g.line("close(%s)", ch)
	g.line("for x := range %s { log(%s) }", ch, t.show("x"))
	g.line("try(func() { x, ok := <-%s; log(%s + fmtBool(ok)); close(%s) })", ch, t.show("x"), ch)
}

// variadic declares and calls a closure with any number of arguments.
func (g *gen) variadic(int) {
	f, t := g.fresh("f"), g.basicType()
	s := g.sliceOf(t)
	g.line("%s := func(n int, list ...%s) string { put(list, n, %s); return %s }", f, t.name, g.expr(t, 1), s.show("clip(list)"))
	g.line("log(%s(%s))", f, g.expr(g.intType(), 1))
	g.line("log(%s(%s, %s))", f, g.expr(g.intType(), 1), g.list(1+g.n(3), t))
	g.line("log(%s(%s, %s...))", f, g.expr(g.intType(), 1), g.typed(s, 2))
}

// shadowing declares a variable of the same name in an inner block.
func (g *gen) shadowing(depth int) {
	t := g.basicType()
	v := g.define(t, g.expr(t, 2))
	u := g.basicType()
	g.line("{")
	g.indented(func() {
		g.line("%s := %s", v.name, u.paren()+"("+g.varying(u, 2)+")")
		for i := range g.vars {
			if g.vars[i].name == v.name {
				g.vars = append(g.vars[:i:i], g.vars[i+1:]...)
				break
			}
		}
		g.line("_ = %s", v.name)
		g.vars = append(g.vars, variable{name: v.name, typ: u})
		g.statements(1+g.n(2), depth-1)
	})
	g.line("}")
	for i := range g.vars {
		if g.vars[i].name == v.name {
			g.vars[i].typ = t
		}
	}
}

// keyed uses a map by structs or arrays.
func (g *gen) keyed(int) {
	m, k, t := g.fresh("m"), g.basicType(), g.basicType()
	key := fmt.Sprintf("struct{ a %s; b [2]%s }", k.name, k.name)
	g.line("%s := map[%s]%s{{a: %s}: %s}", m, key, t.name, g.varying(k, 1), g.expr(t, 1))
	for range 2 + g.n(2) {
		g.line("%s[%s{%s, [2]%s{%s}}] = %s", m, key, g.expr(k, 1), k.name, g.expr(k, 1), g.expr(t, 2))
	}
	g.line("delete(%s, %s{})", m, key)
	has := g.fresh("has")
	g.line("_, %s := %s[%s{%s, [2]%s{}}]", has, m, key, g.expr(k, 1), k.name)
	g.line("log(fmtInt(len(%s)) + fmtBool(%s))", m, has)
}

// nestedArray copies and changes an array of arrays.
func (g *gen) nestedArray(int) {
	a, b, t := g.fresh("a"), g.fresh("b"), g.basicType()
	g.line("%s := [2][2]%s{{%s}, {%s, %s}}", a, t.name, g.expr(t, 1), g.expr(t, 1), g.expr(t, 1))
	g.line("%s := %s", b, a)
	i := func() string { return g.varying(g.named("uint8"), 1) + "%2" }
	g.line("%s[%s][%s] = %s", b, i(), i(), g.expr(t, 2))
	g.line("log(fmtBool(%s == %s) + %s)", a, b, t.show(fmt.Sprintf("%s[%s][%s]", b, i(), i())))
}
