package recorded

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Specification is a sequential specification by its name: an ordinary Go type, and what is known of it.
type Specification struct {
	Name, Doc string

	// New gives a new object: a function whose parameters are whole numbers (Parameters names them), as sequential.NewQueue is.
	New        any
	Parameters []string
	Arguments  []int // values of the parameters, see With

	Synonyms map[string]string // other names of methods, in lower case: "add" for Insert

	// Keyed names operations whose first argument is a key: those with different keys know nothing of each other.
	Keyed []string
	// Symbols says that values are only compared with each other.
	Symbols bool
	// Written says that there are values which can be read before they are written.
	Written bool
	// Parts names operations of which it is known that of a linearizable history the operations on some of the values are one,
	// too: without those that have another argument or, unless the last result is false, result.
	Parts []string
	// Failures says that Parts is so only if operations whose last result is false are left out.
	Failures bool
	// FIFO says that the operations are Enqueue and Dequeue of a queue without a bound: for values that differ no search is needed.
	FIFO bool
}

// With gives s with the values of its parameters.
func (s Specification) With(arguments ...int) (Specification, error) {
	if len(arguments) != len(s.Parameters) {
		want := s.Name
		for _, p := range s.Parameters {
			want += ":" + strings.ToUpper(p)
		}
		return s, fmt.Errorf("specification %s: found %d parameters, expected %s", s.Name, len(arguments), want)
	}
	s.Arguments = arguments
	return s, nil
}

// FindSpecification gives the one of all called name, which may have parameters: "semaphore:3".
func FindSpecification(all []Specification, name string) (Specification, error) {
	parts := strings.Split(name, ":")
	i := slices.IndexFunc(all, func(s Specification) bool { return s.Name == parts[0] })
	if i < 0 {
		names := make([]string, len(all))
		for i, s := range all {
			names[i] = s.Name
		}
		return Specification{}, fmt.Errorf("no specification %q, expected one of %s", parts[0], strings.Join(names, ", "))
	}
	var arguments []int
	for _, p := range parts[1:] {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return Specification{}, fmt.Errorf("specification %s: found %q, expected a whole number", name, p)
		}
		arguments = append(arguments, n)
	}
	return all[i].With(arguments...)
}

// object gives a new object.
func (s Specification) object() (object any, err error) {
	f := reflect.ValueOf(s.New)
	if f.Kind() != reflect.Func || f.IsNil() || f.Type().NumOut() != 1 || parameters(f.Type()) != len(s.Arguments) {
		return nil, fmt.Errorf("specification %s: found %T, expected a function that gives a new object", s.Name, s.New)
	}
	in := make([]reflect.Value, len(s.Arguments))
	for i, a := range s.Arguments {
		in[i] = reflect.ValueOf(a)
		if !in[i].CanConvert(f.Type().In(i)) {
			return nil, fmt.Errorf("specification %s: parameter %s is a %s, expected a whole number", s.Name, s.Parameters[i], f.Type().In(i))
		}
		in[i] = in[i].Convert(f.Type().In(i))
	}
	object = f.Call(in)[0].Interface()
	if reflect.TypeOf(object).Kind() != reflect.Pointer {
		return nil, fmt.Errorf("specification %s: found a new %T, expected a pointer", s.Name, object)
	}
	return object, nil
}

// parameters counts those that must be given.
func parameters(f reflect.Type) int {
	if f.IsVariadic() {
		return f.NumIn() - 1
	}
	return f.NumIn()
}

// Operations gives the methods, as Go declares them: "Dequeue() (int, bool)".
func (s Specification) Operations() []string {
	t := reflect.TypeOf(s.New).Out(0)
	var list []string
	for m := range t.Methods() {
		signature := reflect.Zero(m.Type).Type()
		var in, out []string
		for i := 1; i < signature.NumIn(); i++ {
			in = append(in, signature.In(i).String())
		}
		for i := range signature.NumOut() {
			out = append(out, signature.Out(i).String())
		}
		results := strings.Join(out, ", ")
		if len(out) > 1 {
			results = "(" + results + ")"
		}
		list = append(list, strings.TrimSpace(m.Name+"("+strings.Join(in, ", ")+") "+results))
	}
	return list
}

// folded is a name as it is compared with others: compare-and-swap is CompareAndSwap.
func folded(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(name))
}
