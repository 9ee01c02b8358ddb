package ring

import "heddle/model"

// xenUnfenced is Xen by ordinary accesses.
type xenUnfenced struct{ *Xen }

func (r xenUnfenced) Request(d Descriptor) bool {
	produced := r.reqProduced.Load()
	if produced-r.rspConsumed == len(r.slots) {
		return false
	}
	r.produce(&r.reqProduced, produced, d, &r.counted.reqProduced)
	return true
}

func (r xenUnfenced) Take() (d Descriptor, ok bool) {
	return r.consume(&r.reqProduced, &r.reqConsumed, &r.counted.reqConsumed)
}

func (r xenUnfenced) Answer(d Descriptor) {
	r.produce(&r.rspProduced, r.rspProduced.Load(), d, &r.counted.rspProduced)
}

func (r xenUnfenced) Response() (d Descriptor, ok bool) {
	return r.consume(&r.rspProduced, &r.rspConsumed, &r.counted.rspConsumed)
}

func (r xenUnfenced) produce(index *model.Word, produced int, d Descriptor, counted *int) {
	*r.slot(produced) = d
	r.counted.count(counted)
	index.Store(produced + 1)
}

func (r xenUnfenced) consume(produced *model.Word, index, counted *int) (d Descriptor, ok bool) {
	if produced.Load() == *index {
		return Descriptor{}, false
	}
	d = *r.slot(*index)
	*index++
	r.counted.count(counted)
	return d, true
}

// CheckXenUnfenced checks Xen as written for sequential consistency.
func CheckXenUnfenced(threads, rounds int) {
	converse(rounds, xenUnfenced{NewXen(xenSlots)}, true)
}

// xenEarly counts a request before its descriptor is there.
type xenEarly struct{ *Xen }

func (r xenEarly) Request(d Descriptor) bool {
	produced := r.reqProduced.LoadRelaxed()
	if produced-r.rspConsumed == len(r.slots) {
		return false
	}
	r.counted.count(&r.counted.reqProduced)
	r.reqProduced.StoreRelease(produced + 1)
	*r.slot(produced) = d
	return true
}

// CheckXenEarly checks Xen with an index that is stored before the descriptor.
func CheckXenEarly(threads, rounds int) { converse(rounds, xenEarly{NewXen(xenSlots)}, true) }

// xenOverrun looks at what Xen has answered, not at which of that the guest has consumed.
type xenOverrun struct{ *Xen }

func (r xenOverrun) Request(d Descriptor) bool {
	produced := r.reqProduced.LoadRelaxed()
	if produced-r.rspProduced.LoadAcquire() == len(r.slots) {
		return false
	}
	r.produce(&r.reqProduced, produced, d, &r.counted.reqProduced)
	return true
}

// CheckXenOverrun checks Xen with a guest that overwrites responses that it has not consumed.
func CheckXenOverrun(threads, rounds int) { converse(rounds, xenOverrun{NewXen(xenSlots)}, true) }

// xenOwnSlot answers each request in its own slot. IDs count requests.
type xenOwnSlot struct{ *Xen }

func (r xenOwnSlot) Answer(d Descriptor) {
	*r.slot(d.ID) = d
	r.counted.count(&r.counted.rspProduced)
	r.rspProduced.StoreRelease(r.rspProduced.LoadRelaxed() + 1)
}

// CheckXenOwnSlot checks Xen with responses in the slots of their requests: the guest looks for them in the order of the slots.
func CheckXenOwnSlot(threads, rounds int) { converse(rounds, xenOwnSlot{NewXen(xenSlots)}, true) }

// xenLate counts a request as consumed when it is answered, and so takes it again until then.
type xenLate struct{ *Xen }

func (r xenLate) Take() (d Descriptor, ok bool) {
	if r.reqProduced.LoadAcquire() == r.reqConsumed {
		return Descriptor{}, false
	}
	return *r.slot(r.reqConsumed), true
}

func (r xenLate) Answer(d Descriptor) {
	r.reqConsumed++
	r.counted.count(&r.counted.reqConsumed)
	r.Xen.Answer(d)
}

// CheckXenLate checks Xen with requests that are consumed when they are answered.
func CheckXenLate(threads, rounds int) { converse(rounds, xenLate{NewXen(xenSlots)}, true) }

// CheckXenReorder checks Xen that answers across barriers.
func CheckXenReorder(threads, rounds int) { converse(rounds, NewXen(xenSlots), false) }
