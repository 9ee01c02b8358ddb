package compile

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"heddle/model/program"
)

// statics makes the static objects and the layouts.
type statics struct {
	c        *compiler
	layouts  typeutil.Map // types.Type → int32
	boxes    typeutil.Map // types.Type → int32
	maps     typeutil.Map // *types.Map → int64
	channels typeutil.Map // types.Type → int32
	globals  map[*ssa.Global]uint64
	closures map[*ssa.Function]uint64
	consts   map[string]uint64
	closeLay map[string]int32
	zeroAddr uint64
	record   int32 // see deferRecord; 0: none yet
	cell     int32 // see deferCell
}

func newStatics(c *compiler) *statics {
	return &statics{
		c: c, globals: map[*ssa.Global]uint64{}, closures: map[*ssa.Function]uint64{},
		consts: map[string]uint64{}, closeLay: map[string]int32{},
	}
}

func (s *statics) addLayout(l program.Layout) int32 {
	s.c.prog.Layouts = append(s.c.prog.Layouts, l)
	return int32(len(s.c.prog.Layouts) - 1)
}

// layout gives the layout of a variable of type t. It has a word even if t has none,
// so that the variable has an address of its own.
func (s *statics) layout(t types.Type) int32 { return s.typed(&s.layouts, t, false) }

// box gives the layout of an object with a value of type t that is never written again.
func (s *statics) box(t types.Type) int32 { return s.typed(&s.boxes, t, true) }

func (s *statics) typed(table *typeutil.Map, t types.Type, immutable bool) int32 {
	if l, ok := table.At(t).(int32); ok {
		return l
	}
	f := s.c.types.of(t)
	l := program.Layout{Name: shortName(t), Immutable: immutable}
	for i := range f.words {
		l.Pointer = append(l.Pointer, f.pointer(i))
		l.Cells = append(l.Cells, f.cells[i])
	}
	l.Kinds = f.kinds()
	if len(f.words) == 0 {
		l.Pointer, l.Cells, l.Kinds = []bool{false}, []string{""}, nil
	}
	l.Words = len(l.Cells)
	i := s.addLayout(l)
	table.Set(t, i)
	return i
}

// object adds a static object.
func (s *statics) object(name string, layout int32, words []uint64) uint64 {
	p := s.c.prog
	addr := uint64(len(p.Image))
	n := p.Layouts[layout].Words
	p.Image = append(p.Image, make([]uint64, n)...)
	copy(p.Image[addr:], words)
	p.Statics = append(p.Statics, program.Object{Name: name, Addr: addr, Layout: layout, Count: 1})
	return addr
}

// global gives the address of a package-level variable.
func (s *statics) global(g *ssa.Global) uint64 {
	if addr, ok := s.globals[g]; ok {
		return addr
	}
	addr := s.object(variableName(s.globalName(g), elem(g)), s.layout(elem(g)), nil)
	s.globals[g] = addr
	return addr
}

func (s *statics) globalName(g *ssa.Global) string {
	if g.Pkg != nil && g.Pkg.Pkg != s.c.checkPackage() {
		return g.Pkg.Pkg.Name() + "." + g.Name()
	}
	return g.Name()
}

// zero gives the address of the object that variables without words share.
func (s *statics) zero() uint64 {
	if s.zeroAddr == 0 {
		l := s.addLayout(program.Layout{
			Name: "struct {}", Words: 1, Pointer: []bool{false}, Cells: []string{""}, Immutable: true,
		})
		s.zeroAddr = s.object("", l, nil)
	}
	return s.zeroAddr
}

// closure gives the address of the closure object of a function without captured variables.
func (s *statics) closure(fn *ssa.Function) uint64 {
	if addr, ok := s.closures[fn]; ok {
		return addr
	}
	addr := s.object("", s.closureLayout(fn), []uint64{uint64(s.c.funcIndex(fn))})
	s.closures[fn] = addr
	return addr
}

// closureLayout gives the layout of closures of fn: its index, then the captured words.
func (s *statics) closureLayout(fn *ssa.Function) int32 {
	l := program.Layout{Name: s.c.funcName(fn), Immutable: true, Pointer: []bool{false}, Cells: []string{""}}
	key := l.Name
	for _, v := range fn.FreeVars {
		f := s.c.types.of(s.c.freeType(v))
		for i := range f.words {
			l.Pointer = append(l.Pointer, f.pointer(i))
			l.Cells = append(l.Cells, "."+v.Name()+f.cells[i])
			key += l.Cells[len(l.Cells)-1]
			if f.pointer(i) {
				key += "*"
			}
		}
	}
	l.Words = len(l.Cells)
	i, ok := s.closeLay[key]
	if !ok {
		i = s.addLayout(l)
		s.closeLay[key] = i
	}
	return i
}

// closureObject gives the layout of closures, with these captured words, of function fn, which has been compiled.
func (s *statics) closureObject(fn int32, words []loc) int32 {
	l := program.Layout{
		Name: s.c.prog.Funcs[fn].Name, Words: 1 + len(words), Immutable: true, Pointer: []bool{false}, Cells: []string{""},
	}
	for i, w := range words {
		l.Pointer = append(l.Pointer, w.ptr)
		l.Cells = append(l.Cells, fmt.Sprintf("[%d]", i))
	}
	return s.addLayout(l)
}

// deferRecord gives the layout of an entry of a list of deferred calls: its closure, and the next entry.
func (s *statics) deferRecord() int32 {
	if s.record == 0 {
		s.record = 1 + s.addLayout(program.Layout{
			Name: "deferred call", Words: 2, Pointer: []bool{true, true}, Cells: []string{".call", ".next"}, Immutable: true,
		})
	}
	return s.record - 1
}

// deferCell gives the layout of a cell with the head of such a list.
func (s *statics) deferCell() int32 {
	if s.cell == 0 {
		s.cell = 1 + s.addLayout(program.Layout{Name: "deferred calls", Words: 1, Pointer: []bool{true}, Cells: []string{""}})
	}
	return s.cell - 1
}

// boxed gives the address of a constant object with the value words of type t.
func (s *statics) boxed(t types.Type, words []loc) uint64 {
	layout := s.box(t)
	image := make([]uint64, len(words))
	key := []byte{byte(layout), byte(layout >> 8), byte(layout >> 16), byte(layout >> 24)}
	for i, w := range words {
		image[i] = w.word
		for shift := 0; shift < 64; shift += 8 {
			key = append(key, byte(w.word>>shift))
		}
	}
	addr, ok := s.consts[string(key)]
	if !ok {
		addr = s.object("", layout, image)
		s.consts[string(key)] = addr
	}
	return addr
}
