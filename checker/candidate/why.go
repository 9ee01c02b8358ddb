package candidate

import (
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// Reason says why a model forbids an outcome.
type Reason struct {
	Allowed    bool        // it does not: a consistent execution has it
	Candidates []Candidate // one for each axiom that forbids an execution with it; the first has the shortest cycle
	Executions int         // executions with the outcome that were looked at
	Incomplete string      // why some executions were left out, "" if none was
}

// Candidate is an execution with the outcome that is not consistent.
type Candidate struct {
	Axiom      axiom.Axiom
	Execution  *axiom.Execution // the one with the shortest cycle of those that this axiom forbids
	Cycle      axiom.Cycle
	Executions int // that this axiom forbids; each execution counts for the axiom with its shortest cycle
}

// Why says which axioms of model forbid an execution of p whose values of the cells at
// observe satisfy holds. With no candidates no execution has the outcome at all: some
// value of it is never written, or can only come out of thin air.
//
// It looks at executions that violate one axiom only, and if there are none, at all.
func Why(p *program.Program, observe []uint64, holds func(values []uint64) bool, model axiom.Model, limits Limits) (*Reason, error) {
	q := question{prog: p, observe: observe, holds: holds, model: model, limits: limits}
	for i := range model.Axioms {
		rest := slices.Delete(slices.Clone(model.Axioms), i, i+1)
		if err := q.ask(rest); err != nil || q.reason.Allowed {
			return &q.reason, err
		}
	}
	if len(q.reason.Candidates) == 0 {
		if err := q.ask(nil); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(q.reason.Candidates, func(a, b Candidate) int { return len(a.Cycle) - len(b.Cycle) })
	return &q.reason, nil
}

// question is a Why that is being answered.
type question struct {
	prog    *program.Program
	observe []uint64
	holds   func([]uint64) bool
	model   axiom.Model
	limits  Limits
	reason  Reason
}

// ask looks at the executions that violate none of the axioms.
func (q *question) ask(axioms []axiom.Axiom) error {
	s := newSearch(q.prog, q.limits)
	s.axioms, s.guess = axioms, true
	before := q.reason
	before.Candidates = slices.Clone(before.Candidates)
	s.restart = func() {
		q.reason = before
		q.reason.Candidates = slices.Clone(before.Candidates)
	}
	s.found = func(st *state) bool {
		if q.holds(s.final(st, q.observe)) {
			q.judge(st.x)
		}
		return !q.reason.Allowed
	}
	if err := s.explore(); err != nil {
		return err
	}
	if why := s.incomplete(); why != "" {
		q.reason.Incomplete = why
	}
	return nil
}

// judge notes an execution with the outcome.
func (q *question) judge(x *axiom.Execution) {
	q.reason.Executions++
	a, cycle, violated := q.model.Violated(x)
	if !violated {
		q.reason = Reason{Allowed: true, Executions: q.reason.Executions}
		return
	}
	list := q.reason.Candidates
	i := slices.IndexFunc(list, func(c Candidate) bool { return c.Axiom.Name == a.Name })
	if i < 0 {
		q.reason.Candidates = append(list, Candidate{a, x.Clone(), cycle, 1})
		return
	}
	list[i].Executions++
	if len(cycle) < len(list[i].Cycle) {
		list[i].Execution, list[i].Cycle = x.Clone(), cycle
	}
}
