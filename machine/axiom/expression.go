package axiom

// expr is a relation as an expression, as in herd's language cat. It is evaluated
// in two ways: to a Relation (eval), and to chains of named edges that show why two
// events are related (explain.go).
type expr struct {
	op   op
	name string // of the edges that reports show; "" if they show what it is made of
	args []*expr
	base func(*Execution, Relation) // fills in the relation
	slot int                        // index into Execution.memo; set by number
}

type op uint8

const (
	opBase    op = iota // base
	opSet               // base: pairs of an event with itself, no edge in reports
	opUnion             // of all args
	opSeq               // the args, one after the other
	opPlus              // transitive closure of args[0]
	opOpt               // args[0], or the identity
	opBoth              // args[0] ∩ args[1]
	opMinus             // args[0] \ args[1]
	opInverse           // args[0]⁻¹
	opNamed             // args[0], one edge in reports
)

func relation(name string, fill func(*Execution, Relation)) *expr {
	return &expr{op: opBase, name: name, base: fill}
}

// set is [S], the identity on the events that has says are in S.
func set(has func(*Event) bool) *expr {
	return &expr{op: opSet, base: func(x *Execution, r Relation) {
		for i := range x.Events {
			if has(&x.Events[i]) {
				r.Add(i, i)
			}
		}
	}}
}

func union(args ...*expr) *expr          { return &expr{op: opUnion, args: args} }
func opt(e *expr) *expr                  { return &expr{op: opOpt, args: []*expr{e}} }
func plus(e *expr) *expr                 { return &expr{op: opPlus, args: []*expr{e}} }
func both(e, f *expr) *expr              { return &expr{op: opBoth, args: []*expr{e, f}} }
func minus(e, f *expr) *expr             { return &expr{op: opMinus, args: []*expr{e, f}} }
func inverse(name string, e *expr) *expr { return &expr{op: opInverse, name: name, args: []*expr{e}} }
func named(name string, e *expr) *expr   { return &expr{op: opNamed, name: name, args: []*expr{e}} }

// seq is the args one after the other, e;f;…
func seq(e *expr, more ...*expr) *expr {
	for _, f := range more {
		e = &expr{op: opSeq, args: []*expr{e, f}}
	}
	return e
}

// number gives every expression of the models and every relation that has a name its slot.
func number(models []Model, named []*expr) []Model {
	slots := 0
	var visit func(e *expr)
	visit = func(e *expr) {
		if e.slot != 0 {
			return
		}
		slots++
		e.slot = slots
		for _, a := range e.args {
			visit(a)
		}
	}
	for _, m := range models {
		for _, a := range m.Axioms {
			visit(a.forbidden)
		}
	}
	for _, e := range named {
		visit(e)
	}
	return models
}

// eval gives the relation, once for each state of x.
func (e *expr) eval(x *Execution) Relation {
	for len(x.memo) <= e.slot {
		x.memo = append(x.memo, Relation{})
	}
	if r := x.memo[e.slot]; r.n == len(x.Events) && r.n > 0 {
		return r
	}
	r := e.compute(x)
	x.memo[e.slot] = r
	return r
}

func (e *expr) compute(x *Execution) Relation {
	switch e.op {
	case opBase, opSet:
		r := NewRelation(len(x.Events))
		e.base(x, r)
		return r
	case opUnion:
		r := e.args[0].eval(x).clone()
		for _, a := range e.args[1:] {
			orInto(r.bits, a.eval(x).bits)
		}
		return r
	case opSeq:
		if r := e.args[0].eval(x); !r.Empty() {
			return r.Compose(e.args[1].eval(x))
		}
		return NewRelation(len(x.Events))
	case opPlus:
		return e.args[0].eval(x).Closure()
	case opOpt:
		return e.args[0].eval(x).Reflexive()
	case opBoth:
		return e.args[0].eval(x).Intersect(e.args[1].eval(x))
	case opMinus:
		return e.args[0].eval(x).Minus(e.args[1].eval(x))
	case opInverse:
		return e.args[0].eval(x).Inverse()
	}
	return e.args[0].eval(x)
}
