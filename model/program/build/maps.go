package build

import "heddle/model/program"

// MapType adds a type of maps whose keys and elements have words of these kinds, and gives its index.
func (b *Builder) MapType(name string, key, elem []program.Kind) int64 {
	t := program.MapType{Name: name, Key: wordKinds(key), Elem: wordKinds(elem)}
	t.Object = b.Layout(name, false, true)
	t.Entries = b.Layout(name+" entry", pointers(append(append([]program.Kind{}, key...), elem...))...)
	t.Iter = b.Layout(name+" iterator", true, true, true)
	t.Keys = b.Layout(name+" key", pointers(key)...)
	b.p.Maps = append(b.p.Maps, t)
	return int64(len(b.p.Maps) - 1)
}

func wordKinds(kinds []program.Kind) []program.WordKind {
	var list []program.WordKind
	for _, k := range kinds {
		list = append(list, program.WordKind{Kind: k})
	}
	return list
}

// pointers says which of the words hold addresses, of one word at least.
func pointers(kinds []program.Kind) []bool {
	list := make([]bool, max(1, len(kinds)))
	for i, k := range kinds {
		list[i] = pointerKind(k)
	}
	return list
}

func pointerKind(k program.Kind) bool { return k == program.KindPointer || k == program.KindData }

// words gives registers for words of these kinds.
func (f *Func) words(kinds []program.WordKind) {
	for _, w := range kinds {
		f.reg(pointerKind(w.Kind))
	}
}

// MapMake gives a new map.
func (f *Func) MapMake(name string, typ int64) Reg {
	f.f.Names = append(f.f.Names, name)
	r := f.PointerReg()
	f.Emit(program.Instr{Op: program.MapMake, A: r, Imm: typ, C: int32(len(f.f.Names) - 1)})
	return r
}

// MapGet gives the first register of the element with that key, behind which is whether there is one.
func (f *Func) MapGet(typ int64, m Reg, key ...Reg) Reg {
	first := Reg(f.f.Regs)
	f.words(f.b.p.Maps[typ].Elem)
	f.Reg()
	f.Emit(program.Instr{Op: program.MapGet, A: first, B: m, C: f.List(key...), D: Reg(f.f.Regs) - first, Imm: typ})
	return first
}

// MapSet sets an element; words are the key and the element.
func (f *Func) MapSet(typ int64, m Reg, words ...Reg) {
	f.Emit(program.Instr{Op: program.MapSet, B: m, C: f.List(words...), Imm: typ})
}

// MapDelete drops an element.
func (f *Func) MapDelete(typ int64, m Reg, key ...Reg) {
	f.Emit(program.Instr{Op: program.MapDelete, B: m, C: f.List(key...), Imm: typ})
}

// MapLen gives the number of elements.
func (f *Func) MapLen(typ int64, m Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: program.MapLen, A: r, B: m, Imm: typ})
	return r
}

// MapClear drops all elements.
func (f *Func) MapClear(typ int64, m Reg) {
	f.Emit(program.Instr{Op: program.MapClear, B: m, Imm: typ})
}

// MapRange gives a new iterator.
func (f *Func) MapRange(typ int64, m Reg) Reg {
	r := f.PointerReg()
	f.Emit(program.Instr{Op: program.MapRange, A: r, B: m, Imm: typ})
	return r
}

// MapCount gives the number of candidates that an iterator must still produce, and of all.
func (f *Func) MapCount(typ int64, it Reg) (must, all Reg) {
	must, all = f.Reg(), f.Reg()
	f.Emit(program.Instr{Op: program.MapCount, A: must, B: it, Imm: typ})
	return must, all
}

// MapNext gives the first register of: whether there is a candidate c, its key and its element.
func (f *Func) MapNext(typ int64, it, c Reg) Reg {
	ok := f.Reg()
	f.words(f.b.p.Maps[typ].Key)
	f.words(f.b.p.Maps[typ].Elem)
	f.Emit(program.Instr{Op: program.MapNext, A: ok, B: it, C: c, D: Reg(f.f.Regs) - ok, Imm: typ})
	return ok
}
