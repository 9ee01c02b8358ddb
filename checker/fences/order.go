package fences

import "heddle/model/program"

// None is the order of a fence that is not there.
const None = program.Relaxed

// weaker gives the orders next below o, of operations of kind k.
func (k kind) weaker(o program.Order) []program.Order {
	switch {
	case o == program.SeqCst && k == kindStore:
		return []program.Order{program.Release}
	case o == program.SeqCst && (k == kindLoad || k == kindFailed):
		return []program.Order{program.Acquire}
	case o == program.SeqCst:
		return []program.Order{program.AcqRel}
	case o == program.AcqRel:
		return []program.Order{program.Acquire, program.Release}
	case o == program.Acquire, o == program.Release:
		return []program.Order{program.Relaxed}
	}
	return nil
}

// above gives the orders next below o that are not below floor. An Ordinary access
// is as strong as a Relaxed one, and takes its place where it is what was written.
func (k kind) above(floor, o program.Order) []program.Order {
	var list []program.Order
	for _, w := range k.weaker(o) {
		if floor == program.Ordinary && w == program.Relaxed {
			w = floor
		}
		if w == floor || k.reaches(w, floor) {
			list = append(list, w)
		}
	}
	return list
}

// reaches reports whether floor is below o.
func (k kind) reaches(o, floor program.Order) bool {
	for _, w := range k.weaker(o) {
		if w == floor || floor == program.Ordinary && w == program.Relaxed || k.reaches(w, floor) {
			return true
		}
	}
	return false
}

// strength ranks orders for the descent, which begins with the strongest.
func strength(o program.Order) int {
	switch o {
	case program.SeqCst:
		return 3
	case program.AcqRel:
		return 2
	case program.Acquire, program.Release:
		return 1
	}
	return 0
}

// written gives the orders that sites have.
func written(sites []Site) []program.Order {
	list := make([]program.Order, len(sites))
	for i := range sites {
		list[i] = sites[i].Written
	}
	return list
}

// weakest gives the least order of each site: what is written, if that is one of the least.
func weakest(sites []Site) []program.Order {
	list := make([]program.Order, len(sites))
	for i := range sites {
		if list[i] = program.Relaxed; sites[i].Written == program.Ordinary {
			list[i] = program.Ordinary
		}
	}
	return list
}

// strongest gives the strongest order of each site.
func strongest(sites []Site) []program.Order {
	list := make([]program.Order, len(sites))
	for i := range sites {
		list[i] = program.SeqCst
	}
	return list
}
