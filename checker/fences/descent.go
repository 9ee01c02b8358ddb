package fences

import (
	"slices"

	"heddle/checker"
	"heddle/model/program"
)

// descent looks for a minimal assignment of orders to sites.
//
// It takes for granted, until the end, that what a weak order allows is allowed
// whatever else is weakened, and so does not try what has failed again. In the end every next weaker
// assignment is checked, or was when all others were as they are now.
type descent struct {
	sites []Site
	floor []program.Order // none gets weaker than this
	now   []program.Order // all claims hold with these
	check func(orders []program.Order) (checker.Result, error)
	known map[string]checker.Result // by orders
}

func newDescent(sites []Site, check func([]program.Order) (checker.Result, error)) *descent {
	return &descent{sites: sites, check: check, known: map[string]checker.Result{}}
}

// look checks orders, unless they have been.
func (d *descent) look(orders []program.Order) (checker.Result, error) {
	if r, ok := d.known[name(orders)]; ok {
		return r, nil
	}
	r, err := d.check(orders)
	if err == nil {
		d.known[name(orders)] = r
	}
	return r, err
}

func name(orders []program.Order) string {
	text := make([]byte, len(orders))
	for i, o := range orders {
		text[i] = byte(o)
	}
	return string(text)
}

// with gives the orders with another one at site i.
func (d *descent) with(i int, o program.Order) []program.Order {
	orders := slices.Clone(d.now)
	orders[i] = o
	return orders
}

// take goes over to orders if all claims hold with them.
func (d *descent) take(orders []program.Order) (bool, error) {
	r, err := d.look(orders)
	if err != nil || r.Verdict != checker.Verified {
		return false, err
	}
	d.now = orders
	return true, nil
}

// restore takes whole ranges of sites down to the floor at once, where that goes: most
// of them need nothing.
func (d *descent) restore() error { return d.restoreRange(0, len(d.sites)) }

func (d *descent) restoreRange(from, to int) error {
	orders := slices.Clone(d.now)
	copy(orders[from:to], d.floor[from:to])
	done, err := d.take(orders)
	if err != nil || done || to-from == 1 {
		return err
	}
	middle := (from + to) / 2
	if err := d.restoreRange(from, middle); err != nil {
		return err
	}
	return d.restoreRange(middle, to)
}

// trial is a site and a weaker order for it.
type trial struct {
	site int
	to   program.Order
}

// descend weakens one order at a time, the strongest first, until none can be.
func (d *descent) descend() error {
	for {
		failed := map[trial]bool{}
		lower := false
		for {
			t, ok := d.next(failed)
			if !ok {
				break
			}
			done, err := d.take(d.with(t.site, t.to))
			if err != nil {
				return err
			}
			failed[t] = !done
			lower = lower || done
		}
		if !lower {
			return nil
		}
	}
}

// next gives what to try next: the strongest order that has not failed, of sites the first.
func (d *descent) next(failed map[trial]bool) (best trial, ok bool) {
	for i := range d.sites {
		if ok && strength(d.now[i]) <= strength(d.now[best.site]) {
			continue
		}
		for _, o := range d.sites[i].kind.above(d.floor[i], d.now[i]) {
			if t := (trial{i, o}); !failed[t] {
				best, ok = t, true
				break
			}
		}
	}
	return best, ok
}

// findings gives what was found of sites that are above their floor now, or were as written, by place.
func (d *descent) findings() []Finding {
	var list []Finding
	for i := range d.sites {
		if d.now[i] == d.floor[i] && d.sites[i].Written == d.floor[i] {
			continue
		}
		f := Finding{Site: d.sites[i], Suffices: d.now[i]}
		for _, o := range d.sites[i].kind.above(d.floor[i], d.now[i]) {
			f.Needed = append(f.Needed, Need{o, d.known[name(d.with(i, o))]})
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Finding) int { return a.compare(&b.Site) })
	return list
}

// decided reports whether each weaker order was found to be too weak.
func (d *descent) decided() bool {
	for i := range d.sites {
		for _, o := range d.sites[i].kind.above(d.floor[i], d.now[i]) {
			if d.known[name(d.with(i, o))].Verdict != checker.Violated {
				return false
			}
		}
	}
	return true
}
