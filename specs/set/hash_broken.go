package set

import "heddle/model"

// Counted is Hash with a count of its keys that is kept after the fact: who looks at the count
// between a change and its counting sees a size that does not fit what was found before.
type Counted struct {
	*Hash
	count model.Word
}

// NewCounted gives an empty set in so many lists.
func NewCounted(buckets int) *Counted { return &Counted{Hash: NewHash(buckets)} }

// Insert puts key in, and reports whether it was not there before.
func (s *Counted) Insert(key int) bool {
	if !s.Hash.Insert(key) {
		return false
	}
	s.count.FetchAndAdd(1)
	return true
}

// Delete takes key out, and reports whether it was there before.
func (s *Counted) Delete(key int) bool {
	if !s.Hash.Delete(key) {
		return false
	}
	s.count.FetchAndAdd(-1)
	return true
}

// Size is the number of keys, but for those that are being put in or taken out.
func (s *Counted) Size() int { return s.count.LoadSeqCst() }

// Tested is Hash whose Insert looks whether the key is there, and if it is not reports that it has put it in: another may have done so since.
type Tested struct{ *Hash }

// NewTested gives an empty set in so many lists.
func NewTested(buckets int) Tested { return Tested{NewHash(buckets)} }

// Insert puts key in, and reports whether it was not there before.
func (s Tested) Insert(key int) bool {
	if s.Contains(key) {
		return false
	}
	s.Hash.Insert(key)
	return true
}
