package linear_test

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/machine"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// toys are specifications.
const toys = `package toy

import "heddle/model"

type Stack struct{ values []int }

func (s *Stack) Push(v int) { s.values = append(s.values, v) }

func (s *Stack) Pop() (int, bool) {
	n := len(s.values)
	if n == 0 {
		return 0, false
	}
	v := s.values[n-1]
	s.values = s.values[:n-1]
	return v, true
}

// Await waits until there is something.
func (s *Stack) Await() int {
	if len(s.values) == 0 {
		model.Refuse()
	}
	v, _ := s.Pop()
	return v
}

// Lossy loses what is pushed, or not.
type Lossy struct{ Stack }

func (s *Lossy) Push(v int) {
	if model.Choose(2) == 0 {
		s.Stack.Push(v)
	}
}

// Frail panics when nothing is there.
type Frail struct{ Stack }

func (s *Frail) Pop() (int, bool) {
	if len(s.values) == 0 {
		panic("nothing there")
	}
	return s.Stack.Pop()
}

// Restless may go on choosing for ever.
type Restless struct{ Stack }

func (s *Restless) Push(v int) {
	for model.Choose(2) == 0 {
	}
	s.Stack.Push(v)
}

type Careless struct{ Stack }

func New() *Careless { panic("no") }
`

func toyFamily(spec string, threads, rounds int) scenario.Family {
	o := &scenario.Object{
		Imports: []string{"example/toy"}, New: "new(toy." + spec + ")", Spec: "new(toy." + spec + ")",
		Operations: []scenario.Operation{
			{Name: "Push", Parameters: []scenario.Parameter{{Kind: scenario.Fresh}}},
			{Name: "Pop", Results: []scenario.Result{scenario.Int, scenario.Bool}},
		},
	}
	return o.All(threads, rounds)
}

func toyProgram(t *testing.T, f scenario.Family, ordered bool) *program.Program {
	t.Helper()
	l := &golang.Loader{Library: map[string]fs.FS{
		"example/toy": fstest.MapFS{"toy.go": {Data: []byte(toys)}},
		scenario.Path: fstest.MapFS{"scenario.go": {Data: []byte(f.Sequential(ordered))}},
	}}
	p, err := l.Load(source.Target{Name: "toy", Path: scenario.Path, Func: scenario.SequentialFunc})
	require.NoError(t, err)
	return p
}

func build(t *testing.T, f scenario.Family, ordered bool) *linear.Automaton {
	t.Helper()
	a, err := linear.Build(t.Context(), toyProgram(t, f, ordered), linear.Bounds{})
	require.NoError(t, err)
	a.Signatures = f.Object.Operations
	return a
}

// sequences gives all sequences of operations of a stack, as they happen natively: by the text of their operations.
func sequences(f scenario.Family, ordered bool) map[string]bool {
	found := map[string]bool{}
	var follow func(path []string, stack []int, left [][]scenario.Slot)
	follow = func(path []string, stack []int, left [][]scenario.Slot) {
		found[strings.Join(path, "; ")] = true
		for client, slots := range left {
			for i, slot := range slots {
				if ordered && i > 0 {
					continue
				}
				rest := slices.Clone(left)
				rest[client] = slices.Delete(slices.Clone(slots), i, i+1)
				for _, c := range slot {
					next, op := slices.Clone(stack), linear.Operation{Call: linear.Call{Client: client, Operation: c.Operation, Arguments: c.Arguments}}
					switch {
					case c.Operation == "Push":
						next = append(next, c.Arguments[0])
					case len(next) == 0:
						op.Results = []int{0, 0}
					default:
						op.Results = []int{next[len(next)-1], 1}
						next = next[:len(next)-1]
					}
					follow(append(slices.Clip(path), op.String()), next, rest)
				}
			}
		}
	}
	follow(nil, nil, f.Clients)
	return found
}

