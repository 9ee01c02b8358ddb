package litmus

import "strings"

// Arch is an architecture, or a language, that litmus tests are written in.
type Arch struct {
	Name string
	Doc  string
	Word int // bytes of a register, and of an access that does not say

	why       string // why its tests are not compiled; "" if they are
	c         bool   // threads are C, not columns of instructions
	registers map[string]register
	table     map[string]*Mnemonic
	suffixes  string // that a mnemonic may have, to say how wide its operands are
	att       bool   // AT&T's syntax: the operands in the opposite order of Mnemonic.Shape, % before registers
	operand   func(p *parser) Operand
}

// register is a register, or a part of one.
type register struct {
	name  string // canonical
	base  string // the whole one that it is a part of
	width uint8  // bytes
	shift uint8  // bits of base below it
	rank  uint8  // in the order in which states show registers; 0: not in the architecture's list
}

// Archs are the architectures that Parse knows, by name.
var Archs = []*Arch{
	&x86, &x86_64, &c11,
	recognised("AArch64"), recognised("ARM"), recognised("ASL"), recognised("BPF"), recognised("Bell"), recognised("BELL"),
	recognised("CPP"), recognised("GPU_PTX"), recognised("JAVA"), recognised("LISA"), recognised("MIPS"), recognised("PPC"), recognised("RISCV"),
}

func recognised(name string) *Arch {
	return &Arch{Name: name, Doc: "recognised, not judged", why: "architecture " + name + " is not modelled"}
}

// archs are the Archs by name.
var archs = func() map[string]*Arch {
	byName := map[string]*Arch{}
	for _, a := range Archs {
		byName[a.Name] = a
	}
	return byName
}()

// named gives the entries under their names in upper and in lower case.
func named[T any](entries []T, name func(*T) string) map[string]*T {
	byName := map[string]*T{}
	for i := range entries {
		n := name(&entries[i])
		byName[strings.ToUpper(n)], byName[strings.ToLower(n)] = &entries[i], &entries[i]
	}
	return byName
}

// widths are the bytes that the suffixes of mnemonics stand for.
var widths = map[byte]uint8{'b': 1, 'w': 2, 'l': 4, 'q': 8}

// mnemonic finds an instruction; width is 0 unless a suffix says it.
func (a *Arch) mnemonic(name string) (m *Mnemonic, width uint8) {
	if m := a.table[name]; m != nil || name == "" {
		return m, 0
	}
	last := name[len(name)-1] | 0x20
	if strings.IndexByte(a.suffixes, last) < 0 {
		return nil, 0
	}
	return a.table[name[:len(name)-1]], widths[last]
}
