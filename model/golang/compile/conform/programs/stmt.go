package programs

import (
	"fmt"
	"strings"
)

// statements writes n statements.
func (g *gen) statements(n, depth int) {
	for range n {
		g.statement(depth)
	}
}

func (g *gen) statement(depth int) {
	simple := []func(){g.declare, g.declare, g.assign, g.assign, g.update, g.swap, g.log, g.setElement, g.call, g.method}
	nested := []func(depth int){g.branch, g.branch, g.loop, g.loop, g.choose, g.typeSwitch, g.closure, g.collection, g.guarded, g.guarded, g.deferring, g.jump, g.risky, g.idiom, g.idiom, g.idiom}
	if depth > 0 && g.chance(2) {
		pickOf(g, nested)(depth)
		return
	}
	pickOf(g, simple)()
}

// define writes the declaration of a variable.
func (g *gen) define(t *typ, value string) variable {
	v := variable{name: g.fresh("v"), typ: t}
	if value == "" {
		g.line("var %s %s", v.name, t.name)
	} else {
		g.line("var %s %s = %s", v.name, t.name, value)
	}
	g.line("_ = %s", v.name)
	g.vars = append(g.vars, v)
	return v
}

func (g *gen) declare() {
	t := g.anyType()
	value := ""
	if t.kind == pointer || t.kind == shower || t.kind == function || !g.chance(4) {
		value = g.expr(t, 2)
	}
	if t.kind == shower && value == "nil" {
		return
	}
	g.define(t, value)
}

func (g *gen) assign() {
	t := g.basicType()
	if v, ok := g.variableOf(func(*typ) bool { return true }); ok && g.chance(2) {
		t = v.typ
	}
	if list := g.targets(t); len(list) > 0 {
		value := g.expr(t, 2)
		if t.kind == shower && value == "nil" {
			return
		}
		g.line("%s = %s", pickOf(g, list), value)
		return
	}
	g.declare()
}

// update writes x op= y, x++ or x--.
func (g *gen) update() {
	t := g.ofKind(pickOf(g, []kind{integer, integer, float, text}))
	list := g.targets(t)
	if len(list) == 0 {
		g.define(t, g.expr(t, 2))
		return
	}
	x := pickOf(g, list)
	switch {
	case t.kind == text:
		g.line("%s += %s", x, g.expr(t, 1))
		g.line("%s = short(%s)", x, x)
	case t.kind == integer && g.chance(3):
		g.line("%s%s", x, pickOf(g, []string{"++", "--"}))
	case t.kind == integer && g.chance(3):
		g.line("%s %s (%s %% 70)", x, pickOf(g, []string{"<<=", ">>="}), g.varying(g.named("uint"), 1))
	case t.kind == integer:
		g.line("%s %s= %s", x, pickOf(g, []string{"+", "-", "*", "&", "|", "^", "&^"}), g.expr(t, 2))
	default:
		g.line("%s %s= %s", x, pickOf(g, []string{"+", "-", "*", "/"}), g.varying(t, 2))
	}
}

// swap assigns several variables at once.
func (g *gen) swap() {
	t := g.basicType()
	list := g.targets(t)
	if len(list) < 2 {
		g.assign()
		return
	}
	x, y := pickOf(g, list), pickOf(g, list)
	g.line("%s, %s = %s, %s", x, y, g.expr(t, 1), g.expr(t, 1))
}

func (g *gen) log() {
	if v, ok := g.variableOf(func(*typ) bool { return true }); ok && g.chance(2) {
		g.line("log(%q + %s)", v.name+" ", v.typ.show(v.name))
		return
	}
	t := g.basicType()
	g.line("log(%s)", t.show(g.expr(t, 2)))
}

