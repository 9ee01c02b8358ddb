package sequential

import "slices"

// Lists is lists of values by key, which grow.
type Lists struct{ values map[int][]int }

// NewLists gives empty lists.
func NewLists() *Lists { return &Lists{map[int][]int{}} }

// Append puts v at the end of the list of key.
func (l *Lists) Append(key, v int) { l.values[key] = append(l.values[key], v) }

// List gives the list of key.
func (l *Lists) List(key int) []int { return slices.Clone(l.values[key]) }
