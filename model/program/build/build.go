// Package build assembles small register programs by hand: litmus tests, the
// inputs of differential tests, toys. It is an assembler, not a compiler: it
// places labels, counts registers and fills the tables that package program asks
// for, and leaves the choice of instructions to its caller.
//
// It does not check what it is given; program.Validate does.
package build

import (
	"fmt"

	"heddle/model/program"
)

// Reg is a register of the function under construction.
type Reg = program.Reg

// File is the one source file of a built program. Every instruction is on a line
// of its own in it, so that positions tell instructions apart.
const File = "built.go"

// Word is the layout of one word that holds no address. Every built program has it.
const Word = 0

// Builder collects the parts of one program.
type Builder struct {
	p     *program.Program
	funcs []*Func
	lines int32
}

// New starts a program with no functions and no globals.
func New() *Builder {
	b := &Builder{p: &program.Program{
		Target:  "built",
		Image:   []uint64{0},
		Types:   []program.Type{{}},
		Methods: [][]int32{{}},
		Strings: []string{""},
		Files:   []string{File},
	}}
	b.Layout("int", false)
	return b
}

// Layout adds a layout with one word per element of pointer, which says whether
// the word holds an address, and returns its index.
func (b *Builder) Layout(name string, pointer ...bool) int32 {
	l := program.Layout{Name: name, Words: len(pointer), Pointer: pointer}
	for i := range pointer {
		suffix := ""
		if len(pointer) > 1 {
			suffix = fmt.Sprintf("[%d]", i)
		}
		l.Cells = append(l.Cells, suffix)
	}
	b.p.Layouts = append(b.p.Layouts, l)
	return int32(len(b.p.Layouts) - 1)
}

// Immutable marks a layout as never written after it is filled.
func (b *Builder) Immutable(layout int32) { b.p.Layouts[layout].Immutable = true }

// Global adds a variable of that many words, all zero and no addresses, and
// returns its address.
func (b *Builder) Global(name string, words int) uint64 {
	layout := int32(Word)
	if words != 1 {
		layout = b.Layout(fmt.Sprintf("[%d]int", words), make([]bool, words)...)
	}
	return b.Variable(name, layout)
}

// Pointer adds a variable of one word that holds an address or nil.
func (b *Builder) Pointer(name string) uint64 { return b.Variable(name, b.Layout("pointer", true)) }

// Variable adds a global of any layout, zeroed, and returns its address.
func (b *Builder) Variable(name string, layout int32) uint64 {
	addr := uint64(len(b.p.Image))
	b.p.Image = append(b.p.Image, make([]uint64, b.p.Layouts[layout].Words)...)
	b.p.Statics = append(b.p.Statics, program.Object{Name: name, Addr: addr, Layout: layout, Count: 1})
	return addr
}

// Set gives a static word its initial value.
func (b *Builder) Set(addr, value uint64) { b.p.Image[addr] = value }

// String gives the word that stands for s.
func (b *Builder) String(s string) int64 {
	for i, old := range b.p.Strings {
		if old == s {
			return int64(i)
		}
	}
	b.p.Strings = append(b.p.Strings, s)
	return int64(len(b.p.Strings) - 1)
}

// Type adds a dynamic type with its method table and returns its type word.
func (b *Builder) Type(t program.Type, methods ...int32) int64 {
	b.p.Types = append(b.p.Types, t)
	b.p.Methods = append(b.p.Methods, methods)
	return int64(len(b.p.Types) - 1)
}

// SetOf gives the index, for TypeIn, of a new set of types that holds the given type words.
func (b *Builder) SetOf(types ...int64) int64 {
	set := make([]bool, len(b.p.Types))
	for _, t := range types {
		set[t] = true
	}
	b.p.Sets = append(b.p.Sets, set)
	return int64(len(b.p.Sets) - 1)
}

// Program finishes the program, which starts in entry. The builder must not be used after it.
func (b *Builder) Program(entry *Func) *program.Program {
	b.p.Entry = int(entry.Index)
	for _, f := range b.funcs {
		b.p.Funcs = append(b.p.Funcs, f.finish())
	}
	for i := range b.p.Funcs {
		f := &b.p.Funcs[i]
		for _, in := range f.Code {
			switch in.Op {
			case program.Go, program.GoClosure, program.GoMethod:
				b.p.Parallel = true
			}
		}
		f.Prepare()
	}
	for b.p.Texts != nil && len(b.p.Texts) < len(b.p.Types) {
		b.p.Texts = append(b.p.Texts, -1)
	}
	for i, set := range b.p.Sets {
		b.p.Sets[i] = append(set, make([]bool, len(b.p.Types)-len(set))...)
	}
	return b.p
}
