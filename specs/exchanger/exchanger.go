// Package exchanger is a library of exchangers in plain Go, with broken twins: the mistakes that are made when one is written.
//
// An exchanger lets clients meet in pairs: each gets what the other brought. It is linearizable in the sense of sequential.Exchanger: both
// halves of an exchange happen one right after the other.
package exchanger

import "heddle/model"

// Slot is an exchanger of one slot. Who comes first puts its offer there and waits; who comes second takes the offer from the slot, and
// fills it with its own item, unless the first has given up.
//
// How long one waits is a choice when checked: any time, or none. Lock-free: who does not get on meets another who does.
//
// Source: W. N. Scherer III, D. Lea, M. L. Scott, A scalable elimination-based exchange channel, SCOOL 2005, section 3: the
// exchanger, with its simplest case, an arena of one slot.
type Slot struct{ offer model.Pointer[offer] }

// offer is what one brings, and what comes of it: nil while nobody has come, gaveUp, or what the other brought.
type offer struct {
	item int
	hole model.Pointer[int]
}

// gaveUp fills the hole of an offer that is taken back.
var gaveUp = new(int)

// NewSlot gives an exchanger where nobody waits.
func NewSlot() *Slot { return new(Slot) }

// Exchange gives v for what another brings; ok is false if nobody came in time.
func (s *Slot) Exchange(v int) (got int, ok bool) {
	for {
		if his := s.offer.LoadAcquire(); his != nil {
			s.offer.CompareAndSwap(his, nil, model.Relaxed)
			if his.hole.CompareAndSwap(nil, &v, model.AcqRel, model.Relaxed) {
				return his.item, true
			}
			continue
		}
		mine := &offer{item: v}
		if s.offer.CompareAndSwap(nil, mine, model.Release, model.Relaxed) {
			return s.await(mine)
		}
	}
}

// await waits until somebody fills the hole, or gives up.
func (s *Slot) await(mine *offer) (got int, ok bool) {
	for mine.hole.LoadAcquire() == nil {
		if !patient() {
			if !mine.hole.CompareAndSwap(nil, gaveUp, model.Acquire) {
				break
			}
			s.offer.CompareAndSwap(mine, nil, model.Relaxed)
			return 0, false
		}
		model.Pause()
	}
	return *mine.hole.LoadAcquire(), true
}

// patient says whether to wait on.
func patient() bool { return model.Choose(2) == 0 }

// Settled does nothing, when all is over: then no exchange is half done.
func (s *Slot) Settled() {}