func TestBuildFindsAllSequences(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 3}, {2, 1}, {2, 2}, {3, 1}} {
		for _, ordered := range []bool{true, false} {
			f := toyFamily("Stack", size[0], size[1])
			a := build(t, f, ordered)
			got := map[string]bool{}
			for path := range a.Paths() {
				var texts []string
				for _, op := range path {
					texts = append(texts, op.String())
				}
				got[strings.Join(texts, "; ")] = true
			}
			assert.Equal(t, sequences(f, ordered), got, "%v", size)
		}
	}
	assert.Equal(t, "25 nodes, 68 edges, 6 calls", build(t, toyFamily("Stack", 2, 2), true).String())
}

// What a specification chooses is remembered, and what it refuses does not happen.
func TestBuildChoicesAndRefusals(t *testing.T) {
	f := toyFamily("Lossy", 2, 1)
	f.Object.Operations = append(f.Object.Operations, scenario.Operation{Name: "Await", Results: []scenario.Result{scenario.Int}})
	f.Clients = [][]scenario.Slot{{{{Operation: "Push", Arguments: []int{1}}}}, {{{Operation: "Await"}}}}
	a := build(t, f, true)
	var texts []string
	for path := range a.Paths() {
		texts = append(texts, linear.History(path).String())
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	assert.Equal(t, []string{"", "client 0: Push(1)", "client 0: Push(1); client 1: Await() = 1"}, texts)

	m := linear.New(a, linear.Linearizable)
	set, why := m.Call(0, 1, "Await", nil)
	require.Empty(t, why)
	assert.True(t, m.Waits(set), "nothing is there")
	set, _ = m.Call(set, 0, "Push", []uint64{1})
	assert.False(t, m.Waits(set), "Push may happen")
	set, why = m.Return(set, 0, nil)
	require.Empty(t, why)
	assert.True(t, m.Waits(set), "it may be lost")

	f.Object.Spec = "new(toy.Stack)"
	m = linear.New(build(t, f, true), linear.Linearizable)
	set, _ = m.Call(0, 1, "Await", nil)
	set, _ = m.Call(set, 0, "Push", []uint64{1})
	set, _ = m.Return(set, 0, nil)
	assert.False(t, m.Waits(set), "it is there")
}

func TestBuildErrors(t *testing.T) {
	careless := toyFamily("Stack", 1, 1)
	careless.Object.Spec = "toy.New()"
	gentle := toyFamily("Frail", 2, 2)
	gentle.Clients = [][]scenario.Slot{{{{Operation: "Push", Arguments: []int{1}}}}, {{{Operation: "Pop"}}, {{Operation: "Pop"}}}}
	gentle.Initial = []scenario.Call{{Operation: "Push", Arguments: []int{2}}}
	for want, f := range map[string]scenario.Family{
		"linear: the specification fails after client 2: Push(2), client 1: Pop() = 2, 1: panic: nothing there at example/toy/toy.go:42": gentle,
		"linear: the specification fails in its first operation: panic: nothing there at example/toy/toy.go:42":                          toyFamily("Frail", 1, 1),
		"linear: the specification fails before its first operation: panic: no at example/toy/toy.go:58":                                 careless,
		"linear: the specification can go on for ever in its first operation":                                                            toyFamily("Restless", 1, 2),
	} {
		_, err := linear.Build(t.Context(), toyProgram(t, f, true), linear.Bounds{})
		assert.EqualError(t, err, want)
	}
}

func TestBuildBounds(t *testing.T) {
	p := toyProgram(t, toyFamily("Stack", 2, 2), true)
	for want, b := range map[string]linear.Bounds{
		"the specification has more than 100 states":                {States: 100},
		"the states of the specification take more than 4000 bytes": {Bytes: 4000},
		"the specification was not explored within 1ns":             {Time: time.Nanosecond},
	} {
		_, err := linear.Build(t.Context(), p, b)
		var limit *machine.Limit
		require.ErrorAs(t, err, &limit)
		assert.Equal(t, want, limit.Message)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := linear.Build(ctx, p, linear.Bounds{})
	assert.ErrorIs(t, err, context.Canceled)
}
