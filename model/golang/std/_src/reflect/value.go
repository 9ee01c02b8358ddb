package reflect

import (
	"heddle/model/golang/step"
	"unsafe"
)

// Value is a value, or a variable.
type Value struct {
	t    *step.Type
	at   step.Ref // the address of its words; of a direct value its only word
	flag flag
}

// flag says how a value was found.
type flag uint8

const (
	direct   flag = 1 << iota // at is the value
	variable                  // it has an address
	hidden                    // by way of a field that is not exported
	embedded                  // … and is embedded: its own fields may be seen
)

// ValueOf gives what i holds.
func ValueOf(i any) Value {
	t := step.TypeOf(i)
	if t == nil {
		return Value{}
	}
	v := Value{t: t, at: step.Data(i)}
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		v.flag = direct
	}
	return v
}

// Indirect gives what v points to, or v.
func Indirect(v Value) Value {
	if v.Kind() == Pointer {
		return v.Elem()
	}
	return v
}

// ValueError is the panic of a method called on a value of another kind.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

// must panics unless v is of one of the kinds from first to last.
func (v Value) must(method string, first, last Kind) {
	if k := v.Kind(); k < first || last < k {
		panic(&ValueError{"reflect.Value." + method, k})
	}
}

func (v Value) Kind() Kind {
	if v.t == nil {
		return Invalid
	}
	return Kind(v.t.Kind)
}

func (v Value) IsValid() bool { return v.t != nil }
func (v Value) CanAddr() bool { return v.flag&variable != 0 }

func (v Value) Type() Type {
	if v.t == nil {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	return typeOf(v.t)
}

func (v Value) CanInterface() bool {
	if v.t == nil {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&(hidden|embedded) == 0
}

func (v Value) Interface() any {
	switch {
	case v.t == nil:
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	case !v.CanInterface():
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	case v.Kind() == Interface:
		return *step.Cast[any](v.at)
	case v.t.ID == 0:
		panic("heddle: reflect.Value.Interface of a value of type " + v.t.String + ", which no interface holds")
	case v.flag&direct != 0:
		return step.Direct(v.t.ID, v.at)
	}
	return step.Copy(v.t.ID, v.at)
}

// word gives the only word of v, which is an address.
func (v Value) word() step.Ref {
	if v.flag&direct != 0 {
		return v.at
	}
	return *step.Cast[step.Ref](v.at)
}

func (v Value) Bool() bool {
	v.must("Bool", Bool, Bool)
	return *step.Cast[bool](v.at)
}

func (v Value) CanInt() bool     { return Int <= v.Kind() && v.Kind() <= Int64 }
func (v Value) CanUint() bool    { return Uint <= v.Kind() && v.Kind() <= Uintptr }
func (v Value) CanFloat() bool   { return Float32 <= v.Kind() && v.Kind() <= Float64 }
func (v Value) CanComplex() bool { return Complex64 <= v.Kind() && v.Kind() <= Complex128 }

func (v Value) Int() int64 {
	v.must("Int", Int, Int64)
	return *step.Cast[int64](v.at) // of all kinds: words are sign-extended
}

func (v Value) Uint() uint64 {
	v.must("Uint", Uint, Uintptr)
	return *step.Cast[uint64](v.at)
}

func (v Value) Float() float64 {
	v.must("Float", Float32, Float64)
	if v.Kind() == Float32 {
		return float64(*step.Cast[float32](v.at))
	}
	return *step.Cast[float64](v.at)
}

func (v Value) Complex() complex128 {
	v.must("Complex", Complex64, Complex128)
	if v.Kind() == Complex64 {
		return complex128(*step.Cast[complex64](v.at))
	}
	return *step.Cast[complex128](v.at)
}

// String gives a string itself, and "<T Value>" for other types.
func (v Value) String() string {
	switch v.Kind() {
	case Invalid:
		return "<invalid Value>"
	case String:
		return *step.Cast[string](v.at)
	}
	return "<" + v.t.String + " Value>"
}

// Bytes gives the bytes of a slice, and a copy of those of an array.
func (v Value) Bytes() []byte {
	v.must("Bytes", Array, Slice)
	if Kind(v.t.Elem.Kind) != Uint8 {
		panic("reflect.Value.Bytes of non-byte slice")
	}
	if v.Kind() == Slice {
		return *step.Cast[[]byte](v.at)
	}
	var list []byte
	for i := range v.t.Len {
		list = append(list, *step.Cast[byte](step.At(v.at, i)))
	}
	return list
}

func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return v.word() == nil
	case Interface:
		return *step.Cast[any](v.at) == nil
	case Slice:
		return *step.Cast[[]byte](v.at) == nil
	}
	panic(&ValueError{"reflect.Value.IsNil", v.Kind()})
}

