package cost

import "heddle/checker/graph"

// maxLoop bounds the cycles that are searched for by trying all of a length.
const maxLoop = 6

// shortestCycle finds a cycle of the window's steps that pays: one of the shortest, if that has
// at most maxLoop steps, and of these the one that is come to first.
func (p *pather) shortestCycle() []graph.Step {
	for n := 1; n <= maxLoop; n++ {
		if c := p.cycleOf(n); c != nil {
			return c
		}
	}
	var found []graph.Step
	p.eachPaying(func(v uint32, e graph.Edge) bool {
		c := p.component[v]
		f := graph.Filter{State: func(u uint32) bool { return p.component[u] == c }, Edge: p.continues}
		back, ok := p.finder.Path([]uint32{e.To}, func(u uint32) bool { return u == v }, f)
		if ok {
			found = append([]graph.Step{{From: v, Edge: e}}, back...)
		}
		return !ok
	})
	return found
}

// eachPaying visits the steps that pay and lie on a cycle, until visit returns false.
func (p *pather) eachPaying(visit func(v uint32, e graph.Edge) bool) {
	for v := range uint32(p.N()) {
		if !p.reached[v] || p.paying[p.component[v]-1] == 0 {
			continue
		}
		for r := p.Row(v); r.Next(); {
			if p.continues(v, &r.Edge) && p.component[r.To] == p.component[v] && p.cost(v, &r.Edge)[0] > 0 && !visit(v, r.Edge) {
				return
			}
		}
	}
}

// cycleOf finds a cycle of n steps the first of which pays, nil if there is none.
func (p *pather) cycleOf(n int) (cycle []graph.Step) {
	p.eachPaying(func(v uint32, e graph.Edge) bool {
		way := make([]graph.Step, 0, maxLoop)
		way = append(way, graph.Step{From: v, Edge: e})
		if p.back(&way, v, n) {
			cycle = way
		}
		return cycle == nil
	})
	return cycle
}

// back extends a way to one of n steps that leads to node v, within its component.
func (p *pather) back(way *[]graph.Step, v uint32, n int) bool {
	at := (*way)[len(*way)-1].To
	if len(*way) == n {
		return at == v
	}
	if at == v {
		return false // it has been found for a smaller n
	}
	for r := p.Row(at); r.Next(); {
		if p.component[r.To] == p.component[v] && p.continues(at, &r.Edge) {
			*way = append(*way, graph.Step{From: at, Edge: r.Edge})
			if p.back(way, v, n) {
				return true
			}
			*way = (*way)[:len(*way)-1]
		}
	}
	return false
}
