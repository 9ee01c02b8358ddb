package cost

import (
	"heddle/checker/graph"
	"heddle/model/program"
)

// share computes what runs cost, over the times that an event happens in them: the greatest share of all runs, and the least.
//
// It is exact, by Newton's method (W. Dinkelbach, On Nonlinear Fractional Programming, Management Science 13(7), 1967): no run costs more
// than λ an event exactly if none has a positive sum of what its steps cost, less λ for each event; one that has is
// a better λ. Sums are longest paths on the condensation; a cycle with a positive sum, which is looked for
// first (by the method of Bellman and Ford), shows a run that goes round it for ever, or any number of times.
//
// Runs without the event do not count.
type share struct {
	*extremes // of whole runs, in one metric
	event     program.Event
	sign      int64 // 1: the greatest share; -1: the least, as the greatest of the negative
	order     []uint32
	ends      []int // of components in order, each after all that it leads to

	over, times int64      // the present λ
	value       [2][]int64 // by node: the greatest sum of the rest of a run, in which the event need not happen any more, or must
	next        [2][]int32 // … the edge that it begins with; -1: it is over
	turn        uint32
}

// shown is a way that attains a share.
type shown struct {
	steps []graph.Step
	cycle int // steps[cycle:] repeat for ever; -1: none do
}

// none is less than any sum.
const none = -1 << 62

// newShare prepares a computation on a space; nil if the event happens nowhere.
func newShare(s *space, event program.Event, metric Metric) *share {
	if !s.happens(event) {
		return nil
	}
	x := newExtremes(view{space: s, window: Run, thread: -1}, []Metric{metric})
	f := &share{extremes: x, event: event}
	s.Components(graph.Filter{}, func(c *graph.Component) bool {
		f.order = append(f.order, c.States...)
		f.ends = append(f.ends, len(f.order))
		for _, v := range c.States {
			x.component[v] = uint32(len(f.ends))
		}
		return true
	})
	for i := range f.value {
		f.value[i], f.next[i] = make([]int64, s.N()), make([]int32, s.N())
	}
	return f
}

// happens reports whether some step has an event.
func (s *space) happens(event program.Event) bool {
	for v := range uint32(s.N()) {
		if s.offers(v, func(e *graph.Edge) bool { return has(s.label(e.Label), event) }) {
			return true
		}
	}
	return false
}

// extreme gives the greatest share, or the least, and a way that attains it. ok is false if the event happens in no run.
func (f *share) extreme(sign int64) (v Value, way shown, ok bool) {
	f.sign, f.over, f.times = sign, -1<<31, 1
	for {
		better, found := f.better()
		if !found {
			break
		}
		way, ok = better, true
		over, times := f.totals(way.steps[max(way.cycle, 0):])
		if times == 0 {
			return Value{Infinite: true}, way, true
		}
		f.over, f.times = sign*over, times
	}
	if ok {
		v = reduced(sign*f.over, f.times)
	}
	return v, way, ok
}

// totals gives what steps cost, and how often the event happens in them.
func (f *share) totals(steps []graph.Step) (paid, times int64) {
	for _, x := range steps {
		p, t := f.weigh(x.From, &x.Edge)
		paid, times = paid+p, times+t
	}
	return paid, times
}

// weigh gives what a step costs, and whether the event happens in it.
func (f *share) weigh(v uint32, e *graph.Edge) (paid, times int64) {
	if has(f.label(e.Label), f.event) {
		times = 1
	}
	return int64(f.cost(v, e)[0]), times
}

// sum is what a step adds to a sum.
func (f *share) sum(v uint32, e *graph.Edge) (w int64, happens bool) {
	paid, times := f.weigh(v, e)
	return f.times*f.sign*paid - f.over*times, times > 0
}

