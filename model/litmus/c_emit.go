package litmus

import "heddle/model/program"

// collectC declares the locations that parameters name, and finds out which of them
// are only used as addresses.
func (c *compiler) collectC() {
	for i := range c.test.Init {
		b := &c.test.Init[i]
		if _, ok := typeKind(b.Type); b.Type != "" && !ok && (b.Type != "void" || b.Stars == 0) {
			c.errorf(b.place, "found type %q, want a type of integers", b.Type)
		}
	}
	for proc := range c.test.Threads {
		th := c.test.Threads[proc].c
		for _, p := range th.params {
			if c.bound(proc, p.name) != nil {
				c.errorf(p.place, "found %s for the second time, want one parameter or initial value of that name", p.name)
			}
			c.registers = append(c.registers, bound{proc: proc, base: p.name, value: Value{Name: p.name, Index: -1}, fixed: true})
			l := c.declare(p.name)
			kind := p.typ.pointee().word()
			switch width := bytesOf(kind); {
			case l.kind == program.KindNone:
				l.kind = kind
			case l.width == 0 && bytesOf(l.kind) != width:
				c.errorf(p.place, "found a pointer to %d bytes, want %d, as %s is declared: accesses of several sizes are not modelled", width, bytesOf(l.kind), l.name)
			}
			c.access(l, uint8(bytesOf(kind)), p.place)
		}
		c.walkAll(proc, th.body)
	}
	for i := range c.locations {
		if l := &c.locations[i]; l.kind == program.KindNone {
			l.kind = program.KindInt64
		}
		c.locations[i].shown = c.locations[i].kind
	}
}

// walkAll notes how the parameters of a thread are used in its statements.
func (c *compiler) walkAll(proc int, list []cStatement) {
	for i := range list {
		s := &list[i]
		if s.kind == cDeclare {
			c.loose(proc, s.name)
		}
		if s.left != nil {
			c.walk(proc, s.left)
		}
		if s.expr != nil {
			c.walk(proc, s.expr)
		}
		c.walkAll(proc, s.body)
		c.walkAll(proc, s.rest)
	}
}

func (c *compiler) walk(proc int, x *cExpr) {
	if x.kind == cVariable {
		c.loose(proc, x.name)
	}
	for i, a := range x.args {
		if a.kind != cVariable || !x.address(i) {
			c.walk(proc, a)
		}
	}
}

// address reports whether argument i of x is used as an address.
func (x *cExpr) address(i int) bool {
	switch x.kind {
	case cDeref:
		return true
	case cElement:
		return i == 0 && x.args[1].kind == cNumber
	case cCall:
		return i == 0 && x.call.Name != "kill_dependency" || i == 1 && x.call.Args == 3
	}
	return false
}

// cThread makes the code of a thread in C.
func (e *emitter) cThread(th *cThread) {
	e.end = e.newLabel()
	for _, p := range th.params {
		e.declare(p.name, p.typ)
	}
	e.statements(th.body)
	e.mark(e.end)
	e.known()
}

// declare gives a variable its type.
func (e *emitter) declare(name string, t cType) {
	v := e.variable(name)
	v.typ, v.typed = t, true
}

// known fails at a variable that is read and is neither a parameter nor declared,
// written or set by the initial state.
func (e *emitter) known() {
	for i := range e.vars {
		if v := &e.vars[i]; v.read != (place{}) && !v.written && !v.typed && e.c.bound(e.proc, v.name) == nil {
			e.c.errorf(v.read, "found %q, want a variable or a parameter of P%d", v.name, e.proc)
		}
	}
}

// typeOf gives a variable's type.
func (e *emitter) typeOf(name string) cType {
	if v := e.variable(name); v.typed {
		return v.typ
	}
	return cWord
}

func (e *emitter) statements(list []cStatement) {
	for i := range list {
		if e.at = list[i].place; e.c.err == nil {
			e.statement(&list[i])
		}
	}
}

