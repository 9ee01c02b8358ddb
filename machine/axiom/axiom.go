package axiom

import (
	"maps"
	"slices"
)

// Model is a memory model as a list of axioms. An execution is consistent if it
// violates none.
type Model struct {
	Name   string
	Doc    string
	Source string
	Axioms []Axiom

	// undefined, if not nil, is the happens-before relation that must order conflicting
	// accesses one of which is plain, or the program means nothing; see Race.
	undefined *expr
}

// Axiom is a predicate over executions. It is monotone: see the package's comment.
type Axiom struct {
	Name string
	Doc  string // the formula

	form      form
	forbidden *expr
}

// form says what the forbidden relation must not have.
type form uint8

const (
	acyclic     form = iota // a cycle
	irreflexive             // an event that is related to itself
)

// Names of axioms that whoever builds executions can make use of.
const (
	Atomicity = "atomicity"   // in every model: a read-modify-write's write is co-next to what it read
	NoThinAir = "no-thin-air" // po ∪ rf is acyclic
)

var models, slots = number([]Model{sequential, tso, pso, repaired}, slices.Collect(maps.Values(known)))

// Common gives axioms that hold in every consistent execution of every model, whether it has
// them by these names or not.
func Common() []Axiom { return []Axiom{uniproc, noThinAir} }

// Models lists the memory models that we have axioms of.
func Models() []Model { return slices.Clone(models) }

// Find gives the model of that name.
func Find(name string) (Model, bool) {
	i := slices.IndexFunc(models, func(m Model) bool { return m.Name == name })
	if i < 0 {
		return Model{}, false
	}
	return models[i], true
}

// Consistent reports whether x violates no axiom. Its cost is that of a few dozen
// operations on matrices of len(x.Events)² bits; see Scratch for judging many.
func (m Model) Consistent(x *Execution) bool {
	var s Scratch
	return s.Consistent(m.Axioms, x)
}

func (a Axiom) holds(s *Scratch) bool {
	if a.form == irreflexive {
		return s.eval(a.forbidden).Irreflexive()
	}
	return s.eval(a.forbidden).Acyclic()
}

// Check gives, unless x satisfies a, a shortest cycle of edges that a forbids.
func (a Axiom) Check(x *Execution) (c Cycle, ok bool) {
	var s Scratch
	s.begin(x)
	return a.check(&s)
}

func (a Axiom) check(s *Scratch) (c Cycle, ok bool) {
	if a.holds(s) {
		return nil, true
	}
	return a.explain(s), false
}

// Violated gives the axiom with the shortest cycle of those that x violates; ok is
// false if x is consistent. Of equally short ones it is the first.
func (m Model) Violated(x *Execution) (a Axiom, c Cycle, ok bool) {
	var s Scratch
	s.begin(x)
	for _, b := range m.Axioms {
		if d, holds := b.check(&s); !holds && (!ok || len(d) < len(c)) {
			a, c, ok = b, d, true
		}
	}
	return a, c, ok
}
