package linear

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/result"
	"heddle/checker/scenario"
)

// did is an operation that has returned.
func did(client int, operation string, arguments, results []int) Operation {
	return Operation{Call: Call{client, operation, arguments}, Results: results, Returned: true}
}

// fromPaths gives the automaton that has these paths, and their beginnings.
func fromPaths(paths ...[]Operation) *Automaton {
	a := newAutomaton()
	g := &graph{steps: make([][]transition, 1)}
	for _, path := range paths {
		at := uint32(0)
		for _, op := range path {
			call, result := a.call(op.Client, op.Operation, words(op.Arguments)), a.result(words(op.Results))
			i := slices.IndexFunc(g.steps[at], func(t transition) bool { return t.call == call && t.result == result })
			if i < 0 {
				i = len(g.steps[at])
				g.steps[at] = append(g.steps[at], transition{call, result, uint32(len(g.steps))})
				g.steps = append(g.steps, nil)
			}
			at = g.steps[at][i].to
		}
	}
	a.nodes, _, _ = g.minimize()
	return a
}

// stack is that of two clients, one of which pushes 7 and the other pops twice.
func stack() *Automaton {
	push, pop, none := did(0, "Push", []int{7}, nil), did(1, "Pop", nil, []int{7, 1}), did(1, "Pop", nil, []int{0, 0})
	a := fromPaths([]Operation{push, pop, none}, []Operation{none, push, pop}, []Operation{none, none, push})
	a.Signatures = Signatures{
		{Name: "Push", Parameters: []scenario.Parameter{{Kind: scenario.Fresh}}},
		{Name: "Pop", Results: []scenario.Result{scenario.Int, scenario.Bool}},
	}
	return a
}

func TestMinimize(t *testing.T) {
	assert.Equal(t, "7 nodes, 8 edges, 2 calls", stack().String())
	a := fromPaths([]Operation{did(0, "A", nil, nil), did(1, "B", nil, nil)}, []Operation{did(1, "B", nil, nil), did(0, "A", nil, nil)})
	assert.Equal(t, "4 nodes, 4 edges, 2 calls", a.String())
	_, state, ok := (&graph{steps: [][]transition{{{to: 1}}, {{to: 2}}, {{to: 1}}}}).minimize()
	assert.False(t, ok)
	assert.EqualValues(t, 1, state)
}

func TestMessages(t *testing.T) {
	begin := func(m *Monitor) uint64 {
		set, why := m.Call(0, 0, "Push", words([]int{7}))
		require.Empty(t, why)
		set, why = m.Call(set, 1, "Pop", nil)
		require.Empty(t, why)
		return set
	}
	m := New(stack(), Linearizable)
	set := begin(m)
	_, why := m.Return(set, 1, words([]int{8, 1}))
	assert.Equal(t, "client 1: Pop() returns 8, true, where the specification allows 0, false or 7, true", why)
	after, why := m.Return(set, 0, nil)
	require.Empty(t, why)
	after, why = m.Return(after, 1, words([]int{0, 0}))
	require.Empty(t, why)
	after, why = m.Call(after, 1, "Pop", nil)
	require.Empty(t, why)
	_, why = m.Return(after, 1, words([]int{0, 0}))
	assert.Equal(t, "client 1: Pop() returns 0, false, where the specification allows only 7, true", why)

	m = New(stack(), SequentiallyConsistent)
	_, why = m.Return(begin(m), 1, words([]int{9, 1}))
	assert.Equal(t, "client 1: Pop() returns 9, true, where the specification allows 0, false or 7, true", why)

	m = New(stack(), QuiescentlyConsistent)
	set, why = m.Return(begin(m), 1, words([]int{9, 1}))
	assert.Empty(t, why)
	assert.Equal(t, "no order of the operations is one that the specification allows", m.End(set))
	_, why = m.Return(set, 0, nil)
	assert.Equal(t, "client 0: Push(7) returns nothing, where the specification lets it return nothing at all", why)
}

func TestSignatures(t *testing.T) {
	s := Signatures{{
		Name: "Put", Parameters: []scenario.Parameter{{}, {Type: "bool"}, {Type: "uint8"}},
		Results: []scenario.Result{scenario.Error, scenario.Bool, scenario.Integer},
	}}
	assert.Equal(t, "Put(1, true, 1) = an error, true, 1", s.Operation("Put", []int{1, 1, 1}, []int{1, 1, 1}))
	assert.Equal(t, "Put(1, false, 0) = nil, false, 0", s.Operation("Put", []int{1, 0, 0}, []int{0, 0, 0}))
	assert.Equal(t, "Get() = 1", s.Operation("Get", nil, []int{1}))
	assert.Equal(t, "nothing", s.Results("Get", nil))
}

func TestCriteria(t *testing.T) {
	for name, want := range map[string]Criterion{"": Linearizable, "linearizable": Linearizable, "sequential": SequentiallyConsistent, "quiescent": QuiescentlyConsistent} {
		got, err := ParseCriterion(name)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := ParseCriterion("serializable")
	assert.EqualError(t, err, `linear: criterion "serializable", want one of linearizable, sequential, quiescent`)
}

// popsLate is a history of stack in which the second Pop finds nothing after the Push.
func popsLate() []result.HistoryEvent {
	pop, empty := result.HistoryEvent{Client: 1, Operation: "Pop"}, result.HistoryEvent{Client: 1, Return: true, Results: []int{0, 0}}
	return []result.HistoryEvent{
		pop, {Client: 0, Operation: "Push", Arguments: []int{7}}, {Client: 0, Return: true}, empty, pop, empty,
	}
}

func TestJudge(t *testing.T) {
	a := stack()
	late := popsLate()
	assert.NoError(t, a.Judge(Linearizable)(late, false))
	assert.EqualError(t, a.Judge(SequentiallyConsistent)(late, false), "there is an order of the operations that is sequentially consistent")
	assert.EqualError(t, a.Judge(Linearizable)(late[:5], false), "there is an order of the operations that is linearizable")
	assert.NoError(t, a.Judge(Linearizable)(late[:5], true), "Pop takes effect some time")
	assert.EqualError(t, a.Judge(Linearizable)(late[1:2], false), "there is an order of the operations that is linearizable")
	assert.EqualError(t, a.Judge(Linearizable)([]result.HistoryEvent{{Client: 1, Operation: "Wait"}}, true),
		"what has not returned may wait for ever, by the orders of the others")
	assert.EqualError(t, a.Judge(Linearizable)(late[2:], false), "linear: event 1: client 0 returns from no call")
	assert.EqualError(t, a.Judge(Linearizable)(slices.Concat(late[:1], late), false), "linear: event 2: client 1 calls while its last call has not returned")
}

func TestPicture(t *testing.T) {
	var first, second bytes.Buffer
	require.NoError(t, stack().Picture(&first, popsLate()[:5]))
	require.NoError(t, stack().Picture(&second, popsLate()[:5]))
	assert.True(t, bytes.Equal(first.Bytes(), second.Bytes()))
	for _, text := range []string{"<html", "Pop() = 0, false", "Push(7)", "Pop() has not returned", "allows Pop() = 0, false; Push(7)"} {
		assert.True(t, strings.Contains(first.String(), text), text)
	}
}
