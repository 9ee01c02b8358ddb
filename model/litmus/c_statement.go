package litmus

// cStatement is a statement; its fields are what its kind needs.
type cStatement struct {
	kind cStatementKind
	name string // cDeclare
	typ  cType  // cDeclare
	left *cExpr // cAssign
	expr *cExpr // value, condition or call; nil: none
	body []cStatement
	rest []cStatement // after else
	place
}

type cStatementKind uint8

const (
	cBlock    cStatementKind = iota // { body }
	cDeclare                        // typ name = expr;
	cAssign                         // left = expr;
	cEvaluate                       // expr;
	cIf                             // if (expr) body else rest
	cWhile                          // while (expr) body
	cDoWhile                        // do body while (expr);
	cBreak                          // break;
	cContinue                       // continue;
	cReturn                         // return;
)

// cBlock reads statements in braces and appends them to list.
func (p *parser) cBlock(list []cStatement) []cStatement {
	p.nest()
	defer p.unnest()
	for p.expect("{"); p.err == nil && !p.accept("}"); {
		list = p.cStatement(list)
	}
	return list
}

// cStatement reads a statement and appends what it is to list.
func (p *parser) cStatement(list []cStatement) []cStatement {
	s := cStatement{place: p.tok.place}
	switch {
	case p.accept(";"):
		return list
	case p.tok.is("{"):
		return append(list, cStatement{kind: cBlock, place: s.place, body: p.cBlock(nil)})
	case p.accept("if"):
		s.kind, s.expr, s.body = cIf, p.cCondition(), p.cBranch()
		if p.accept("else") {
			s.rest = p.cBranch()
		}
		return append(list, s)
	case p.accept("while"):
		s.kind, s.expr, s.body = cWhile, p.cCondition(), p.cBranch()
		return append(list, s)
	case p.accept("do"):
		s.kind, s.body = cDoWhile, p.cBranch()
		p.expect("while")
		s.expr = p.cCondition()
	case p.accept("break"):
		s.kind = cBreak
	case p.accept("continue"):
		s.kind = cContinue
	case p.accept("return"):
		s.kind = cReturn
	case p.tok.kind == tokenName && isTypeWord(p.tok.text):
		return p.cDeclarations(list)
	default:
		p.cSimple(&s)
	}
	p.expect(";")
	return append(list, s)
}

func (p *parser) cCondition() *cExpr {
	p.expect("(")
	e := p.cExpr()
	p.expect(")")
	return e
}

func (p *parser) cBranch() []cStatement {
	p.nest()
	defer p.unnest()
	return p.cStatement(nil)
}

// cDeclarations reads int a, *b = e;
func (p *parser) cDeclarations(list []cStatement) []cStatement {
	base := p.cType()
	for p.err == nil {
		s := cStatement{kind: cDeclare, typ: p.cStars(base), place: p.tok.place}
		s.name = p.name("the name of a variable")
		if p.accept("=") {
			s.expr = p.cExpr()
		}
		list = append(list, s)
		if !p.accept(",") {
			break
		}
	}
	p.expect(";")
	return list
}

// cOperators are the assignments that compute, without their "=".
var cOperators = map[string]string{
	"+=": "+", "-=": "-", "*=": "*", "/=": "/", "%=": "%", "&=": "&", "|=": "|", "^=": "^", "<<=": "<<", ">>=": ">>",
}

// cSimple reads an assignment or a call.
func (p *parser) cSimple(s *cStatement) {
	if p.tok.is("++") || p.tok.is("--") {
		op := p.advance()
		p.cStep(s, op, p.cUnary())
		return
	}
	left := p.cUnary()
	op := p.tok
	switch _, computes := cOperators[op.text]; {
	case p.tok.is("=") || computes && op.kind == tokenMark:
		p.advance()
		s.kind, s.left, s.expr = cAssign, left, p.cExpr()
		if computes {
			s.expr = &cExpr{kind: cBinary, op: cOperators[op.text], args: []*cExpr{left, s.expr}, place: op.place}
		}
	case p.tok.is("++") || p.tok.is("--"):
		p.cStep(s, p.advance(), left)
	default:
		s.kind, s.expr = cEvaluate, left
		if p.err == nil && left.kind != cCall && left.kind != cCast {
			p.want(`"="`)
		}
	}
	if p.err == nil && s.left != nil && !s.left.assignable() {
		p.errorf(s.left.place, "found an assignment to an expression, want one to a variable, *p or p[i]")
	}
}

// cStep makes e++ or e-- of s.
func (p *parser) cStep(s *cStatement, op token, e *cExpr) {
	one := &cExpr{kind: cNumber, value: 1, place: op.place}
	s.kind, s.left = cAssign, e
	s.expr = &cExpr{kind: cBinary, op: op.text[:1], args: []*cExpr{e, one}, place: op.place}
	if p.err == nil && !e.assignable() {
		p.errorf(e.place, "found %s of an expression, want one of a variable, *p or p[i]", op.text)
	}
}

func (e *cExpr) assignable() bool {
	return e.kind == cVariable || e.kind == cDeref || e.kind == cElement
}
