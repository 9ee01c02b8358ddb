package cost

import (
	"math"

	"heddle/checker/graph"
	"heddle/machine"
)

// infinite is the cost of what pays without end, and of what does not exist.
const infinite = math.MaxUint32

// extremes finds for every node of a view the most and the least that the rest of a window may
// cost, in all metrics at once: one pass over the strongly connected components (R. Tarjan,
// Depth-first search and linear graph algorithms, SIAM Journal on Computing 1(2), 1972), which
// come in the order in which they are found after all that they lead to.
//
// The most is a longest path on the condensation: infinite before a component within which a
// step pays. The least is found by relaxing the steps of a component until nothing changes.
type extremes struct {
	view
	width  int       // metrics
	into   [][]uint8 // by the machine's metric: those that it counts for
	writes []int     // metrics that count writes

	reached   []bool   // by node: some window comes to it
	component []uint32 // by node: its component plus one, 0 if there is none yet
	place     []uint32 // by node: the place of its row in least
	most      []uint32 // by component and metric
	least     []uint32 // by place and metric
	paying    []uint32 // by component: bit m if a step within it pays in metric m
	vector    []uint32
}

// maxMetrics is how many bits paying has.
const maxMetrics = 32

func newExtremes(v view, metrics []Metric) *extremes {
	x := &extremes{view: v, width: len(metrics), into: make([][]uint8, machine.Metrics)}
	for i, m := range metrics {
		for _, of := range m.of {
			x.into[of] = append(x.into[of], uint8(i))
		}
		if m.writes {
			x.writes = append(x.writes, i)
		}
	}
	x.vector = make([]uint32, x.width)
	x.component, x.place, x.reached = make([]uint32, v.N()), make([]uint32, v.N()), make([]bool, v.N())
	return x
}

// cost gives what a step costs, by metric; the vector is used again.
func (x *extremes) cost(v uint32, e *graph.Edge) []uint32 {
	clear(x.vector)
	l := x.label(e.Label)
	for _, c := range l.Charges {
		if into := x.into[c.Metric]; len(into) > 0 && x.counts(v, e, c) {
			for _, m := range into {
				x.vector[m] += uint32(c.Amount)
			}
		}
	}
	for _, m := range x.writes {
		for _, t := range l.Touches {
			if t.Writes && x.counts(v, e, machine.Charge{Thread: t.Thread}) {
				x.vector[m]++
			}
		}
	}
	return x.vector
}

// filter lets through what windows come to.
func (x *extremes) filter() graph.Filter {
	return graph.Filter{State: func(v uint32) bool { return x.reached[v] }, Edge: x.continues}
}

// find computes all.
func (x *extremes) find() {
	x.reach()
	components := uint32(0)
	x.Components(x.filter(), func(c *graph.Component) bool {
		components++
		x.add(components, c.States)
		return true
	})
}

// reach finds the nodes that windows come to.
func (x *extremes) reach() {
	var found []uint32
	meet := func(v uint32) {
		if !x.reached[v] {
			x.reached[v] = true
			found = append(found, v)
		}
	}
	for _, at := range x.begins {
		meet(x.inside(at))
	}
	for at := 0; at < len(found); at++ {
		for r := x.Row(found[at]); r.Next(); {
			if x.continues(found[at], &r.Edge) {
				meet(r.To)
			}
		}
	}
}

// inside is the node after the first step of a window.
func (x *extremes) inside(at spot) uint32 {
	if x.window.whole() {
		return at.node
	}
	return at.step.To
}

// paid is what the first step of a window costs.
func (x *extremes) paid(at spot) []uint32 {
	if x.window.whole() {
		clear(x.vector)
		return x.vector
	}
	return x.cost(at.node, &at.step)
}

// add computes component c; all that its steps lead to have been.
func (x *extremes) add(c uint32, members []uint32) {
	for _, v := range members {
		x.component[v], x.place[v] = c, uint32(len(x.least)/x.width)
		for range x.width {
			x.least = append(x.least, infinite)
		}
		if x.completes(v) {
			clear(x.leastOf(v))
		}
	}
	x.most, x.paying = append(x.most, make([]uint32, x.width)...), append(x.paying, 0)
	for x.relax(c, members) {
	}
	most := x.mostOf(members[0])
	for m := range most {
		if x.paying[c-1]>>m&1 != 0 {
			most[m] = infinite
		}
	}
}

// relax takes all steps of a component's nodes into account, and reports whether it must be done again.
func (x *extremes) relax(c uint32, members []uint32) (again bool) {
	most := x.mostOf(members[0])
	for _, v := range members {
		least := x.leastOf(v)
		for r := x.Row(v); r.Next(); {
			if !x.continues(v, &r.Edge) {
				continue
			}
			within := x.component[r.To] == c
			beyond, below := x.mostOf(r.To), x.leastOf(r.To)
			for m, paid := range x.cost(v, &r.Edge) {
				switch {
				case !within:
					most[m] = max(most[m], sum(paid, beyond[m]))
				case paid > 0:
					x.paying[c-1] |= 1 << m
				}
				if l := sum(paid, below[m]); l < least[m] {
					least[m], again = l, true
				}
			}
		}
	}
	return again && len(members) > 1
}

// mostOf gives the most that windows may still cost from node v, by metric.
func (x *extremes) mostOf(v uint32) []uint32 {
	at := x.width * int(x.component[v]-1)
	return x.most[at : at+x.width]
}

// leastOf gives the least.
func (x *extremes) leastOf(v uint32) []uint32 {
	at := x.width * int(x.place[v])
	return x.least[at : at+x.width]
}

func sum(a, b uint32) uint32 {
	if a == infinite || b == infinite {
		return infinite
	}
	return a + b
}
