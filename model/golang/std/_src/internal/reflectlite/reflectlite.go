// Package reflectlite is what Go's own packages ask of a dynamic type, by
// operations of the machine.
package reflectlite

import "heddle/model/golang/step"

// Type is the dynamic type of what it holds.
type Type struct{ of any }

// TypeOf gives the dynamic type of i.
func TypeOf(i any) Type { return Type{i} }

func (t Type) String() string   { return step.TypeName(t.of) }
func (t Type) Comparable() bool { return step.Comparable(t.of) }

// Value is a slice.
type Value struct{ slice any }

func ValueOf(i any) Value { return Value{i} }

func (v Value) Len() int { return step.Len(v.slice) }

// Swapper gives a function that swaps elements of a slice.
func Swapper(slice any) func(i, j int) {
	return func(i, j int) { step.SwapElems(slice, i, j) }
}
