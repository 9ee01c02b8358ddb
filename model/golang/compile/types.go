package compile

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"heddle/model/program"
)

// maxWords bounds the words of one value, so that a huge array is an error and not a crash.
const maxWords = 1 << 16

// flat is a type as words.
type flat struct {
	words []program.WordKind
	cells []string // what to append to a variable's name to name the word
}

// pointer reports whether word i holds an address or nil.
func (f *flat) pointer(i int) bool {
	k := f.words[i].Kind
	return k == program.KindPointer || k == program.KindData
}

// kinds gives the kinds of the words.
func (f *flat) kinds() []program.Kind {
	list := make([]program.Kind, len(f.words))
	for i, w := range f.words {
		list[i] = w.Kind
	}
	return list
}

// flattener remembers the flat form of each type.
type flattener struct {
	flats typeutil.Map // types.Type → *flat
	sizes typeutil.Map // types.Type → int
}

func newFlattener() *flattener { return &flattener{} }

// size gives the number of words of t, at most maxWords+1: too many.
func (f *flattener) size(t types.Type) int {
	if n, ok := f.sizes.At(t).(int); ok {
		return n
	}
	n := 0
	switch u := t.Underlying().(type) {
	case *types.Basic:
		n = 1
		if u.Info()&types.IsComplex != 0 {
			n = 2
		}
	case *types.Slice:
		n = 3
	case *types.Interface:
		n = 2
	case *types.Struct:
		for i := range u.NumFields() {
			n += f.size(u.Field(i).Type())
		}
		if f.padded(u) {
			n++
		}
	case *types.Array:
		n = f.size(u.Elem())
		if n > 0 && u.Len() > int64(maxWords/n) {
			n = maxWords + 1
		} else {
			n *= int(u.Len())
		}
	case *types.Tuple:
		for i := range u.Len() {
			n += f.size(u.At(i).Type())
		}
	default:
		n = 1
	}
	n = min(n, maxWords+1)
	f.sizes.Set(t, n)
	return n
}

// padded reports whether s ends in a field of no words. One word of padding then
// keeps the address of that field within the object.
func (f *flattener) padded(s *types.Struct) bool {
	n := s.NumFields()
	if n == 0 || f.size(s.Field(n-1).Type()) > 0 {
		return false
	}
	for i := range n {
		if f.size(s.Field(i).Type()) > 0 {
			return true
		}
	}
	return false
}

// offset gives the first word of field i.
func (f *flattener) offset(s *types.Struct, i int) int {
	n := 0
	for j := range i {
		n += f.size(s.Field(j).Type())
	}
	return n
}

// tupleOffset gives the first word of component i.
func (f *flattener) tupleOffset(t *types.Tuple, i int) int {
	n := 0
	for j := range i {
		n += f.size(t.At(j).Type())
	}
	return n
}

// of flattens t, whose size must not be too large.
func (f *flattener) of(t types.Type) *flat {
	if fl, ok := f.flats.At(t).(*flat); ok {
		return fl
	}
	fl := &flat{}
	f.add(fl, "", t, false)
	f.flats.Set(t, fl)
	return fl
}

func (f *flattener) add(fl *flat, cell string, t types.Type, blank bool) {
	one := func(k program.Kind, cell string) {
		fl.words = append(fl.words, program.WordKind{Kind: k, Blank: blank})
		fl.cells = append(fl.cells, cell)
	}
	from := len(fl.cells)
	defer func() {
		if len(fl.cells) == from+1 && vocabulary(t) {
			fl.cells[from] = cell
		}
	}()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsComplex != 0 {
			one(floatKind(u), cell+".real")
			one(floatKind(u), cell+".imag")
			break
		}
		one(basicKind(u), cell)
	case *types.Slice:
		one(program.KindPointer, cell)
		one(program.KindInt64, cell+".len")
		one(program.KindInt64, cell+".cap")
	case *types.Interface:
		one(program.KindIface, cell)
		one(program.KindData, cell+".data")
	case *types.Struct:
		for i := range u.NumFields() {
			v := u.Field(i)
			f.add(fl, cell+"."+v.Name(), v.Type(), blank || v.Name() == "_")
		}
		if f.padded(u) {
			blank = true
			one(program.KindUint64, cell+"._")
		}
	case *types.Array:
		for i := range u.Len() {
			if f.size(u.Elem()) == 0 {
				break
			}
			f.add(fl, fmt.Sprintf("%s[%d]", cell, i), u.Elem(), blank)
		}
	case *types.Tuple:
		for i := range u.Len() {
			f.add(fl, fmt.Sprintf("%s.%d", cell, i), u.At(i).Type(), blank)
		}
	case *types.Pointer, *types.Signature, *types.Map, *types.Chan:
		one(program.KindPointer, cell)
	default:
		panic(bugf("type %s has no words", t))
	}
}

// vocabulary reports whether t is a synchronization type: what such a type of one
// word holds is called as the variable is, not by a field that its user never sees.
func vocabulary(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "heddle/model", "sync", "sync/atomic":
		return true
	}
	return false
}

func basicKind(b *types.Basic) program.Kind {
	switch b.Kind() {
	case types.Bool, types.UntypedBool:
		return program.KindBool
	case types.Int8:
		return program.KindInt8
	case types.Int16:
		return program.KindInt16
	case types.Int32, types.UntypedRune:
		return program.KindInt32
	case types.Int, types.Int64, types.UntypedInt:
		return program.KindInt64
	case types.Uint8:
		return program.KindUint8
	case types.Uint16:
		return program.KindUint16
	case types.Uint32:
		return program.KindUint32
	case types.Uint, types.Uint64, types.Uintptr:
		return program.KindUint64
	case types.Float32:
		return program.KindFloat32
	case types.Float64, types.UntypedFloat:
		return program.KindFloat64
	case types.String, types.UntypedString:
		return program.KindString
	case types.UnsafePointer, types.UntypedNil:
		return program.KindPointer // refused before any use
	}
	panic(bugf("type %s has no words", b))
}

// kind gives the kind of a type of one word.
func (f *flattener) kind(t types.Type) program.Kind { return f.of(t).words[0].Kind }

// pointerShaped reports whether a value of type t is itself the data word of an interface.
func pointerShaped(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Signature, *types.Map, *types.Chan:
		return true
	}
	return false
}

// shortName prints t without packages: the name of an object that no variable names.
func shortName(t types.Type) string {
	return types.TypeString(t, func(*types.Package) string { return "" })
}
