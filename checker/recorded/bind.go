package recorded

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// call is a step as it is made on the specification.
type call struct {
	name    string // of the method
	method  reflect.Value
	in      []reflect.Value // without the receiver
	results []reflect.Value // what was recorded
	known   bool            // whether anything is known of the results
	label   int             // the same for calls of one method with the same arguments
}

// task is an operation as it is made on the specification.
type task struct {
	*Operation
	calls []call
}

// open reports whether it is unknown if the task happened.
func (t *task) open() bool { return t.Return == Open }

// binder makes tasks of operations.
type binder struct {
	tasks   []*task
	history *History
	spec    Specification
	methods map[string]reflect.Method // by folded name, and by names that were asked for
	symbols *symbols
	labels  map[string]int
}

// bind makes the tasks of a history. The error says where it does not fit the specification.
func bind(h *History, spec Specification) (*binder, error) {
	object, err := spec.object()
	if err != nil {
		return nil, err
	}
	b := &binder{history: h, spec: spec, methods: map[string]reflect.Method{}, labels: map[string]int{}}
	b.symbols = newSymbols(h, spec)
	for m := range reflect.TypeOf(object).Methods() {
		b.methods[folded(m.Name)] = m
	}
	b.tasks = make([]*task, len(h.Operations))
	for i := range h.Operations {
		o := h.Operations[i]
		o.Steps = slices.Clone(o.Steps)
		t := &task{Operation: &o}
		b.tasks[i] = t
		for k := range o.Steps {
			c, err := b.call(&o.Steps[k], o.Return == Open)
			if err != nil {
				if o.Line > 0 {
					return nil, fmt.Errorf("%s:%d: %w", h.File, o.Line, err)
				}
				return nil, fmt.Errorf("client %d: %w", o.Client, err)
			}
			t.calls = append(t.calls, c)
		}
	}
	return b, nil
}

// call makes the call of a step. Booleans of s that were written as numbers become booleans.
func (b *binder) call(s *Step, open bool) (call, error) {
	m, ok := b.method(s.Name)
	if !ok {
		return call{}, fmt.Errorf("found operation %s, expected one of %s: %s", s.Name, b.spec.Name, strings.Join(b.spec.Operations(), ", "))
	}
	t := m.Type
	if len(s.Arguments) != t.NumIn()-1 || t.IsVariadic() {
		return call{}, fmt.Errorf("found %s(%s), expected %d arguments", s.Name, list(s.Arguments), t.NumIn()-1)
	}
	c := call{name: m.Name, method: m.Func}
	var err error
	if c.in, s.Arguments, err = b.values(s.Arguments, func(i int) reflect.Type { return t.In(i + 1) }); err != nil {
		return call{}, fmt.Errorf("argument of %s: %w", s.Name, err)
	}
	key := m.Name + "(" + texts(c.in)
	if _, ok := b.labels[key]; !ok {
		b.labels[key] = len(b.labels)
	}
	if c.label = b.labels[key]; open || s.Results == nil {
		return c, nil
	}
	if len(s.Results) != t.NumOut() {
		return call{}, fmt.Errorf("found results (%s) of %s, expected %d", list(s.Results), s.Name, t.NumOut())
	}
	c.known = true
	if c.results, s.Results, err = b.values(s.Results, t.Out); err != nil {
		return call{}, fmt.Errorf("result of %s: %w", s.Name, err)
	}
	return c, nil
}

// method gives the method called name.
func (b *binder) method(name string) (m reflect.Method, ok bool) {
	if m, ok = b.methods[name]; ok {
		return m, true
	}
	short := folded(name)
	if synonym, ok := b.spec.Synonyms[short]; ok {
		short = folded(synonym)
	}
	if m, ok = b.methods[short]; ok {
		b.methods[name] = m
	}
	return m, ok
}

func (b *binder) values(values []any, of func(i int) reflect.Type) (list []reflect.Value, read []any, err error) {
	list, read = make([]reflect.Value, len(values)), slices.Clone(values)
	for i, v := range values {
		t := of(i)
		if list[i], err = b.symbols.value(v, t); err != nil {
			return nil, values, err
		}
		if t.Kind() == reflect.Bool {
			read[i] = list[i].Bool()
		}
	}
	return list, read, nil
}

// texts tells argument lists apart.
func texts(values []reflect.Value) string {
	var text []byte
	for _, v := range values {
		if v.CanInt() {
			text = strconv.AppendInt(text, v.Int(), 10)
		} else {
			text = fmt.Appendf(text, "%#v", v)
		}
		text = append(text, ',')
	}
	return string(text)
}
