package machine

import (
	"unicode/utf8"

	"heddle/model/program"
)

// Bounds on the strings of one machine, in bytes. A program that makes longer ones
// or ever more of them has an incomplete verdict.
const (
	maxString  = 1 << 20 // one string
	maxStrings = 1 << 28 // all strings together
)

// stringTable holds the strings that words stand for. A word is an index into list;
// equal strings have one index, so == on words is == on strings. They are kept for
// the life of the machine: states and schedules refer to them.
type stringTable struct {
	list  []string
	index map[string]uint32
	size  int // bytes of all
}

func newStrings(given []string) *stringTable {
	t := &stringTable{list: given[:len(given):len(given)], index: make(map[string]uint32, len(given))}
	for i, s := range given {
		t.size += len(s)
		if _, known := t.index[s]; !known {
			t.index[s] = uint32(i)
		}
	}
	return t
}

// at gives the string that w stands for.
func (t *stringTable) at(w uint64) string { return t.list[w] }

// intern gives the word of s.
func (t *stringTable) intern(s string) uint64 {
	i, known := t.index[s]
	if !known {
		i = uint32(len(t.list))
		t.index[s] = i
		t.list = append(t.list, s)
		t.size += len(s)
	}
	return uint64(i)
}

// bytes is the memory that the table holds, about.
func (t *stringTable) bytes() int {
	const entry = 64 // its header twice, its index, and the map's own
	return t.size + entry*len(t.list)
}

// newString gives the word of s, 0 and a limit if there would be too many.
func (s *step) newString(p *proc, text string) uint64 {
	if t := s.m.strings; len(text) > maxString || t.size+len(text) > maxStrings {
		s.exhausted(p, "strings without bound")
		return 0
	}
	return s.m.strings.intern(text)
}

// text carries out StrIndex … TypeName.
func (s *step) text(p *proc, in *program.Instr, reg []uint64) {
	if in.Op == program.TypeName {
		name := "<nil>"
		if t := reg[in.B]; t != 0 {
			name = s.m.prog.Types[t].Name
		}
		reg[in.A] = s.newString(p, name)
		return
	}
	b, c := s.m.strings.at(reg[in.B]), reg[in.C]
	switch in.Op {
	case program.StrIndex:
		reg[in.A] = uint64(b[c])
	case program.StrSlice:
		reg[in.A] = s.newString(p, b[c:reg[in.D]])
	case program.StrConcat:
		reg[in.A] = s.newString(p, b+s.m.strings.at(c))
	case program.StrByte:
		reg[in.A] = s.newString(p, b+string([]byte{byte(c)}))
	case program.StrEncode:
		r := rune(utf8.RuneError)
		if int64(c) >= 0 && int64(c) <= utf8.MaxRune {
			r = rune(c)
		}
		reg[in.A] = s.newString(p, string(utf8.AppendRune([]byte(b), r)))
	case program.StrRune:
		r, width := utf8.DecodeRuneInString(b[c:])
		reg[in.A], reg[in.A+1] = uint64(r), uint64(width)
	}
}