func (e *emitter) statement(s *cStatement) {
	switch s.kind {
	case cBlock:
		e.statements(s.body)
	case cDeclare:
		if v := e.variable(s.name); v.typed && v.typ != s.typ {
			e.c.errorf(s.place, "found %s with a second type, want one for a variable of P%d", s.name, e.proc)
		}
		e.declare(s.name, s.typ)
		if s.expr != nil {
			e.assign(s.name, e.evalAs(s.expr, s.typ.word()))
		}
	case cAssign:
		e.assignment(s)
	case cEvaluate:
		e.eval(s.expr)
	case cIf:
		e.ifElse(e.truth(s.expr), func() { e.statements(s.body) }, func() { e.statements(s.rest) })
	case cWhile:
		again, body, out := e.newLabel(), e.newLabel(), e.newLabel()
		e.mark(again)
		e.branch(e.truth(s.expr), body, out)
		e.mark(body)
		e.loop(s.body, again, out)
		e.jump(again)
		e.mark(out)
	case cDoWhile:
		body, again, out := e.newLabel(), e.newLabel(), e.newLabel()
		e.mark(body)
		e.loop(s.body, again, out)
		e.mark(again)
		e.branch(e.truth(s.expr), body, out)
		e.mark(out)
	case cBreak, cContinue:
		if len(e.loops) == 0 {
			e.c.errorf(s.place, "found break or continue outside of a loop, want it in one")
			return
		}
		in := e.loops[len(e.loops)-1]
		if s.kind == cBreak {
			e.jump(in.out)
		} else {
			e.jump(in.again)
		}
	case cReturn:
		e.jump(e.end)
	}
}

// loop is where continue and break go.
type loop struct{ again, out label }

func (e *emitter) loop(body []cStatement, again, out label) {
	e.loops = append(e.loops, loop{again, out})
	e.statements(body)
	e.loops = e.loops[:len(e.loops)-1]
}

// ifElse makes both arms of a branch; either may be nil.
func (e *emitter) ifElse(r program.Reg, then, otherwise func()) {
	yes, no, end := e.newLabel(), e.newLabel(), e.newLabel()
	e.branch(r, yes, no)
	e.mark(yes)
	if then != nil {
		then()
	}
	e.jump(end)
	e.mark(no)
	if otherwise != nil {
		otherwise()
	}
	e.mark(end)
}

func (e *emitter) assignment(s *cStatement) {
	if s.left.kind == cVariable {
		e.assign(s.left.name, e.evalAs(s.expr, e.typeOf(s.left.name).word()))
		return
	}
	addr, typ := e.place(s.left)
	v := e.evalAs(s.expr, typ.word())
	e.store(addr, v, program.Plain)
}

// place gives the address of *p or p[i], and its type.
func (e *emitter) place(x *cExpr) (program.Reg, cType) {
	if x.kind == cDeref {
		return e.pointer(x.args[0])
	}
	base, index := x.args[0], x.args[1]
	b := e.fixed(base)
	if b == nil || index.kind != cNumber {
		return e.pointer(&cExpr{kind: cBinary, op: "+", args: x.args, place: x.place})
	}
	l := e.c.declare(b.value.Name)
	if index.value < 0 || index.value >= int64(l.count) {
		e.c.errorf(index.place, "found %s[%d], want an element of %s: it has %d", l.name, index.value, l.name, l.count)
	}
	return e.constant(int64(l.addr) + index.value), e.typeOf(base.name).pointee()
}

// fixed gives what is bound to x if x is a parameter that is only used as an address.
func (e *emitter) fixed(x *cExpr) *bound {
	if x.kind == cVariable {
		if b := e.c.bound(e.proc, x.name); b != nil && b.fixed {
			return b
		}
	}
	return nil
}

// pointer gives the address that x is, which is checked unless it is known, and the
// type of what is there.
func (e *emitter) pointer(x *cExpr) (program.Reg, cType) {
	if b := e.fixed(x); b != nil {
		return e.constant(int64(e.c.declare(b.value.Name).addr)), e.typeOf(x.name).pointee()
	}
	r, typ := e.eval(x)
	r = e.copy(r)
	e.checkAddress(r, "a pointer")
	return r, typ.pointee()
}

// arguments gives the address and the word of a function's arguments p and v.
func (e *emitter) arguments(x *cExpr) (addr, v program.Reg, typ cType) {
	addr, typ = e.pointer(x.args[0])
	return addr, e.evalAs(x.args[1], typ.word()), typ
}

// expected gives what a compare-and-swap expects, and where it leaves what it finds
// instead: in a variable or at an address.
func (e *emitter) expected(x *cExpr, kind program.Kind) (variable string, want, at program.Reg) {
	if x.kind == cAddress {
		name := x.args[0].name
		r, t := e.eval(x.args[0])
		return name, e.copy(e.convert(r, t.word(), kind)), 0
	}
	at, typ := e.pointer(x)
	return "", e.convert(e.load(at, program.Plain), typ.word(), kind), at
}
