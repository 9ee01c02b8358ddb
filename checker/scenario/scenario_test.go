package scenario_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/scenario"
	"heddle/model/golang"
	"heddle/model/golang/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// toy is a package with an object whose operations have all kinds of parameters and results, and its specification.
const toy = `package toy

import "errors"

type Toy struct{ values []int }

func New(capacity int) *Toy { return &Toy{make([]int, 0, capacity)} }

func (t *Toy) Push(v int)           { t.values = append(t.values, v) }
func (t *Toy) Pop() (int, bool)     { return len(t.values), false }
func (t *Toy) Select(by int, ok bool) (uint8, error) { return uint8(by), errors.New("no") }
func (t *Toy) Wait(small uint8) bool { return small > 1 }
func (t *Toy) Check() string        { return "" }
`

func object() *scenario.Object {
	return &scenario.Object{
		Imports: []string{"example/toy"},
		New:     "toy.New(clients * rounds)", Spec: "toy.New(clients)",
		Operations: []scenario.Operation{
			{Name: "Push", Parameters: []scenario.Parameter{{Kind: scenario.Fresh}}},
			{Name: "Pop", Results: []scenario.Result{scenario.Int, scenario.Bool}},
		},
	}
}

// all has every kind of everything.
func all() *scenario.Object {
	o := object()
	o.Operations[0].Clients = scenario.Owner
	o.Operations = append(o.Operations,
		scenario.Operation{
			Name:       "Select",
			Parameters: []scenario.Parameter{{Kind: scenario.Client}, {Kind: scenario.Values, Values: []int{0, 1}, Type: "bool"}},
			Results:    []scenario.Result{scenario.Integer, scenario.Error},
		},
		scenario.Operation{
			Name: "Wait", Parameters: []scenario.Parameter{{Kind: scenario.Values, Values: []int{3}, Type: "uint8"}},
			Results: []scenario.Result{scenario.Bool}, Clients: scenario.Others,
		})
	o.Initial = []scenario.Call{{Operation: "Push", Arguments: []int{100}}}
	o.Final = []scenario.Call{{Operation: "Pop"}, {Operation: "Pop"}}
	o.Validate = "Check"
	return o
}

func call(operation string, arguments ...int) scenario.Call {
	return scenario.Call{Operation: operation, Arguments: arguments}
}

func families() map[string]scenario.Family {
	first := object()
	first.Operations[0].Rounds = 1
	sorted := object().All(3, 2)
	sorted.Sorted, sorted.Object.Symmetric = true, true
	counter := all()
	counter.Operations, counter.Initial = counter.Operations[1:3], nil
	mixed := all().All(3, 2)
	mixed.Clients[2] = mixed.Clients[2][:1]
	return map[string]scenario.Family{
		"all":       object().All(2, 2),
		"sorted":    sorted,
		"one":       object().All(1, 1),
		"first":     first.All(2, 2),
		"counter":   counter.All(2, 3),
		"roles":     all().All(3, 2),
		"roles-one": all().All(1, 2),
		"mixed":     mixed,
		"single": {Object: object(), Clients: [][]scenario.Slot{
			{{call("Push", 1)}, {call("Pop")}},
			{{call("Push", 2)}},
		}},
		"pops": {Object: object(), Clients: [][]scenario.Slot{{{call("Pop")}}, {{call("Pop")}}}, Final: []scenario.Call{call("Pop")}},
	}
}

// TestTexts compares the texts with golden files, and compiles them.
func TestTexts(t *testing.T) {
	for name, f := range families() {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, f.Valid())
			for kind, text := range map[string]string{"concurrent": f.Concurrent(), "sequential": f.Sequential(true), "unordered": f.Sequential(false)} {
				golden(t, name+"."+kind+".txt", text)
				p, err := (&golang.Loader{Library: library(text)}).Load(source.Target{
					Name: name, Path: scenario.Path, Func: map[string]string{"concurrent": scenario.ConcurrentFunc, "sequential": scenario.SequentialFunc, "unordered": scenario.SequentialFunc}[kind],
				})
				require.NoError(t, err)
				require.NoError(t, p.Validate())
			}
		})
	}
}

func library(text string) map[string]fs.FS {
	return map[string]fs.FS{
		"example/toy": fstest.MapFS{"toy.go": {Data: []byte(toy)}},
		scenario.Path: fstest.MapFS{"scenario.go": {Data: []byte(text)}},
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "go test -update writes it")
	assert.Equal(t, string(want), got)
}

func TestScenarios(t *testing.T) {
	assert.Equal(t, "16", object().All(2, 2).Scenarios().String())
	assert.Equal(t, "512", object().All(3, 3).Scenarios().String())
	assert.Equal(t, "4096", all().All(3, 2).Scenarios().String()) // 4 alternatives of each client's slots
	assert.Equal(t, 2, all().All(3, 2).Rounds())
}

func TestInvalid(t *testing.T) {
	for want, f := range map[string]scenario.Family{
		"scenario: toy.New(clients * rounds): no clients, want at least 1":                                   {},
		"scenario: toy.New(clients * rounds): client 1 has no operation":                                     {Clients: [][]scenario.Slot{{{call("Pop")}}, {}}},
		"scenario: toy.New(clients * rounds): an operation of client 0 has no alternatives, want at least 1": {Clients: [][]scenario.Slot{{{}}}},
		"scenario: toy.New(clients * rounds): no operation Peek, want one of Push, Pop":                      {Clients: [][]scenario.Slot{{{call("Peek")}}}},
		"scenario: toy.New(clients * rounds): Push with 0 arguments, want 1":                                 {Clients: [][]scenario.Slot{{{call("Pop")}}}, Final: []scenario.Call{call("Push")}},
	} {
		f.Object = object()
		assert.EqualError(t, f.Valid(), want)
	}
}

// TestSortable: clients are told apart by an argument of another that is a value, or the number, of one of them.
func TestSortable(t *testing.T) {
	push := scenario.Operation{Name: "Push", Parameters: []scenario.Parameter{{Kind: scenario.Client}, {}}}
	swap := scenario.Operation{Name: "Swap", Parameters: []scenario.Parameter{{Kind: scenario.Values, Values: []int{4, 5}}}}
	sortable := func(threads int, initial ...scenario.Call) bool {
		o := &scenario.Object{New: "New()", Spec: "New()", Operations: []scenario.Operation{push, swap}, Initial: initial, Symmetric: true}
		return o.All(threads, 1).Sortable()
	}
	assert.True(t, sortable(3))
	assert.False(t, sortable(4), "Swap(4) is of the value that client 3 pushes")
	assert.True(t, sortable(3, call("Push", 3, 4)))
	assert.False(t, sortable(3, call("Push", 2, 4)))
	assert.False(t, sortable(3, call("Push", 3, 3)))
}
