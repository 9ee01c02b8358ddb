package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Qualifier gives the text that names a type which has a name.
type Qualifier func(t reflect.Type) (string, error)

// Discover gives the operations of an object: the exported methods that it and its specification both have, with the same
// signature, in the order of their names; or the methods called only, if there are any.
//
// Parameters are integers and booleans. A parameter of integers has fresh values if it is the last one of an operation which has
// more of them than another operation has that gives integers back: what is put in comes out again. Else its values are 1 and 2.
func Discover(object, spec reflect.Type, only []string, qualify Qualifier) ([]Operation, error) {
	for _, name := range only {
		for _, t := range []reflect.Type{object, spec} {
			if _, ok := t.MethodByName(name); !ok {
				return nil, fmt.Errorf("%s has no method %s; it has %s", t, name, methods(t))
			}
		}
	}
	var ops []Operation
	for m := range object.Methods() {
		of, ok := spec.MethodByName(m.Name)
		if !ok || len(only) > 0 && !slices.Contains(only, m.Name) {
			continue
		}
		op, err := discover(m, of, qualify)
		if err != nil {
			return nil, err
		}
		ops = append(ops, op)
	}
	if len(ops) == 0 {
		return nil, fmt.Errorf("%s and %s have no exported method in common: the one has %s, the other %s", object, spec, methods(object), methods(spec))
	}
	freshen(ops)
	return ops, nil
}

// methods lists the exported methods of a type.
func methods(t reflect.Type) string {
	var names []string
	for m := range t.Methods() {
		names = append(names, m.Name)
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// discover gives the operation that m is, a method of an object's type, and so is of, of its specification's.
func discover(m, of reflect.Method, qualify Qualifier) (Operation, error) {
	op := Operation{Name: m.Name}
	if got, want := types(m), types(of); !slices.Equal(got, want) {
		return op, fmt.Errorf("%s of %s is %s, and of %s it is %s; want the same", m.Name, m.Type.In(0), signature(m), of.Type.In(0), signature(of))
	}
	refused := func(what string, t reflect.Type, want string) error {
		return fmt.Errorf("%s of %s has a %s of type %s, want %s; checker.Only(…) names the methods that are operations, if it is to be left out",
			m.Name, m.Type.In(0), what, t, want)
	}
	if m.Type.IsVariadic() {
		return op, refused("parameter", m.Type.In(m.Type.NumIn()-1), "integers and booleans, a fixed number of them")
	}
	for i := 1; i < m.Type.NumIn(); i++ {
		t := m.Type.In(i)
		p := Parameter{Kind: Values, Values: []int{1, 2}}
		switch {
		case t == reflect.TypeFor[bool]():
			p.Values = []int{0, 1}
		case !integer(t):
			return op, refused("parameter", t, "an integer or a boolean")
		}
		var err error
		if p.Type, err = qualify(t); err != nil {
			return op, err
		}
		op.Parameters = append(op.Parameters, p)
	}
	for i := range m.Type.NumOut() {
		switch t := m.Type.Out(i); {
		case t == reflect.TypeFor[int]():
			op.Results = append(op.Results, Int)
		case integer(t):
			op.Results = append(op.Results, Integer)
		case t == reflect.TypeFor[bool]():
			op.Results = append(op.Results, Bool)
		case t == reflect.TypeFor[error]():
			op.Results = append(op.Results, Error)
		default:
			return op, refused("result", t, "an integer, bool or error")
		}
	}
	return op, nil
}

// types gives the types of a method's parameters and of its results, and between them nil.
func types(m reflect.Method) []reflect.Type {
	var list []reflect.Type
	for i := 1; i < m.Type.NumIn(); i++ {
		list = append(list, m.Type.In(i))
	}
	list = append(list, nil)
	for i := range m.Type.NumOut() {
		list = append(list, m.Type.Out(i))
	}
	return list
}

// signature gives the signature of a method without its receiver.
func signature(m reflect.Method) string {
	in := make([]reflect.Type, 0, m.Type.NumIn()-1)
	for i := 1; i < m.Type.NumIn(); i++ {
		in = append(in, m.Type.In(i))
	}
	out := make([]reflect.Type, 0, m.Type.NumOut())
	for i := range m.Type.NumOut() {
		out = append(out, m.Type.Out(i))
	}
	return reflect.FuncOf(in, out, m.Type.IsVariadic()).String()
}

func integer(t reflect.Type) bool {
	return t.Kind() >= reflect.Int && t.Kind() <= reflect.Uintptr
}

// freshen makes the parameters fresh that say what is put in.
func freshen(ops []Operation) {
	least := -1 // how many integers an operation takes that gives one back
	for i := range ops {
		if slices.Contains(ops[i].Results, Int) || slices.Contains(ops[i].Results, Integer) {
			if n := len(ops[i].integers()); least < 0 || n < least {
				least = n
			}
		}
	}
	for i := range ops {
		if in := ops[i].integers(); least >= 0 && len(in) > least {
			p := &ops[i].Parameters[in[len(in)-1]]
			p.Kind, p.Values = Fresh, nil
		}
	}
}

// integers gives the indices of the parameters that are integers.
func (op *Operation) integers() []int {
	var list []int
	for i, p := range op.Parameters {
		if p.Type != "bool" {
			list = append(list, i)
		}
	}
	return list
}