// setElement changes an element of a slice or a map.
func (g *gen) setElement() {
	v, ok := g.variableOf(func(t *typ) bool { return t.kind == slice || t.kind == mapping || t.kind == array })
	if !ok {
		g.declare()
		return
	}
	switch e := v.typ.elem; {
	case v.typ.kind == array:
		g.line("put(%s[:], %s, %s)", v.name, g.expr(g.intType(), 2), g.expr(e, 2))
	case v.typ.kind == slice && g.chance(3):
		g.line("log(fmtInt(copy(%s, %s)))", v.name, g.typed(v.typ, 2))
	case v.typ.kind == slice:
		g.line("put(%s, %s, %s)", v.name, g.expr(g.intType(), 2), g.expr(e, 2))
	case g.chance(4):
		g.line("delete(%s, %s)", v.name, g.expr(v.typ.key, 1))
	default:
		g.block(fmt.Sprintf("if %s != nil", v.name), func() {
			key := g.expr(v.typ.key, 1)
			switch {
			case e.kind == integer && g.chance(2):
				g.line("%s[%s] += %s", v.name, key, g.expr(e, 2))
			default:
				g.line("%s[%s] = %s", v.name, key, g.expr(e, 2))
			}
		})
	}
}

// call calls a function declared before, or a closure.
func (g *gen) call() {
	if v, ok := g.variableOf(func(t *typ) bool { return t.kind == function }); ok && g.chance(2) {
		g.block(fmt.Sprintf("if %s != nil && burn()", v.name), func() {
			g.line("log(%s)", v.typ.elem.show(fmt.Sprintf("%s(%s)", v.name, g.arguments(v.typ.params))))
		})
		return
	}
	if len(g.funcs) == 0 {
		g.declare()
		return
	}
	f := pickOf(g, g.funcs)
	call := fmt.Sprintf("%s(%s)", f.name, g.arguments(f.params))
	if list := g.targets(f.result); len(list) > 0 && g.chance(2) {
		g.line("%s = %s", pickOf(g, list), call)
		return
	}
	g.define(f.result, call)
}

func (g *gen) arguments(params []*typ) string {
	var list []string
	for _, p := range params {
		list = append(list, g.expr(p, 2))
	}
	return strings.Join(list, ", ")
}

// method calls a method that changes its receiver, or one through the interface.
func (g *gen) method() {
	v, ok := g.variableOf(func(t *typ) bool { return t.kind == pointer || t.kind == structure || t.kind == shower })
	switch {
	case !ok:
		g.declare()
	case v.typ.kind == shower:
		g.line("if %s != nil { log(%s.show()) }", v.name, v.name)
	case g.chance(3):
		name := g.fresh("v")
		g.line("%s := %s.change", name, v.name)
		g.line("%s(%s)", name, g.expr(g.intType(), 2))
	default:
		g.line("%s.change(%s)", v.name, g.expr(g.intType(), 2))
	}
}

func (g *gen) branch(depth int) {
	cond := g.expr(g.named("bool"), 2)
	if g.chance(4) {
		t := g.ofKind(integer)
		name := g.fresh("v")
		g.line("if %s := (%s); %s %s (%s) {", name, g.varying(t, 2), name, pickOf(g, []string{"<", "==", ">="}), g.expr(t, 1))
	} else {
		g.line("if (%s) {", cond)
	}
	g.indented(func() { g.statements(1+g.n(2), depth-1) })
	if g.chance(2) {
		g.line("} else {")
		g.indented(func() { g.statements(1+g.n(2), depth-1) })
	}
	g.line("}")
}

func (g *gen) indented(body func()) {
	g.indent++
	scope := len(g.vars)
	body()
	g.vars = g.vars[:scope]
	g.indent--
}

// jump leaves a loop or begins its next round, or returns.
func (g *gen) jump(int) {
	if len(g.loops) == 0 || g.chance(4) {
		if g.result != nil {
			g.line("if (%s) { return %s }", g.varying(g.named("bool"), 2), g.expr(g.result, 2))
		}
		return
	}
	l := pickOf(g, g.loops)
	what := "break"
	if !l.breaks && g.chance(2) {
		what = "continue"
	}
	l.used = true
	g.line("if (%s) { %s %s }", g.varying(g.named("bool"), 2), what, l.label)
}

// labelled writes a loop or a switch that can be left by its label.
func (g *gen) labelled(breaks bool, write func()) {
	l := &loop{label: g.fresh("L"), breaks: breaks}
	before := g.code.String()
	g.code.Reset()
	g.loops = append(g.loops, l)
	write()
	g.loops = g.loops[:len(g.loops)-1]
	body := g.code.String()
	g.code.Reset()
	g.code.WriteString(before)
	if l.used {
		g.line("%s:", l.label)
	}
	g.code.WriteString(body)
}
