package compile

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"heddle/model/program"
)

// descriptions are the static objects of type step.Type, of which package reflect's
// and so package fmt's knowledge of types is made.
type descriptions struct {
	c     *compiler
	typ   types.Type   // step.Type
	addrs typeutil.Map // types.Type → uint64
	table uint64       // the descriptions of the dynamic types, by number; 0: not made yet
}

// described gives the descriptions. fn is a function of package step.
func (c *compiler) described(fn *ssa.Function) *descriptions {
	if c.descriptions == nil {
		c.descriptions = &descriptions{c: c, typ: functionPackage(fn).Scope().Lookup("Type").Type()}
	}
	return c.descriptions
}

// all gives the address of an array of pointers to the descriptions of the dynamic types.
func (s *descriptions) all() uint64 {
	if s.table == 0 {
		list := make([]uint64, len(s.c.reach.types))
		for i, t := range s.c.reach.types[1:] {
			list[i+1] = s.of(t)
		}
		s.table = s.array(types.NewPointer(s.typ), list)
	}
	return s.table
}

// array makes a static array with elements of type t.
func (s *descriptions) array(t types.Type, words []uint64) uint64 {
	st := s.c.static
	count := len(words) / s.c.types.size(t)
	if count == 0 {
		return 0
	}
	p := s.c.prog
	addr := uint64(len(p.Image))
	p.Image = append(p.Image, words...)
	p.Statics = append(p.Statics, program.Object{Addr: addr, Layout: st.box(t), Count: count})
	return addr
}

// record is the words of a struct by the names of its fields.
type record struct {
	c     *compiler
	st    *types.Struct
	words []uint64
}

func (s *descriptions) record(t types.Type) *record {
	return &record{s.c, t.Underlying().(*types.Struct), make([]uint64, s.c.types.size(t))}
}

func (r *record) set(field string, words ...uint64) {
	for i := range r.st.NumFields() {
		if r.st.Field(i).Name() == field {
			copy(r.words[r.c.types.offset(r.st, i):], words)
			return
		}
	}
	panic(bugf("package step has no field %s", field))
}

// of gives the address of the description of t.
func (s *descriptions) of(t types.Type) uint64 {
	if addr, ok := s.addrs.At(t).(uint64); ok {
		return addr
	}
	addr := s.c.static.object("", s.c.static.box(s.typ), nil)
	s.addrs.Set(t, addr)
	r := s.record(s.typ)
	r.set("String", s.c.text(typeName(t)))
	if n, ok := types.Unalias(t).(*types.Named); ok {
		r.set("Name", s.c.text(shortName(t)))
		if p := n.Obj().Pkg(); p != nil {
			r.set("Path", s.c.text(p.Path()))
		}
	} else if _, ok := t.(*types.Basic); ok {
		r.set("Name", s.c.text(typeName(t)))
	}
	r.set("Kind", uint64(reflectKind(t)))
	r.set("ID", uint64(s.c.reach.id(t)))
	r.set("Words", uint64(s.c.types.size(t)))
	r.set("Comparable", truth(types.Comparable(t)))
	s.parts(r, t)
	copy(s.c.prog.Image[addr:], r.words)
	return addr
}

// parts fills in what t is made of.
func (s *descriptions) parts(r *record, t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Array:
		r.set("Len", uint64(u.Len()))
		r.set("Elem", s.of(u.Elem()))
	case *types.Slice:
		r.set("Elem", s.of(u.Elem()))
	case *types.Chan:
		r.set("Elem", s.of(u.Elem()))
	case *types.Pointer:
		r.set("Elem", s.of(u.Elem()))
	case *types.Map:
		r.set("Key", s.of(u.Key()))
		r.set("Elem", s.of(u.Elem()))
	case *types.Struct:
		fields, n := s.fields(u)
		r.set("Fields", fields, n, n)
	}
}

// fields describes the fields of t.
func (s *descriptions) fields(t *types.Struct) (addr, n uint64) {
	var words []uint64
	typ := s.typ.(*types.Named).Obj().Pkg().Scope().Lookup("Field").Type()
	for i := range t.NumFields() {
		f, r := t.Field(i), s.record(typ)
		r.set("Name", s.c.text(f.Name()))
		if !f.Exported() {
			r.set("Path", s.c.text(f.Pkg().Path()))
		}
		r.set("Tag", s.c.text(t.Tag(i)))
		r.set("Type", s.of(f.Type()))
		r.set("Offset", uint64(s.c.types.offset(t, i)))
		r.set("Embedded", truth(f.Embedded()))
		words = append(words, r.words...)
	}
	return s.array(typ, words), uint64(t.NumFields())
}

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// reflectKind gives the kind of t as package reflect numbers it.
func reflectKind(t types.Type) reflect.Kind {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return reflect.UnsafePointer
		}
		return [...]reflect.Kind{
			types.Bool: reflect.Bool, types.String: reflect.String, types.Uintptr: reflect.Uintptr,
			types.Int: reflect.Int, types.Int8: reflect.Int8, types.Int16: reflect.Int16, types.Int32: reflect.Int32, types.Int64: reflect.Int64,
			types.Uint: reflect.Uint, types.Uint8: reflect.Uint8, types.Uint16: reflect.Uint16, types.Uint32: reflect.Uint32, types.Uint64: reflect.Uint64,
			types.Float32: reflect.Float32, types.Float64: reflect.Float64, types.Complex64: reflect.Complex64, types.Complex128: reflect.Complex128,
		}[u.Kind()]
	case *types.Array:
		return reflect.Array
	case *types.Chan:
		return reflect.Chan
	case *types.Interface:
		return reflect.Interface
	case *types.Map:
		return reflect.Map
	case *types.Pointer:
		return reflect.Pointer
	case *types.Signature:
		return reflect.Func
	case *types.Slice:
		return reflect.Slice
	case *types.Struct:
		return reflect.Struct
	}
	panic(bugf("type %s is of no kind", t))
}
