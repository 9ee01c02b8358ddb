package ring

import "heddle/model"

// ioRing is what guest and Xen use.
type ioRing interface {
	Request(d Descriptor) bool
	Take() (Descriptor, bool)
	Answer(d Descriptor)
	Response() (Descriptor, bool)
}

// xenSlots is the size of the rings that are checked: two, so that they are full soon, and go round.
const xenSlots = 2

// processed is what Xen leaves in a page.
const processed = 1

// converse lets a guest, thread 0, make rounds requests of Xen, thread 1, and claims that they are consumed in their order, and that each is
// answered once, after Xen has done with its page what was asked, and on the right side of the barrier, which is request 2.
func converse(rounds int, r ioRing, obeys bool) {
	model.Run(2, func(id int) {
		if id == 0 {
			ask(rounds, r)
		} else {
			serve(rounds, r, obeys)
		}
	})
}

// barrier is the request that is one, if there are so many.
const barrier = 2

// ask is the guest: it makes requests and consumes responses in any order that the ring allows.
func ask(rounds int, r ioRing) {
	pages := make([]int, rounds)
	answered := make([]bool, rounds)
	asked, heard := 0, 0
	for heard < rounds {
		if asked < rounds && model.Choose(2) == 0 && r.Request(request(asked, pages)) {
			asked++
			continue
		}
		d, ok := r.Response()
		if !ok {
			model.Pause()
			continue
		}
		model.Assert(!answered[d.ID], "a request is answered twice")
		model.Assert(d.Page == nil || *d.Page == processed, "a request is answered before it is carried out")
		before, behind := d.ID < barrier, d.ID > barrier
		for id, done := range answered {
			model.Assert(done || before || id >= barrier, "a barrier, or a request behind it, is answered before one that is before it")
			model.Assert(done || !behind || id != barrier, "a request is answered before the barrier that it is behind")
		}
		answered[d.ID] = true
		heard++
	}
}

// request gives what the guest asks for with an ID.
func request(id int, pages []int) Descriptor {
	if id == barrier {
		return Descriptor{ID: id}
	}
	return Descriptor{id, &pages[id]}
}

// serve is Xen: it consumes requests, and answers those that it has in any order that barriers allow.
func serve(rounds int, r ioRing, obeys bool) {
	var open []Descriptor
	for answered := 0; answered < rounds; {
		if len(open) > 0 && model.Choose(2) == 0 {
			i := 0
			if n := able(open, obeys); n > 1 {
				i = model.Choose(n)
			}
			d := open[i]
			if d.Page != nil {
				*d.Page = processed
			}
			r.Answer(d)
			open = append(open[:i:i], open[i+1:]...)
			answered++
			continue
		}
		if d, ok := r.Take(); ok {
			model.Assert(d.ID == answered+len(open), "a request is consumed again, or out of turn")
			open = append(open, d)
		} else {
			model.Pause()
		}
	}
}

// able gives how many of the open requests may be answered next: those before a barrier, or the barrier if it is first.
func able(open []Descriptor, obeys bool) int {
	for i, d := range open {
		if d.Page == nil && obeys {
			return max(i, 1)
		}
	}
	return len(open)
}

// CheckXen checks Xen; threads is 2.
func CheckXen(threads, rounds int) { converse(rounds, NewXen(xenSlots), true) }
