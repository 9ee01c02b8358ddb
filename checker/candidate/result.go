package candidate

import (
	"fmt"
	"slices"
	"strings"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// Limits bound an enumeration. The zero value is what litmus tests need.
type Limits struct {
	Unroll     int // how often a thread may jump back from the same place; 0: twice
	Executions int // complete executions that are looked at; 0: no limit
	Parts      int // parts of executions that are looked at; 0: no limit
}

const defaultUnroll = 2

// Result is what a model allows.
type Result struct {
	Outcomes   []Outcome // ascending values
	Executions int       // consistent ones
	Race       *Race     // of one of them, or nil: if there is one the program means nothing
	Failure    string    // how the program fails in a consistent execution, "" if it never does
	Incomplete string    // why some executions were left out, "" if none was
}

// Outcome is the values of the observed cells at the end of an execution.
type Outcome struct {
	Values     []uint64         // as the cells were asked for
	Executions int              // that end so
	Execution  *axiom.Execution // the first one
}

// Race is a data race: two accesses, by their numbers, that nothing orders.
type Race struct {
	Execution     *axiom.Execution
	First, Second int
}

// Enumerate finds all outcomes of p under model: the final values of the cells at
// observe. It is an error if p is not the code of a litmus test.
func Enumerate(p *program.Program, observe []uint64, model axiom.Model, limits Limits) (*Result, error) {
	res := &Result{}
	s := newSearch(p, limits)
	at := map[string]int{}
	s.axioms = model.Axioms
	s.restart = func() {
		*res, at = Result{}, map[string]int{}
	}
	s.found = func(st *state) bool {
		res.Executions++
		values := s.final(st, observe)
		key := fmt.Sprint(values)
		i, ok := at[key]
		if !ok {
			i, at[key] = len(res.Outcomes), len(res.Outcomes)
			res.Outcomes = append(res.Outcomes, Outcome{Values: values, Execution: st.x.Clone()})
		}
		res.Outcomes[i].Executions++
		if a, b, races := model.Race(st.x); races && res.Race == nil {
			res.Race = &Race{st.x.Clone(), a, b}
		}
		return true
	}
	if err := s.explore(); err != nil {
		return nil, err
	}
	res.Incomplete, res.Failure = s.incomplete(), s.failure
	slices.SortFunc(res.Outcomes, func(a, b Outcome) int { return slices.Compare(a.Values, b.Values) })
	return res, nil
}

// incomplete says why executions were left out.
func (s *search) incomplete() string {
	var why []string
	if s.cut != "" {
		why = append(why, fmt.Sprintf("the loop at %s is unrolled %d times", s.cut, s.unroll))
	}
	if s.stopped {
		why = append(why, fmt.Sprintf("%d executions were looked at", s.seen))
	}
	if s.before.open {
		why = append(why, "values may grow without end")
	}
	return strings.Join(why, "; ")
}
