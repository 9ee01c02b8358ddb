// Package draw draws scenarios at random, for property-based tests: package rapid draws what they are made of, and so
// makes those that fail smaller, in clients, operations and arguments.
package draw

import (
	"cmp"
	"slices"

	"pgregory.net/rapid"

	"heddle/checker/scenario"
)

// Size bounds a scenario: how many clients it has, and how many operations each of them makes.
type Size struct{ Clients, Rounds int }

// step is an operation that a client is to make: its number, and for each parameter that of a value.
type step struct {
	operation int
	values    []int
}

// Scenario draws a scenario of an object. What it draws depends on the greatest size alone, what it makes of that on size too: it
// takes the first clients, and of each the first operations. So what was drawn when sizes were small can be drawn again when they are not.
//
// Clients are interchangeable where they all may make the same operations, and stand in order then: a scenario is drawn in one form only.
func Scenario(t *rapid.T, o *scenario.Object, greatest, size Size) scenario.Family {
	operation := rapid.Custom(func(t *rapid.T) step {
		s := step{operation: rapid.IntRange(0, len(o.Operations)-1).Draw(t, "operation")}
		for _, p := range o.Operations[s.operation].Parameters {
			v := 0
			if p.Kind == scenario.Values {
				v = rapid.IntRange(0, len(p.Values)-1).Draw(t, "value")
			}
			s.values = append(s.values, v)
		}
		return s
	})
	steps := rapid.SliceOfN(rapid.SliceOfN(operation, 1, greatest.Rounds), 1, greatest.Clients).Draw(t, "scenario")
	steps = steps[:min(len(steps), size.Clients)]
	for i := range steps {
		steps[i] = steps[i][:min(len(steps[i]), size.Rounds)]
	}
	return family(o, steps)
}

// family gives the scenario in which clients make the steps that they may make. Clients that make none are left out.
func family(o *scenario.Object, steps [][]step) scenario.Family {
	var clients [][]step
	for _, list := range steps {
		var mine []step
		for _, s := range list {
			op := &o.Operations[s.operation]
			if op.Clients.Has(len(clients)) && (op.Rounds == 0 || len(mine) < op.Rounds) {
				mine = append(mine, s)
			}
		}
		if len(mine) > 0 {
			clients = append(clients, mine)
		}
	}
	if interchangeable(o) {
		slices.SortStableFunc(clients, compare)
	}
	f := scenario.Family{Object: o, Initial: o.Initial, Final: o.Final}
	value := fresh(o)
	for client, list := range clients {
		var slots []scenario.Slot
		for _, s := range list {
			slots = append(slots, scenario.Slot{call(&o.Operations[s.operation], s, client, value)})
		}
		f.Clients = append(f.Clients, slots)
	}
	return f
}

// fresh gives a function that counts from 1, and leaves out what the initial and final operations have.
func fresh(o *scenario.Object) func() int {
	taken := map[int]bool{}
	for _, c := range slices.Concat(o.Initial, o.Final) {
		for _, v := range c.Arguments {
			taken[v] = true
		}
	}
	v := 0
	return func() int {
		for v++; taken[v]; v++ {
		}
		return v
	}
}

// call gives the call that a client makes in a step. All its fresh arguments are the same.
func call(op *scenario.Operation, s step, client int, value func() int) scenario.Call {
	c := scenario.Call{Operation: op.Name}
	fresh := 0
	for i, p := range op.Parameters {
		v := client
		switch p.Kind {
		case scenario.Values:
			v = p.Values[s.values[i]]
		case scenario.Fresh:
			if fresh == 0 {
				fresh = value()
			}
			v = fresh
		}
		c.Arguments = append(c.Arguments, v)
	}
	return c
}

// interchangeable reports whether it does not matter which number a client has.
func interchangeable(o *scenario.Object) bool {
	return !slices.ContainsFunc(o.Operations, func(op scenario.Operation) bool {
		return op.Clients != scenario.Anyone ||
			slices.ContainsFunc(op.Parameters, func(p scenario.Parameter) bool { return p.Kind == scenario.Client })
	})
}

// compare orders what clients do.
func compare(a, b []step) int {
	return slices.CompareFunc(a, b, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.operation, b.operation), slices.Compare(a.values, b.values))
	})
}
