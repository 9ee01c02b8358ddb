package set

import "heddle/specs/list"

// Hash is a set as a table of lists, by key modulo their number. The table does not grow.
//
// Source: M. M. Michael, High performance dynamic lock-free hash tables and list-based sets, SPAA 2002, section 3.
type Hash struct{ buckets []list.Michael }

// NewHash gives an empty set in so many lists, at least 1.
func NewHash(buckets int) *Hash { return &Hash{make([]list.Michael, buckets)} }

// bucket gives the list that key is in, if it is in the set.
func (s *Hash) bucket(key int) *list.Michael { return &s.buckets[uint(key)%uint(len(s.buckets))] }

// Insert puts key in, and reports whether it was not there before.
func (s *Hash) Insert(key int) bool { return s.bucket(key).Insert(key) }

// Delete takes key out, and reports whether it was there before.
func (s *Hash) Delete(key int) bool { return s.bucket(key).Delete(key) }

// Contains reports whether key is there.
func (s *Hash) Contains(key int) bool { return s.bucket(key).Contains(key) }
