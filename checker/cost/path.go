package cost

import (
	"slices"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// Path is a schedule that attains a worst case.
type Path struct {
	Steps      []Step
	From, To   int      // the window is Steps[From:To]
	Cycle      int      // Steps[Cycle:] repeat for ever and pay; -1 if the worst case is finite
	HeldBack   []int    // of a cycle: threads that could go on all the time and do not
	HeldBuffer []int    // … and those whose store buffers could
	HeldLinks  []uint32 // … and what could be received and is not: see graph.Edge.Takes
	Over       int64    // of a share: how often its event happens, in the cycle if there is one
}

// Step is one step of a path.
type Step struct {
	Action machine.Action
	Label  *machine.Label
	Paid   uint32 // what it costs the window
}

// Path finds a schedule that attains the worst case of a row: a shortest way to a window, the
// window, and a shortest way to the end of the program from there, if there is one. If the
// worst case has no bound the path ends with the shortest cycle that pays.
func (m *Measurement) Path(r Row) Path {
	if e, ok := r.Window.shares(); ok {
		return m.sharePath(r, e)
	}
	of := slices.DeleteFunc(m.space.views(r.Window), func(v view) bool { return v.begins[0].thread != r.worst.thread })
	x := newExtremes(of[0], m.metrics[r.metric:r.metric+1])
	x.find()
	p := pather{extremes: x, finder: graph.NewFinder(x.Graph)}
	if r.Worst.Infinite {
		return p.forever()
	}
	return p.finite(r.worst)
}

// pather builds a path. Its extremes have one metric.
type pather struct {
	*extremes
	finder *graph.Finder
	path   Path
}

// finite is the path of a window that begins at a place.
func (p *pather) finite(at spot) Path {
	node := p.begin(at)
	for p.mostOf(node)[0] > 0 {
		node = p.follow(p.attain(node))
	}
	if !p.completes(node) {
		if rest, ok := p.finder.Path([]uint32{node}, p.completes, p.filter()); ok {
			node = p.follow(rest)
		}
	}
	p.path.To, p.path.Cycle = len(p.path.Steps), -1
	if !p.Ended(node) {
		if rest, ok := p.finder.Path([]uint32{node}, p.Ended, graph.Filter{}); ok {
			p.stroll(rest)
		}
	}
	return p.path
}

// begin goes to a window and makes its first step.
func (p *pather) begin(at spot) uint32 {
	if at.node != 0 {
		stem, _ := p.finder.Path([]uint32{0}, func(v uint32) bool { return v == at.node }, graph.Filter{})
		p.stroll(stem)
	}
	p.path.From = len(p.path.Steps)
	if p.window.whole() {
		return 0
	}
	return p.follow([]graph.Step{{From: at.node, Edge: at.step}})
}

// attain finds a shortest way out of a node's component by a step that attains the most.
func (p *pather) attain(node uint32) []graph.Step {
	c, most := p.component[node], p.mostOf(node)[0]
	attains := func(v uint32, e *graph.Edge) bool {
		return p.component[e.To] != c && p.cost(v, e)[0]+p.mostOf(e.To)[0] == most
	}
	f := graph.Filter{
		State: func(v uint32) bool { return p.reached[v] },
		Edge: func(v uint32, e *graph.Edge) bool {
			return p.continues(v, e) && (p.component[e.To] == c || attains(v, e))
		},
	}
	way, ok := p.finder.Reach([]uint32{node}, attains, f)
	if !ok {
		panic("cost: bug: nothing attains the worst case")
	}
	return way
}

// follow adds steps of the window.
func (p *pather) follow(way []graph.Step) (to uint32) {
	for i := range way {
		s := &way[i]
		p.path.Steps = append(p.path.Steps, Step{s.Action, p.label(s.Label), p.cost(s.From, &s.Edge)[0]})
		to = s.To
	}
	return to
}

// stroll adds steps outside the window.
func (p *pather) stroll(way []graph.Step) {
	for _, s := range way {
		p.path.Steps = append(p.path.Steps, Step{s.Action, p.label(s.Label), 0})
	}
}

// forever is the path to a shortest cycle that pays, and round it once.
func (p *pather) forever() Path {
	cycle := p.shortestCycle()
	root := cycle[0].From
	at, way := p.entrance(root)
	p.begin(at)
	p.follow(way)
	p.path.Cycle = len(p.path.Steps)
	p.follow(cycle)
	p.path.To = len(p.path.Steps)
	p.hold(cycle)
	return p.path
}

// hold finds who must be held back for a cycle to go on.
func (p *pather) hold(cycle []graph.Step) {
	steps, nodes := map[process]bool{}, []uint32(nil)
	for _, s := range cycle {
		if !s.Action.Fault() {
			steps[processOf(&s.Edge)] = true
		}
		nodes = append(nodes, s.From)
	}
	for _, q := range p.waiting(nodes, steps) {
		if q.buffer {
			p.path.HeldBuffer = append(p.path.HeldBuffer, q.thread)
		} else {
			p.path.HeldBack = append(p.path.HeldBack, q.thread)
		}
	}
	p.path.HeldLinks = p.undelivered(cycle)
}

// sharePath is a run that attains the worst share.
func (m *Measurement) sharePath(r Row, e program.Event) Path {
	f := newShare(m.space, e, r.Metric)
	_, way, _ := f.extreme(1)
	p := pather{extremes: f.extremes}
	p.follow(way.steps)
	p.path.To, p.path.Cycle = len(way.steps), way.cycle
	_, p.path.Over = f.totals(way.steps[max(way.cycle, 0):])
	if r.Worst.Infinite {
		p.hold(way.steps[way.cycle:])
	}
	return p.path
}

// entrance finds where a window begins that comes to a node, and its shortest way there.
func (p *pather) entrance(node uint32) (at spot, way []graph.Step) {
	begins := map[uint32]spot{} // by node after the first step
	var targets []uint32
	for _, at := range p.begins {
		if v := p.inside(at); begins[v] == (spot{}) {
			begins[v] = at
			targets = append(targets, v)
		}
	}
	for _, v := range targets {
		if v == node {
			return begins[v], nil
		}
	}
	way, _ = p.finder.Path(targets, func(v uint32) bool { return v == node }, p.filter())
	return begins[way[0].From], way
}
