package step

import "unsafe"

// Type describes a type. The compiler makes one for each type that a value in an
// interface may have, and for the types of their parts. It is never written.
type Type struct {
	String     string // "[]p.T"
	Name       string // of a defined type, else ""
	Path       string // of a defined type's package
	Kind       int    // as package reflect numbers them
	ID         int    // as the dynamic type of an interface; 0 if no interface holds one
	Words      int    // of a value
	Len        int    // of an array
	Comparable bool
	Elem       *Type // of an array, channel, map, pointer or slice; nil if it is not known
	Key        *Type // of a map
	Fields     []Field
}

// Field is a field of a struct.
type Field struct {
	Name     string
	Path     string // of the package, if the name is not exported
	Tag      string
	Type     *Type
	Offset   int // words
	Embedded bool
}

// Ref is an address.
type Ref *byte

// TypeOf gives the dynamic type of x, nil if it has none.
func TypeOf(x any) *Type

// Data gives what x holds: a pointer, map, channel or function itself, the address of another value.
func Data(x any) Ref

// Cast gives p as a pointer to what is there. What is there must have the words of a T.
func Cast[T any](p Ref) *T

// At gives the address words after p.
func At(p Ref, words int) Ref

// Unsafe gives p, to be compared with nil.
func Unsafe(p Ref) unsafe.Pointer

// Direct gives an interface of the dynamic type that ID gives the number of, one of
// those whose values are one word: p.
func Direct(id int, p Ref) any

// Copy gives an interface of the dynamic type that ID gives the number of, with the value at p.
func Copy(id int, p Ref) any
