package axiom

// expr is a relation as an expression, as in herd's language cat. It is evaluated
// in two ways: to a Relation (Scratch), and to chains of named edges that show why two
// events are related (explain.go).
type expr struct {
	op   op
	name string // of the edges that reports show; "" if they show what it is made of
	args []*expr
	base func(*Scratch, Relation) // fills in the relation
	slot int                      // index into Scratch.relations; set by number
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

func relation(name string, fill func(*Scratch, Relation)) *expr {
	return &expr{op: opBase, name: name, base: fill}
}

// set is [S], the identity on the events that has says are in S.
func set(has func(*Event) bool) *expr {
	return &expr{op: opSet, base: func(s *Scratch, r Relation) {
		for i := range s.x.Events {
			if has(&s.x.Events[i]) {
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

// number gives every expression of the models, and each that has a name, its slot.
func number(models []Model, named []*expr) (numbered []Model, slots int) {
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
	return models, slots
}
