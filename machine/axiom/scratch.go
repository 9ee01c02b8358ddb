package axiom

// Scratch judges executions, one after the other. It holds what it computes for one
// of them, and its memory serves for the next, so that judging allocates next to nothing.
// The zero value works. It is not for use by two goroutines at a time.
type Scratch struct {
	x         *Execution
	turn      uint64
	known     []uint64   // by slot: the turn in which the relation was computed
	relations []Relation // by slot
	words     []uint64   // see fillPo
	heads     []head     // see classes
}

// head is the first event of those with a key.
type head struct {
	key   uint64
	event int
}

// Consistent reports whether x violates none of the axioms.
func (s *Scratch) Consistent(axioms []Axiom, x *Execution) bool {
	s.begin(x)
	for _, a := range axioms {
		if !a.holds(s) {
			return false
		}
	}
	return true
}

// begin forgets what is known: x is new, or was changed.
func (s *Scratch) begin(x *Execution) {
	if s.known == nil {
		s.known, s.relations = make([]uint64, slots+1), make([]Relation, slots+1)
	}
	s.x = x
	s.turn++
}

// eval gives the relation that e is. It is valid until begin is called.
func (s *Scratch) eval(e *expr) Relation {
	if e.op == opNamed {
		return s.eval(e.args[0])
	}
	if s.known[e.slot] != s.turn {
		s.relations[e.slot] = relationIn(s.relations[e.slot].bits, len(s.x.Events))
		s.compute(e, s.relations[e.slot])
		s.known[e.slot] = s.turn
	}
	return s.relations[e.slot]
}

// compute fills in r, which is empty.
func (s *Scratch) compute(e *expr, r Relation) {
	switch e.op {
	case opBase, opSet:
		e.base(s, r)
	case opUnion:
		for _, a := range e.args {
			r.or(s.eval(a))
		}
	case opSeq:
		if first := s.eval(e.args[0]); !first.Empty() {
			r.compose(first, s.eval(e.args[1]))
		}
	case opPlus:
		r.copyOf(s.eval(e.args[0]))
		r.close()
	case opOpt:
		r.copyOf(s.eval(e.args[0]))
		r.reflex()
	case opBoth:
		r.copyOf(s.eval(e.args[0]))
		r.and(s.eval(e.args[1]))
	case opMinus:
		r.copyOf(s.eval(e.args[0]))
		r.minus(s.eval(e.args[1]))
	case opInverse:
		r.invert(s.eval(e.args[0]))
	}
}
