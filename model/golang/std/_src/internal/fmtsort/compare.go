// Package fmtsort is Go's own, but for the order of keys that are addresses, or of
// interfaces with values of several types: addresses stay in the order of the map,
// and types are in that of their names.
package fmtsort

import (
	"cmp"
	"reflect"
)

// compare orders keys of one type.
func compare(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.Bool:
		return cmp.Compare(number(a.Bool()), number(b.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return cmp.Compare(a.Uint(), b.Uint())
	case reflect.Float32, reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		return cmp.Or(cmp.Compare(real(x), real(y)), cmp.Compare(imag(x), imag(y)))
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Struct:
		return parts(a.NumField(), a.Field, b.Field)
	case reflect.Array:
		return parts(a.Len(), a.Index, b.Index)
	case reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return cmp.Compare(number(!a.IsNil()), number(!b.IsNil()))
		}
		a, b = a.Elem(), b.Elem()
		if a.Type() != b.Type() {
			return cmp.Compare(a.Type().String(), b.Type().String())
		}
		return compare(a, b)
	}
	return cmp.Compare(number(!a.IsNil()), number(!b.IsNil()))
}

// parts compares n parts, the first ones first.
func parts(n int, a, b func(int) reflect.Value) int {
	for i := range n {
		if c := compare(a(i), b(i)); c != 0 {
			return c
		}
	}
	return 0
}

// number gives 1 for true, 0 for false.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
