package litmus

import (
	"strings"

	"heddle/model/program"
)

// cExpr is an expression; its fields are what its kind needs.
type cExpr struct {
	kind   cExprKind
	op     string // of cUnary and cBinary
	name   string // of cVariable
	value  int64  // of cNumber
	typ    cType  // of cNumber and cCast
	call   *cFunction
	orders [2]program.Order // of a call
	args   []*cExpr
	place
}

type cExprKind uint8

const (
	cNumber   cExprKind = iota
	cVariable           // a parameter too: the address of its location
	cUnary              // - ! ~
	cBinary             // the others that C has, && and || among them
	cChoice             // a ? b : c
	cDeref              // *p
	cElement            // p[i]
	cAddress            // &v, of a variable
	cCast               // (typ) e
	cCall
)

// cLevels are the binary operators, from the loosest to the tightest.
var cLevels = [][]string{{"||"}, {"&&"}, {"|"}, {"^"}, {"&"}, {"==", "!="}, {"<", "<=", ">", ">="}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}}

// cExpr reads an expression.
func (p *parser) cExpr() *cExpr {
	p.nest()
	defer p.unnest()
	e := p.cLevel(0)
	if at := p.tok.place; p.accept("?") {
		yes := p.cExpr()
		p.expect(":")
		return &cExpr{kind: cChoice, args: []*cExpr{e, yes, p.cExpr()}, place: at}
	}
	return e
}

// cLevel reads operators of at least that level. Operators of one level group to the left.
func (p *parser) cLevel(level int) *cExpr {
	left := p.cUnary()
	for p.err == nil {
		l := cLevelOf(p.tok)
		if l < level {
			return left
		}
		op := p.advance()
		left = &cExpr{kind: cBinary, op: op.text, args: []*cExpr{left, p.cOperand(l + 1)}, place: op.place}
	}
	return left
}

// cOperand reads a right operand.
func (p *parser) cOperand(level int) *cExpr {
	p.nest()
	defer p.unnest()
	return p.cLevel(level)
}

// cLevelOf gives the level of a binary operator, -1 of anything else.
func cLevelOf(t token) int {
	if t.kind == tokenMark {
		for level, ops := range cLevels {
			for _, op := range ops {
				if op == t.text {
					return level
				}
			}
		}
	}
	return -1
}

// cUnary reads an operand with what stands before and after it.
func (p *parser) cUnary() *cExpr {
	p.nest()
	defer p.unnest()
	e := &cExpr{place: p.tok.place}
	switch {
	case p.accept("*"):
		e.kind, e.args = cDeref, []*cExpr{p.cUnary()}
	case p.accept("&"):
		inner := p.cUnary()
		switch inner.kind {
		case cDeref: // &*p is p
			return inner.args[0]
		case cElement: // &p[i] is p+i
			return &cExpr{kind: cBinary, op: "+", args: inner.args, place: e.place}
		case cVariable:
			e.kind, e.args = cAddress, []*cExpr{inner}
		default:
			p.errorf(inner.place, "found & of an expression, want & of a variable, *p or p[i]")
		}
	case p.tok.is("-"), p.tok.is("!"), p.tok.is("~"), p.tok.is("+"):
		e.kind, e.op = cUnary, p.advance().text
		e.args = []*cExpr{p.cUnary()}
	case p.tok.is("(") && p.castNext():
		p.advance()
		e.kind, e.typ = cCast, p.cStars(p.cType())
		p.expect(")")
		e.args = []*cExpr{p.cUnary()}
	default:
		e = p.cPrimary()
		for p.tok.is("[") {
			at := p.advance().place
			e = &cExpr{kind: cElement, args: []*cExpr{e, p.cExpr()}, place: at}
			p.expect("]")
		}
	}
	return e
}

// castNext reports whether the parenthesis that comes next holds a type.
func (p *parser) castNext() bool {
	next := p.peek()
	return next.kind == tokenName && isTypeWord(next.text)
}

func (p *parser) cPrimary() *cExpr {
	e := &cExpr{place: p.tok.place}
	switch {
	case p.accept("("):
		e = p.cExpr()
		p.expect(")")
	case p.tok.kind == tokenNumber:
		text := p.tok.text
		e.value = p.number("a number")
		e.typ = cType{kind: constantKind(text, e.value)}
	case p.tok.kind == tokenName && p.peek().is("("):
		p.cCall(e)
	case p.tok.kind == tokenName && p.peek().is("{") && p.linux(): // __load{once}(x)
	case p.tok.is("NULL"):
		p.advance()
		e.typ.kind = program.KindInt64
	case p.tok.kind == tokenName:
		e.kind, e.name = cVariable, p.advance().text
	default:
		p.want("an expression")
	}
	return e
}

// cCall reads the call of a function of the table.
func (p *parser) cCall(e *cExpr) {
	t := p.tok
	f, explicit := cFunctionOf(t.text)
	if f == nil {
		if !p.linux() {
			p.want("a function of <stdatomic.h>")
		}
		return
	}
	p.advance()
	e.kind, e.call = cCall, f
	e.orders = [2]program.Order{program.SeqCst, program.Plain}
	p.expect("(")
	for i := range f.Args {
		if i > 0 {
			p.expect(",")
		}
		e.args = append(e.args, p.cExpr())
	}
	if explicit {
		for i := range f.orders {
			if i > 0 || f.Args > 0 {
				p.expect(",")
			}
			e.orders[i] = p.memoryOrder(f.orders[i])
		}
	}
	p.expect(")")
}

// memoryOrder reads memory_order_…, one that is allowed.
func (p *parser) memoryOrder(allowed []program.Order) program.Order {
	t := p.tok
	order := program.Plain
	switch p.name("a memory order") {
	case "memory_order_relaxed":
		order = program.Relaxed
	case "memory_order_consume", "memory_order_acquire": // consume is as strong as acquire, as compilers make it
		order = program.Acquire
	case "memory_order_release":
		order = program.Release
	case "memory_order_acq_rel":
		order = program.AcqRel
	case "memory_order_seq_cst":
		order = program.SeqCst
	}
	for _, o := range allowed {
		if o == order {
			return order
		}
	}
	p.wantAt(t, "a memory order that is allowed here: %s", orderNames(allowed))
	return order
}

func orderNames(orders []program.Order) string {
	names := map[program.Order]string{program.Relaxed: "relaxed", program.Acquire: "acquire", program.Release: "release", program.AcqRel: "acq_rel", program.SeqCst: "seq_cst"}
	var list []string
	for _, o := range orders {
		list = append(list, "memory_order_"+names[o])
	}
	return strings.Join(list, ", ")
}

// constantKind gives the first kind that has the value and that the form of a constant
// allows (C11, 6.4.4.1).
func constantKind(text string, v int64) program.Kind {
	hex := len(text) > 1 && (text[1] == 'x' || text[1] == 'X')
	unsigned, long := strings.ContainsAny(text, "uU"), strings.ContainsAny(text, "lL")
	for _, kind := range []program.Kind{program.KindInt32, program.KindUint32, program.KindInt64} {
		switch {
		case convert(uint64(v), kind) != uint64(v), long && bytesOf(kind) == 4, unsigned && signed(kind), !unsigned && !hex && !signed(kind):
		case signed(kind) && v < 0: // above the largest of 64 bits
		default:
			return kind
		}
	}
	if unsigned || v < 0 {
		return program.KindUint64
	}
	return program.KindInt64
}
