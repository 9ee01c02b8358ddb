package recorded

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// ParseValue reads a value: a number, true, false, null or nil, a :keyword, or else a string.
func ParseValue(text string) (any, error) {
	if name, ok := strings.CutPrefix(text, ":"); ok {
		return Keyword(name), nil
	}
	if text == "nil" {
		return nil, nil
	}
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(&v) != nil || d.More() {
		return text, nil
	}
	return plain(v)
}

// StartWith says what h's registers are before they are written: every value of h is a name then.
func (h *History) StartWith(initial any, spec Specification) error {
	if !spec.Written {
		return fmt.Errorf("specification %s has no value that can be read before it is written", spec.Name)
	}
	if _, ok := initial.([]any); ok {
		return fmt.Errorf("found the list %s, expected one value", text(initial))
	}
	h.Initial, h.Symbols = initial, true
	return nil
}

// symbols gives numbers to values that are only compared: where a specification has whole numbers, a history may have names.
type symbols struct {
	names   bool // all values are names, whole numbers too
	strings bool // … and all are strings
	numbers map[any]int64
	values  []any // by number
}

// newSymbols numbers the values of a history, if they are names, from 1 on; its initial one is 0.
func newSymbols(h *History, spec Specification) *symbols {
	s := &symbols{numbers: map[any]int64{h.Initial: 0}, values: []any{h.Initial}}
	s.strings = spec.Symbols && !h.Symbols && slices.ContainsFunc(h.Operations, func(o Operation) bool {
		return slices.ContainsFunc(o.Steps, func(s Step) bool { return hasString(s.Arguments) || hasString(s.Results) })
	})
	s.names = s.strings || spec.Symbols && h.Symbols
	return s
}

func hasString(values []any) bool {
	return slices.ContainsFunc(values, func(v any) bool {
		list, _ := v.([]any)
		_, ok := v.(string)
		return ok || hasString(list)
	})
}

var errorType = reflect.TypeFor[error]()

// value gives v as a value of type t. An error is judged by whether there is one, and becomes a boolean.
func (s *symbols) value(v any, t reflect.Type) (reflect.Value, error) {
	if t == errorType {
		return erroneous(v)
	}
	r := reflect.New(t).Elem()
	switch k := t.Kind(); {
	case k == reflect.Bool:
		b, err := boolean(v)
		r.SetBool(b)
		return r, err
	case r.CanInt():
		n, err := s.number(v)
		if err == nil && r.OverflowInt(n) {
			err = fmt.Errorf("found %d, expected a value of %s", n, t)
		}
		r.SetInt(n)
		return r, err
	case r.CanUint():
		n, ok := v.(int64)
		if !ok || n < 0 || r.OverflowUint(uint64(n)) {
			return r, fmt.Errorf("found %s, expected a value of %s", text(v), t)
		}
		r.SetUint(uint64(n))
		return r, nil
	case k == reflect.String:
		text, ok := v.(string)
		if !ok {
			return r, fmt.Errorf("found %s, expected a string", list([]any{v}))
		}
		r.SetString(text)
		return r, nil
	case k == reflect.Slice:
		return s.slice(v, r)
	}
	return r, fmt.Errorf("it is a %s, which recorded histories cannot have: expected whole numbers, booleans, strings, errors or lists of them", t)
}

func (s *symbols) slice(v any, r reflect.Value) (reflect.Value, error) {
	values, ok := v.([]any)
	if !ok {
		return r, fmt.Errorf("found %s, expected a list", text(v))
	}
	r.Set(reflect.MakeSlice(r.Type(), len(values), len(values)))
	for i, v := range values {
		e, err := s.value(v, r.Type().Elem())
		if err != nil {
			return r, err
		}
		r.Index(i).Set(e)
	}
	return r, nil
}

// number gives the whole number that v is, or stands for.
func (s *symbols) number(v any) (int64, error) {
	n, isNumber := v.(int64)
	_, isString := v.(string)
	_, isList := v.([]any)
	switch {
	case isList:
		return 0, fmt.Errorf("found %s, expected one value", text(v))
	case !s.names && !isNumber:
		return 0, fmt.Errorf("found %s, expected a whole number", text(v))
	case !s.names:
		return n, nil
	case s.strings && !isString:
		return 0, fmt.Errorf("found %s, expected a string: others of the file are", text(v))
	}
	if _, ok := s.numbers[v]; !ok {
		s.numbers[v] = int64(len(s.values))
		s.values = append(s.values, v)
	}
	return s.numbers[v], nil
}

// recorded is a value of a specification as a history would have it.
func (s *symbols) recorded(v reflect.Value) any {
	switch {
	case v.CanInt() && s.names && v.Int() >= 0 && v.Int() < int64(len(s.values)):
		return s.values[v.Int()]
	case v.CanInt():
		return v.Int()
	case v.Kind() == reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = s.recorded(v.Index(i))
		}
		return list
	}
	return v.Interface()
}

func boolean(v any) (bool, error) {
	switch v := v.(type) {
	case bool:
		return v, nil
	case int64:
		if v == 0 || v == 1 {
			return v == 1, nil
		}
	}
	return false, fmt.Errorf("found %s, expected true or false", text(v))
}

// erroneous says whether v is an error: its text, or true; nil and "" are none.
func erroneous(v any) (reflect.Value, error) {
	if v == nil || v == "" {
		return reflect.ValueOf(false), nil
	}
	if _, ok := v.(string); ok {
		return reflect.ValueOf(true), nil
	}
	b, err := boolean(v)
	if err != nil {
		err = errors.New("found " + text(v) + ", expected the text of an error, null, true or false")
	}
	return reflect.ValueOf(b), err
}

// given is what a specification returned, as value gives what was recorded.
func given(results []reflect.Value) []reflect.Value {
	for i, r := range results {
		if r.Type() == errorType {
			results[i] = reflect.ValueOf(!r.IsNil())
		}
	}
	return results
}

// same reports whether results are the same.
func same(a, b []reflect.Value) bool {
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

func equal(a, b reflect.Value) bool {
	if a.Kind() != reflect.Slice {
		return a.Equal(b)
	}
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !equal(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}
