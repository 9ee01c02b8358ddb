package ring

import "heddle/model"

// Xen is the ring by which a guest asks Xen for input and output: requests go one way and responses
// the other through the same slots, between one thread of the guest and one of Xen. A response takes the
// slot of a request that Xen has consumed, not necessarily its own: requests may be answered in another order. Data is
// not copied: a descriptor says which page it is in, and the page is Xen's from the request to its response.
//
// There are four indices, which count on:
//
//	rspConsumed ≤ rspProduced ≤ reqConsumed ≤ reqProduced ≤ rspConsumed + slots
//
// Each has one writer, and two are private, so that reads and writes alone will do.
//
// Source: P. Barham et al., Xen and the art of virtualization, SOSP 2003, section 3.2 and figure 2. There each
// side also says when it wants to be woken; here it looks again.
type Xen struct {
	slots       []Descriptor
	reqProduced model.Word // written by the guest
	rspProduced model.Word // written by Xen
	rspConsumed int        // the guest's own
	reqConsumed int        // Xen's own
	counted     indices
}

// Descriptor is a request, or the response to it.
type Descriptor struct {
	ID   int
	Page *int // nil: a barrier. Requests before it are answered before it, and those after it after it
}

// NewXen gives an empty ring of so many slots.
func NewXen(slots int) *Xen {
	return &Xen{slots: make([]Descriptor, slots), counted: indices{slots: slots}}
}

// Request is the guest's: it asks for d, if there is a slot that holds neither a request nor a response that it has not consumed.
func (r *Xen) Request(d Descriptor) bool {
	produced := r.reqProduced.LoadRelaxed()
	if produced-r.rspConsumed == len(r.slots) {
		return false
	}
	r.produce(&r.reqProduced, produced, d, &r.counted.reqProduced)
	return true
}

// Take is Xen's: it consumes the next request, if there is one.
func (r *Xen) Take() (d Descriptor, ok bool) {
	return r.consume(&r.reqProduced, &r.reqConsumed, &r.counted.reqConsumed)
}

// Answer is Xen's: it responds to a request that it has taken. There is a slot: that of a request that was consumed.
func (r *Xen) Answer(d Descriptor) {
	r.produce(&r.rspProduced, r.rspProduced.LoadRelaxed(), d, &r.counted.rspProduced)
}

// Response is the guest's: it consumes the next response, if there is one.
func (r *Xen) Response() (d Descriptor, ok bool) {
	return r.consume(&r.rspProduced, &r.rspConsumed, &r.counted.rspConsumed)
}

// produce fills the next slot, that of an index which has come to produced, and then advances the index, which releases the slot.
func (r *Xen) produce(index *model.Word, produced int, d Descriptor, counted *int) {
	*r.slot(produced) = d
	r.counted.count(counted)
	index.StoreRelease(produced + 1)
}

// consume reads the slot of a private index and advances the index, unless it is where the other side has come to.
func (r *Xen) consume(produced *model.Word, index, counted *int) (d Descriptor, ok bool) {
	if produced.LoadAcquire() == *index {
		return Descriptor{}, false
	}
	d = *r.slot(*index)
	*index++
	r.counted.count(counted)
	return d, true
}

func (r *Xen) slot(index int) *Descriptor { return &r.slots[index%len(r.slots)] }

// indices are those of a ring, for the claim that they are in order.
type indices struct {
	rspConsumed, rspProduced, reqConsumed, reqProduced int
	slots                                              int
}

// count advances one of i, and claims that they are in order. What is produced is counted before the other side can
// see it, what is consumed after: natively a thread may be held between its access and its count.
func (i *indices) count(index *int) {
	model.Ghost(func() {
		*index++
		model.Assert(i.rspConsumed <= i.rspProduced, "a response is consumed that was not produced")
		model.Assert(i.rspProduced <= i.reqConsumed, "a request is answered that was not consumed")
		model.Assert(i.reqConsumed <= i.reqProduced, "a request is consumed that was not produced")
		model.Assert(i.reqProduced <= i.rspConsumed+i.slots, "a request takes the slot of what was not consumed")
	})
}
