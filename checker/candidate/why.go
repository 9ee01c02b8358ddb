package candidate

import (
	"errors"
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
// It looks first at executions that look much like real ones: those that violate one axiom
// only, then at more, until there are some. Limits hold for each of these searches; each ends
// anyway after so many executions with the outcome and parts of executions that an answer
// takes seconds at most.
func Why(p *program.Program, observe []uint64, holds func(values []uint64) bool, model axiom.Model, limits Limits) (*Reason, error) {
	if limits.Parts == 0 {
		limits.Parts = maxParts
	}
	q := question{search: newSearch(p, limits), observe: observe, holds: holds, model: model}
	if none, err := q.prepare(); err != nil || none {
		return &q.reason, err
	}
	for _, group := range q.searches() {
		for _, axioms := range group {
			if err := q.ask(axioms); err != nil || q.reason.Allowed {
				return &q.reason, err
			}
		}
		if len(q.reason.Candidates) > 0 {
			break
		}
	}
	slices.SortStableFunc(q.reason.Candidates, func(a, b Candidate) int { return len(a.Cycle) - len(b.Cycle) })
	return &q.reason, nil
}

// What one search looks at, unless it is told otherwise: parts of executions, and at most
// complete ones with the outcome.
const (
	maxParts = 1 << 16
	maxAsked = 1 << 10
)

// question is a Why that is being answered.
type question struct {
	search  *search // where forecast and wanted come from
	observe []uint64
	holds   func([]uint64) bool
	model   axiom.Model
	reason  Reason
}

// prepare finds what may happen at all. none says that it does not give the outcome.
func (q *question) prepare() (none bool, err error) {
	s := q.search
	for err = errShared; errors.Is(err, errShared); {
		s.owner = map[uint64]int{}
		s.before, err = s.foresee()
	}
	if err == nil {
		s.wanted, none = s.want(q.observe, q.holds)
	}
	return none, err
}

// searches lists the sets of axioms that executions are to satisfy, in groups: all axioms of
// the model but one, together with what holds in every model, and with less and less of that;
// then that alone.
func (q *question) searches() [][][]axiom.Axiom {
	common := axiom.Common()
	var groups [][][]axiom.Axiom
	for less := range len(common) + 1 {
		var group [][]axiom.Axiom
		for i := range q.model.Axioms {
			axioms := slices.Delete(slices.Clone(q.model.Axioms), i, i+1)
			group = append(group, append(axioms, common[less:]...))
		}
		groups = append(groups, group)
	}
	for less := range len(common) + 1 {
		groups = append(groups, [][]axiom.Axiom{common[less:]})
	}
	return groups
}

// ask looks at the executions that violate none of the axioms.
func (q *question) ask(axioms []axiom.Axiom) error {
	s := newSearch(q.search.prog, q.search.limits)
	s.axioms, s.before, s.wanted, s.local = axioms, q.search.before, q.search.wanted, q.search.local
	s.guess = !slices.ContainsFunc(axioms, func(a axiom.Axiom) bool { return a.Name == axiom.NoThinAir })
	before, asked := q.reason, 0
	s.restart = func() {
		q.reason, asked = before, 0
		q.reason.Candidates = slices.Clone(before.Candidates)
	}
	s.found = func(st *state) bool {
		if q.holds(s.final(st, q.observe)) {
			asked++
			q.judge(st.x)
		}
		s.stopped = asked == maxAsked
		return !q.reason.Allowed && !s.stopped
	}
	if err := s.explore(); err != nil {
		return err
	}
	q.reason.Incomplete = s.incomplete()
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
