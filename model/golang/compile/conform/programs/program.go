// Package programs generates sequential Go programs, as source text, that log what they
// compute: arithmetic of all types, strings, slices, maps, structs, methods, interfaces,
// generics, closures, control flow of all forms, and panics.
//
// A program has one behaviour by Go's specification: it evaluates nothing of which the order is
// open, and shows no spare capacity that append leaves.
package programs

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Draw generates a program: declarations, among them func @run(), which leaves its log in the
// variable out of the Prelude. The names of its declarations begin with an @.
func Draw(t *rapid.T) string {
	g := &gen{t: t, all: scalars(), byName: map[string]*typ{}}
	for _, name := range []string{"int", "uint8", "float64", "string", "bool"} {
		g.basic = append(g.basic, g.named(name))
	}
	for range 2 {
		if more := pickOf(g, g.all); !slices.Contains(g.basic, more) {
			g.basic = append(g.basic, more)
		}
	}
	g.composite(&typ{kind: anything, name: "any"})
	sh := &typ{kind: shower, name: "shower"}
	g.namedTypes()
	g.types = append(g.types, g.basic...)
	g.types = append(g.types, sh, g.funcOf(g.basicType(), g.basicType()), g.funcOf(g.basicType(), g.basicType(), g.basicType()))
	for i := range 2 {
		g.structure(fmt.Sprintf("@S%d", i))
	}
	for i := range 2 {
		t := g.basicType()
		v := variable{name: fmt.Sprintf("@g%d", i), typ: t}
		g.line("var %s %s = %s", v.name, t.name, g.expr(t, 2))
		g.vars = append(g.vars, v)
	}
	for i := range 2 {
		g.function(fmt.Sprintf("@f%d", i))
	}
	const sections = 2
	for i := range sections {
		g.section(fmt.Sprintf("@section%d", i))
	}
	g.block("func @run()", func() {
		for i := range sections {
			g.line("fuel = 150")
			g.line("log(\"section %d\")", i)
			g.line("try(@section%d)", i)
		}
	})
	return g.code.String()
}

// namedTypes declares types with scalars below them, and methods.
func (g *gen) namedTypes() {
	for i, base := range []*typ{pickOf(g, g.all[:10]), g.ofKind(pickOf(g, []kind{text, float}))} {
		t := *base
		t.name = fmt.Sprintf("@N%d", i)
		g.line("type %s %s", t.name, base.name)
		g.basic = append(g.basic, &t)
		g.pureMethod(&t, "of")
	}
}

// pureMethod declares a method of t without effects.
func (g *gen) pureMethod(t *typ, name string) {
	m := method{name: name, param: g.basicType(), result: g.basicType()}
	outer := g.vars
	g.vars = []variable{{name: "s", typ: t}, {name: "a", typ: m.param}}
	g.line("func (s %s) %s(a %s) %s { return %s }", t.name, m.name, m.param.name, m.result.name, g.expr(m.result, 3))
	g.vars = outer
	t.pure = append(t.pure, m)
}

// structure declares a struct type and its methods.
func (g *gen) structure(name string) {
	t := &typ{kind: structure, name: name, equal: true}
	if inner, ok := g.structBefore(); ok && g.chance(2) {
		t.fields = append(t.fields, field{name: inner.name, typ: inner, embedded: true})
	}
	for i := range 1 + g.n(4) {
		f := field{name: fmt.Sprintf("x%s%d", strings.TrimPrefix(name, "@"), i), typ: g.elemType()}
		if f.typ.kind == shower || f.typ.kind == function {
			f.typ = g.basicType()
		}
		t.fields = append(t.fields, f)
	}
	g.block("type "+name+" struct", func() {
		for _, f := range t.fields {
			t.equal = t.equal && f.typ.equal
			if f.embedded {
				g.line("%s", f.typ.name)
			} else {
				g.line("%s %s", f.name, f.typ.name)
			}
		}
	})
	var texts []string
	for _, f := range t.fields {
		texts = append(texts, f.typ.show("s."+f.name))
	}
	g.line("func (s %s) show() string { return %q + %s + \"}\" }", name, strings.TrimPrefix(name, "@")+"{", strings.Join(texts, ` + " " + `))
	g.pureMethod(t, "get")
	p := &typ{kind: pointer, name: "*" + name, elem: t, equal: true, pure: t.pure}
	g.changeMethod(p)
	g.types = append(g.types, t, p)
}

func (g *gen) structBefore() (*typ, bool) {
	var list []*typ
	for _, t := range g.types {
		if t.kind == structure {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil, false
	}
	return pickOf(g, list), true
}

// changeMethod declares a method that changes what its receiver, of type p, points to.
func (g *gen) changeMethod(p *typ) {
	outer := g.vars
	g.vars = []variable{{name: "s", typ: p, readOnly: true}, {name: "n", typ: g.intType()}}
	g.block(fmt.Sprintf("func (s %s) change(n int)", p.name), func() {
		f := pickOf(g, p.elem.fields)
		g.line("s.%s = %s", f.name, g.expr(f.typ, 3))
		g.line("log(\"changed \" + s.show())")
	})
	g.vars = outer
}

// function declares a function that others call.
func (g *gen) function(name string) {
	f := function0{name: name, result: g.basicType()}
	globals := len(g.vars)
	var params []string
	for i := range 1 + g.n(3) {
		p := variable{name: fmt.Sprintf("p%d", i), typ: pickOf(g, g.types)}
		if p.typ.kind == shower || p.typ.kind == function {
			p.typ = g.anyType()
		}
		f.params = append(f.params, p.typ)
		params = append(params, p.name+" "+p.typ.name)
		g.vars = append(g.vars, p)
	}
	g.result = f.result
	g.block(fmt.Sprintf("func %s(%s) %s", name, strings.Join(params, ", "), f.result.name), func() {
		g.line("if !burn() { return %s }", g.leaf(f.result).text)
		g.statements(1+g.n(3), 1)
		g.line("return %s", g.expr(f.result, 3))
	})
	g.result = nil
	g.vars = g.vars[:globals]
	g.funcs = append(g.funcs, f)
}

// section declares a function that is run by itself, and logs its variables at the end.
func (g *gen) section(name string) {
	g.block(fmt.Sprintf("func %s()", name), func() {
		for range 4 {
			t := g.anyType()
			g.define(t, g.expr(t, 2))
		}
		g.statements(3+g.n(6), 2)
		for _, v := range g.vars {
			g.line("log(%q + %s)", v.name+" ", v.typ.show(v.name))
		}
	})
}
