// Package reflect looks at values and their types, and makes none: what has no body
// here is refused where a check reaches it. The compiler describes the types
// that interfaces hold, and their parts by way of exported fields; see step.Type.
//
// Reading a value reads the variable that it is of, as ordinary code does.
package reflect

import (
	"iter"

	"heddle/model/golang/step"
)

// Kind is the kind of a type.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is the old name of Pointer.
const Ptr = Pointer

var kinds = [...]string{"invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
	"float32", "float64", "complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr", "slice", "string", "struct", "unsafe.Pointer"}

func (k Kind) String() string { return kinds[k] }

// Type is a type.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	Methods() iter.Seq[Method]
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	Fields() iter.Seq[StructField]
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Ins() iter.Seq[Type]
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	Outs() iter.Seq[Type]
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool
}

// StructField is a field of a struct.
type StructField struct {
	Name      string
	PkgPath   string
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int
	Anonymous bool
}

func (f StructField) IsExported() bool { return f.PkgPath == "" }

// StructTag is the tag of a field.
type StructTag string

// ChanDir is the direction of a channel type.
type ChanDir int

// Method is a method.
type Method struct {
	Name    string
	PkgPath string
	Type    Type
	Func    Value
	Index   int
}

func (m Method) IsExported() bool { return m.PkgPath == "" }

// TypeOf gives the dynamic type of i.
func TypeOf(i any) Type { return typeOf(step.TypeOf(i)) }

// TypeFor gives the type T, if an interface holds one.
func TypeFor[T any]() Type {
	var p *T
	return TypeOf(p).Elem()
}

// rtype is a type. Each has one description, so that types can be compared.
type rtype struct{ *step.Type }

func typeOf(t *step.Type) Type {
	if t == nil {
		return nil
	}
	return rtype{t}
}

func (t rtype) String() string   { return t.Type.String }
func (t rtype) Name() string     { return t.Type.Name }
func (t rtype) PkgPath() string  { return t.Path }
func (t rtype) Kind() Kind       { return Kind(t.Type.Kind) }
func (t rtype) Comparable() bool { return t.Type.Comparable }

// must panics unless t is of a kind.
func (t rtype) must(method, want string, k Kind) {
	if t.Kind() != k {
		panic("reflect: " + method + " of non-" + want + " type " + t.Type.String)
	}
}

func (t rtype) Elem() Type {
	if t.Type.Elem == nil {
		panic("reflect: Elem of invalid type " + t.Type.String)
	}
	return typeOf(t.Type.Elem)
}

func (t rtype) Key() Type {
	t.must("Key", "map", Map)
	return typeOf(t.Type.Key)
}

func (t rtype) Len() int {
	t.must("Len", "array", Array)
	return t.Type.Len
}

func (t rtype) NumField() int {
	t.must("NumField", "struct", Struct)
	return len(t.Type.Fields)
}

func (t rtype) Field(i int) StructField {
	t.must("Field", "struct", Struct)
	if i < 0 || i >= len(t.Type.Fields) {
		panic("reflect: Field index out of bounds")
	}
	f := &t.Type.Fields[i]
	return StructField{Name: f.Name, PkgPath: f.Path, Type: typeOf(f.Type), Tag: StructTag(f.Tag), Index: []int{i}, Anonymous: f.Embedded}
}