// UnsafePointer gives an address, to be compared with nil.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return step.Unsafe(v.word())
	case Slice:
		return step.Unsafe(*step.Cast[step.Ref](v.at))
	}
	panic(&ValueError{"reflect.Value.UnsafePointer", v.Kind()})
}

func (v Value) Len() int {
	switch v.Kind() {
	case Array:
		return v.t.Len
	case Map:
		if v.word() == nil {
			return 0
		}
		return v.mapped().len
	case Slice:
		return len(*step.Cast[[]byte](v.at))
	case String:
		return len(*step.Cast[string](v.at))
	case Pointer:
		if v.t.Elem != nil && Kind(v.t.Elem.Kind) == Array {
			return v.t.Elem.Len
		}
	}
	panic(&ValueError{"reflect.Value.Len", v.Kind()})
}

func (v Value) Cap() int {
	switch v.Kind() {
	case Array:
		return v.t.Len
	case Slice:
		return cap(*step.Cast[[]byte](v.at))
	}
	panic(&ValueError{"reflect.Value.Cap", v.Kind()})
}

// Elem gives what a pointer points to, or an interface holds.
func (v Value) Elem() Value {
	seen := v.flag & (hidden | embedded)
	switch v.Kind() {
	case Interface:
		x := ValueOf(*step.Cast[any](v.at))
		if x.t != nil && seen != 0 {
			x.flag |= hidden
		}
		return x
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		x := Value{v.t.Elem, p, variable}
		if seen != 0 {
			x.flag |= hidden
		}
		return x
	}
	panic(&ValueError{"reflect.Value.Elem", v.Kind()})
}

func (v Value) NumField() int {
	v.must("NumField", Struct, Struct)
	return len(v.t.Fields)
}

func (v Value) Field(i int) Value {
	v.must("Field", Struct, Struct)
	if i < 0 || i >= len(v.t.Fields) {
		panic("reflect: Field index out of range")
	}
	f := &v.t.Fields[i]
	how := v.flag & (variable | hidden)
	if f.Path != "" {
		if f.Embedded {
			how |= embedded
		} else {
			how |= hidden
		}
	}
	return Value{f.Type, step.At(v.at, f.Offset), how}
}

// FieldByName gives the field with a name, of those that v's struct itself has.
func (v Value) FieldByName(name string) Value {
	v.must("FieldByName", Struct, Struct)
	for i := range v.t.Fields {
		if v.t.Fields[i].Name == name {
			return v.Field(i)
		}
	}
	return Value{}
}

func (v Value) Index(i int) Value {
	seen := v.flag & (hidden | embedded)
	if seen != 0 {
		seen = hidden
	}
	switch v.Kind() {
	case Array:
		if i < 0 || i >= v.t.Len {
			panic("reflect: array index out of range")
		}
		return Value{v.t.Elem, step.At(v.at, i*v.t.Elem.Words), seen | v.flag&variable}
	case Slice:
		if i < 0 || i >= v.Len() {
			panic("reflect: slice index out of range")
		}
		return Value{v.t.Elem, step.At(*step.Cast[step.Ref](v.at), i*v.t.Elem.Words), seen | variable}
	case String:
		b := (*step.Cast[string](v.at))[i]
		x := ValueOf(b)
		x.flag |= seen
		return x
	}
	panic(&ValueError{"reflect.Value.Index", v.Kind()})
}
