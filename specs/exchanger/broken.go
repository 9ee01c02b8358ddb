package exchanger

import "heddle/model"

// Rude is Slot in which who gives up does not look whether somebody has come meanwhile: the other has got an item from one who has got none.
type Rude struct{ *Slot }

// NewRude gives an exchanger where nobody waits.
func NewRude() Rude { return Rude{NewSlot()} }

// Exchange gives v for what another brings; ok is false if nobody came in time.
func (s Rude) Exchange(v int) (got int, ok bool) {
	mine := &offer{item: v}
	if !s.offer.CompareAndSwap(nil, mine) {
		return s.Slot.Exchange(v)
	}
	for mine.hole.LoadSeqCst() == nil {
		if !patient() {
			s.offer.CompareAndSwap(mine, nil)
			return 0, false
		}
		model.Pause()
	}
	return *mine.hole.LoadSeqCst(), true
}

// Crowded is Slot in which who comes fills the hole by a write: of two who find the same offer, both get its item.
type Crowded struct{ *Slot }

// NewCrowded gives an exchanger where nobody waits.
func NewCrowded() Crowded { return Crowded{NewSlot()} }

// Exchange gives v for what another brings; ok is false if nobody came in time.
func (s Crowded) Exchange(v int) (got int, ok bool) {
	his := s.offer.LoadSeqCst()
	if his == nil {
		return s.Slot.Exchange(v)
	}
	s.offer.CompareAndSwap(his, nil)
	if his.hole.LoadSeqCst() == gaveUp {
		return s.Slot.Exchange(v)
	}
	his.hole.StoreSeqCst(&v)
	return his.item, true
}