// better finds a way with a positive sum, or one to a cycle that has one and round it.
func (f *share) better() (way shown, ok bool) {
	from := 0
	for _, end := range f.ends {
		if cycle := f.positive(f.order[from:end]); cycle != nil {
			stem := wayTo(f.Graph, cycle[0].From)
			return shown{append(stem, cycle...), len(stem)}, true
		}
		f.longest(f.order[from:end])
		from = end
	}
	if f.value[1][0] <= 0 {
		return way, false
	}
	must := 1
	for v := uint32(0); f.next[must][v] >= 0; {
		e := edge(f.Graph, v, f.next[must][v])
		way.steps = append(way.steps, graph.Step{From: v, Edge: e})
		if _, happens := f.sum(v, &e); happens {
			must = 0
		}
		v = e.To
	}
	way.cycle = -1
	return way, true
}

// longest finds the greatest sums from the nodes of a component, which has no positive cycle.
func (f *share) longest(members []uint32) {
	for _, v := range members {
		f.value[0][v], f.value[1][v], f.next[0][v], f.next[1][v] = none, none, -1, -1
		if f.Ended(v) {
			f.value[0][v] = 0
		}
	}
	for again := true; again; {
		more, within := false, false
		for _, v := range members {
			at := int32(0)
			for r := f.Row(v); r.Next(); at++ {
				within = within || f.component[r.To] == f.component[v]
				w, happens := f.sum(v, &r.Edge)
				for must, rest := range [2]int64{f.value[0][r.To], f.value[1][r.To]} {
					if happens {
						rest = f.value[0][r.To]
					}
					if rest != none && w+rest > f.value[must][v] {
						f.value[must][v], f.next[must][v] = w+rest, at
						more = true
					}
				}
			}
		}
		again = more && within
	}
}

// positive finds a cycle within a component that has a positive sum, nil if there is none.
func (f *share) positive(members []uint32) []graph.Step {
	value, next := f.value[0], f.next[0]
	some := false
	within := func(v uint32, e *graph.Edge) bool { return f.component[v] == f.component[e.To] }
	for _, v := range members {
		value[v], next[v] = 0, -1
		for r := f.Row(v); !some && r.Next(); {
			w, _ := f.sum(v, &r.Edge)
			some = w > 0 && within(v, &r.Edge)
		}
	}
	for round := 1; some; round++ {
		some = false
		for _, v := range members {
			at := int32(0)
			for r := f.Row(v); r.Next(); at++ {
				if !within(v, &r.Edge) {
					continue
				}
				if w, _ := f.sum(v, &r.Edge); w+value[r.To] > value[v] {
					value[v], next[v], some = w+value[r.To], at, true
				}
			}
		}
		if some && round&(round-1) == 0 {
			if cycle := f.closed(members); cycle != nil {
				return cycle
			}
		}
	}
	return nil
}

// closed finds a cycle of the edges f.next[0] among nodes, nil if there is none. Such a cycle has a positive sum, and
// if there is one with a positive sum some cycle closes at last.
func (f *share) closed(members []uint32) (cycle []graph.Step) {
	met, first := f.place, f.turn
	for _, v := range members {
		f.turn++
		for f.next[0][v] >= 0 && met[v] <= first {
			met[v] = f.turn
			v = edge(f.Graph, v, f.next[0][v]).To
		}
		if f.next[0][v] < 0 || met[v] != f.turn {
			continue
		}
		for at := v; ; {
			e := edge(f.Graph, at, f.next[0][at])
			cycle = append(cycle, graph.Step{From: at, Edge: e})
			if at = e.To; at == v {
				return cycle
			}
		}
	}
	return nil
}

// edge gives edge i of node v.
func edge(g *graph.Graph, v uint32, i int32) graph.Edge {
	r := g.Row(v)
	for r.Next() && i > 0 {
		i--
	}
	return r.Edge
}

// wayTo is a shortest way to a node.
func wayTo(g *graph.Graph, v uint32) (steps []graph.Step) {
	if v != 0 {
		steps, _ = graph.NewFinder(g).Path([]uint32{0}, func(u uint32) bool { return u == v }, graph.Filter{})
	}
	return steps
}

// reduced is a fraction in lowest terms.
func reduced(over, times int64) Value {
	a, b := over, times
	for b != 0 {
		a, b = b, a%b
	}
	v := Value{Amount: uint32(over / a)}
	if times != a {
		v.Over = uint32(times / a)
	}
	return v
}
