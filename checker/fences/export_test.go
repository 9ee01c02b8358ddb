package fences

import "heddle/model/program"

// WithFences gives p with places for fences, none of them there.
func WithFences(p *program.Program) *program.Program {
	q, _ := withFences(p, Sites(p))
	return q
}

// Changed gives p with the orders of a part, but another order at finding i unless that is -1.
func Changed(p *program.Program, part Part, i int, other program.Order) *program.Program {
	if part.Means == Insert {
		p = WithFences(p)
	}
	var sites []Site
	var orders []program.Order
	for j, f := range part.Findings {
		sites, orders = append(sites, f.Site), append(orders, f.Suffices)
		if j == i {
			orders[j] = other
		}
	}
	return assign(p, sites, orders)
}
