package machine

import (
	"cmp"
	"slices"
	"strings"

	"heddle/model/program"
)

// valueWords reads a value: word i of it.
type valueWords func(i int) uint64

// at gives the value at addr.
func (s *step) at(addr uint64) valueWords {
	return func(i int) uint64 { return s.get(addr + uint64(i)) }
}

func wordsOf(list []uint64) valueWords { return func(i int) uint64 { return list[i] } }

// equal compares two values of words of these kinds as Go does. fault is Go's panic text.
func (s *step) equal(kinds []program.WordKind, x, y valueWords) (eq bool, fault string) {
	for i := 0; i < len(kinds); i++ {
		k := kinds[i]
		if k.Kind == program.KindIface {
			i++
			if k.Blank {
				continue
			}
			eq, fault := s.ifaceEq(x(i-1), x(i), y(i-1), y(i))
			if !eq || fault != "" {
				return false, fault
			}
			continue
		}
		if !k.Blank && s.m.compare(&program.Instr{Op: program.Eq, Kind: k.Kind}, x(i), y(i)) == 0 {
			return false, ""
		}
	}
	return true, ""
}

// unhashable gives Go's panic text if a key holds a value that == panics on, else "".
func (s *step) unhashable(kinds []program.WordKind, key valueWords) string {
	for i, k := range kinds {
		if k.Kind != program.KindIface || k.Blank || key(i) == 0 {
			continue
		}
		t := &s.m.prog.Types[key(i)]
		if !t.Comparable {
			return "runtime error: hash of unhashable type " + t.Name
		}
		if t.Boxed {
			if fault := s.unhashable(t.Words, s.at(key(i+1))); fault != "" {
				return fault
			}
		}
	}
	return ""
}

// sortable reports whether the entries of a map are in the order of their keys.
func sortable(kinds []program.WordKind) bool {
	return !slices.ContainsFunc(kinds, func(k program.WordKind) bool {
		return k.Kind == program.KindPointer || k.Kind == program.KindIface || k.Kind == program.KindData
	})
}

// order compares two keys of a sorted map; NaNs come first.
func (m *Machine) order(kinds []program.WordKind, x, y valueWords) int {
	for i, k := range kinds {
		if k.Blank {
			continue
		}
		if c := m.orderWords(k.Kind, x(i), y(i)); c != 0 {
			return c
		}
	}
	return 0
}

func (m *Machine) orderWords(k program.Kind, x, y uint64) int {
	switch {
	case k == program.KindString:
		return strings.Compare(m.strings.at(x), m.strings.at(y))
	case k == program.KindFloat32:
		return cmp.Compare(f32(x), f32(y))
	case k == program.KindFloat64:
		return cmp.Compare(f64(x), f64(y))
	case signed(k):
		return cmp.Compare(int64(x), int64(y))
	}
	return cmp.Compare(x, y)
}

// alike reports whether two keys are the same: equal, or bit by bit, which tells
// a NaN from other keys.
func (s *step) alike(kinds []program.WordKind, x, y valueWords) bool {
	if eq, _ := s.equal(kinds, x, y); eq {
		return true
	}
	for i := range kinds {
		if x(i) != y(i) {
			return false
		}
	}
	return true
}
