package scenario_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/scenario"
)

type key uint8

type object1 struct{}

func (*object1) Add(by uint8) bool                   { return by > 1 }
func (*object1) Get(k key) (int, bool)               { return int(k), true }
func (*object1) Len() int                            { return 0 }
func (*object1) Put(k key, v int) error              { return nil }
func (*object1) Set(on bool) int64                   { return 0 }
func (*object1) Visit(f func(int)) int               { return 0 }
func (*object1) Name() string                        { return "" }
func (*object1) All(values ...int) (first, last int) { return 0, 0 }
func (*object1) Twice(n int)                         {}

type object2 struct{ object1 }

func (*object2) Twice(n int64)     {}
func (object2) Own(a, b, c, d int) {}

type object3 struct{}

func (*object3) Add(v int)           {}
func (*object3) Contains(v int) bool { return false }

func discover(object, spec any, only ...string) ([]scenario.Operation, error) {
	return scenario.Discover(reflect.TypeOf(object), reflect.TypeOf(spec), only, func(t reflect.Type) (string, error) { return t.Name(), nil })
}

func TestDiscover(t *testing.T) {
	fresh := func(typ string) scenario.Parameter { return scenario.Parameter{Type: typ} }
	values := func(typ string) scenario.Parameter {
		return scenario.Parameter{Kind: scenario.Values, Values: []int{1, 2}, Type: typ}
	}
	got, err := discover(new(object1), new(object2), "Add", "Get", "Put", "Set")
	require.NoError(t, err)
	assert.Equal(t, []scenario.Operation{
		{Name: "Add", Parameters: []scenario.Parameter{fresh("uint8")}, Results: []scenario.Result{scenario.Bool}},
		{Name: "Get", Parameters: []scenario.Parameter{fresh("key")}, Results: []scenario.Result{scenario.Int, scenario.Bool}},
		{Name: "Put", Parameters: []scenario.Parameter{values("key"), fresh("int")}, Results: []scenario.Result{scenario.Error}},
		{Name: "Set", Parameters: []scenario.Parameter{{Kind: scenario.Values, Values: []int{0, 1}, Type: "bool"}}, Results: []scenario.Result{scenario.Integer}},
	}, got)

	got, err = discover(new(object1), new(object1), "Get", "Put")
	require.NoError(t, err)
	assert.Equal(t, values("key"), got[0].Parameters[0], "what is got by")
	assert.Equal(t, fresh("int"), got[1].Parameters[1], "what is put in")

	got, err = discover(new(object3), new(object3))
	require.NoError(t, err)
	assert.Equal(t, values("int"), got[0].Parameters[0], "of a set")
}

func TestDiscoverRefuses(t *testing.T) {
	const leave = "; checker.Only(…) names the methods that are operations, if it is to be left out"
	for _, c := range []struct {
		object, spec any
		only         []string
		want         string
	}{
		{new(object1), new(object1), []string{"Peek"}, "*scenario_test.object1 has no method Peek; it has Add, All, Get, Len, Name, Put, Set, Twice, Visit"},
		{new(object2), new(object1), []string{"Own"}, "*scenario_test.object1 has no method Own; it has Add, All, Get, Len, Name, Put, Set, Twice, Visit"},
		{new(object1), new(object1), []string{"Visit"}, "Visit of *scenario_test.object1 has a parameter of type func(int), want an integer or a boolean" + leave},
		{new(object1), new(object1), []string{"Name"}, "Name of *scenario_test.object1 has a result of type string, want an integer, bool or error" + leave},
		{new(object1), new(object1), []string{"All"}, "All of *scenario_test.object1 has a parameter of type []int, want integers and booleans, a fixed number of them" + leave},
		{new(object1), new(object2), []string{"Twice"}, "Twice of *scenario_test.object1 is func(int), and of *scenario_test.object2 it is func(int64); want the same"},
		{object2{}, new(object3), nil, "scenario_test.object2 and *scenario_test.object3 have no exported method in common: the one has Own, the other Add, Contains"},
		{3, new(object3), nil, "int and *scenario_test.object3 have no exported method in common: the one has none, the other Add, Contains"},
	} {
		_, err := discover(c.object, c.spec, c.only...)
		assert.EqualError(t, err, c.want)
	}
}

func TestParse(t *testing.T) {
	o := all()
	got, err := o.Parse(" Push(7) ;Pop();Select(-1, true); Select(0x10, false);")
	require.NoError(t, err)
	assert.Equal(t, []scenario.Call{call("Push", 7), {Operation: "Pop"}, call("Select", -1, 1), call("Select", 16, 0)}, got)
	for text, want := range map[string]string{
		"":            `"" has no calls; want some such as "Push(1); Pop()"`,
		"Push(1":      `"Push(1" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"Push":        `"Push" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"s.Push(1)":   `"s.Push(1)" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"Push(-true)": `"Push(-true)" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"Push(x)":     `"Push(x)" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"Push(1.5)":   `"Push(1.5)" is no call of an operation with numbers or booleans; want one such as "Push(1)"`,
		"Push()":      "scenario: toy.New(clients * rounds): Push with 0 arguments, want 1",
		"Peek()":      "scenario: toy.New(clients * rounds): no operation Peek, want one of Push, Pop, Select, Wait",
	} {
		_, err := o.Parse(text)
		assert.EqualError(t, err, want)
	}
}
