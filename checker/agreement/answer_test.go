// Package agreement tests that answers to one question are the same: of the
// operational and the axiomatic form of each memory model, and of the literature.
package agreement_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker/candidate"
	"heddle/checker/outcome"
	"heddle/machine"
	"heddle/machine/axiom"
	"heddle/model/litmus"
)

// answer is what a litmus test does under a memory model.
type answer struct {
	States []string // final states as herd prints them, sorted
	Racy   bool
	held   int // states with the condition true
}

// observation is one of never, sometimes, always, undef.
func (a answer) observation() string {
	switch {
	case a.Racy:
		return "undef"
	case a.held == 0:
		return "never"
	case a.held == len(a.States):
		return "always"
	}
	return "sometimes"
}

type fataler interface {
	require.TestingT
	Helper()
}

func compile(t fataler, file, source string) *litmus.Code {
	t.Helper()
	test, err := litmus.Parse(file, []byte(source))
	require.NoError(t, err)
	code, err := test.Compile()
	require.NoError(t, err)
	return code
}

// operational explores all schedules.
func operational(t fataler, code *litmus.Code, memory string) answer {
	t.Helper()
	m, err := machine.FindMemory(memory)
	require.NoError(t, err)
	r, err := outcome.Explore(code, m, outcome.Limits{})
	require.NoError(t, err)
	require.Empty(t, r.Limit)
	a := answer{Racy: r.Race != ""}
	for _, o := range r.Outcomes {
		a.States = append(a.States, o.State)
		if o.Holds {
			a.held++
		}
	}
	return a
}

// axiomatic enumerates all candidate executions. ok is false if the test has a
// loop, whose executions are not all enumerated.
func axiomatic(t fataler, code *litmus.Code, memory string) (a answer, ok bool) {
	t.Helper()
	m, found := axiom.Find(memory)
	require.True(t, found, memory)
	r, err := candidate.Enumerate(code.Program, code.Observed(), m, candidate.Limits{})
	require.NoError(t, err)
	a.Racy = r.Race != nil
	for _, o := range r.Outcomes {
		if state := code.Format(o.Values); code.Admits(o.Values) && !slices.Contains(a.States, state) {
			a.States = append(a.States, state)
			if code.Holds(o.Values) {
				a.held++
			}
		}
	}
	slices.Sort(a.States)
	return a, r.Incomplete == ""
}

// axiomatically tells whether a memory model has axioms.
func axiomatically(memory string) bool {
	_, ok := axiom.Find(memory)
	return ok
}

var _ fataler = (*testing.T)(nil)
