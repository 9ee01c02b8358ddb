package reference

import (
	"fmt"
	"unicode/utf8"

	"heddle/model/program"
)

// table is the table of strings, which grows. All copies of a machine share it: what a
// string's word is does not depend on who made it.
type table struct {
	list  []string
	words map[string]uint64
}

func newTable(list []string) *table {
	t := &table{words: map[string]uint64{}}
	for _, s := range list {
		t.list = append(t.list, s)
		if _, ok := t.words[s]; !ok {
			t.words[s] = uint64(len(t.list) - 1)
		}
	}
	return t
}

// text is the string that a word stands for.
func (m *Machine) text(word uint64) string { return m.strings.list[word] }

// word stands for s.
func (m *Machine) word(s string) uint64 {
	w, ok := m.strings.words[s]
	if !ok {
		w = uint64(len(m.strings.list))
		m.strings.list = append(m.strings.list, s)
		m.strings.words[s] = w
	}
	return w
}

// stringOp executes an operation on strings.
func (m *Machine) stringOp(t int, in program.Instr) error {
	r := m.threads[t].top().regs
	if in.Op == program.TypeName {
		name := "<nil>"
		if r[in.B] != 0 {
			name = m.prog.Types[r[in.B]].Name
		}
		r[in.A] = m.word(name)
		return nil
	}
	s := m.text(r[in.B])
	n := uint64(len(s))
	var low, high uint64 // the bytes that it reads
	switch in.Op {
	case program.StrIndex, program.StrRune:
		low, high = r[in.C], r[in.C]+1
	case program.StrSlice:
		low, high = r[in.C], r[in.D]
	}
	if low > high || high > n {
		return m.malformed(t, fmt.Sprintf("%s [%d:%d] of a string of %d bytes", in.Op, low, high, n))
	}
	switch in.Op {
	case program.StrLen:
		r[in.A] = n
	case program.StrIndex:
		r[in.A] = uint64(s[low])
	case program.StrSlice:
		r[in.A] = m.word(s[low:high])
	case program.StrConcat:
		r[in.A] = m.word(s + m.text(r[in.C]))
	case program.StrByte:
		r[in.A] = m.word(s + string([]byte{byte(r[in.C])}))
	case program.StrEncode:
		r[in.A] = m.word(s + encode(int64(r[in.C])))
	case program.StrRune:
		c, width := utf8.DecodeRuneInString(s[low:])
		r[in.A], r[in.A+1] = uint64(int64(c)), uint64(width)
	}
	return nil
}

// encode is the UTF-8 form of a rune, of U+FFFD if it is none.
func encode(c int64) string {
	if c < 0 || c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
		c = utf8.RuneError
	}
	return string(rune(c))
}
