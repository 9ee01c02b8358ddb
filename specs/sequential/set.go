package sequential

import "slices"

// Set is a set of keys.
type Set struct{ keys []int } // in ascending order

// NewSet gives an empty set.
func NewSet() *Set { return new(Set) }

// Insert puts key in, and reports whether it was not there before.
func (s *Set) Insert(key int) bool {
	i := s.place(key)
	if i < len(s.keys) && s.keys[i] == key {
		return false
	}
	s.keys = slices.Insert(s.keys, i, key)
	return true
}

// Delete takes key out, and reports whether it was there before.
func (s *Set) Delete(key int) bool {
	i := s.place(key)
	if i == len(s.keys) || s.keys[i] != key {
		return false
	}
	s.keys = slices.Delete(s.keys, i, i+1)
	return true
}

// Contains reports whether key is there.
func (s *Set) Contains(key int) bool { return slices.Contains(s.keys, key) }

// Size is the number of keys.
func (s *Set) Size() int { return len(s.keys) }

// place is the index of the first key that is not less than key.
func (s *Set) place(key int) int {
	i := 0
	for i < len(s.keys) && s.keys[i] < key {
		i++
	}
	return i
}
