package reflect

import (
	"iter"
	"unsafe"
)

// What follows is refused.

func (v Value) Seq() iter.Seq[Value]
func (v Value) Seq2() iter.Seq2[Value, Value]
func (v Value) MapIndex(key Value) Value
func (v Value) MapKeys() []Value
func (v Value) SetIterKey(iter *MapIter)
func (v Value) SetIterValue(iter *MapIter)
func (v Value) SetMapIndex(key, elem Value)
func (v Value) Addr() Value
func (v Value) CanSet() bool
func (v Value) Call(in []Value) []Value
func (v Value) CallSlice(in []Value) []Value
func (v Value) Close()
func (v Value) FieldByIndex(index []int) Value
func (v Value) FieldByIndexErr(index []int) (Value, error)
func (v Value) FieldByNameFunc(match func(string) bool) Value
func (v Value) InterfaceData() [2]uintptr
func (v Value) IsZero() bool
func (v Value) SetZero()
func (v Value) Method(i int) Value
func (v Value) NumMethod() int
func (v Value) MethodByName(name string) Value
func (v Value) OverflowComplex(x complex128) bool
func (v Value) OverflowFloat(x float64) bool
func (v Value) OverflowInt(x int64) bool
func (v Value) OverflowUint(x uint64) bool
func (v Value) Pointer() uintptr
func (v Value) Recv() (x Value, ok bool)
func (v Value) Send(x Value)
func (v Value) Set(x Value)
func (v Value) SetBool(x bool)
func (v Value) SetBytes(x []byte)
func (v Value) SetComplex(x complex128)
func (v Value) SetFloat(x float64)
func (v Value) SetInt(x int64)
func (v Value) SetLen(n int)
func (v Value) SetCap(n int)
func (v Value) SetUint(x uint64)
func (v Value) SetPointer(x unsafe.Pointer)
func (v Value) SetString(x string)
func (v Value) Slice(i, j int) Value
func (v Value) Slice3(i, j, k int) Value
func (v Value) TryRecv() (x Value, ok bool)
func (v Value) TrySend(x Value) bool
func (v Value) UnsafeAddr() uintptr
func (v Value) Fields() iter.Seq2[StructField, Value]
func (v Value) Methods() iter.Seq2[Method, Value]
func (v Value) Grow(n int)
func (v Value) Clear()
func (v Value) Convert(t Type) Value
func (v Value) CanConvert(t Type) bool
func (v Value) Comparable() bool
func (v Value) Equal(u Value) bool

func (it *MapIter) Reset(v Value)

func (t rtype) Size() uintptr
func (t rtype) Bits() int
func (t rtype) Align() int
func (t rtype) FieldAlign() int
func (t rtype) NumMethod() int
func (t rtype) Method(i int) (m Method)
func (t rtype) MethodByName(name string) (m Method, ok bool)
func (t rtype) ChanDir() ChanDir
func (t rtype) FieldByIndex(index []int) StructField
func (t rtype) FieldByName(name string) (StructField, bool)
func (t rtype) FieldByNameFunc(match func(string) bool) (StructField, bool)
func (t rtype) In(i int) Type
func (t rtype) NumIn() int
func (t rtype) NumOut() int
func (t rtype) Out(i int) Type
func (t rtype) IsVariadic() bool
func (t rtype) OverflowComplex(x complex128) bool
func (t rtype) OverflowFloat(x float64) bool
func (t rtype) OverflowInt(x int64) bool
func (t rtype) OverflowUint(x uint64) bool
func (t rtype) CanSeq() bool
func (t rtype) CanSeq2() bool
func (t rtype) Fields() iter.Seq[StructField]
func (t rtype) Methods() iter.Seq[Method]
func (t rtype) Ins() iter.Seq[Type]
func (t rtype) Outs() iter.Seq[Type]
func (t rtype) Implements(u Type) bool
func (t rtype) AssignableTo(u Type) bool
func (t rtype) ConvertibleTo(u Type) bool

func (tag StructTag) Get(key string) string
func (tag StructTag) Lookup(key string) (value string, ok bool)

func (d ChanDir) String() string
